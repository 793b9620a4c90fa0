"""The step in which the room talks."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.discussion.reads import nothing_own, talk_page

KIND = StepKind(
    title=say("Discuss"),
    phone=OwnPage(
        "workshops/participants/_shared.html",
        nothing_own,
        shared=Screen("workshops/discussion/phone.html", talk_page),
    ),
    console=Screen("workshops/discussion/_console.html", talk_page),
    projector=Screen(
        "workshops/discussion/_wall.html",
        talk_page,
        pages=lambda page, language, size: len(page.leaves(language, size)),
    ),
)
