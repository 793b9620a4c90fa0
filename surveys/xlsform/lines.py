"""The rows of a sheet, with their headings understood."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.documents.table import Sheet, SheetRow
from app.refused import Message, say
from surveys.imports.read import Unmapped
from surveys.questionnaire import Texts
from surveys.xlsform.columns import READ, TEXTS, UNREAD, Column, column
from surveys.xlsform.languages import guessed, tag_of

NO_LANGUAGE = ""
_ALWAYS = {"=TRUE()": "true", "=FALSE()": "false"}
"""What office programs make of yes and no: formulas that compute nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `cells`: what stands in columns that are read; `texts`: column → language tag →
    text. `unread`: columns of the standard that have no meaning here, and hold something."""

    sheet: str
    row: int
    cells: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def text(self, name: str) -> Texts:
        return self.texts.get(name, {})

    def unmapped(self, reason: Message) -> Unmapped:
        return Unmapped(self.sheet, self.row, reason)


Say = Callable[[Unmapped], None]


class Columns:
    """The headings of one sheet; `row`: theirs. What has no meaning is told once."""

    def __init__(self, sheet: Sheet, name: str, tell: Say) -> None:
        self.sheet = name
        self.rows = sheet.rows[1:]
        self.places: dict[int, Column] = {}
        row = sheet.rows[0] if sheet.rows else SheetRow(1, ())
        self.row = row.number
        for place, cell in enumerate(row.cells):
            if cell.text:
                self._add(place, cell.text, row.number, tell)
        if sheet.wide:
            tell(Unmapped(name, sheet.wide, say("There are too many columns: some are left out.")))

    def _add(self, place: int, heading: str, row: int, tell: Say) -> None:
        found = column(heading)
        known = found.name in TEXTS or found.name in READ[self.sheet] or found.name in UNREAD
        if found in self.places.values():
            reason = say(
                "The column “%(column)s” is there twice: only the first one is read.",
                column=heading,
            )
        elif found.language and not tag_of(found.language):
            reason = say(
                "The language “%(language)s” is not known: its texts are left out.",
                language=found.language,
            )
        elif not known:
            reason = say("The column “%(column)s” has no meaning here.", column=heading)
        else:
            self.places[place] = found
            return
        tell(Unmapped(self.sheet, row, reason))

    def languages(self) -> list[str]:
        """As the headings name them, each once."""
        found = (one.language for one in self.places.values() if one.language)
        return list(dict.fromkeys(found))

    def lines(self, without: str, tell: Say) -> list[Line]:
        """`without`: the language of texts whose heading names none."""
        self._tell_same(without, tell)
        return [self._line(row, without, tell) for row in self.rows]

    def labels(self, language: str = "") -> list[str]:
        """Those whose heading names this language, or none."""
        wanted = [n for n, one in self.places.items() if one == Column("label", language)]
        cells = (row.cells[n].text for row in self.rows for n in wanted if n < len(row.cells))
        return [text for text in cells if text]

    def _tell_same(self, without: str, tell: Say) -> None:
        """Headings that name one language in two ways, or one that names none beside them."""
        there: set[tuple[str, str]] = set()
        for one in self.places.values():
            column = one.name, tag_of(one.language) if one.language else without
            if one.name in TEXTS and column in there:
                heading = "::".join(filter(None, (one.name, one.language)))
                reason = say(
                    "“%(column)s” is in the same language as a column before it, which counts "
                    "where both hold a text.",
                    column=heading,
                )
                tell(Unmapped(self.sheet, self.row, reason))
            there.add(column)

    def _line(self, row: SheetRow, without: str, tell: Say) -> Line:
        cells: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        unread: dict[str, None] = {}
        for place, one in self.places.items():
            cell = row.cells[place] if place < len(row.cells) else None
            if cell is None or not cell.text:
                continue
            if cell.kind == "formula" and cell.text in _ALWAYS:
                cells[one.name] = _ALWAYS[cell.text]
            elif cell.kind != "text":
                reason = say("“%(column)s” holds a formula, which is left out.", column=one.name)
                tell(Unmapped(self.sheet, row.number, reason))
            elif one.name in TEXTS:
                tag = tag_of(one.language) if one.language else without
                texts.setdefault(one.name, {}).setdefault(tag, cell.text)
            elif one.name in UNREAD:
                unread[one.name] = None
            else:
                cells[one.name] = cell.text
        return Line(self.sheet, row.number, cells, texts, tuple(unread))


def original_language(default: str, sheets: Iterable[Columns], said: str) -> tuple[str, bool]:
    """The language of the form, and whether it is a guess: what its settings say; else the first
    one that headings name, where more labels are in it than in none; else what the office says
    (`said`), else what texts without a language seem to be in."""
    there = list(sheets)
    plain = [text for one in there for text in one.labels()]
    named = [name for one in there for name in one.languages() if tag_of(name)]
    if default and default.lower() != "default" and (tag := tag_of(default)):
        return tag, False
    if named and len(plain) < max(1, sum(len(one.labels(named[0])) for one in there)):
        return tag_of(named[0]), False
    return said or guessed(plain), True
