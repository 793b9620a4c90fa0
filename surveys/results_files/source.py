"""What a file of results is written from, read from the database once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.few import FEWEST
from app.refused import Refused, say
from surveys.answering.runs import RunLine, runs
from surveys.models import Response, Run
from surveys.questionnaire import Questionnaire
from surveys.results.care import tied
from surveys.results.loading import load
from surveys.results.remarks import Marked, marked
from surveys.results.table import Table
from surveys.results.weighting import Weighting, read, weighting
from surveys.services import Version, survey_row, versions

Texts: TypeAlias = Literal["apart", "beside", "none"]
"""Where what people typed stands: apart from all else, where nothing leads from it to who wrote it;
beside the other answers of the same person; or nowhere."""

TOO_FEW = say(
    "There is nothing to download yet: answers are shown, and written into files, only once at "
    "least five people have given theirs. So nobody can be recognised."
)

NO_WEIGHTS = say(
    "Nothing can be weighted yet: first enter shares of the population that fit the answers, under "
    "“Weights” in the results."
)


@dataclass(frozen=True, slots=True)
class Source:
    """The answers of a survey that may be shown.

    `days`: of each person, on which they began; `finished`: whether they came to the end;
    `turnout`: the runs, the oldest first; `versions`: name of a question → the numbers of the
    published versions that ask it; `texts`: where what people typed stands (see Texts);
    `hidden`: texts that the office does not want to be read; `approved`: those that everybody may
    read; `tied`: see results/care.py; `weighting`: by which a report is weighted, if it shall be.
    """

    name: str
    table: Table
    days: Sequence[dt.date]
    finished: Sequence[bool]
    turnout: tuple[RunLine, ...]
    versions: Mapping[str, tuple[int, ...]]
    texts: Texts
    hidden: Marked
    approved: Marked
    tied: Mapping[str, frozenset[str]]
    weighting: Weighting | None = None

    @property
    def questionnaire(self) -> Questionnaire:
        return self.table.questionnaire

    @property
    def title(self) -> str:
        return self.questionnaire.title.get(self.questionnaire.original, "") or self.name


def source(
    session: Session,
    name: str,
    *,
    now: dt.datetime,
    texts: Texts = "apart",
    weighted: bool = False,
) -> Source:
    """What is shown now; whoever is due must have been taken in before (results/taking_in.py).

    Raises:
        Missing: there is no such survey. Refused: too few people have answered, or it cannot be
            weighted by what the office has entered.
    """
    survey = survey_row(session, name)
    published = versions(session, survey.id)
    if not published:
        raise Refused(TOO_FEW)
    table = load(session, survey.id)
    if table.people < FEWEST:
        raise Refused(TOO_FEW)
    made = weighting(table, read(table.questionnaire, survey.margins)) if weighted else None
    if weighted and not (made and made.usable):
        raise Refused(NO_WEIGHTS)
    days, finished = _facts(session, survey.id, table)
    turnout = tuple(reversed(runs(session, survey.id, now=now)))
    away, approved = (marked(session, table, state) for state in ("hidden", "shown"))
    numbers = _numbers(published.values())
    ties = tied(one.questionnaire for one in published.values())
    return Source(
        survey.name,
        table,
        days,
        finished,
        turnout,
        numbers,
        texts,
        away,
        approved,
        ties,
        made,
    )


def _facts(session: Session, survey_id: int, table: Table) -> tuple[list[dt.date], list[bool]]:
    """The day of each person, and whether they came to the end."""
    rows = session.execute(
        select(Response.id, Response.day, Response.finished)
        .join(Run, Run.id == Response.run_id)
        .where(Run.survey_id == survey_id)
    )
    places = {id: place for place, id in enumerate(table.ids)}
    days, finished = [dt.date.min] * table.people, [False] * table.people
    for id, day, done in rows:
        if (place := places.get(id)) is not None:
            days[place], finished[place] = day, done
    return days, finished


def _numbers(published: Iterable[Version]) -> dict[str, tuple[int, ...]]:
    """Name of a question → the numbers of the versions that ask it."""
    found: dict[str, tuple[int, ...]] = {}
    for version in published:
        for question in version.questionnaire.questions():
            found[question.name] = (*found.get(question.name, ()), version.number)
    return found
