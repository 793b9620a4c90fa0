"""One person's answers: begun, saved at each answer, gone on with elsewhere, finished.

Whose a response is only a `holder` says: a text derived from a cookie, or a seat in a workshop. It
is emptied at the end. A ticket is marked as used, and nothing leads from it to the response.
"""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language.clock import day
from app.refused import Missing, Refused, say
from surveys.answering.half_done import without
from surveys.answering.runs import CLOSED, OPEN, begun, run_row, standing, told
from surveys.codec import from_data
from surveys.models import Response, Run, Survey, SurveyImage, SurveyVersion, Ticket
from surveys.questionnaire import Questionnaire, Value
from surveys.services import newest_version

SEEDS = 2**31

WAITS = say(
    "This survey has not been opened yet. Please come back later; the address stays the same."
)
ENDED = say(
    "This survey is closed: it takes no answers any more. What was saved by then is counted."
)
FULL = say(
    "As many people as planned have answered this survey. It takes no further answers. "
    "Thank you for wanting to take part."
)
TICKETS_ONLY = say("You need a personal link for this survey. Scan or type the one on your card.")
INTERVIEWERS_ONLY = say(
    "An interviewer reads this survey aloud. If that is you: sign in, or open your personal link."
)
USED = say(
    "This personal link has been used already. Each can be used once. "
    "Go on where you began, or here with the code that stood there."
)
BLOCKED = say("This personal link is not valid any more. Please ask for a new one.")


@dataclass(frozen=True, slots=True)
class Held:
    """A response, for who holds it."""

    id: str
    run_id: int
    code: str  # of the run
    back: str | None  # where its people come from
    standing: str
    holder: str
    questionnaire: Questionnaire
    answers: Mapping[str, Value]
    language: str
    seed: int
    place: int
    saves: int
    interviews: bool  # somebody reads it aloud to many, one after the other


def begin(
    session: Session,
    code: str,
    *,
    holder: str,
    language: str,
    now: dt.datetime,
    resume: str = "",
    ticket: str = "",
    staff: bool = False,
) -> str:
    """Begin to answer the run with this code; returns the response's id, which is never shown.

    Who has begun already, goes on. `resume` and `ticket` are digests: of the code that finds the
    response again (see `rules.py`), and of the ticket that lets this person in, which is then used.
    An interviewer needs no ticket if they are `staff`, and can use theirs again and again.

    Raises:
        Missing: there is no such run or ticket. Refused: it is not open, full, or the ticket that
            it needs was used or blocked.
    """
    run = run_row(session, code, alone=True)
    known = select(Response.id).where(Response.run_id == run.id, Response.holder == holder)
    if (there := session.scalar(known)) is not None:
        return there
    _may_begin(session, run, now)
    if not (run.interviews and staff):
        _use_ticket(session, run, ticket)
    version = newest_version(session, run.survey_id)
    if version is None:
        raise Missing
    response = Response(
        id=secrets.token_hex(16),
        run_id=run.id,
        version_id=version.id,
        holder=holder,
        resume=resume or None,
        language=language,
        day=day(now),
        seed=secrets.randbelow(SEEDS),
        place=0,
        finished=False,
        saves=0,
        answers={},
    )
    session.add(response)
    session.flush()
    told(session, run)
    return response.id


def save(
    session: Session,
    code: str,
    holder: str,
    entries: Mapping[str, Value],
    *,
    now: dt.datetime,
    emptied: Iterable[str] = (),
    place: int | None = None,
    language: str | None = None,
) -> Mapping[str, Value]:
    """Keep these entries, and none for the names in `emptied`; returns all answers there are now.

    Two who save at once, in two windows, both keep what they have. Nothing is checked here: see
    `screens.py`.

    Raises:
        Missing: nobody with this holder is answering. Refused: the run was closed meanwhile.
    """
    response = _held(session, code, holder, now)
    kept = {name: value for name, value in response.answers.items() if name not in set(emptied)}
    answers = {**kept, **entries}
    if answers != response.answers:
        response.answers = answers
        response.saves += 1
    if place is not None:
        response.place = place
    if language is not None:
        response.language = language
    session.flush()
    return answers


