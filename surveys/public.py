"""What workshops may know of surveys, and do with them: the only door.

A step of a workshop is one run of a survey. Everybody in the room gets a ticket for it, and answers
on the pages of surveys; nothing leads from a participant or a ticket to the answers.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.database.ledger import Ledger
from surveys.answering.cookie import finished_here
from surveys.answering.rules import is_token, resume_of, shown_ticket, ticket_digest
from surveys.answering.runs import topic
from surveys.answering.services import code_to_resume
from surveys.answering.step_runs import (
    StepRun,
    close_for_step,
    let_go,
    open_for_step,
    run_of_step,
    seat_state,
    seat_ticket,
)
from surveys.answering.tickets import run_of_ticket
from surveys.models import Run, Survey
from surveys.offers import Interviews, Offer, interviews, offer, offers
from surveys.office.published import picture, try_out
from surveys.results.drawing import Drawing
from surveys.results.origins import Origin, origins
from surveys.results.people import Shares, shares
from surveys.results.reach import (
    Asked,
    Results,
    Written,
    alone,
    became,
    decide,
    results,
    text_at,
)
from surveys.results.showing import put_together, show_question, take_apart
from surveys.results.taking_in import renew
from surveys.results.texts import Entry
from surveys.results.words import Word
from surveys.services import survey_row

__all__ = [
    "Asked",
    "Drawing",
    "Entry",
    "Interviews",
    "Offer",
    "Origin",
    "Results",
    "Shares",
    "StepRun",
    "Word",
    "Written",
    "alone",
    "became",
    "close_for_step",
    "decide",
    "finished_here",
    "interviews",
    "let_go",
    "offer",
    "offers",
    "open_for_step",
    "origins",
    "page_of",
    "picture",
    "put_together",
    "results",
    "run_of_step",
    "seat_state",
    "seat_ticket",
    "shares",
    "show_question",
    "take_apart",
    "take_in",
    "text_at",
    "topic",
    "try_out",
]


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


async def take_in(ledger: Ledger, name: str) -> None:
    """Whose answers can be in the results of this survey by now, is in them.

    Raises:
        Missing: there is no such survey.
    """
    row = await ledger.read(lambda session: survey_row(session, name).id)
    await renew(ledger, row, now=utc_now())
