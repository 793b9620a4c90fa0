"""What workshops may know of surveys, and do with them: the only door.

A step of a workshop is one run of a survey. Everybody in the room gets a ticket for it, and answers
on the pages of surveys; nothing leads from a participant or a ticket to the answers.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused, say
from surveys.answering.rules import is_token, resume_of, shown_ticket, ticket_digest, ticket_of
from surveys.answering.runs import CLOSED, close_run, create_run, open_run, run_row, standing, topic
from surveys.answering.services import code_to_resume, turnout
from surveys.answering.tickets import run_of_ticket
from surveys.models import Response, Run, Survey, SurveyVersion, Ticket
from surveys.questionnaire import SILENT, Texts
from surveys.results.drawing import Drawing, Word
from surveys.results.people import Shares, shares
from surveys.results.reach import (
    Asked,
    Results,
    Written,
    alone,
    became,
    decide,
    results,
    show_question,
    text_at,
)
from surveys.results.taking_in import renew, settle
from surveys.results.texts import Entry
from surveys.services import newest_version, survey_row

__all__ = [
    "Asked",
    "Drawing",
    "Entry",
    "Offer",
    "Results",
    "Shares",
    "StepRun",
    "Word",
    "Written",
    "alone",
    "became",
    "close_for_step",
    "decide",
    "let_go",
    "offer",
    "offers",
    "open_for_step",
    "page_of",
    "results",
    "run_of_step",
    "seat_state",
    "seat_ticket",
    "shares",
    "show_question",
    "take_in",
    "text_at",
    "topic",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """A published survey. `questions`: how many can be answered."""

    name: str
    title: Texts
    languages: tuple[str, ...]
    questions: int

    @property
    def original(self) -> str:
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class StepRun:
    """The run of a step. `standing`: open or closed; of those who have begun, `finished` have
    come to the end."""

    id: int
    code: str
    survey: str
    standing: str
    begun: int
    finished: int


def page_of(session: Session, code: str, *, secret: str) -> str | None:
    """The address of the run, of the personal link, or of what was begun on another device, with
    this code as it is stored; None: there is none of them."""
    if is_token(code):
        if run_of_ticket(session, ticket_digest(secret, code)):
            return f"/t/{shown_ticket(code)}"
        begun = code_to_resume(session, resume_of(secret, code))
        return f"/s/{begun}?typed={code}" if begun else None
    here = (Run.code == code) & Survey.removed_at.is_(None)
    query = select(Run.id).join(Survey, Survey.id == Run.survey_id).where(here)
    return f"/s/{code}" if session.scalar(query) is not None else None


def offers(session: Session) -> tuple[Offer, ...]:
    """All published surveys by name."""
    query = (
        select(Survey.id, Survey.name)
        .where(Survey.removed_at.is_(None))
        .where(select(SurveyVersion.id).where(SurveyVersion.survey_id == Survey.id).exists())
        .order_by(Survey.name)
    )
    found = (_offer(session, row.id, row.name) for row in session.execute(query))
    return tuple(one for one in found if one)


def offer(session: Session, name: str) -> Offer | None:
    """The published survey of this short name; None: there is none, or not any more."""
    query = select(Survey.id).where(Survey.name == name, Survey.removed_at.is_(None))
    id = session.scalar(query)
    return _offer(session, id, name) if id is not None else None


def run_of_step(session: Session, step_id: int, now: dt.datetime) -> StepRun | None:
    """The run of this step; None: it has not been opened yet."""
    row = session.execute(
        select(Run, Survey.name)
        .join(Survey, Survey.id == Run.survey_id)
        .where(Run.step_id == step_id, Survey.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    run, name = row
    begun, finished = turnout(session, run.id)
    return StepRun(run.id, run.code, name, standing(run, now), begun, finished)


def open_for_step(
    session: Session,
    step_id: int,
    *,
    name: str,
    title: str,
    back: str,
    tells: str,
    now: dt.datetime,
) -> None:
    """People in the room can answer from now on, also again. `title` is that of the run, `back`
    the address where its people come from, `tells` a topic that hears of its turnout.

    Raises:
        Refused: no such survey is published. Or another one has been answered in this step: its
            answers stay what they are.
    """
    run = session.scalar(select(Run).where(Run.step_id == step_id))
    if run is None:
        if offer(session, name) is None:
            raise Refused(say("Choose a survey first: then it can be opened."))
        code = create_run(
            session,
            name,
            title=title,
            now=now,
            tickets_only=True,
            step_id=step_id,
            back=back,
            tells=tells,
        )
    else:
        code = run.code
        if session.scalar(select(Survey.name).where(Survey.id == run.survey_id)) != name:
            raise Refused(
                say("Another survey was answered in this step. Add a step for a further one.")
            )
    open_run(session, code, now=now)


def close_for_step(session: Session, step_id: int, *, now: dt.datetime) -> None:
    """Nobody can answer any more; what was saved counts, and is in the results from now on.
    Without a run nothing happens."""
    run = session.scalar(select(Run).where(Run.step_id == step_id))
    if run is not None:
        close_run(session, run.code)
        settle(session, run.survey_id, now=now)


def let_go(session: Session, step_ids: Sequence[int]) -> None:
    """These steps are gone for good. Their answers stay with the survey, and nothing leads to them
    from a later step, or a person, that may get the same number; who has not come to the end,
    cannot go on."""
    here = Run.step_id.in_(step_ids)
    runs = select(Run.id).where(here)
    nobody: dict[str, None] = {"holder": None, "resume": None}
    session.execute(update(Response).where(Response.run_id.in_(runs)).values(nobody))
    session.execute(delete(Ticket).where(Ticket.run_id.in_(runs)))
    free = {"state": CLOSED, "step_id": None, "back": None, "tells": None}
    session.execute(update(Run).where(here).values(free))


def seat_state(session: Session, step_id: int, seat: str) -> str:
    """Whether who sits on `seat` (a text for one participant) has begun: "new" or "used"."""
    used = select(Ticket.used).join(Run, Run.id == Ticket.run_id)
    found = session.scalar(used.where(Run.step_id == step_id, Ticket.salt == seat))
    return "used" if found else "new"


def seat_ticket(session: Session, step_id: int, seat: str, *, secret: str) -> str:
    """The ticket of this seat, always the same, as it stands on cards.

    Raises:
        Missing: the step has no run.
    """
    code = session.scalar(select(Run.code).where(Run.step_id == step_id))
    if code is None:
        raise Missing
    run = run_row(session, code, alone=True)
    known = select(Ticket.number).where(Ticket.run_id == run.id, Ticket.salt == seat)
    number = session.scalar(known)
    if number is None:
        last = session.scalar(select(func.max(Ticket.number)).where(Ticket.run_id == run.id))
        number = (last or 0) + 1
        digest = ticket_digest(secret, ticket_of(secret, run.id, number, seat))
        session.add(Ticket(run_id=run.id, number=number, salt=seat, digest=digest))
        session.flush()
    return shown_ticket(ticket_of(secret, run.id, number, seat))


async def take_in(ledger: Ledger, name: str) -> None:
    """Whose answers can be in the results of this survey by now, is in them.

    Raises:
        Missing: there is no such survey.
    """
    row = await ledger.read(lambda session: survey_row(session, name).id)
    await renew(ledger, row, now=utc_now())


def _offer(session: Session, id: int, name: str) -> Offer | None:
    version = newest_version(session, id)
    if version is None:
        return None
    asked = version.questionnaire
    questions = sum(1 for one in asked.questions() if one.kind not in SILENT)
    return Offer(name, asked.title, asked.languages, questions)
