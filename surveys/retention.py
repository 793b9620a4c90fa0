"""What is kept no longer: answers on their deletion date, and surveys 30 days after removal."""

import datetime as dt
import logging

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.database.ledger import changed
from app.files.models import Export
from app.language.clock import day
from surveys.answering.runs import CLOSED, close_all_overdue, topic
from surveys.models import Crowd, Response, Run, Survey, Ticket

KEPT = dt.timedelta(days=30)  # what was removed can be brought back so long

log = logging.getLogger("klebepunkt")


def forget(session: Session, now: dt.datetime) -> None:
    """Delete for good what was removed 30 days ago, and all answers whose day has come; and close
    the runs whose time is over, so that nobody can be told to have answered them.

    With the answers go their tickets, what the office made of their texts, what they had in common,
    and files of them that wait to be fetched; their runs are closed. The questionnaire stays.
    """
    close_all_overdue(session, now=now)
    late = select(Survey.id).where(Survey.removed_at < now - KEPT)
    for id in session.scalars(late).all():
        session.execute(delete(Survey).where(Survey.id == id))
        log.info("survey %d is gone for good, 30 days after it was deleted", id)
    due = select(Survey.id).where(Survey.delete_on <= day(now))
    for table in (Export, Crowd):
        session.execute(delete(table).where(table.survey_id.in_(due)))
    used = select(Response.id).where(Response.run_id == Run.id).exists()
    over = Run.survey_id.in_(due) & ((Run.state != CLOSED) | used)
    for id in session.scalars(select(Run.id).where(over)).all():
        for part in (Response, Ticket):
            session.execute(delete(part).where(part.run_id == id))
        session.execute(update(Run).where(Run.id == id).values(state=CLOSED))
        changed(session, topic(id))
        log.info("the answers of run %d were deleted on their day", id)
