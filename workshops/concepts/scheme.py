"""Schemes: the shape of a concept, read from data. Pure.

The format is described at the head of schemes/bielefeld.toml.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workshops.concepts.scheme_reader import BadScheme, Reader

__all__ = ["BadScheme", "Level", "MeasureColumn", "Naming", "Outline", "OutlineColumn", "Scheme"]

NUMBERINGS = ("none", "running")
KINDS = ("text", "bodies")
PAPERS = ("A4 landscape", "A4 portrait")
HEAD_SOURCES = ("number", "level")
LINE_SOURCES = ("measure", "column", "dots", "voters", "rank")
SHOWN = ("always", "filled", "dots")


@dataclass(frozen=True, slots=True)
class Naming:
    """What something is called: one of it, several, and other words found in tables."""

    names: Mapping[str, str]
    plurals: Mapping[str, str]
    also: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return in_language(self.names, language)

    def plural(self, language: str) -> str:
        return in_language(self.plurals, language)

    def headings(self) -> tuple[str, ...]:
        """Every heading that means this in a table."""
        return (*self.names.values(), *self.plurals.values(), *self.also)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the structure. An optional one may be left out."""

    key: str
    naming: Naming
    numbering: str
    optional: bool


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """What is kept beside a measure. `kind` "bodies" holds a list of texts, "text" one."""

    key: str
    naming: Naming
    kind: str


@dataclass(frozen=True, slots=True)
class OutlineColumn:
    """A column of an export; `key` names the level or measure column it shows."""

    source: str
    key: str
    naming: Naming
    width: int
    show: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The layout of an export. `rows` is the depth of the level that has a row each."""

    kind: str
    paper: str
    columns: tuple[OutlineColumn, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """`levels` run from the outermost (0) inwards; measures may hang on any of them."""

    name: str
    titles: Mapping[str, str]
    levels: tuple[Level, ...]
    measure: Naming
    columns: tuple[MeasureColumn, ...]
    outline: Outline

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def depth(self, key: str) -> int:
        """Which level has this key, counted from the outermost (0)."""
        return [level.key for level in self.levels].index(key)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages its levels are named in."""
        return tuple(self.levels[0].naming.names)


def names() -> tuple[str, ...]:
    """The names of all schemes, sorted."""
    found = (entry.name for entry in (files(__package__) / "schemes").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def load(name: str) -> Scheme:
    """The scheme of this name.

    Raises:
        KeyError: there is none.
        BadScheme: its file is wrong; the sentence says where.
    """
    if name not in names():
        raise KeyError(name)
    text = (files(__package__) / "schemes" / f"{name}.toml").read_text(encoding="utf-8")
    return parse(name, text)


def parse(name: str, text: str) -> Scheme:
    """The scheme in this text. `name` is the name it will have.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    try:
        file = Reader(f"{name}.toml", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadScheme(f"{name}.toml: {error}") from error
    titles = file.texts("titles")
    levels = tuple(_level(at) for at in file.tables("levels"))
    columns = tuple(_measure_column(at) for at in file.tables("columns", required=False))
    _unique(file, [level.key for level in levels] + [column.key for column in columns])
    measure_at = file.table("measure")
    measure = _naming(measure_at)
    measure_at.end()
    outline = _outline(file.table("outline"), levels, measure, columns)
    file.end()
    return Scheme(name, titles, levels, measure, columns, outline)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in its base, in English, or the first there is."""
    for tag in (language, language.partition("-")[0], "en"):
        if tag in texts:
            return texts[tag]
    return next(iter(texts.values()), "")


def _naming(at: Reader) -> Naming:
    names = at.texts("names")
    return Naming(names, at.texts("plurals", default=names), at.words("also"))


def _level(at: Reader) -> Level:
    level = Level(
        key=at.text("key"),
        naming=_naming(at),
        numbering=at.choice("numbering", NUMBERINGS, default="none"),
        optional=at.flag("optional"),
    )
    at.end()
    return level


def _measure_column(at: Reader) -> MeasureColumn:
    column = MeasureColumn(at.text("key"), _naming(at), at.choice("kind", KINDS))
    at.end()
    return column


def _outline(
    at: Reader, levels: tuple[Level, ...], measure: Naming, columns: tuple[MeasureColumn, ...]
) -> Outline:
    namings = {
        "number": {level.key: level.naming for level in levels},
        "level": {level.key: level.naming for level in levels},
        "column": {column.key: column.naming for column in columns},
        "measure": {"": measure},
    }
    shown = tuple(_outline_column(column, namings) for column in at.tables("columns"))
    sources = [column.source for column in shown]
    heads = [source in HEAD_SOURCES for source in sources]
    if heads != sorted(heads, reverse=True):
        raise at.wrong("columns", "numbers and levels come before all other columns")
    if "level" not in sources or sources.count("measure") != 1:
        raise at.wrong("columns", "at least one level and exactly one measure column are needed")
    depths = {level.key: depth for depth, level in enumerate(levels)}
    rows = max(depths[column.key] for column in shown if column.source in HEAD_SOURCES)
    outline = Outline(at.choice("kind", ("table",)), at.choice("paper", PAPERS), shown, rows)
    at.end()
    return outline


def _outline_column(at: Reader, namings: Mapping[str, Mapping[str, Naming]]) -> OutlineColumn:
    source = at.choice("source", (*HEAD_SOURCES, *LINE_SOURCES))
    known = namings.get(source, {})
    key_name = "column" if source == "column" else "level"
    key = at.choice(key_name, tuple(known)) if source in ("number", "level", "column") else ""
    own = "names" in at
    if not own and key not in known:
        raise at.wrong("names", "is missing")
    column = OutlineColumn(
        source=source,
        key=key,
        naming=_naming(at) if own else known[key],
        width=at.whole("width", low=1, high=1000),
        show=at.choice("show", SHOWN, default="always"),
    )
    at.end()
    return column


def _unique(file: Reader, keys: list[str]) -> None:
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise file.wrong("key", f'"{twice}" is used twice')
