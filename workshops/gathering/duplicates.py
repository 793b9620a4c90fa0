"""The same measure from several events: put together and taken apart, as in workshops/merging.

What the office puts together stands on the ballot of every vote in which one of them stood, so
nothing that was counted is lost; taken apart, each vote is again what it was.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say, say_n
from workshops.concepts.rows import rooms_changed
from workshops.gathering.places import ConceptHead, concept_head
from workshops.gathering.rules import pair_of
from workshops.gathering.services import keep
from workshops.journal.said import brief, did
from workshops.merging.ballots import stand_in
from workshops.merging.forest import tree_of
from workshops.merging.joining import locked, put_in, take_out
from workshops.merging.rules import merged, wrong_title
from workshops.models import BallotLine, Measure, Node, Step, Workshop


def put_together(
    session: Session,
    name: str,
    target_id: int,
    source_ids: Collection[int],
    title: str = "",
    language: str = "",
    chosen: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Put the sources together with the target, which stands for all of them from now on.

    Without a `title` it keeps its wording. Columns in which it has nothing it takes from them;
    `chosen`: column -> the measure whose value stays, where they differ (else its own). Follows:
    workshops of the concept hear of it.

    Raises:
        Refused: fewer than two, one is part of another already, the title is too long, or a vote
            on one of them is open. Missing: no such concept, or not a measure of it.
    """
    title = " ".join(title.split())
    if wrong := wrong_title(title):
        raise Refused(wrong, 422)
    concept = concept_head(session, name)
    measures = locked(session, {target_id, *source_ids})
    before = forest_of_concept(session, concept.id)
    new = merged(before, target_id, source_ids).keys() - before.keys()
    if not new:
        return
    _check_here(session, concept, {target_id, *new})
    _check_closed(session, {target_id, *new})
    target = measures[target_id]
    put_in(session, target, [measures[id] for id in sorted(new)], title, language, chosen)
    stand_in(session, target)
    rooms_changed(session, concept.id)
    did(
        session,
        say_n(
            "Put %(num)d measure together with “%(text)s”",
            "Put %(num)d measures together with “%(text)s”",
            len(new),
            text=_brief(target),
        ),
    )


def take_apart(session: Session, name: str, source_id: int) -> None:
    """Take a source out again: it stands for itself, with what is merged into it, and has the
    figures that it had. Not merged: nothing happens.

    Raises:
        Refused: a vote on it is open. Missing: no such concept, or not a measure of it.
    """
    concept = concept_head(session, name)
    _check_here(session, concept, {source_id})
    source = locked(session, {source_id})[source_id]
    if source.merged_into_id is None:
        return
    _check_closed(session, {source_id, source.merged_into_id})
    take_out(session, source)
    rooms_changed(session, concept.id)
    did(session, say("Taken apart again: “%(text)s”", text=_brief(source)))


def keep_apart(session: Session, name: str, one: int, other: int) -> None:
    """These two are not the same: they are not suggested for this concept again.

    Raises:
        Missing: no such concept, or not two measures of it.
    """
    concept = concept_head(session, name)
    _check_here(session, concept, {one, other})
    pair = pair_of(one, other)
    if pair not in concept.gathering.apart:
        keep(session, name, replace(concept.gathering, apart=concept.gathering.apart | {pair}))
        did(session, say("Said that two measures are not the same"))


def reconsider(session: Session, name: str, one: int, other: int) -> None:
    """These two may be suggested again.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    pair = pair_of(one, other)
    if pair in concept.gathering.apart:
        keep(session, name, replace(concept.gathering, apart=concept.gathering.apart - {pair}))
        did(session, say("Two measures may be suggested as the same again"))


def forest_of_concept(session: Session, concept_id: int) -> dict[int, int]:
    """Measure -> the one it is merged into."""
    rows = session.execute(
        select(Measure.id, Measure.merged_into_id)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept_id)
        .where(Measure.merged_into_id.is_not(None), Measure.deleted_at.is_(None))
        .order_by(Measure.id)
    )
    return {id: into for id, into in rows if into is not None}


def _check_here(session: Session, concept: ConceptHead, ids: Collection[int]) -> None:
    """Raises Missing unless all are approved measures of the concept that are not deleted."""
    found = session.scalars(
        select(Measure.id)
        .join(Node, Node.id == Measure.node_id)
        .where(
            Measure.id.in_(ids),
            Node.concept_id == concept.id,
            Node.deleted_at.is_(None),
            Measure.state == "approved",
            Measure.deleted_at.is_(None),
        )
    )
    if set(found) != set(ids):
        raise Missing


def _check_closed(session: Session, ids: Collection[int]) -> None:
    """Raises Refused while people place dots on one of these, or on what is merged into them."""
    lines = select(BallotLine.step_id).where(
        BallotLine.measure_id.in_({*ids, *tree_of(session, ids)}), BallotLine.off.is_(False)
    )
    query = (
        select(Step.id)
        .join(Workshop, Workshop.id == Step.workshop_id)
        .where(Step.id.in_(lines), Step.state == "open", Step.position >= 0)
        .where(Workshop.removed_at.is_(None))
    )
    if session.scalar(query.limit(1)) is not None:
        raise Refused(say("A vote on one of these measures is open. Wait until it is closed."))


def _brief(measure: Measure) -> str:
    return brief(measure.texts[measure.language])
