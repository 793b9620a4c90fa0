"""The door of a run: what somebody sees who has not begun, or has finished."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Missing
from surveys import flow
from surveys.answering.runs import begun, run_row, standing, stopped
from surveys.models import Survey
from surveys.questionnaire import Questionnaire
from surveys.services import newest_version


@dataclass(frozen=True, slots=True)
class Entry:
    """`back`: the address where its people come from. `standing`: waiting, open or closed. `full`:
    as many have begun as may. `delete_on`: the day on which all answers are deleted. `pages`: all
    there are; conditions may leave some out. `stopped`: it was closed while people were answering;
    if it is open again, they cannot go on."""

    code: str
    back: str | None
    questionnaire: Questionnaire
    standing: str
    full: bool
    tickets_only: bool
    interviews: bool
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    delete_on: dt.date | None
    pages: int
    stopped: bool


def entry(session: Session, code: str, now: dt.datetime) -> Entry:
    """
    Raises:
        Missing: there is no such run.
    """
    run = run_row(session, code)
    version = newest_version(session, run.survey_id)
    if version is None:
        raise Missing
    return Entry(
        code,
        run.back,
        version.questionnaire,
        standing(run, now),
        run.most is not None and begun(session, run.id) >= run.most,
        run.tickets_only,
        run.interviews,
        run.opens_at,
        run.closes_at,
        session.get_one(Survey, run.survey_id).delete_on,
        len(flow.screens(version.questionnaire)),
        stopped(session, run.id) > 0,
    )
