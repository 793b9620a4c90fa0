"""Runs: the times that a survey is answered. Each has a code, a beginning and an end."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, cast, func, select, update
from sqlalchemy.orm import Session

from app.codes import new_code
from app.database.ledger import changed
from app.refused import Missing, Refused, say
from surveys.answering.half_done import SUFFIX, without
from surveys.models import Response, Run, Survey
from surveys.services import newest_version, survey_row

WAITING, OPEN, CLOSED = "waiting", "open", "closed"


def topic(run_id: int) -> str:
    """Told when a run opens or closes, and when somebody begins or finishes."""
    return f"survey-run:{run_id}"


def told(session: Session, run: Run) -> None:
    """Those who follow the run hear that it has changed."""
    changed(session, topic(run.id))
    if run.tells:
        changed(session, run.tells)


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as the office sees it. `standing`: waiting, open or closed at this moment."""

    id: int
    code: str
    title: str
    standing: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    most: int | None
    tickets_only: bool
    interviews: bool
    step_id: int | None
    created_at: dt.datetime
    begun: int
    finished: int


def create_run(
    session: Session,
    name: str,
    *,
    title: str,
    now: dt.datetime,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
    most: int | None = None,
    tickets_only: bool = False,
    interviews: bool = False,
    step_id: int | None = None,
    back: str | None = None,
    tells: str | None = None,
) -> str:
    """A new run of the survey with this short name; returns its code.

    It opens by itself at `opens_at`, without that at once; the run of a workshop's step waits
    until `open_run`. `interviews`: it is read aloud, by staff and by who has a ticket.

    Raises:
        Missing: there is no such survey. Refused: nothing of it is published, or the times or the
            limit make no sense.
    """
    survey = survey_row(session, name)
    if newest_version(session, survey.id) is None:
        raise Refused(say("Publish the survey first: then people can answer it."))
    waits = step_id is not None or opens_at is not None
    run = Run(
        survey_id=survey.id,
        code=_free_code(session),
        title=title[:200],
        state=WAITING if waits else OPEN,
        opens_at=opens_at,
        closes_at=closes_at,
        most=most,
        tickets_only=tickets_only,
        interviews=interviews,
        step_id=step_id,
        back=back,
        tells=tells,
        created_at=now,
    )
    _check(session, run)
    session.add(run)
    session.flush()
    return run.code


def change_run(
    session: Session,
    code: str,
    *,
    title: str,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
    most: int | None,
    tickets_only: bool,
    interviews: bool,
    now: dt.datetime,
) -> None:
    """Other words, times, limits and people. Who has begun goes on, whatever changes: also where a
    later opening shuts the door again until then.

    Raises:
        Missing: there is no such run. Refused: the times or the limit make no sense.
    """
    run = run_row(session, code, alone=True)
    run.title, run.tickets_only, run.most = title[:200], tickets_only, most
    run.opens_at, run.closes_at, run.interviews = opens_at, closes_at, interviews
    if run.state != CLOSED and run.step_id is None:
        run.state = WAITING if opens_at and opens_at > now else OPEN
    _check(session, run)
    session.flush()
    told(session, run)


def open_run(session: Session, code: str, *, now: dt.datetime) -> None:
    """From now on people can answer, also where it had been closed. A time of opening or closing
    that contradicts this is taken away."""
    run = run_row(session, code, alone=True)
    run.state = OPEN
    if run.opens_at is not None and run.opens_at > now:
        run.opens_at = None
    if run.closes_at is not None and run.closes_at <= now:
        run.closes_at = None
    session.flush()
    told(session, run)


def close_run(session: Session, code: str) -> None:
    """Nobody can answer any more. What was saved counts; whose it was is forgotten, so who has
    not come to the end cannot go on, not even when the run is opened again."""
    run = run_row(session, code, alone=True)
    run.state = CLOSED
    session.flush()
    forget_people(session, Response.run_id == run.id)
    told(session, run)


