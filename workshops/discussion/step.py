"""The step in which the room talks."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.discussion.reads import talk_on_phone, talk_page, talk_version

KIND = StepKind(
    title=say("Discuss"),
    phone=OwnPage("workshops/discussion/phone.html", talk_on_phone),
    console=Screen("workshops/discussion/_console.html", talk_page),
    projector=Screen(
        "workshops/discussion/_wall.html",
        talk_page,
        pages=lambda page, language, size: len(page.leaves(language, size)),
    ),
    version=talk_version,
)
