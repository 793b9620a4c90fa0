"""A scheme as the text of its file: what scheme_file.py reads, written again. Pure."""

from collections.abc import Mapping
from typing import Any

from workshops.schemes.scheme import (
    Block,
    Column,
    GridBlock,
    Level,
    ListBlock,
    Naming,
    Numbering,
    Outline,
    OutlineColumn,
    PartBlock,
    Scheme,
    TableBlock,
    TextBlock,
)
from workshops.schemes.text import as_toml

Data = dict[str, Any]

_ABOUT = "# A scheme of Klebepunkt. The format of this file is described in docs/schemes.md.\n"


def written(scheme: Scheme) -> str:
    """The scheme as TOML; read again, it is the same."""
    return dumped(tables(scheme))


def dumped(data: Mapping[str, Any]) -> str:
    """Tables of a scheme as TOML."""
    return f"{_ABOUT}\n{as_toml(data)}"


def tables(scheme: Scheme) -> Data:
    """The scheme as the tables of its file; what is as usual is left out."""
    return _filled(
        titles=dict(scheme.titles),
        levels=[_level(one) for one in scheme.levels],
        measure=_naming(scheme.measure) | _numbering(scheme.numbering),
        columns=[_column(one) for one in scheme.columns],
        parts=[{"key": one.key, "kind": one.kind} | _naming(one.naming) for one in scheme.parts],
        outlines=[_outline(one, scheme) for one in scheme.outlines],
    )


def _filled(**values: Any) -> Data:
    return {key: value for key, value in values.items() if value not in ("", (), [], {}, False)}


def _naming(naming: Naming) -> Data:
    found: Data = {"names": dict(naming.names)}
    if naming.plurals != naming.names:
        found["plurals"] = dict(naming.plurals)
    return found | _filled(also=list(naming.also))


def _numbering(numbering: Numbering) -> Data:
    if numbering == Numbering():
        return {}
    return {
        "numbering": numbering.style,
        **_filled(
            start=numbering.start if numbering.start > 1 else "",
            running=numbering.running,
            joined=numbering.joined,
            prefix=numbering.prefix,
        ),
    }


def _level(level: Level) -> Data:
    return {
        "key": level.key,
        **_naming(level.naming),
        **_numbering(level.numbering),
        **_filled(optional=level.optional, columns=[_column(one) for one in level.columns]),
    }


def _column(column: Column) -> Data:
    rules = [
        {"gives": rule.gives}
        | _filled(when={key: list(values) for key, values in rule.when.items()})
        for rule in column.rules
    ]
    options = [{"key": one.key} | _naming(one.naming) for one in column.options]
    return {
        "key": column.key,
        "kind": column.kind,
        **_naming(column.naming),
        **_filled(per=column.per, options=options, rules=rules),
    }


def _outline(outline: Outline, scheme: Scheme) -> Data:
    return {
        "key": outline.key,
        **_naming(outline.naming),
        "paper": outline.paper,
        "blocks": [_block(one, scheme) for one in outline.blocks],
    }


def _block(block: Block, scheme: Scheme) -> Data:
    match block:
        case PartBlock(part=part):
            return {"kind": "part", "part": part}
        case TextBlock(naming=naming, heading=heading):
            return {"kind": "text", **_naming(naming), **_filled(heading=heading)}
        case TableBlock():
            return {
                "kind": "table",
                **_filled(only=block.only, by=block.by, flat=block.flat),
                "columns": [_outline_column(one, scheme) for one in block.columns],
            }
        case GridBlock():
            return _grid(block, scheme)
        case ListBlock():
            return _list(block, scheme)


def _outline_column(column: OutlineColumn, scheme: Scheme) -> Data:
    level = "" if column.source == "column" else column.key
    own = column.naming != own_naming(column.source, column.key, column.inner, scheme)
    return {
        "source": column.source,
        **_filled(level=level, column=column.inner if level else column.key),
        **(_naming(column.naming) if own else {}),
        "width": column.width,
        **_filled(show="" if column.show == "always" else column.show),
    }


def own_naming(source: str, key: str, inner: str, scheme: Scheme) -> Naming | None:
    """What a column of a table is called where the outline says nothing else."""
    if source == "measure":
        return scheme.measure
    columns: tuple[Level | Column, ...] = scheme.levels
    if source == "column":
        columns = scheme.columns
    elif source == "entry":
        key, columns = inner, scheme.levels[scheme.depth(key)].columns
    return next((one.naming for one in columns if one.key == key), None)


def _grid(block: GridBlock, scheme: Scheme) -> Data:
    return {
        "kind": "grid",
        "level": scheme.levels[block.rows].key,
        "across": block.across,
        **_filled(unnumbered=block.unnumbered, widths=list(block.widths)),
        "lines": [
            {"source": one.source, **_naming(one.naming), **_filled(column=one.key)}
            for one in block.lines
        ],
    }


def _list(block: ListBlock, scheme: Scheme) -> Data:
    """All levels as headings are left out: a level that is added later is one, too."""
    return {
        "kind": "list",
        **({"headings": block.headings} if block.headings < len(scheme.levels) else {}),
        **_filled(
            by=block.by,
            outside=block.outside,
            only=block.only,
            title=dict(block.title.names) if block.title else {},
            shows=list(block.shows),
            entries=list(block.entries),
            filled=not block.empty,
        ),
    }
