"""The yearly report as a document, and as a table for machines."""

import datetime as dt
from collections.abc import Iterator

from app.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Grid,
    Group,
    Heading,
    Item,
    Items,
    Paragraph,
    Table,
    Text,
)
from app.language import catalogues
from app.refused import Message, say, say_n
from workshops.exports.telling import best
from workshops.followup.lines import ReportLine
from workshops.followup.rules import DECISION_NAMES, STATUS_NAMES
from workshops.followup.yearly import Line, Part, Yearly

MEASURE, DECISION, STATUS = say("Measure"), say("Decision"), say("Status")
RESPONSIBLE, CHANGES, NEXT = say("Responsible"), say("In this year"), say("Next report")
AT_END = say("The adopted measures at the end of the year")
WIDTHS = (34, 14, 12, 14, 34, 12)
_words = catalogues.words


def title(year: int) -> Message:
    return say("What became of the measures in %(year)s", year=str(year))


def document(report: Yearly, *, language: str, today: dt.date) -> Document:
    """The report in this language; texts without a translation stay as written and are marked."""
    with catalogues.speaking(language):
        concept = report.concept
        tags = {concept.language, *(tag for m in concept.measures() for tag in _tags(m.texts))}
        tags |= {tag for line in report.lines() for one in line.changes for tag in one.reason}
        return Document(
            title=Text(concept.title, concept.language),
            subtitles=(
                _words(title(report.year)),
                _words(say("As of %(date)s", date=catalogues.long_date(today))),
            ),
            language=language,
            blocks=tuple(_blocks(report, language, today)),
            landscape=True,
            page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
            names={tag: catalogues.language_name(tag) for tag in sorted(tags)},
        )


def _tags(texts: object) -> list[str]:
    return list(texts) if isinstance(texts, dict) else []


def _blocks(report: Yearly, language: str, today: dt.date) -> Iterator[Block]:
    for sentence in summary(report):
        yield Paragraph(Text(_words(sentence), language))
    if report.lines():
        now = report.year == today.year
        of = say("The adopted measures today") if now else AT_END
        yield Paragraph(Text(_words(of), language))
        yield Items(tuple(Item(Text(_words(line), language)) for line in counts(report)))
    for part in report.parts:
        yield from _told(part, report, language, 1)


def summary(report: Yearly) -> list[Message]:
    """What changed in the year, in whole sentences."""
    return [
        say_n(
            "The council adopted %(num)d measure in this year.",
            "The council adopted %(num)d measures in this year.",
            report.adopted,
        ),
        say_n(
            "The council rejected %(num)d measure in this year.",
            "The council rejected %(num)d measures in this year.",
            report.rejected,
        ),
        say_n(
            "%(num)d report tells what happened in this year.",
            "%(num)d reports tell what happened in this year.",
            report.reports,
        ),
    ]


def counts(report: Yearly) -> list[Message]:
    """How the adopted measures stood at the end of the year, by status."""
    return [
        say("%(status)s: %(count)s", status=STATUS_NAMES[key], count=catalogues.number(n))
        for key, n in report.statuses.items()
        if n
    ]


def _told(part: Part, report: Yearly, language: str, level: int) -> Iterator[Block]:
    branch = part.branch
    text = best(branch.titles, language, report.concept.language)
    yield Heading(text, level, branch.number)
    if part.lines:
        rows = tuple(_row(line, report, language) for line in part.lines)
        yield Table(_columns(), (Group((), rows),))
    for inner in part.parts:
        yield from _told(inner, report, language, level + 1)


def _columns() -> tuple[Column, ...]:
    headings = (MEASURE, DECISION, STATUS, RESPONSIBLE, CHANGES, NEXT)
    return tuple(
        Column(_words(heading), width) for heading, width in zip(headings, WIDTHS, strict=True)
    )


def _row(line: Line, report: Yearly, language: str) -> tuple[Cell, ...]:
    measure = line.measure
    changes = tuple(_item(one, report.concept.language, language) for one in line.changes)
    return (
        best(measure.texts, language, measure.language),
        Text(_decision(line), language),
        Text(_status(line), language),
        Text(line.body, report.concept.language if line.body else ""),
        Items(changes) if changes else Text(""),
        Text(_next(line), language),
    )


def _item(report: ReportLine, original: str, language: str) -> Item:
    """One report of the year: its reason, and behind it what it reports since when."""
    what, day = STATUS_NAMES[report.status], catalogues.long_date(report.on)
    note = _words(say("%(status)s since %(day)s", status=what, day=day))
    reason = best(report.reason, language, original)
    return Item(reason, note) if reason.text else Item(Text(note, language))


def _decision(line: Line) -> str:
    measure = line.measure
    what = DECISION_NAMES[measure.decided]
    if measure.decided_on is None:
        return _words(what)
    day = catalogues.long_date(measure.decided_on)
    return _words(say("%(decision)s on %(day)s", decision=what, day=day))


def _status(line: Line) -> str:
    return _words(STATUS_NAMES[line.status]) if line.measure.decision == "adopted" else ""


def _next(line: Line) -> str:
    next_on = line.at_end.next_on if line.at_end else None
    return catalogues.long_date(next_on) if next_on else ""


def grid(report: Yearly, *, language: str) -> Grid:
    """One row a measure; every row says where it stands in the structure."""
    with catalogues.speaking(language):
        levels = [level.naming.name(language) for level in report.concept.scheme.levels]
        headings = ("No.", *levels, *(column.heading for column in _columns()))
        rows = [row for part in report.parts for row in _rows((part,), report, language)]
        numbered = _words(say("Number of the measure"))
        name = _words(say("Measures of the year"))
        return Grid(name, (numbered, *headings[1:]), tuple(rows))


def _rows(
    path: tuple[Part, ...], report: Yearly, language: str
) -> Iterator[tuple[str | int | None, ...]]:
    titles: list[str | None] = [None] * len(report.concept.scheme.levels)
    for part in path:
        text = best(part.branch.titles, language, report.concept.language).text
        titles[part.branch.level] = f"{part.branch.number} {text}".strip()
    for line in path[-1].lines:
        cells = _row(line, report, language)
        yield (line.measure.id, *titles, *(_plain(cell) for cell in cells))
    for inner in path[-1].parts:
        yield from _rows((*path, inner), report, language)


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, Items):
        return "\n".join(f"{i.text.text} ({i.note})" if i.note else i.text.text for i in cell.items)
    return cell.text if isinstance(cell, Text) else cell