def finish(session: Session, code: str, holder: str, *, now: dt.datetime) -> None:
    """They have come to the end: from now on nobody can tell whose answers these are.

    Raises:
        Missing: nobody with this holder is answering. Refused: the run was closed meanwhile.
    """
    response = _held(session, code, holder, now)
    response.finished = True
    response.answers = without(response.answers)
    response.holder = response.resume = None
    response.saves += 1
    session.flush()
    told(session, run_row(session, code))


def held(session: Session, code: str, holder: str, now: dt.datetime) -> Held | None:
    """What this holder is answering in the run with this code; None: nothing, or not any more."""
    found = session.execute(
        select(Response, Run, SurveyVersion.questionnaire)
        .join(Run, Run.id == Response.run_id)
        .join(Survey, Survey.id == Run.survey_id)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(Run.code == code, Response.holder == holder, Survey.removed_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    row, run, questionnaire = found
    return Held(
        row.id,
        row.run_id,
        code,
        run.back,
        standing(run, now),
        holder,
        from_data(questionnaire),
        row.answers,
        row.language,
        row.seed,
        row.place,
        row.saves,
        run.interviews,
    )


def code_to_resume(session: Session, resume: str) -> str | None:
    """The code of the run in which the response with this digest is being answered, or None."""
    query = select(Run.code).join(Response, Response.run_id == Run.id)
    return session.scalar(query.where(Response.resume == resume))


def image(session: Session, code: str, name: str) -> SurveyImage:
    """A picture of the survey that the run with this code is of.

    Raises:
        Missing: there is none.
    """
    query = select(SurveyImage).join(Run, Run.survey_id == SurveyImage.survey_id)
    found = session.scalars(query.where(Run.code == code, SurveyImage.name == name)).one_or_none()
    if found is None:
        raise Missing
    return found


def turnout(session: Session, run_id: int) -> tuple[int, int]:
    """How many have begun, and how many of them have come to the end."""
    query = select(func.count(), func.count().filter(Response.finished))
    row = session.execute(query.where(Response.run_id == run_id)).one()
    return row[0], row[1]


def _held(session: Session, code: str, holder: str, now: dt.datetime) -> Response:
    """The response, which nobody else changes until the commit."""
    here = (Run.code == code) & (Response.holder == holder)
    query = select(Response).join(Run, Run.id == Response.run_id).where(here)
    response = session.scalars(
        query.with_for_update(of=Response).execution_options(populate_existing=True)
    ).one_or_none()
    run = run_row(session, code)  # only now: it may have been closed while we waited
    if standing(run, now) == CLOSED:
        raise Refused(ENDED, 410)
    if response is None:
        raise Missing
    return response


def _may_begin(session: Session, run: Run, now: dt.datetime) -> None:
    found = standing(run, now)
    if found != OPEN:
        raise Refused(ENDED if found == CLOSED else WAITS, 403)
    if run.most is not None and begun(session, run.id) >= run.most:
        raise Refused(FULL, 403)


def _use_ticket(session: Session, run: Run, digest: str) -> None:
    if not digest:
        if run.interviews:
            raise Refused(INTERVIEWERS_ONLY, 403)
        if run.tickets_only:
            raise Refused(TICKETS_ONLY, 403)
        return
    query = select(Ticket).where(Ticket.run_id == run.id, Ticket.digest == digest)
    ticket = session.scalars(query.with_for_update()).one_or_none()
    if ticket is None:
        raise Missing
    if ticket.blocked:
        raise Refused(BLOCKED, 403)
    if ticket.used:
        raise Refused(USED, 403)
    ticket.used = not run.interviews
