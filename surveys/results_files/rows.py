"""The rows of a file of results, and the texts that stand apart from them."""

from collections import Counter
from collections.abc import Iterator

from app.few import told_parts
from surveys.questionnaire import QUADRANTS, Question
from surveys.results.care import COMPARED
from surveys.results.columns import LANGUAGE, RUN, Gap
from surveys.results.crowds import MIXED
from surveys.results.table import Crowd, Table
from surveys.results_files.columns import (
    NO_ANSWER,
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
from surveys.results_files.source import Source


def all_columns(found: Source) -> tuple[Column, ...]:
    """Of every row, in their order; notes at the end."""
    return (
        *own_columns(found.questionnaire),
        *(column for part in _parts(found) for column in part.columns),
    )


def text_columns(found: Source) -> tuple[Column, ...]:
    """What people typed, where it stands apart."""
    parts = _texts(found) if found.texts == "apart" else []
    return tuple(column for part in parts for column in part.columns)


def texts_apart(found: Source) -> Iterator[tuple[str, str]]:
    """Each text with the heading of its column, in the order of their letters: nothing leads from
    it to who wrote it. What fewer than five people typed is left out, as on the page."""
    everybody = found.table.select({})
    for part in _texts(found) if found.texts == "apart" else []:
        typed: list[list[str]] = [[] for _ in part.columns]
        for person in everybody.persons(part.name):
            for texts, cell in zip(typed, part.typed(person), strict=True):
                if isinstance(cell, str) and cell != NO_ANSWER:
                    texts += part.texts(cell)
        away = Counter(found.hidden.get(part.name, {}))
        for column, texts in zip(part.columns, typed, strict=True):
            for text in sorted(texts):
                if away[_quadrant(column), text] > 0:
                    away[_quadrant(column), text] -= 1
                else:
                    yield column.heading, text


def rows(found: Source) -> Iterator[list[Cell]]:
    """A row for each person, in an order that says nothing."""
    table, parts = found.table, _parts(found)
    crowd_of = [crowd for crowd in table.crowds for _ in range(crowd.size)]
    days = [day for crowd in table.crowds for day in _told_days(found, crowd)]
    for person in sorted(range(table.people), key=lambda one: table.ids[one]):  # ids are random
        crowd = crowd_of[person]
        row: list[Cell] = [
            _run(table, crowd),
            days[person],
            _shared(crowd, LANGUAGE),
            int(found.finished[person]),
        ]
        for part in parts:
            row += part.cells(person, crowd)
        yield row


class _Part:
    """Columns that stand together: `name` is that of their entry. What each different answer looks
    like is worked out once."""

    def __init__(self, question: Question, name: str, own: tuple[Column, ...], found: Source):
        self.question, self.name, self.columns = question, name, own
        self.holds_text = own[0].holds == "text"
        self._answers = found.table.columns[name]
        self._away = found.hidden.get(name, Counter())
        self._tied = found.tied.get(question.name, frozenset())
        self._protected = question.about_person and question.kind in COMPARED
        self._made: dict[int, tuple[Cell, ...]] = {}

    def cells(self, person: int, crowd: Crowd) -> tuple[Cell, ...]:
        if self._protected:
            return (_shared(crowd, self.name),)
        if any(crowd.values.get(name, MIXED) == MIXED for name in self._tied):
            return (WITHHELD,) * len(self.columns)  # that they were asked would tell it
        if self.holds_text:  # texts differ, and there may be many
            cells = zip(self.columns, self.typed(person), strict=True)
            return tuple(self._readable(column, cell) for column, cell in cells)
        code = self._answers.codes[person]
        if code not in self._made:
            self._made[code] = self.typed(person)
        return self._made[code]

    def _readable(self, column: Column, cell: Cell) -> Cell:
        """Without the texts that the office has hidden, whoever wrote them."""
        if not self._away or not isinstance(cell, str):
            return cell
        texts = self.texts(cell)
        kept = [one for one in texts if not self._away[_quadrant(column), one]]
        return cell if kept == texts else "\n".join(kept) or WITHHELD

    def texts(self, cell: str) -> list[str]:
        """What was typed one by one: a quadrant has several."""
        return cell.split("\n") if self.question.kind == "swot" else [cell]

    def typed(self, person: int) -> tuple[Cell, ...]:
        """What they answered themselves."""
        value = self._answers[person]
        if isinstance(value, Gap):
            return (None,) * len(self.columns)
        if self.columns[0].part.startswith(":"):  # typed beside an answer
            return (str(value) if value else None,)
        return cells(self.question, value)


def _quadrant(column: Column) -> str:
    return column.part if column.part in QUADRANTS else ""


def _parts(found: Source) -> list[_Part]:
    """What stands in the rows; notes at the end."""
    parts = _all_parts(found)
    return [one for one in parts if found.texts == "beside" or not one.holds_text]


def _texts(found: Source) -> list[_Part]:
    return [one for one in _all_parts(found) if one.holds_text]


def _all_parts(found: Source) -> list[_Part]:
    table, parts, notes = found.table, [], []
    for question in asked(found.questionnaire):
        parts.append(_Part(question, question.name, columns(question), found))
        words, note = words_column(question), note_column(question)
        if words:
            parts.append(_Part(question, words.heading, (words,), found))
        if note and note.heading in table.columns:
            notes.append(_Part(question, note.heading, (note,), found))
    return parts + notes


def _told_days(found: Source, crowd: Crowd) -> list[str]:
    """Of each of these people the day, where nobody can be found by it: neither those who share
    it, nor all others of their crowd."""
    days = [found.days[person].isoformat() for person in range(crowd.start, crowd.stop)]
    told, _ = told_parts(Counter(days))
    return [day if day in told else WITHHELD for day in days]


def _shared(crowd: Crowd, column: str) -> Cell:
    value = crowd.values[column]
    return WITHHELD if value == MIXED else value or None


def _run(table: Table, crowd: Crowd) -> Cell:
    value = _shared(crowd, RUN)
    return table.runs.get(value, value) if isinstance(value, str) else value
