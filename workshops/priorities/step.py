"""The results step: what the room sees once a vote is closed."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.priorities.services import own_results, results

KIND = StepKind(
    title=say("Results"),
    phone=OwnPage("workshops/priorities/phone.html", own_results),
    console=Screen("workshops/moderation/_results.html", results),
    projector=Screen(
        "workshops/projector/_results.html",
        results,
        pages=lambda page, language, size: len(page.leaves(language, size)),
    ),
)
