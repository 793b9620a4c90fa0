"""What people wrote in a survey becomes a measure: of the room, or of a concept. Once only.

A text counts as taken over as long as its measure is there: whoever undoes it, or deletes the
measure, can take it over again.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import catalogues
from app.language.content import best_text
from app.refused import Missing, Refused, say
from app.web.forms import Form
from surveys import public
from workshops.agenda.steps import step_of
from workshops.concepts.rows import locked_concept, next_position, node_row, rooms_changed
from workshops.journal.said import brief, did
from workshops.measures.authors import check, tell
from workshops.models import Concept, Measure, Node, Workshop, WorkshopNode
from workshops.surveying.services import KIND

LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Picked:
    """What is taken over: a text of the step with this id, or of the survey with this short name;
    as `text` says it, in this language."""

    at: int | str
    question: str
    key: str
    text: str
    language: str


def picked_in(form: Form, at: int | str) -> Picked:
    """What the form for taking over a text says."""
    sent = form.values
    return Picked(at, *(sent.get(name, "") for name in ("question", "key", "text", "language")))


def take_into_room(
    session: Session,
    workshop_id: int,
    picked: Picked,
    *,
    field_id: int,
    now: dt.datetime,
) -> int:
    """Add a text of a step's survey to the workshop's ideas; returns the measure's id. It is
    approved, and goes onto an open ballot.

    Raises:
        Missing: no such step, text or field. Refused: it was taken over, or the text is not one.
    """
    if isinstance(picked.at, str):
        raise Missing
    step_of(session, workshop_id, picked.at, KIND)
    fields = select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == workshop_id)
    if field_id not in set(session.scalars(fields)):
        raise Missing
    concept = session.execute(
        select(Concept.id, Concept.language)
        .join(Workshop, Workshop.concept_id == Concept.id)
        .where(Workshop.id == workshop_id)
    ).one()
    measure = _measure(session, picked, concept.language, field_id, now)
    measure.origin, measure.workshop_id = "workshop", workshop_id
    _kept(session, picked, measure)
    tell(session, measure)
    return measure.id


def take_into_concept(
    session: Session,
    name: str,
    picked: Picked,
    *,
    node_id: int,
    now: dt.datetime,
) -> int:
    """Add a text of a survey to the measures of an entry of this concept; returns its id.

    Raises:
        Missing: no such concept, entry or text. Refused: it was taken over, or is no text.
    """
    concept = locked_concept(session, name)
    node_row(session, concept.id, node_id)
    measure = _measure(session, picked, concept.language, node_id, now)
    _kept(session, picked, measure)
    rooms_changed(session, concept.id)
    return measure.id


def taken(session: Session, measures: Collection[int | None]) -> Mapping[int, str]:
    """Of these measures those that are there, each with the short name of its concept."""
    ids = [id for id in measures if id is not None]
    rows = session.execute(
        select(Measure.id, Concept.name)
        .join(Node, Node.id == Measure.node_id)
        .join(Concept, Concept.id == Node.concept_id)
        .where(Measure.id.in_(ids), Measure.deleted_at.is_(None))
        .where(Node.deleted_at.is_(None), Concept.removed_at.is_(None))
    )
    return {row.id: row.name for row in rows}


def _measure(
    session: Session, picked: Picked, language: str, node_id: int, now: dt.datetime
) -> Measure:
    """`language`: that of the concept, in which its origin is said."""
    check(picked.text, None)
    public.alone(session, picked.at)
    found = public.text_at(session, picked.at, picked.question, picked.key)
    if taken(session, [found.entry.measure_id]):
        raise Refused(say("This text has been taken over as a measure already."))
    if picked.language not in found.languages:
        raise Refused(say("Please choose one of these."), 422)
    with catalogues.speaking(language):
        named = best_text(found.title, language, next(iter(found.title), ""))
        source = catalogues.words(say("Survey: %(title)s", title=named))
    return Measure(
        node_id=node_id,
        position=next_position(session, Measure, Measure.node_id == node_id),
        language=picked.language,
        texts={picked.language: picked.text.strip()},
        columns={},
        state="approved",
        origin="office",
        source=source[:LONGEST_SOURCE],
        created_at=now,
    )


def _kept(session: Session, picked: Picked, measure: Measure) -> None:
    session.add(measure)
    session.flush()
    public.became(session, picked.at, picked.question, picked.key, measure.id)
    text = brief(measure.texts[measure.language])
    did(session, say("Taken over from a survey: “%(text)s”", text=text))
