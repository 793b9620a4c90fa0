"""A survey as the step of a workshop: one run, and a ticket for everybody in the room.

Who they are only workshops know: here it is a `seat`, a text for one participant. Nothing leads
from it, or from its ticket, to the answers.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from surveys.answering.rules import shown_ticket, ticket_digest, ticket_of
from surveys.answering.runs import (
    CLOSED,
    close_run,
    create_run,
    forget_people,
    open_run,
    run_row,
    standing,
    stopped,
)
from surveys.answering.services import turnout
from surveys.models import Response, Run, Survey, Ticket
from surveys.offers import offer
from surveys.results.taking_in import settle


@dataclass(frozen=True, slots=True)
class StepRun:
    """The run of a step. `standing`: open or closed; of those who have begun, `finished` have
    come to the end, and `stopped` were in the middle when it was closed: they cannot go on."""

    id: int
    code: str
    survey: str
    standing: str
    begun: int
    finished: int
    stopped: int

    @property
    def answering(self) -> int:
        """Those who are in the middle of it."""
        return self.begun - self.finished - self.stopped


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
    left = stopped(session, run.id)
    return StepRun(run.id, run.code, name, standing(run, now), begun, finished, left)


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
    forget_people(session, Response.run_id.in_(runs))
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
