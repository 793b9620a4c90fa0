"""What a file of results is written from, read from the database once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Refused, say
from surveys.answering.runs import RunLine, runs
from surveys.models import Response, Run
from surveys.questionnaire import Question, Questionnaire
from surveys.results.columns import GROUP, LANGUAGE, RUN, Gap
from surveys.results.columns import Column as Answered
from surveys.results.crowds import FEWEST, MIXED
from surveys.results.loading import load
from surveys.results.table import Crowd, Table
from surveys.results_files.columns import (
    COMPARED,
    WITHHELD,
    Cell,
    Column,
    asked,
    cells,
    columns,
    note_column,
    own_columns,
    words_column,
)
from surveys.services import survey_row, versions

TOO_FEW = say(
    "There is nothing to download yet: answers are shown, and written into files, only once at "
    "least five people have given theirs. So nobody can be recognised."
)


@dataclass(frozen=True, slots=True)
class Source:
    """The answers of a survey that may be shown.

    `days`: of each person, on which they began; `finished`: whether they came to the end;
    `turnout`: the runs, the oldest first; `versions`: name of a question → the numbers of the
    published versions that ask it; `texts`: with what people typed.
    """

    name: str
    table: Table
    days: Sequence[dt.date]
    finished: Sequence[bool]
    turnout: tuple[RunLine, ...]
    versions: Mapping[str, tuple[int, ...]]
    texts: bool = True

    @property
    def questionnaire(self) -> Questionnaire:
        return self.table.questionnaire

    @property
    def title(self) -> str:
        return self.questionnaire.title.get(self.questionnaire.original, "") or self.name


def source(session: Session, name: str, *, now: dt.datetime, texts: bool = True) -> Source:
    """What is shown now; whoever is due must have been taken in before (results/taking_in.py).

    Raises:
        Missing: there is no such survey. Refused: too few people have answered.
    """
    survey = survey_row(session, name)
    published = versions(session, survey.id)
    if not published:
        raise Refused(TOO_FEW)
    table = load(session, survey.id)
    if table.people < FEWEST:
        raise Refused(TOO_FEW)
    rows = session.execute(
        select(Response.id, Response.day, Response.finished)
        .join(Run, Run.id == Response.run_id)
        .where(Run.survey_id == survey.id)
    )
    places = {id: place for place, id in enumerate(table.ids)}
    days, finished = [dt.date.min] * table.people, [False] * table.people
    for id, day, done in rows:
        if (place := places.get(id)) is not None:
            days[place], finished[place] = day, done
    found: dict[str, list[int]] = {}
    for version in published.values():
        for question in version.questionnaire.questions():
            found.setdefault(question.name, []).append(version.number)
    numbers = {name: tuple(versions) for name, versions in found.items()}
    turnout = tuple(reversed(runs(session, survey.id, now=now)))
    return Source(survey.name, table, days, finished, turnout, numbers, texts)


def all_columns(found: Source) -> tuple[Column, ...]:
    """Of every row, in their order; notes at the end."""
    return (
        *own_columns(found.questionnaire),
        *(column for part in _parts(found) for column in part.columns),
    )


def rows(found: Source) -> Iterator[list[Cell]]:
    """A row for each person, in an order that says nothing."""
    table, parts = found.table, _parts(found)
    crowd_of = [crowd for crowd in table.crowds for _ in range(crowd.size)]
    common = {day for day, people in Counter(found.days).items() if people >= FEWEST}
    for person in sorted(range(table.people), key=lambda one: table.ids[one]):  # ids are random
        crowd, day = crowd_of[person], found.days[person]
        row: list[Cell] = [
            _run(table, crowd),
            day.isoformat() if day in common else WITHHELD,
            _shared(crowd, LANGUAGE),
            _shared(crowd, GROUP),
            int(found.finished[person]),
        ]
        for part in parts:
            row += part.cells(person, crowd)
        yield row


class _Part:
    """Columns that stand together. What each different answer looks like is worked out once."""

    def __init__(self, question: Question, own: tuple[Column, ...], answers: Answered) -> None:
        self.question, self.columns, self._answers = question, own, answers
        self._protected = question.about_person and question.kind in COMPARED
        self._made: dict[object, tuple[Cell, ...]] = {}

    def cells(self, person: int, crowd: Crowd) -> tuple[Cell, ...]:
        if self._protected:
            return (_shared(crowd, self.question.name),)
        code = self._answers.codes[person]
        made = self._made.get(code)
        if made is None:
            made = self._cells(code)
            if self.columns[0].holds != "text":  # texts differ, and there may be many
                self._made[code] = made
        return made

    def _cells(self, code: int) -> tuple[Cell, ...]:
        value = self._answers.values[code]
        if isinstance(value, Gap):
            return (None,) * len(self.columns)
        if self.columns[0].part.startswith(":"):  # typed beside an answer
            return (str(value) if value else None,)
        return cells(self.question, value)


def _parts(found: Source) -> list[_Part]:
    table, parts, notes = found.table, [], []
    for question in asked(found.questionnaire):
        own = columns(question)
        if found.texts or own[0].holds != "text":
            parts.append(_Part(question, own, table.columns[question.name]))
        if not found.texts:
            continue
        words, note = words_column(question), note_column(question)
        if words:
            parts.append(_Part(question, (words,), table.columns[words.heading]))
        if note and note.heading in table.columns:
            notes.append(_Part(question, (note,), table.columns[note.heading]))
    return parts + notes


def _shared(crowd: Crowd, column: str) -> Cell:
    value = crowd.values[column]
    return WITHHELD if value == MIXED else value or None


def _run(table: Table, crowd: Crowd) -> Cell:
    value = _shared(crowd, RUN)
    return table.runs.get(value, value) if isinstance(value, str) else value
