"""Which column of a sheet means what, by its heading, in any language of the scheme. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.table import SheetRow
from app.language.tags import LANGUAGES
from workshops.concepts.numbering import letters
from workshops.exports import sheet_words
from workshops.imports.cells import fold
from workshops.schemes.scheme import Column, Naming, OutlineColumn, Scheme, TableBlock

_TRANSLATION = re.compile(r"(.+?)\s*[(\[]\s*([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]+)*)\s*[)\]]")
_PARTING = re.compile(r"[\s.:*/-]+")
_SEARCHED = 30  # rows: our own exports have a title above the table
_MACHINE = "@"  # before a heading that no language has, for what would be mistaken otherwise
_TRANSLATED = ("level", "measure", "title", "reason")
_FIXED_SOURCES = {
    "decision": sheet_words.DECISION,
    "decided_on": sheet_words.DECIDED_ON,
    "status": sheet_words.STATUS,
    "next_report": sheet_words.NEXT_ON,
    "source": sheet_words.SOURCE,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds. `kind`:

    "level", "measure": their texts, in `language` (a tag) or the file's own
    "column": the measure column `key`; "entry": the level column `key`, such as "goal.budget"
    "number": of the entries of the level `key`, without a key of those that the rows stand at
    "fixed": one of sheet_words.FIXED
    "reason": of a report, in a language; "written": the language a measure was written in
    "place", "depth", "title": of an entry in our own sheets; "ignored"

    `option`: of the choice that a level column is kept per. `part`: of an amount of money.
    """

    kind: str
    key: str = ""
    language: str = ""
    option: str = ""
    part: str = ""

    def machine(self) -> str:
        """A heading that means this in every scheme."""
        said = f"{_MACHINE}{self.kind}|{self.key}|{self.option}|{self.part}"
        return f"{said} ({self.language})" if self.language else said


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row: its number, its texts, and the meaning of the columns that have one."""

    row: int
    texts: tuple[str, ...]
    meanings: dict[int, Meaning]

    def find(
        self, kind: str, key: str = "", language: str = "", option: str = "", part: str = ""
    ) -> int | None:
        """The first column of this meaning, counted from 0."""
        wanted = Meaning(kind, key, language, option, part)
        return next((x for x, meaning in self.meanings.items() if meaning == wanted), None)

    def languages(self, kind: str, key: str = "") -> dict[str, int]:
        """The columns with translations of this: language -> column."""
        return {
            meaning.language: x
            for x, meaning in self.meanings.items()
            if (meaning.kind, meaning.key) == (kind, key) and meaning.language
        }

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
            if meaning.kind not in ("ignored", "number") and meaning in seen:
                yield x
            seen.add(meaning)


def find_headings(
    rows: Sequence[SheetRow], scheme: Scheme, needed: Meaning | None = None
) -> Headings | None:
    """The row with the most known headings; None where no row names what is `needed`, which is
    the outermost level where nothing else is said."""
    dictionary = Dictionary(scheme)
    wanted = needed or Meaning("level", scheme.levels[0].key)
    candidates = (_headings(row, dictionary) for row in rows[:_SEARCHED])
    usable = [
        found
        for found in candidates
        if any(replace(one, language="") == wanted for one in found.meanings.values())
    ]
    return max(usable, key=lambda found: len(found.meanings), default=None)


def _headings(row: SheetRow, dictionary: "Dictionary") -> Headings:
    texts = tuple(" ".join(cell.text.split()) for cell in row.cells)
    found = {x: dictionary.meaning(text) for x, text in enumerate(texts) if text}
    return Headings(row.number, texts, {x: m for x, m in found.items() if m})


class Dictionary:
    """Every heading of a scheme; where two share a word, the earlier kind has it."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._known: dict[str, Meaning] = {}
        self._columns: dict[str, Column] = {}
        self._tags = {tag.casefold(): tag for tag in (*LANGUAGES, *scheme.languages)}
        for level in scheme.levels:
            self._add(level.naming.headings(), Meaning("level", level.key))
        self._add(scheme.measure.headings(), Meaning("measure"))
        for column in scheme.columns:
            self._columns[f"column|{column.key}"] = column
            kind = "ignored" if column.kind == "computed" else "column"
            self._add(column.naming.headings(), Meaning(kind, column.key))
        for level in scheme.levels:
            for column in level.columns:
                key = f"{level.key}.{column.key}"
                self._columns[f"entry|{key}"] = column
                self._add(column.naming.headings(), Meaning("entry", key))
        for shown in _outline_columns(scheme):
            self._add(shown.naming.headings(), _shown_as(shown))
        self._add_fixed()

    def _add_fixed(self) -> None:
        words = sheet_words
        self._add(words.PLACE.headings(), Meaning("place"))
        self._add(words.LEVEL.headings(), Meaning("depth"))
        self._add(words.TITLE.headings(), Meaning("title"))
        self._add(words.LANGUAGE.naming.headings(), Meaning("written"))
        self._add(words.REASON.naming.headings(), Meaning("reason"))
        for column in words.FIXED:
            self._add(column.naming.headings(), Meaning("fixed", column.key))
        for naming in words.FIGURES:
            self._add(naming.headings(), Meaning("ignored"))
        numbered = [one for one in self._scheme.levels if one.numbering.style != "none"]
        # Of the entry that a row stands at, where several levels are counted.
        key = numbered[0].key if len(numbered) == 1 else ""
        self._number = Meaning("number", key) if numbered else Meaning("ignored")

    def heading(self, naming: Naming, meaning: Meaning, language: str, *more: Naming) -> str:
        """How a column of this meaning is headed in this language, so that it is found again."""
        name = ": ".join(one.name(language) for one in (naming, *more))
        if meaning.language:
            name = f"{name} ({meaning.language})"
        return name if self.meaning(name) == meaning else meaning.machine()

    def meaning(self, text: str) -> Meaning | None:
        """What a heading means; None where it is not known."""
        if text.startswith(_MACHINE):
            return self._machine(text)
        found = self._plain(text)
        match = None if found else _TRANSLATION.fullmatch(text)
        meaning = self._plain(match[1]) if match else None
        if match is None or meaning is None or meaning.kind not in _TRANSLATED:
            return found
        tag = self._tags.get(match[2].casefold())
        return replace(meaning, language=tag) if tag else None

    def _plain(self, text: str) -> Meaning | None:
        """The meaning without a language: known as it is, or with something after a colon."""
        known = self._known.get(_folded(text))
        if known:
            return known
        if _PARTING.sub(" ", fold(text)).strip() in sheet_words.NUMBERS:
            return self._number
        before, colon, after = text.rpartition(": ")
        meaning = self._plain(before) if colon else None
        return self._narrowed(meaning, fold(after)) if meaning else None

    def _narrowed(self, meaning: Meaning, word: str) -> Meaning | None:
        """The meaning of "Budget: Second step" and "Cost: period", and of what is said of a level
        or of measures."""
        if meaning.kind in ("level", "measure"):
            return self._said_of(meaning, word)
        column = self._columns.get(f"{meaning.kind}|{meaning.key}")
        if column is None or meaning.part:
            return None
        choice = self._scheme.column(column.per)
        if choice and not meaning.option:
            for option in choice.options:
                if word in map(fold, (*option.naming.headings(), option.key)):
                    return replace(meaning, option=option.key)
        if column.kind == "money" and (meaning.option or not choice):
            for part in sheet_words.MONEY_PARTS:
                if word in map(fold, part.naming.headings()):
                    return replace(meaning, part=part.key)
        return None

    def _said_of(self, meaning: Meaning, word: str) -> Meaning | None:
        """The meaning of "Goal: number", "Goal: Budget" and "Measure: number"; numbers of measures
        are made anew."""
        level = meaning.key
        if word in map(fold, sheet_words.NUMBER.headings()):
            return Meaning("number", level) if level else Meaning("ignored")
        columns = self._scheme.levels[self._scheme.depth(level)].columns if level else ()
        found = (one.key for one in columns if word in map(fold, one.naming.headings()))
        key = next(found, "")
        return Meaning("entry", f"{level}.{key}") if key else None

    def _machine(self, text: str) -> Meaning | None:
        match = _TRANSLATION.fullmatch(text)
        parts = (match[1] if match else text).removeprefix(_MACHINE).split("|")
        if len(parts) != 4:
            return None
        kind, key, option, part = parts
        return Meaning(kind, key, match[2] if match else "", option, part)

    def _add(self, headings: Iterable[str], meaning: Meaning) -> None:
        for heading in headings:
            self._known.setdefault(_folded(heading), meaning)


def _folded(heading: str) -> str:
    return fold(heading).strip(" :*")


def _outline_columns(scheme: Scheme) -> Iterator[OutlineColumn]:
    for outline in scheme.outlines:
        for block in outline.blocks:
            if isinstance(block, TableBlock):
                yield from block.columns


def _shown_as(column: OutlineColumn) -> Meaning:
    """What a column of a printed table means in one that is read."""
    if column.source in _FIXED_SOURCES:
        return Meaning("fixed", _FIXED_SOURCES[column.source].key)
    if column.source == "entry":
        return Meaning("entry", f"{column.key}.{column.inner}")
    if column.source in ("number", "level", "measure", "column"):
        return Meaning(column.source, column.key)
    return Meaning("ignored")
