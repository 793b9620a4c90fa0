"""Putting measures together that say the same, and taking them apart again.

Nobody's dots are written here: what lies on a source counts for the measure it is merged into, see
workshops/dots. What comes onto a ballot is handed to `put_on_ballots`, which finds out what fits.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say, say_n
from workshops.agenda.room import family_changed, room_changed, screens_changed
from workshops.dots.services import put_on_ballots
from workshops.journal.said import brief, did
from workshops.measures.candidates import fields_of_nodes, measures_by_field
from workshops.merging.forest import forest_of
from workshops.merging.joining import locked, put_in, take_out
from workshops.merging.rules import merged, wrong_title
from workshops.models import BallotLine, DismissedPair, Measure, Step


def merge(
    session: Session,
    workshop_id: int,
    target_id: int,
    source_ids: Collection[int],
    title: str = "",
    language: str = "",
) -> None:
    """Put the sources together with the target, which stands for all of them from now on.

    It keeps its place and field. Without a `title` it keeps its wording, too; with one its own is
    kept for the time when its last source leaves. Sources that have sources bring them along.
    Follows: everybody in the room hears of it, and dots on the sources count for the target.

    Raises:
        Refused: fewer than two, one is part of another already, or the title is too long.
        Missing: not a measure that this room has before it.
    """
    title = " ".join(title.split())
    if wrong := wrong_title(title):
        raise Refused(wrong, 422)
    measures = locked(session, {target_id, *source_ids})
    before = forest_of(session, workshop_id)
    new = merged(before, target_id, source_ids).keys() - before.keys()
    if not new:
        return
    if not {target_id, *new} <= measures_by_field(session, workshop_id).keys():
        raise Missing
    target, sources = measures[target_id], [measures[id] for id in sorted(new)]
    put_in(session, target, sources, title, language)
    put_on_ballots(session, [target_id], back=())  # no dots rested: they count for the target
    _tell(session, workshop_id, {target_id, *new})
    did(
        session,
        say_n(
            "Put %(num)d idea together with “%(text)s”",
            "Put %(num)d ideas together with “%(text)s”",
            len(new),
            text=_brief(target),
        ),
    )


def unmerge(session: Session, workshop_id: int, source_id: int) -> None:
    """Take a source out again: it stands for itself, with what is merged into it.

    Its people's dots are theirs again as far as they still fit. Not merged: nothing happens.
    Follows: everybody in the room hears of it.

    Raises:
        Missing: not a measure under this room's fields.
    """
    source = locked(session, {source_id}).get(source_id)
    if source is None or source.deleted_at is not None:
        raise Missing
    if source.node_id not in fields_of_nodes(session, workshop_id):
        raise Missing
    if source.merged_into_id is None:
        return
    targets = take_out(session, source)
    put_on_ballots(session, [source_id], back=[source_id])
    _tell(session, workshop_id, {source_id, *(target.id for target in targets)})
    did(session, say("Taken apart again: “%(text)s”", text=_brief(source)))


def dismiss(session: Session, workshop_id: int, one: int, other: int) -> None:
    """These two are not the same: they are not suggested again in this workshop.

    Raises:
        Missing: not two measures under this room's fields.
    """
    pair = _pair(session, workshop_id, one, other)
    if session.get(DismissedPair, (workshop_id, *pair)) is None:
        session.add(DismissedPair(workshop_id=workshop_id, one_id=pair[0], other_id=pair[1]))
        session.flush()
        did(session, say("Said that two ideas are not the same"))
        screens_changed(session, workshop_id)


def reconsider(session: Session, workshop_id: int, one: int, other: int) -> None:
    """Take the dismissal of this pair back: it may be suggested again."""
    pair = _pair(session, workshop_id, one, other)
    found = session.get(DismissedPair, (workshop_id, *pair))
    if found is not None:
        session.delete(found)
        session.flush()
        did(session, say("Two ideas may be suggested as the same again"))
        screens_changed(session, workshop_id)


def _pair(session: Session, workshop_id: int, one: int, other: int) -> tuple[int, int]:
    nodes = fields_of_nodes(session, workshop_id)
    found = session.scalars(select(Measure.node_id).where(Measure.id.in_((one, other)))).all()
    if len(found) != 2 or not set(found) <= nodes.keys():
        raise Missing
    return (min(one, other), max(one, other))


def _tell(session: Session, workshop_id: int, measure_ids: Collection[int]) -> None:
    """This room, its groups, and every other room with one of these on a ballot."""
    family_changed(session, workshop_id)
    elsewhere = (
        select(Step.workshop_id)
        .join(BallotLine, BallotLine.step_id == Step.id)
        .where(BallotLine.measure_id.in_(measure_ids), Step.workshop_id != workshop_id)
        .distinct()
    )
    for id in session.scalars(elsewhere):
        room_changed(session, id)


def _brief(measure: Measure) -> str:
    return brief(measure.texts[measure.language])
