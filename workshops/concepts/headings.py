"""Which column of a sheet means what, by its heading, in any language of the scheme. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.documents.table import SheetRow
from workshops.concepts.numbering import letters
from workshops.concepts.scheme import Scheme, TableBlock

_TRANSLATION = re.compile(r"(.+?)\s*[(\[]\s*([a-z]{2,3}(?:-[a-z0-9]+)*)\s*[)\]]")
_SEARCHED = 30  # rows: our own exports have a title above the table


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds: `kind` is "level", "measure", "column" or "ignored".

    `key` is that of the level or measure column; `language` is a tag for a translation.
    """

    kind: str
    key: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row: its number, its texts, and the meaning of the columns that have one."""

    row: int
    texts: tuple[str, ...]
    meanings: dict[int, Meaning]

    def find(self, kind: str, key: str = "", language: str = "") -> int | None:
        """The first column of this meaning, counted from 0."""
        wanted = Meaning(kind, key, language)
        return next((x for x, meaning in self.meanings.items() if meaning == wanted), None)

    def label(self, x: int) -> str:
        """How to name a column to a person: its heading, else its letters."""
        text = self.texts[x] if x < len(self.texts) else ""
        return text or letters(x + 1)

    def unknown(self, rows: Sequence[SheetRow]) -> list[int]:
        """Columns without a known heading in which something stands."""
        below = (row for row in rows if row.number >= self.row)
        used = {x for row in below for x, cell in enumerate(row.cells) if cell.text}
        return sorted(used - set(self.meanings))

    def twice(self) -> Iterator[int]:
        """Columns whose meaning an earlier column has already."""
        seen: set[Meaning] = set()
        for x, meaning in self.meanings.items():
            if meaning.kind != "ignored" and meaning in seen:
                yield x
            seen.add(meaning)


def find_headings(rows: Sequence[SheetRow], scheme: Scheme) -> Headings | None:
    """The row with the most known headings; None where no row names the outermost level."""
    known = _known(scheme)
    outermost = ("level", scheme.levels[0].key)
    candidates = (_headings(row, known, scheme) for row in rows[:_SEARCHED])
    usable = [
        found
        for found in candidates
        if any((meaning.kind, meaning.key) == outermost for meaning in found.meanings.values())
    ]
    return max(usable, key=lambda found: len(found.meanings), default=None)


def fold(text: str) -> str:
    """The text for comparing: without case, extra blanks, and Turkish dots on the i."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u0307", "")
    return " ".join(folded.replace("\u0131", "i").split())


def _headings(row: SheetRow, known: dict[str, Meaning], scheme: Scheme) -> Headings:
    texts = tuple(" ".join(cell.text.split()) for cell in row.cells)
    found = {x: _meaning(text, known, scheme) for x, text in enumerate(texts) if text}
    return Headings(row.number, texts, {x: m for x, m in found.items() if m})


def _meaning(text: str, known: dict[str, Meaning], scheme: Scheme) -> Meaning | None:
    folded = fold(text).strip(" :*")
    if folded in known:
        return known[folded]
    match = _TRANSLATION.fullmatch(folded)
    meaning = known.get(match[1]) if match else None
    if not match or not meaning or meaning.kind not in ("level", "measure"):
        return None
    tag = next((tag for tag in scheme.languages if tag.casefold() == match[2]), None)
    return Meaning(meaning.kind, meaning.key, tag) if tag else None


def _known(scheme: Scheme) -> dict[str, Meaning]:
    """Every heading and its meaning; where two share a word, the earlier kind has it."""
    known: dict[str, Meaning] = {}

    def add(headings: Iterable[str], meaning: Meaning) -> None:
        for heading in headings:
            known.setdefault(fold(heading).strip(" :*"), meaning)

    for level in scheme.levels:
        add(level.naming.headings(), Meaning("level", level.key))
    add(scheme.measure.headings(), Meaning("measure"))
    for column in scheme.columns:
        add(column.naming.headings(), Meaning("column", column.key))
    for outline in scheme.outlines:
        for block in outline.blocks:
            if isinstance(block, TableBlock):
                for shown in block.columns:
                    add(shown.naming.headings(), Meaning("ignored"))
    return known