def forget_people(session: Session, which: ColumnElement[bool]) -> None:
    """Nothing leads to these responses any more, and what is half done in them is gone."""
    half_done = cast(Response.answers, Text).contains(f'{SUFFIX}":')
    theirs = select(Response).where(which, half_done).with_for_update()  # who saves just now, has
    for response in session.scalars(theirs.execution_options(populate_existing=True)):
        response.answers = without(response.answers)
    session.flush()
    session.execute(update(Response).where(which).values(holder=None, resume=None))


def close_overdue(session: Session, code: str, *, now: dt.datetime) -> None:
    """Close it if its time has come, so that what `close_run` forgets is forgotten."""
    run = run_row(session, code)
    if run.state != CLOSED and standing(run, now) == CLOSED:
        close_run(session, code)


def close_all_overdue(session: Session, *, now: dt.datetime) -> None:
    """The same for all runs of all surveys: nobody need have come to see that they are closed."""
    late = (Run.state != CLOSED) & (Run.closes_at <= now) & Survey.removed_at.is_(None)
    codes = select(Run.code).join(Survey, Survey.id == Run.survey_id).where(late)
    for code in session.scalars(codes).all():
        close_run(session, code)


def standing(run: Run, now: dt.datetime) -> str:
    """Whether the run waits, is open or is closed at this moment."""
    if run.state == CLOSED or (run.closes_at is not None and run.closes_at <= now):
        return CLOSED
    opens_later = run.opens_at is None or run.opens_at > now
    return WAITING if run.state == WAITING and opens_later else OPEN


def is_closed(session: Session, code: str, now: dt.datetime) -> bool:
    """
    Raises:
        Missing: there is no such run.
    """
    return standing(run_row(session, code), now) == CLOSED


def runs(session: Session, survey_id: int, *, now: dt.datetime) -> Sequence[RunLine]:
    """All runs of a survey, the newest first."""
    query = (
        select(Run, func.count(Response.id), func.count(Response.id).filter(Response.finished))
        .outerjoin(Response, Response.run_id == Run.id)
        .where(Run.survey_id == survey_id)
        .group_by(Run.id)
        .order_by(Run.id.desc())
    )
    return [_line(run, begun, finished, now) for run, begun, finished in session.execute(query)]


def run_row(session: Session, code: str, *, alone: bool = False) -> Run:
    """The run with this code; `alone`: nobody begins or changes it until the commit.

    Raises:
        Missing: there is none, or its survey was removed.
    """
    query = (
        select(Run)
        .join(Survey, Survey.id == Run.survey_id)
        .where(Run.code == code, Survey.removed_at.is_(None))
    )
    if alone:
        query = query.with_for_update(of=Run, key_share=True).execution_options(
            populate_existing=True
        )
    run = session.scalars(query).one_or_none()
    if run is None:
        raise Missing
    return run


def begun(session: Session, run_id: int) -> int:
    query = select(func.count()).where(Response.run_id == run_id)
    return session.scalar(query) or 0


def stopped(session: Session, run_id: int) -> int:
    """How many were in the middle of answering when the run was closed."""
    theirs = (Response.run_id == run_id, ~Response.finished, Response.holder.is_(None))
    return session.scalar(select(func.count()).where(*theirs)) or 0


def _check(session: Session, run: Run) -> None:
    if not run.title.strip():
        raise Refused(say("Please give it a title."), 422)
    if run.opens_at and run.closes_at and run.closes_at <= run.opens_at:
        raise Refused(say("It closes before it opens: please check the times."), 422)
    if run.interviews and run.step_id is not None:
        raise Refused(say("In a workshop people answer by themselves."), 422)
    if run.most is not None and run.most < 1:
        raise Refused(say("Let at least one person answer, or leave the number out."), 422)


def _free_code(session: Session) -> str:
    """One that no other run has. Workshops have codes of their own: 113 million are enough for
    both, and the page of a workshop comes first where a code is typed."""
    while True:
        code = new_code()
        if session.scalar(select(Run.id).where(Run.code == code)) is None:
            return code


def _line(run: Run, begun: int, finished: int, now: dt.datetime) -> RunLine:
    return RunLine(
        run.id,
        run.code,
        run.title,
        standing(run, now),
        run.opens_at,
        run.closes_at,
        run.most,
        run.tickets_only,
        run.interviews,
        run.step_id,
        run.created_at,
        begun,
        finished,
    )
