"""Surveys as wholes: made, changed as a draft, published in versions, read back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Message, Missing, Refused, packed, say
from app.short_names import short_name
from surveys.codec import as_data, from_data
from surveys.comparable import united
from surveys.models import Survey, SurveyEdit, SurveyVersion
from surveys.questionnaire import Questionnaire

KEPT = dt.timedelta(days=365)
"""Responses are deleted so long after the survey was made, unless the office says otherwise."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the office works on. `version` is the newest one that is published, None before;
    `asked`: all that was ever asked, from all versions."""

    survey_id: int
    name: str
    questionnaire: Questionnaire
    stamp: int
    version: "Version | None"
    asked: Questionnaire | None


@dataclass(frozen=True, slots=True)
class Version:
    """A questionnaire as it was published."""

    id: int
    number: int
    questionnaire: Questionnaire
    published_at: dt.datetime


def create_survey(
    session: Session,
    questionnaire: Questionnaire,
    *,
    now: dt.datetime,
    name: str = "",
    concept_id: int | None = None,
) -> str:
    """A new survey with this draft; returns its short name: `name`, if that is free, or one like
    it, or like the title."""
    title = questionnaire.title.get(questionnaire.original, "")
    survey = Survey(
        name=short_name(name or title, set(session.scalars(select(Survey.name))), "survey"),
        concept_id=concept_id,
        draft=as_data(questionnaire),
        stamp=1,
        delete_on=(now + KEPT).date(),
        created_at=now,
        removed_at=None,
    )
    session.add(survey)
    session.flush()
    return survey.name


def survey_row(session: Session, name: str, *, alone: bool = False) -> Survey:
    """The survey of this short name; `alone`: nobody else changes it until the commit.

    Raises:
        Missing: there is none, or it was removed.
    """
    query = select(Survey).where(Survey.name == name, Survey.removed_at.is_(None))
    row = session.scalars(query.with_for_update() if alone else query).one_or_none()
    if row is None:
        raise Missing
    return row


def draft(session: Session, name: str) -> Draft:
    """
    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name)
    published = tuple(versions(session, row.id).values())
    return Draft(
        row.id,
        row.name,
        from_data(row.draft),
        row.stamp,
        published[-1] if published else None,
        united([one.questionnaire for one in published]) if published else None,
    )


def change_draft(
    session: Session,
    name: str,
    questionnaire: Questionnaire,
    *,
    stamp: int,
    what: Message,
    by: str,
    now: dt.datetime,
) -> None:
    """Put this in the place of the draft, which can be undone.

    `stamp`: of the draft that it was made from.

    Raises:
        Missing: there is no such survey. Refused: somebody has changed it meanwhile.
    """
    row = survey_row(session, name, alone=True)
    if row.stamp != stamp:
        raise Refused(
            say("Somebody has changed this survey meanwhile. Please look at it and try again.")
        )
    session.add(
        SurveyEdit(survey_id=row.id, at=now, by=by[:80], what=packed(what), before=row.draft)
    )
    row.draft = as_data(questionnaire)
    row.stamp += 1
    session.flush()


def publish(session: Session, name: str, *, now: dt.datetime) -> Version:
    """Make the draft the newest version, which who begins from now on is asked. Publishing what
    is published changes nothing. What may not be published: see `surveys/publishing.py`.

    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name, alone=True)
    newest = newest_version(session, row.id)
    if newest and as_data(newest.questionnaire) == row.draft:
        return newest
    version = SurveyVersion(
        survey_id=row.id,
        number=newest.number + 1 if newest else 1,
        questionnaire=row.draft,
        published_at=now,
    )
    session.add(version)
    session.flush()
    return _version(version)


def newest_version(session: Session, survey_id: int) -> Version | None:
    query = select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    row = session.scalars(query.order_by(SurveyVersion.number.desc()).limit(1)).one_or_none()
    return _version(row) if row else None


def versions(session: Session, survey_id: int) -> Mapping[int, Version]:
    """All published versions by their id, the oldest first."""
    query = select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    rows = session.scalars(query.order_by(SurveyVersion.number))
    return {row.id: _version(row) for row in rows}


def edits(session: Session, survey_id: int) -> int:
    """How many changes of the draft can be undone."""
    query = select(func.count()).where(SurveyEdit.survey_id == survey_id)
    return session.scalar(query) or 0


def _version(row: SurveyVersion) -> Version:
    return Version(row.id, row.number, from_data(row.questionnaire), row.published_at)
