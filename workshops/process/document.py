"""The process report as a document, for the page and every file, and as a table for machines."""

import datetime as dt
from collections.abc import Iterator, Sequence

from app.documents.direction import direction_of
from app.documents.document import (
    Block,
    Cell,
    Column,
    Document,
    Grid,
    Group,
    Heading,
    Paragraph,
    Table,
    Text,
)
from app.language import catalogues
from app.refused import Message, say, say_n
from workshops.process.reads import Head
from workshops.process.report import COUNTS, Event, OwnLine, Report
from workshops.process.shares import Shares
from workshops.process.withholding import FEWEST, Shown

NAME = say("Process report")
FEW = say("fewer than %(number)s", number=FEWEST)
WITHHELD = say("not told")
NOT_COUNTED = say("not counted")
ON_PAPER = say("On paper")
NOTE_TWICE = say("Whoever took part in several events is counted in each of them.")
NOTE_FEW = say(
    "Numbers of fewer than %(number)s people are not told, nor are numbers from which one of them "
    "could be computed.",
    number=FEWEST,
)
COUNTED: dict[str, Message] = {
    "groups": say("Groups"),
    "votes": say("Votes"),
    "ratings": say("Ratings"),
    "proposed": say("Ideas proposed"),
    "approved": say("Ideas approved"),
    "merged": say("Ideas put together"),
}
assert tuple(COUNTED) == COUNTS
_words = catalogues.words


def document(head: Head, report: Report, *, language: str, today: dt.date) -> Document:
    """The report in this language."""
    with catalogues.speaking(language):
        return Document(
            title=Text(head.title, head.language),
            subtitles=(
                _words(NAME),
                _words(say("As of %(date)s", date=catalogues.long_date(today))),
            ),
            language=language,
            blocks=tuple(_blocks(report)),
            landscape=True,
            page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
            names={head.language: catalogues.language_name(head.language)},
        )


def _blocks(report: Report) -> Iterator[Block]:
    for sentence in summary(report):
        yield Paragraph(Text(_words(sentence)))
    if report.empty:
        return
    yield Heading(Text(_words(say("Events by kind"))), 1)
    yield _kinds(report)
    if report.events:
        yield Heading(Text(_words(say("Workshops"))), 1)
        yield _workshops(report)
    if report.languages:
        yield Heading(Text(_words(say("Languages that people used in workshops"))), 1)
        yield _languages(report)
    for shares in report.shares:
        yield from _shares(shares)
    for note in notes(report):
        yield Paragraph(Text(_words(note)), note=True)


def summary(report: Report) -> list[Message]:
    """The report in a few sentences."""
    if report.empty:
        return [say("No workshop with people has taken place yet.")]
    totals = report.totals
    said = [
        say_n("%(num)d event took place.", "%(num)d events took place.", report.number),
        _took_part(report.people),
    ]
    if totals["proposed"]:
        said.append(
            say_n(
                "%(num)d idea was proposed in workshops; %(approved)s approved, %(merged)s of them "
                "put together with others.",
                "%(num)d ideas were proposed in workshops; %(approved)s approved, %(merged)s of "
                "them put together with others.",
                totals["proposed"],
                approved=catalogues.number(totals["approved"]),
                merged=catalogues.number(totals["merged"]),
            )
        )
    return said


def _took_part(people: Shown) -> Message:
    if isinstance(people, int):
        return say_n("%(num)d person took part.", "%(num)d people took part.", people)
    if people == "few":
        return say("Fewer than %(number)s people took part.", number=FEWEST)
    return say("So few people took part that their number is not told.")


def notes(report: Report) -> list[Message]:
    """What one must know to read the numbers."""
    return [NOTE_TWICE, NOTE_FEW] if report.withholds else [NOTE_TWICE]


def _kinds(report: Report) -> Table:
    columns = (
        Column(_words(say("Kind")), 40),
        Column(_words(say("Number")), 12, "number"),
        Column(_words(say("People")), 14, "number"),
        Column(_words(say("Note")), 34),
    )
    rows: list[tuple[Cell, ...]] = []
    if report.events:
        workshops = Text(_words(say("Workshops")))
        rows.append((workshops, len(report.events), people(report.in_workshops), None))
    if report.totals["groups"]:
        inside = Text(_words(say("counted with their workshops")))
        rows.append(
            (Text(_words(say("Groups in workshops"))), report.totals["groups"], None, inside)
        )
    rows += [_own(line) for line in report.own]
    rows.append((Text(_words(say("All events"))), report.number, people(report.people), None))
    return Table(columns, (Group((), tuple(rows)),))


