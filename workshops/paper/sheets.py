"""Ballots to print, as PDF: one for each person, numbered, each in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.documents import pdf
from app.documents.pdf import Words, said, words, written
from app.language import catalogues
from app.refused import say
from workshops.agenda.room import Field
from workshops.paper.lines import Line
from workshops.paper.reads import PaperPage

BALLOT = say("Ballot")
NUMBER = say("No. %(number)s", number="{number}")
PAGE = say("Page %(page)s of %(pages)s", page="{page}", pages="{pages}")
FILL = say("Fill in one circle for each dot, or put a sticker on it.")
WRITE = say("Write into each box how many dots you give. Leave the others empty.")
SECRET = say("Do not write your name on this sheet. Hand it in when you are done.")

DRAWN_AT_MOST = 6  # circles beside one measure; the template knows the same number


@dataclass(frozen=True, slots=True)
class Run:
    """So many ballots of one language, in a row."""

    language: str
    first: int
    last: int


def runs_of(counts: Mapping[str, int], first: int) -> list[Run]:
    """One run after the other, in the order of the languages."""
    runs = []
    for language, count in counts.items():
        if count:
            runs.append(Run(language, first, first + count - 1))
            first += count
    return runs


def write(page: PaperPage, runs: list[Run]) -> bytes:
    """Takes up to some seconds for hundreds of ballots: call it in a thread."""
    language = runs[0].language
    with catalogues.speaking(language):
        title = f"{catalogues.words(BALLOT)}: {page.title}"
    return pdf.write("ballot.typ", contents(page, runs), title=title, language=language)


def contents(page: PaperPage, runs: list[Run]) -> dict[str, Any]:
    """What the template wants."""
    return {
        "runs": [{"language": run.language, "first": run.first, "last": run.last} for run in runs],
        "sheets": {run.language: _sheet(page, run.language) for run in runs},
    }


def _sheet(page: PaperPage, language: str) -> dict[str, Any]:
    main = page.languages[0]
    rule = page.rule
    own = words("", language)
    by_field = rule.scope == "field"
    return {
        "lang": own["lang"],
        "rtl": own["rtl"],
        "title": written({main: page.title}, main, main),
        "where": _where(page, language),
        "name": said(BALLOT, language),
        "numbered": said(NUMBER, language),
        "page": said(PAGE, language),
        "rule": said(rule.sentence(), language),
        "how": said(FILL if rule.most <= DRAWN_AT_MOST else WRITE, language),
        "secret": said(SECRET, language),
        "most": rule.most,
        "dots": None if by_field else rule.allowance,
        "fields": [
            _field(field, lines, language, rule.allowance if by_field else None)
            for field, lines in by_fields(page)
        ],
    }


def by_fields(page: PaperPage) -> list[tuple[Field, list[Line]]]:
    """The lines that stand on the ballot now, under their fields."""
    found = [
        (field, [line for line in page.lines if line.field_id == field.id and line.stands])
        for field in page.fields
    ]
    return [(field, lines) for field, lines in found if lines]


def _field(field: Field, lines: list[Line], language: str, dots: int | None) -> dict[str, Any]:
    return {
        "number": field.number,
        "colour": field.colour,
        "title": written(field.titles, language, field.original),
        "dots": dots,
        "measures": [
            {"number": line.number, "text": written(line.texts, language, line.original)}
            for line in lines
        ],
    }


def _where(page: PaperPage, language: str) -> list[Words]:
    """Place, date and code, each a piece of its own."""
    pieces = []
    if page.place:
        pieces.append(written({page.languages[0]: page.place}, language, page.languages[0]))
    if page.date:
        with catalogues.speaking(language):
            pieces.append(words(catalogues.long_date(page.date), language))
    pieces.append(words(page.code, "en"))
    return pieces
