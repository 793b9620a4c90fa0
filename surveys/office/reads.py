"""What the office's pages show of surveys."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language.content import best_text
from surveys.answering.runs import RunLine, runs, standing
from surveys.models import Response, Run, Survey, SurveyVersion
from surveys.office.services import Edit, last_edit
from surveys.questionnaire import Questionnaire
from surveys.retention import KEPT
from surveys.services import Draft, draft, survey_row


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey in the list. `state`: draft, published, waiting, open or closed."""

    name: str
    title: dict[str, str]
    languages: tuple[str, ...]
    state: str
    runs: int
    finished: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What waits to go for good. `key` names it in addresses; `until`: the day on which it goes."""

    key: str
    title: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """A survey with all that is known of it but its answers."""

    draft: Draft
    runs: tuple[RunLine, ...]
    concept_id: int | None
    delete_on: dt.date | None
    edit: Edit | None

    @property
    def name(self) -> str:
        return self.draft.name

    @property
    def questionnaire(self) -> Questionnaire:
        return self.draft.questionnaire

    @property
    def changed(self) -> bool:
        """Whether the draft holds what phones do not see yet."""
        newest = self.draft.version
        return newest is None or newest.questionnaire != self.questionnaire

    @property
    def finished(self) -> int:
        return sum(run.finished for run in self.runs)

    @property
    def begun(self) -> int:
        return sum(run.begun for run in self.runs)


def survey_page(session: Session, name: str, now: dt.datetime) -> SurveyPage:
    """
    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name)
    return SurveyPage(
        draft(session, name),
        tuple(runs(session, row.id, now=now)),
        row.concept_id,
        row.delete_on,
        last_edit(session, row.id),
    )


def survey_lines(session: Session, now: dt.datetime) -> tuple[SurveyLine, ...]:
    """All surveys, the newest first."""
    published = set(session.scalars(select(SurveyVersion.survey_id).distinct()))
    standings = _standings(session, now)
    finished = _finished(session)
    query = select(Survey).where(Survey.removed_at.is_(None)).order_by(Survey.id.desc())
    return tuple(
        SurveyLine(
            row.name,
            row.draft.get("title", {}),
            tuple(row.draft["languages"]),
            _state(row.id in published, standings.get(row.id, [])),
            len(standings.get(row.id, [])),
            finished.get(row.id, 0),
        )
        for row in session.scalars(query)
    )


def removed_surveys(session: Session, language: str) -> tuple[Removed, ...]:
    """What can be brought back, the newest first."""
    query = select(Survey.name, Survey.draft, Survey.removed_at)
    rows = session.execute(
        query.where(Survey.removed_at.is_not(None)).order_by(Survey.removed_at.desc())
    )
    return tuple(
        Removed(
            name,
            best_text(data.get("title", {}), language, data["languages"][0]) or name,
            at + KEPT,
        )
        for name, data, at in rows
    )


def _standings(session: Session, now: dt.datetime) -> dict[int, list[str]]:
    """How the runs of each survey stand, in few words."""
    found: dict[int, list[str]] = {}
    for run in session.scalars(select(Run)):
        found.setdefault(run.survey_id, []).append(standing(run, now))
    return found


def _finished(session: Session) -> dict[int, int]:
    query = (
        select(Run.survey_id, func.count())
        .join(Response, Response.run_id == Run.id)
        .where(Response.finished)
        .group_by(Run.survey_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _state(published: bool, standings: list[str]) -> str:
    if not published:
        return "draft"
    for state in ("open", "waiting", "closed"):
        if state in standings:
            return state
    return "published"
