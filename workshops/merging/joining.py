"""What putting together and taking apart do to the measures themselves, whoever asks for it: a room
for what it has before it, or the office for all of a concept."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshops.merging.ballots import JOINED, stand_down
from workshops.merging.columns import Notes, given_back, taken
from workshops.merging.forest import tree_of
from workshops.merging.rules import texts_with, texts_without
from workshops.models import Measure

NOTES = "columns"  # in `unmerged`: what a measure has from others, see columns.py


def locked(session: Session, ids: Collection[int]) -> dict[int, Measure]:
    """These measures as they are now, while nobody else merges them (two rooms on one concept)."""
    found = session.scalars(
        select(Measure)
        .where(Measure.id.in_(ids))
        .order_by(Measure.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {measure.id: measure for measure in found}


def put_in(
    session: Session,
    target: Measure,
    sources: Sequence[Measure],
    title: str,
    language: str,
    chosen: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """The target stands for the sources; without a `title` it keeps its wording. `chosen`: column
    -> the measure whose value stays, where they differ."""
    _name(target, title, language)
    givers = [((one.id, one.columns), _notes(one)) for one in sources]
    columns, notes = taken((target.id, target.columns), _notes(target), givers, chosen)
    if notes:
        target.columns, target.unmerged = columns, {**(target.unmerged or {}), NOTES: notes}
    target.texts = texts_with(target.texts, [(m.language, m.texts) for m in sources])
    for source in sources:
        source.merged_into_id = target.id
    session.flush()


def _notes(measure: Measure) -> Notes:
    kept: Notes = (measure.unmerged or {}).get(NOTES, {})
    return kept


def _name(target: Measure, title: str, language: str) -> None:
    """Keep the target's own wording, once, and give it the title if there is one."""
    own = target.unmerged or {"language": target.language, "texts": dict(target.texts)}
    if title:
        target.language = language or target.language
        target.texts = {target.language: title}
    target.unmerged = {**own, "titled": bool(title) or own.get("titled", False)}


def take_out(session: Session, source: Measure) -> list[Measure]:
    """The source stands for itself; returns what it was part of, the innermost first.

    These leave the ballots that they had come onto only for its sake.
    """
    into = source.merged_into_id
    source.merged_into_id = None
    session.flush()
    targets = []
    while into is not None:
        target = locked(session, {into})[into]
        joined = (target.unmerged or {}).get(JOINED, ())
        _let_go(session, target, source)
        stand_down(session, target, joined)
        targets.append(target)
        into = target.merged_into_id
    session.flush()
    return targets


def _let_go(session: Session, target: Measure, gone: Measure) -> None:
    """The target's texts and columns without what it has from a source that has left it, or left
    one of its own."""
    own = target.unmerged
    if own is None:
        return
    left = session.execute(
        select(Measure.language, Measure.texts)
        .where(Measure.merged_into_id == target.id, Measure.deleted_at.is_(None))
        .order_by(Measure.id)
    ).all()
    if not left and own["titled"]:
        target.language, target.texts = own["language"], own["texts"]
    else:
        mine = {} if own["titled"] else own["texts"]
        rest = texts_without(target.texts, mine, target.language, [gone.texts])
        target.texts = texts_with(rest, [(row.language, row.texts) for row in left])
    if notes := _notes(target):
        leaving = {gone.id, *tree_of(session, [gone.id])}
        target.columns, notes = given_back(target.columns, notes, leaving)
        target.unmerged = {**own, NOTES: notes}
    if not left:
        target.unmerged = None
