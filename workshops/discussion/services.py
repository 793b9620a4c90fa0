"""The question that a room talks about, and the moderators' notes."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, say
from workshops.agenda.room import RoomStep, room_changed, screens_changed
from workshops.agenda.steps import step_alone
from workshops.discussion.rules import MEASURES, NOTHING, RESULTS, Talk, check_notes, talk_of
from workshops.journal.said import brief, did
from workshops.models import Step, WorkshopNode

KIND = "discuss"


def ask(
    session: Session,
    workshop_id: int,
    step_id: int,
    *,
    texts: Mapping[str, str],
    beside: str,
    first: int,
) -> None:
    """Set what the room talks about, and what is shown beside it. No text: the step's title.

    Raises:
        Missing: not a discussion of this workshop, or not one of its fields.
    """
    step = step_alone(session, workshop_id, step_id, KIND)
    if beside not in (NOTHING, MEASURES, RESULTS):
        _check_field(session, workshop_id, beside)
    said = {language: text.strip() for language, text in texts.items() if text.strip()}
    talk = replace(talk_of(step.settings), texts=said, beside=beside, first=first)
    _store(session, step, talk)
    question = brief(next(iter(said.values()), ""))
    did(session, say("Set the question “%(question)s”", question=question))
    room_changed(session, workshop_id)


def take_notes(
    session: Session, workshop_id: int, step_id: int, *, notes: str, opened: str
) -> None:
    """Keep the moderators' notes; `opened` is how they stood when the writer began.

    Raises:
        Refused: somebody else has changed them meanwhile.
        Missing: not a discussion of this workshop.
    """
    step = step_alone(session, workshop_id, step_id, KIND)
    talk = talk_of(step.settings)
    check_notes(talk.notes, opened)
    _store(session, step, replace(talk, notes=notes.strip()))
    did(session, say("Changed the notes of the discussion"))
    screens_changed(session, workshop_id)


def _store(session: Session, step: RoomStep, talk: Talk) -> None:
    settings = {**step.settings, **talk.stored()}
    if settings != step.settings:
        session.execute(update(Step).where(Step.id == step.id).values(settings=settings))


def _check_field(session: Session, workshop_id: int, field: str) -> None:
    known = select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == workshop_id)
    if field not in {str(id) for id in session.scalars(known)}:
        raise Missing
