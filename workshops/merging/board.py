"""What the moderator sees of merging: suggestions, and what is merged already."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.agenda.room import Room
from workshops.measures.candidates import measures_by_field
from workshops.merging import model
from workshops.merging.forest import forest_of
from workshops.merging.ideas import Idea, ideas_of, item_of
from workshops.merging.rules import root_of, trees
from workshops.merging.suggest import suggested, unread
from workshops.models import DismissedPair, Measure

SHOWN = 12  # suggestions at once: whoever has dealt with them sees the next


@dataclass(frozen=True, slots=True)
class Source:
    """What is merged into a measure; `depth`: 1, or more where it came along with another."""

    idea: Idea
    depth: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A measure that stands for several. `people`: how many have proposed one of them.

    `own`: its own wording, where it bears a title that was typed.
    """

    idea: Idea
    own: str | None
    sources: tuple[Source, ...]
    people: int

    @property
    def ideas(self) -> int:
        return len(self.sources) + 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two measures that probably say the same. `one` was there first."""

    one: Idea
    other: Idea
    score: float


@dataclass(frozen=True, slots=True)
class MergingPage:
    """All there is about merging in a room; `more`: suggestions that are not shown yet.

    `unread`: texts that have not been compared across languages yet.
    """

    suggestions: tuple[Suggestion, ...]
    more: int
    merged: tuple[Merged, ...]
    dismissed: tuple[Suggestion, ...]
    measures: int
    unread: int


def merging_page(session: Session, room: Room) -> MergingPage:
    """What the moderator sees: suggestions, and what is merged."""
    ideas, forest = ideas_of(session, room), forest_of(session, room.id)
    found, unread = _suggestions(session, room, ideas, forest)
    dismissed = [
        Suggestion(ideas[one], ideas[other], 0.0)
        for one, other in _dismissed(session, room)
        if one in ideas and other in ideas and root_of(forest, one) != root_of(forest, other)
    ]
    return MergingPage(
        tuple(found[:SHOWN]),
        max(0, len(found) - SHOWN),
        merged_of(session, ideas, forest),
        tuple(dismissed),
        len(measures_by_field(session, room.id)),
        unread,
    )


def _suggestions(
    session: Session, room: Room, ideas: Mapping[int, Idea], forest: Mapping[int, int]
) -> tuple[list[Suggestion], int]:
    here = [ideas[id] for id in sorted(measures_by_field(session, room.id)) if id in ideas]
    return suggested_among(here, forest, _dismissed(session, room))


def suggested_among(
    here: Sequence[Idea], forest: Mapping[int, int], dismissed: Iterable[tuple[int, int]]
) -> tuple[list[Suggestion], int]:
    """Pairs of these that probably say the same, the surest first, but what was dismissed; and how
    many texts have not been compared across languages yet. `forest` says what is merged."""
    items = tuple(item_of(i.id, i.texts, i.original) for i in here)
    multilingual = model.available()
    pairs = suggested(items, multilingual=multilingual, wait=False)
    over = {frozenset((root_of(forest, one), root_of(forest, other))) for one, other in dismissed}
    by_id = {idea.id: idea for idea in here}
    found = [Suggestion(by_id[int(p.one)], by_id[int(p.other)], p.score) for p in pairs]
    fresh = [
        pair
        for pair in found
        if frozenset((pair.one.id, pair.other.id)) not in over
        and "workshop" in (pair.one.origin, pair.other.origin)
    ]
    return fresh, unread(items) if multilingual else 0


def _dismissed(session: Session, room: Room) -> list[tuple[int, int]]:
    query = select(DismissedPair.one_id, DismissedPair.other_id).where(
        DismissedPair.workshop_id == room.id
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(*query.selected_columns))]


def merged_of(
    session: Session, ideas: Mapping[int, Idea], forest: Mapping[int, int]
) -> tuple[Merged, ...]:
    """Those of the ideas that stand for others, with these; `forest` says what is merged."""
    grown = {root: sources for root, sources in trees(forest).items() if root in ideas}
    people, own = _authors(session, grown), _own_wordings(session, grown)
    return tuple(
        Merged(ideas[root], own.get(root), _below(root, ideas, forest), len(people[root]))
        for root in sorted(grown)
    )


def _below(
    root: int, ideas: Mapping[int, Idea], forest: Mapping[int, int], depth: int = 1
) -> tuple[Source, ...]:
    found: list[Source] = []
    for source in sorted(one for one, into in forest.items() if into == root):
        if source in ideas:
            found.append(Source(ideas[source], depth))
        found.extend(_below(source, ideas, forest, depth + 1))
    return tuple(found)


def _authors(session: Session, grown: Mapping[int, Iterable[int]]) -> dict[int, set[int]]:
    """Root -> who has proposed it or one of its sources."""
    all = {id for root, sources in grown.items() for id in (root, *sources)}
    rows = session.execute(
        select(Measure.id, Measure.participant_id)
        .where(Measure.id.in_(all))
        .where(Measure.participant_id.is_not(None))
    )
    by = {row.id: row.participant_id for row in rows}
    return {root: {by[id] for id in (root, *ids) if id in by} for root, ids in grown.items()}


def _own_wordings(session: Session, grown: Collection[int]) -> dict[int, str]:
    """Root -> its own wording, where it bears a typed title."""
    rows = session.execute(select(Measure.id, Measure.unmerged).where(Measure.id.in_(grown)))
    return {
        id: own["texts"][own["language"]] for id, own in rows if own is not None and own["titled"]
    }
