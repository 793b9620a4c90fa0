"""The outlines of a scheme, from its file. Pure."""

import re
from collections.abc import Callable, Mapping

from app.refused import say
from workshops.schemes.reader import Reader
from workshops.schemes.scheme import (
    HEAD_SOURCES,
    LINE_SOURCES,
    PAPERS,
    SHOWN,
    Block,
    GridBlock,
    GridLine,
    ListBlock,
    Naming,
    Outline,
    OutlineColumn,
    PartBlock,
    Scheme,
    TableBlock,
    TextBlock,
)

MOST = {"outlines": 12, "blocks": 40, "columns": 40, "lines": 20}
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def outlines(file: Reader, scheme: Scheme) -> tuple[Outline, ...]:
    """All outlines of the file. `scheme` is the rest of it.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    return tuple(_outline(at, scheme) for at in _few(file, "outlines"))


def _few(at: Reader, key: str) -> list[Reader]:
    return at.tables(key, most=MOST[key])


def _outline(at: Reader, scheme: Scheme) -> Outline:
    key = at.text("key")
    if not _KEY.fullmatch(key):
        raise at.wrong(
            "key",
            say("%(where)s must be small letters, digits, _ and -, and have at most 40 of them."),
        )
    found = Outline(
        key=key,
        naming=naming(at),
        paper=at.choice("paper", PAPERS),
        blocks=tuple(_block(one, scheme) for one in _few(at, "blocks")),
    )
    at.end()
    return found


def _block(at: Reader, scheme: Scheme) -> Block:
    block = _BLOCKS[at.choice("kind", tuple(_BLOCKS))](at, scheme)
    at.end()
    return block


def naming(at: Reader) -> Naming:
    """What the table says of names."""
    names = at.texts("names")
    return Naming(names, at.texts("plurals", default=names), at.words("also"))


def _part(at: Reader, scheme: Scheme) -> PartBlock:
    return PartBlock(at.choice("part", [part.key for part in scheme.parts]))


def _text(at: Reader, scheme: Scheme) -> TextBlock:
    return TextBlock(naming(at), at.flag("heading"))


def _table(at: Reader, scheme: Scheme) -> TableBlock:
    shown = tuple(_column(column, scheme) for column in _few(at, "columns"))
    sources = [column.source for column in shown]
    heads = [source in HEAD_SOURCES for source in sources]
    if heads != sorted(heads, reverse=True):
        raise at.wrong(
            "columns", say("%(where)s: Numbers and levels come before all other columns.")
        )
    if "level" not in sources or sources.count("measure") != 1:
        raise at.wrong(
            "columns",
            say("%(where)s: At least one level and exactly one column of measures are needed."),
        )
    rows = max(scheme.depth(column.key) for column in shown if column.source in HEAD_SOURCES)
    return TableBlock(
        columns=shown,
        rows=rows,
        only=_yes_no(at, "only", scheme),
        by=_choice(at, "by", scheme),
        flat=at.flag("flat"),
    )


def _column(at: Reader, scheme: Scheme) -> OutlineColumn:
    source = at.choice("source", (*HEAD_SOURCES, *LINE_SOURCES))
    key, inner, known = _shown(at, source, scheme)
    if known is None and "names" not in at:
        raise at.wrong("names", say("%(where)s is missing."))
    column = OutlineColumn(
        source=source,
        key=key,
        naming=naming(at) if "names" in at or known is None else known,
        width=at.whole("width", low=1, high=1000),
        show=at.choice("show", SHOWN, default="always"),
        inner=inner,
    )
    at.end()
    return column


def _shown(at: Reader, source: str, scheme: Scheme) -> tuple[str, str, Naming | None]:
    """What a column of a table shows: its keys, and its name where it brings one along."""
    if source in HEAD_SOURCES:
        level = scheme.levels[scheme.depth(at.choice("level", [one.key for one in scheme.levels]))]
        if source != "entry":
            return level.key, "", level.naming
        inner = {one.key: one.naming for one in level.columns if not one.per}
        key = at.choice("column", tuple(inner))
        return level.key, key, inner[key]
    if source == "column":
        columns = {one.key: one.naming for one in scheme.columns}
        key = at.choice("column", tuple(columns))
        return key, "", columns[key]
    return "", "", scheme.measure if source == "measure" else None


def _grid(at: Reader, scheme: Scheme) -> GridBlock:
    rows = scheme.depth(at.choice("level", [level.key for level in scheme.levels]))
    across = _choice(at, "across", scheme, required=True)
    # A column with a value for each option of another choice has nothing to say here.
    keys = [column.key for column in scheme.levels[rows].columns if column.per in ("", across)]
    return GridBlock(
        rows=rows,
        across=across,
        lines=tuple(_grid_line(one, keys) for one in _few(at, "lines")),
        unnumbered=_yes_no(at, "unnumbered", scheme),
        widths=at.wholes("widths"),
    )


def _grid_line(at: Reader, keys: list[str]) -> GridLine:
    source = at.choice("source", ("measures", "column"))
    line = GridLine(naming(at), source, at.choice("column", keys) if source == "column" else "")
    at.end()
    return line


def _list(at: Reader, scheme: Scheme) -> ListBlock:
    inner = [column for level in scheme.levels for column in level.columns if not column.per]
    return ListBlock(
        headings=at.whole("headings", low=0, high=len(scheme.levels), default=len(scheme.levels)),
        by=_choice(at, "by", scheme),
        outside=at.flag("outside"),
        only=_yes_no(at, "only", scheme),
        title=_title(at),
        shows=_keys(at, "shows", [one.key for one in scheme.columns]),
        entries=_keys(at, "entries", [one.key for one in inner]),
        empty=not at.flag("filled"),
    )


def _title(at: Reader) -> Naming | None:
    if "title" not in at:
        return None
    texts = at.texts("title")
    return Naming(texts, texts)


def _keys(at: Reader, key: str, known: list[str]) -> tuple[str, ...]:
    found = at.words(key)
    for one in found:
        if one not in known:
            raise at.wrong(key, say('%(where)s: There is no column "%(key)s".', key=one))
    return found


def _choice(at: Reader, key: str, scheme: Scheme, *, required: bool = False) -> str:
    known = [one.key for one in scheme.columns if one.kind in ("choice", "computed")]
    return at.choice(key, known, default=None if required else "")


def _yes_no(at: Reader, key: str, scheme: Scheme) -> str:
    return at.choice(key, [one.key for one in scheme.of_kind("yes_no")], default="")


_BLOCKS: Mapping[str, Callable[[Reader, Scheme], Block]] = {
    "part": _part,
    "text": _text,
    "table": _table,
    "grid": _grid,
    "list": _list,
}
