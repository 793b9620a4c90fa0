"""The results step: what the room sees once a vote is closed."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.groups.results import own_plenary_results, plenary_results, results_version
from workshops.priorities.pages import ResultsPage


def _pages(page: ResultsPage, language: str, size: int) -> int:
    return len(page.group_leaves(size) if page.groups_first else page.leaves(language, size))


KIND = StepKind(
    title=say("Results"),
    phone=OwnPage("workshops/priorities/phone.html", own_plenary_results),
    console=Screen("workshops/moderation/_results.html", plenary_results),
    projector=Screen(
        "workshops/projector/_results.html",
        plenary_results,
        pages=_pages,
    ),
    version=results_version,
)
