"""The process report as a document, for the page and every file, and as a table for machines."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

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
    plain,
)
from app.few import FEWEST, is_few, told_parts
from app.language import catalogues
from app.refused import Message, say, say_n
from workshops.process.reads import Head
from workshops.process.report import COUNTS, PAPER, Figures, Report
from workshops.process.rules import OwnEvents

NAME = say("Process report")
FEW = say("fewer than %(number)s", number=FEWEST)
NOT_COUNTED = say("not counted")
NOTE_TWICE = say("Whoever took part in several events is counted in each of them.")
NOTE_FEW = say("Events with fewer than five people are not counted.")
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
    used = {_tongue(tag): number for tag, number in report.languages.items()}
    of = say("Languages that people used in workshops")
    yield from _parts(of, say("Language"), used)
    yield from _answers(report)
    yield Paragraph(Text(_words(NOTE_TWICE)), note=True)


def summary(report: Report) -> list[Message]:
    """The report in a few sentences."""
    if report.empty:
        return [say("No workshop with people has taken place yet.")]
    totals, people = report.totals, report.people
    said: list[Message] = []
    if report.number:
        said.append(say_n("%(num)d event took place.", "%(num)d events took place.", report.number))
    if report.leaves_out:
        said.append(NOTE_FEW)
    if people:
        said.append(say_n("%(num)d person took part.", "%(num)d people took part.", people))
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


def _kinds(report: Report) -> Table:
    columns = (
        Column(_words(say("Kind")), 40),
        Column(_words(say("Number")), 12, "number"),
        Column(_words(say("People")), 14, "number"),
        Column(_words(say("Note")), 34),
    )
    rows: list[tuple[Cell, ...]] = []
    if report.counted:
        workshops = Text(_words(say("Workshops")))
        rows.append((workshops, len(report.counted), report.in_workshops, None))
    if report.totals["groups"]:
        inside = Text(_words(say("counted with their workshops")))
        rows.append(
            (Text(_words(say("Groups in workshops"))), report.totals["groups"], None, inside)
        )
    rows += [_own(line) for line in report.own]
    few = Text(_words(NOTE_FEW)) if report.leaves_out else None  # else the sum reads like an error
    rows.append((Text(_words(say("All events"))), report.number, report.people, few))
    return Table(columns, (Group((), tuple(rows)),))


def _own(events: OwnEvents) -> tuple[Cell, ...]:
    note = Text(events.text) if events.text else None
    return (Text(events.kind), events.number, _people(events.people), note)


def _people(number: int | None) -> Cell:
    """A number of people in a cell."""
    if number is None or is_few(number):
        return Text(_words(NOT_COUNTED if number is None else FEW))
    return number


def _workshops(report: Report) -> Table:
    counts = [key for key in COUNTS if report.totals[key]]
    columns = [
        Column(_words(say("Workshop")), 28),
        Column(_words(say("Date")), 14),
        Column(_words(say("Place")), 18),
        Column(_words(say("People")), 10, "number"),
        *(Column(_words(COUNTED[key]), 12, "number") for key in counts),
    ]
    rows = tuple(_workshop(event, counts) for event in report.events)
    totals = (report.totals[key] for key in counts)
    last = (Text(_words(say("All workshops"))), None, None, report.in_workshops, *totals)
    return Table(tuple(columns), (Group((), (*rows, last)),))


def _workshop(event: Figures, counts: Sequence[str]) -> tuple[Cell, ...]:
    return (
        Text(event.title),
        Text(catalogues.long_date(event.date)) if event.date else None,
        Text(event.place) if event.place else None,
        _people(event.people),
        *_counts(event, counts),
    )


def _counts(event: Figures, counts: Sequence[str]) -> list[int | None]:
    """What happened in it: nothing of what is in no sum."""
    return [None if is_few(event.people) else getattr(event, key) for key in counts]


def _tongue(tag: str) -> str:
    return _words(say("On paper")) if tag == PAPER else catalogues.language_name(tag)


def _parts(of: Message | str, name: Message, parts: Mapping[str, int]) -> Iterator[Block]:
    """People by what they used or answered, as far as it may be told."""
    told, others = told_parts(parts)
    if not told:
        return
    rows: list[tuple[Cell, ...]] = [(Text(_words(part)), number) for part, number in told.items()]
    if others:
        rows.append((Text(_words(say("All others together"))), others))
    columns = (Column(_words(name), 60), Column(_words(say("People")), 40, "number"))
    yield Heading(Text(_words(of)), 1)
    yield Table(columns, (Group((), tuple(rows)),))


def _answers(report: Report) -> Iterator[Block]:
    """What surveys asked people about themselves."""
    language = catalogues.current()
    for shares in report.shares:
        question, survey = shares.question(language), shares.title(language)
        of = say("%(question)s (survey “%(survey)s”)", question=question, survey=survey)
        yield from _parts(of, say("Answer"), shares.answers(language))


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
            *COUNTED.values(),
            say("Note"),
        )
        rows = [_row(event) for event in report.events]
        rows += [_own_row(line) for line in report.own]
        return Grid(_words(NAME), tuple(map(_words, headings)), tuple(rows))


_Row = tuple[str | int | None, ...]


def _row(event: Figures) -> _Row:
    return (
        _words(say("Workshop")),
        event.title,
        event.date.isoformat() if event.date else None,
        event.place or None,
        1,
        plain(_people(event.people)),
        *_counts(event, COUNTS),
        None,
    )


def _own_row(events: OwnEvents) -> _Row:
    found, blank = plain(_people(events.people)), (None,) * len(COUNTS)
    return (events.kind, None, None, None, events.number, found, *blank, events.text or None)
