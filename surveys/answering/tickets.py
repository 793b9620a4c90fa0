"""Tickets: personal links, each for one response. Whether one was used is all that is known."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Missing, Refused, say
from surveys.answering.rules import MOST, ticket_digest, ticket_of
from surveys.answering.runs import run_row
from surveys.models import Run, Ticket
from surveys.services import newest_version

SALT_BYTES = 8


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in the office's list. `state`: "new", "used" or "blocked"."""

    number: int
    state: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: number -> ticket, under the title of the survey, for that of the run is the
    office's; and in which languages the sentence stands."""

    code: str
    title: str
    languages: tuple[str, ...]
    interviews: bool
    tickets: Mapping[int, str]


def make_tickets(session: Session, code: str, count: int, *, secret: str) -> range:
    """Make `count` further tickets of the run with this code; returns their numbers.

    Raises:
        Missing: there is no such run. Refused: there would be too many.
    """
    run = run_row(session, code, alone=True)
    last = session.scalar(select(func.max(Ticket.number)).where(Ticket.run_id == run.id)) or 0
    if last + count > MOST:
        raise Refused(say("At most %(most)d personal links can be made.", most=MOST), 422)
    numbers = range(last + 1, last + count + 1)
    for number in numbers:
        salt = secrets.token_hex(SALT_BYTES)
        digest = ticket_digest(secret, ticket_of(secret, run.id, number, salt))
        session.add(Ticket(run_id=run.id, number=number, salt=salt, digest=digest))
    session.flush()
    return numbers


def block_ticket(session: Session, code: str, number: int, blocked: bool) -> None:
    """A ticket that is blocked lets nobody begin; whoever has begun with it goes on, for nobody
    knows who that is. Doing it again changes nothing.

    Raises:
        Missing: there is no such run or ticket.
    """
    run = run_row(session, code)
    query = select(Ticket).where(Ticket.run_id == run.id, Ticket.number == number)
    ticket = session.scalars(query.with_for_update()).one_or_none()
    if ticket is None:
        raise Missing
    ticket.blocked = blocked
    session.flush()


def tickets(session: Session, code: str) -> Sequence[TicketLine]:
    """All tickets of a run, the first first."""
    query = (
        select(Ticket)
        .join(Run, Run.id == Ticket.run_id)
        .where(Run.code == code)
        .order_by(Ticket.number)
    )
    return [TicketLine(row.number, _state(row)) for row in session.scalars(query)]


def run_of_ticket(session: Session, digest: str) -> tuple[str, str] | None:
    """The code of the run that the ticket with this digest is for, and the ticket's state."""
    query = select(Run.code, Ticket).join(Ticket, Ticket.run_id == Run.id)
    row = session.execute(query.where(Ticket.digest == digest)).one_or_none()
    return (row[0], _state(row[1])) if row else None


def sheet_of(session: Session, code: str, numbers: range, secret: str) -> Sheet:
    """The new tickets among these numbers.

    Raises:
        Missing: there is none.
    """
    run = run_row(session, code)
    query = select(Ticket).where(
        Ticket.run_id == run.id,
        Ticket.number >= numbers.start,
        Ticket.number < numbers.stop,
        Ticket.used.is_(False),
        Ticket.blocked.is_(False),
    )
    found = {
        row.number: ticket_of(secret, run.id, row.number, row.salt)
        for row in session.scalars(query.order_by(Ticket.number))
    }
    version = newest_version(session, run.survey_id)
    if not found or version is None:
        raise Missing
    asked = version.questionnaire
    title = best_text(asked.title, asked.original, asked.original)
    return Sheet(code, title, asked.languages, run.interviews, found)


def _state(ticket: Ticket) -> str:
    return "used" if ticket.used else "blocked" if ticket.blocked else "new"
