"""What the office sees of duplicates: suggestions, a search, and what is put together already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from workshops.gathering.duplicates import forest_of_concept
from workshops.gathering.places import ConceptHead, concept_head, goals_of_nodes
from workshops.gathering.rules import Pair, pair_of
from workshops.merging.board import SHOWN, Merged, Suggestion, merged_of, suggested_among
from workshops.merging.ideas import Choice, Idea, choice, ideas_where
from workshops.merging.rules import root_of
from workshops.models import DismissedPair, Measure, Node, Workshop


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """All there is about putting measures of a concept together.

    `more`: suggestions that are not shown yet; `events`: measure -> the workshop that it was
    proposed in; `dismissed` pairs can be suggested again where the office has dismissed them.
    """

    concept: ConceptHead
    suggestions: tuple[Suggestion, ...]
    more: int
    merged: tuple[Merged, ...]
    dismissed: tuple[Suggestion, ...]
    measures: int
    unread: int
    events: Mapping[int, str]
    found: Choice | None = None


def duplicates_page(
    session: Session, name: str, words: str | None = None, chosen: Collection[int] = ()
) -> DuplicatesPage:
    """What the office sees; with `words`, also the measures that have them, the chosen ones first.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    ideas = _ideas(session, concept)
    forest = forest_of_concept(session, concept.id)
    here = [i for i in ideas.values() if i.id not in forest and i.state == "approved"]
    apart = {*concept.gathering.apart, *_dismissed_in_rooms(session, concept.id)}
    found, waiting = suggested_among(here, forest, apart)
    dismissed = tuple(
        Suggestion(ideas[one], ideas[other], 0.0)
        for one, other in sorted(concept.gathering.apart)
        if one in ideas and other in ideas and root_of(forest, one) != root_of(forest, other)
    )
    return DuplicatesPage(
        concept,
        tuple(found[:SHOWN]),
        max(0, len(found) - SHOWN),
        merged_of(session, ideas, forest),
        dismissed,
        len(here),
        waiting,
        _events(session, concept.id),
        None if words is None else choice(here, words, chosen),
    )


def _ideas(session: Session, concept: ConceptHead) -> dict[int, Idea]:
    """All measures below the concept's living entries, but what was never approved."""
    _, goal_of, _ = goals_of_nodes(session, concept)
    nodes = select(Node.id).where(Node.concept_id == concept.id)
    wanted = Measure.node_id.in_(nodes) & Measure.state.in_(("approved", "hidden"))
    return ideas_where(session, wanted, {node: goal.field for node, goal in goal_of.items()})


def _dismissed_in_rooms(session: Session, concept_id: int) -> list[Pair]:
    """What moderators have said in the workshops is not asked again."""
    query = (
        select(DismissedPair.one_id, DismissedPair.other_id)
        .join(Workshop, Workshop.id == DismissedPair.workshop_id)
        .where(Workshop.concept_id == concept_id)
    )
    return [pair_of(one, other) for one, other in session.execute(query)]


def _events(session: Session, concept_id: int) -> dict[int, str]:
    """Measure -> the title of the workshop that it was proposed in; a group's is its plenary's."""
    plenary = aliased(Workshop)
    rows = session.execute(
        select(Measure.id, plenary.title)
        .join(Workshop, Workshop.id == Measure.workshop_id)
        .join(plenary, plenary.id == func.coalesce(Workshop.parent_id, Workshop.id))
        .where(Workshop.concept_id == concept_id)
    )
    return {row[0]: row[1] for row in rows}
