"""The outlines of a scheme, from its file. Pure."""

from collections.abc import Callable, Mapping

from workshops.concepts.scheme import (
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
from workshops.concepts.scheme_reader import Reader


def outlines(file: Reader, scheme: Scheme) -> tuple[Outline, ...]:
    """All outlines of the file. `scheme` is the rest of it.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    return tuple(_outline(at, scheme) for at in file.tables("outlines"))


def _outline(at: Reader, scheme: Scheme) -> Outline:
    found = Outline(
        key=at.text("key"),
        naming=naming(at),
        paper=at.choice("paper", PAPERS),
        blocks=tuple(_block(one, scheme) for one in at.tables("blocks")),
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
    namings: dict[str, Mapping[str, Naming]] = {
        "number": {level.key: level.naming for level in scheme.levels},
        "level": {level.key: level.naming for level in scheme.levels},
        "column": {column.key: column.naming for column in scheme.columns},
        "measure": {"": scheme.measure},
    }
    shown = tuple(_column(column, namings) for column in at.tables("columns"))
    sources = [column.source for column in shown]
    heads = [source in HEAD_SOURCES for source in sources]
    if heads != sorted(heads, reverse=True):
        raise at.wrong("columns", "numbers and levels come before all other columns")
    if "level" not in sources or sources.count("measure") != 1:
        raise at.wrong("columns", "at least one level and exactly one measure column are needed")
    rows = max(scheme.depth(column.key) for column in shown if column.source in HEAD_SOURCES)
    return TableBlock(shown, rows, _yes_no(at, "only", scheme))


def _column(at: Reader, namings: Mapping[str, Mapping[str, Naming]]) -> OutlineColumn:
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
        naming=naming(at) if own else known[key],
        width=at.whole("width", low=1, high=1000),
        show=at.choice("show", SHOWN, default="always"),
    )
    at.end()
    return column


def _grid(at: Reader, scheme: Scheme) -> GridBlock:
    rows = scheme.depth(at.choice("level", [level.key for level in scheme.levels]))
    keys = [column.key for column in scheme.levels[rows].columns]
    return GridBlock(
        rows=rows,
        across=_choice(at, "across", scheme, required=True),
        lines=tuple(_grid_line(one, keys) for one in at.tables("lines")),
        unnumbered=_yes_no(at, "unnumbered", scheme),
        widths=at.wholes("widths"),
    )


def _grid_line(at: Reader, keys: list[str]) -> GridLine:
    source = at.choice("source", ("measures", "column"))
    line = GridLine(naming(at), source, at.choice("column", keys) if source == "column" else "")
    at.end()
    return line


def _list(at: Reader, scheme: Scheme) -> ListBlock:
    return ListBlock(
        headings=at.whole("headings", low=0, high=len(scheme.levels), default=len(scheme.levels)),
        by=_choice(at, "by", scheme),
        outside=at.flag("outside"),
        only=_yes_no(at, "only", scheme),
        title=_title(at),
        shows=tuple(
            key for key in at.words("shows") if _known(at, key, [c.key for c in scheme.columns])
        ),
        empty=not at.flag("filled"),
    )


def _title(at: Reader) -> Naming | None:
    if "title" not in at:
        return None
    texts = at.texts("title")
    return Naming(texts, texts)


def _known(at: Reader, key: str, keys: list[str]) -> bool:
    if key not in keys:
        raise at.wrong("shows", f'"{key}" is no column of the measures')
    return True


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