def _own(line: OwnLine) -> tuple[Cell, ...]:
    events = line.events
    note = Text(events.text) if events.text else None
    return (Text(events.kind), events.number, people(line.people), note)


def people(number: Shown | None) -> Cell:
    """A number of people in a cell."""
    if isinstance(number, int):
        return number
    return Text(_words(NOT_COUNTED if number is None else FEW if number == "few" else WITHHELD))


def _workshops(report: Report) -> Table:
    paper, counts = _tells_paper(report), [key for key in COUNTS if report.totals[key]]
    columns = [
        Column(_words(say("Workshop")), 24),
        Column(_words(say("Date")), 12),
        Column(_words(say("Place")), 14),
        Column(_words(say("People")), 8, "number"),
        *([Column(_words(ON_PAPER), 7, "number")] if paper else []),
        Column(_words(say("Languages")), 14),
        *(Column(_words(COUNTED[key]), 11, "number") for key in counts),
    ]
    rows = tuple(_workshop(event, paper, counts) for event in report.events)
    last = (
        Text(_words(say("All workshops"))),
        None,
        None,
        people(report.in_workshops),
        *([None] if paper else []),
        None,
        *(report.totals[key] for key in counts),
    )
    return Table(tuple(columns), (Group((), (*rows, last)),))


def _workshop(event: Event, paper: bool, counts: Sequence[str]) -> tuple[Cell, ...]:
    figures = event.figures
    languages = _listed(event.languages)
    return (
        Text(figures.title),
        Text(catalogues.long_date(figures.date)) if figures.date else None,
        Text(figures.place) if figures.place else None,
        people(event.people),
        *([event.paper] if paper else []),
        Text(languages) if languages else None,
        *(getattr(figures, key) for key in counts),
    )


def _listed(languages: Sequence[str]) -> str:
    comma = "، " if direction_of(catalogues.current()) == "rtl" else ", "
    return comma.join(map(catalogues.language_name, languages))


def _tells_paper(report: Report) -> bool:
    return any(event.paper for event in report.events)


def _languages(report: Report) -> Table:
    rows = tuple(
        (
            Text(catalogues.language_name(line.tag) if line.tag else _words(ON_PAPER)),
            people(line.people),
        )
        for line in report.languages
    )
    return _counted(_words(say("Language")), rows)


def _shares(shares: Shares) -> Iterator[Block]:
    yield Heading(Text(_words(shares.question)), 1)
    rows = tuple((Text(_words(one.answer)), people(one.people)) for one in shares.answers)
    yield _counted(_words(say("Answer")), rows)


def _counted(name: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
    columns = (Column(name, 60), Column(_words(say("People")), 40, "number"))
    return Table(columns, (Group((), tuple(rows)),))


def table(report: Report, *, language: str) -> Grid:
    """One row a workshop and one a kind of other events."""
    with catalogues.speaking(language):
        headings = (
            say("Kind"),
            say("Title"),
            say("Date"),
            say("Place"),
            say("Number"),
            say("People"),
            ON_PAPER,
            say("Languages"),
            *COUNTED.values(),
            say("Note"),
        )
        rows = [_row(event) for event in report.events]
        rows += [_own_row(line) for line in report.own]
        return Grid(_words(NAME), tuple(map(_words, headings)), tuple(rows))


_Row = tuple[str | int | None, ...]


def _row(event: Event) -> _Row:
    figures = event.figures
    return (
        _words(say("Workshop")),
        figures.title,
        figures.date.isoformat() if figures.date else None,
        figures.place or None,
        1,
        _plain(event.people),
        event.paper,
        _listed(event.languages) or None,
        *(getattr(figures, key) for key in COUNTS),
        None,
    )


def _own_row(line: OwnLine) -> _Row:
    events = line.events
    blank = (None,) * (2 + len(COUNTS))
    found = _plain(line.people)
    return (events.kind, None, None, None, events.number, found, *blank, events.text or None)


def _plain(number: Shown | None) -> str | int | None:
    cell = people(number)
    return cell.text if isinstance(cell, Text) else cell if isinstance(cell, int) else None
