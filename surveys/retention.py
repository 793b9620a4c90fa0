"""What is kept no longer: answers on their deletion date, and surveys 30 days after removal."""

import datetime as dt
import logging

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.files.models import Export
from app.language.clock import day
from surveys.answering.runs import close_all_overdue
from surveys.models import Response, Run, Survey, Ticket

KEPT = dt.timedelta(days=30)  # what was removed can be brought back so long

log = logging.getLogger("klebepunkt")


def forget(session: Session, now: dt.datetime) -> None:
    """Delete for good what was removed 30 days ago, and all answers whose day has come; and close
    the runs whose time is over, so that nobody can be told to have answered them.

    With the answers go their tickets, what the office made of their texts, and files of them that
    wait to be fetched; their runs are closed. The questionnaire stays.
    """
    close_all_overdue(session, now=now)
    late = select(Survey.id).where(Survey.removed_at < now - KEPT)
    for id in session.scalars(late).all():
        session.execute(delete(Survey).where(Survey.id == id))
        log.info("survey %d is gone for good, 30 days after it was deleted", id)
    due = Survey.delete_on <= day(now)
    session.execute(delete(Export).where(Export.survey_id.in_(select(Survey.id).where(due))))
    runs = select(Run.id).join(Survey, Survey.id == Run.survey_id)
    for id in session.scalars(runs.where(due)).all():
        gone = session.execute(delete(Response).where(Response.run_id == id).returning(Response.id))
        if gone.first() is None:
            continue
        session.execute(delete(Ticket).where(Ticket.run_id == id))
        session.execute(update(Run).where(Run.id == id).values(state="closed"))
        log.info("the answers of run %d were deleted on their day", id)
