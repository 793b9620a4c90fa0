"""The step in which the moderator puts the same ideas together."""

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.merging.board import merging_page
from workshops.merging.screens import MergedWall, merge_phone, merged_version, wall_of_measures
from workshops.projector.leaves import pages_of


def _wall_pages(data: MergedWall, language: str, size: int) -> int:
    return sum(len(pages_of(part.rows, language, size)) for part in data.fields)


KIND = StepKind(
    title=say("Merge the same ideas"),
    phone=OwnPage("workshops/merging/phone.html", merge_phone),
    console=Screen("workshops/merging/_console.html", merging_page),
    projector=Screen("workshops/merging/_wall.html", wall_of_measures, _wall_pages),
    version=merged_version,
)
