"""The results step: what the room sees once a vote is closed."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.groups.results import plenary_on_phones, plenary_results
from workshops.priorities.pages import ResultsPage
from workshops.priorities.services import own_in_results


def _pages(page: ResultsPage, language: str, size: int) -> int:
    return len(page.group_leaves(size) if page.groups_first else page.leaves(language, size))


KIND = StepKind(
    title=say("Results"),
    phone=OwnPage(
        "workshops/priorities/phone.html",
        own_in_results,
        shared=Screen("workshops/priorities/_ranking.html", plenary_on_phones),
    ),
    console=Screen("workshops/moderation/_results.html", plenary_results),
    projector=Screen(
        "workshops/projector/_results.html",
        plenary_results,
        pages=_pages,
    ),
)
