"""Published surveys, as a step of a workshop asks one of them; and interviews that can be held."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.answering.runs import OPEN, standing
from surveys.models import Run, Survey, SurveyVersion
from surveys.questionnaire import SILENT, Texts
from surveys.services import newest_version


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
class Interviews:
    """An open run in which staff can hold interviews: its code, and what it is called; the title
    of the survey, in all its languages."""

    code: str
    title: str
    survey: Texts
    original: str


def interviews(session: Session, now: dt.datetime) -> tuple[Interviews, ...]:
    """All that are open, the newest first."""
    query = (
        select(Run)
        .join(Survey, Survey.id == Run.survey_id)
        .where(Run.interviews, Survey.removed_at.is_(None))
        .order_by(Run.id.desc())
    )
    found = [
        (run, version.questionnaire)
        for run in session.scalars(query)
        if standing(run, now) == OPEN and (version := newest_version(session, run.survey_id))
    ]
    return tuple(
        Interviews(run.code, run.title, asked.title, asked.original) for run, asked in found
    )


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


def _offer(session: Session, id: int, name: str) -> Offer | None:
    version = newest_version(session, id)
    if version is None:
        return None
    asked = version.questionnaire
    questions = sum(1 for one in asked.questions() if one.kind not in SILENT)
    return Offer(name, asked.title, asked.languages, questions)
