"""A table with a row for each entry of one level, and its measures beside it. Pure.

Bielefeld's Anlage 3: running number, field (stated once), upper goal, and its measures by
priority. Measures of levels that the layout leaves out are gathered at the row above them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Group,
    Heading,
    Table,
    Text,
)
from workshops.concepts.snapshot import Measure, Node
from workshops.exports.outline_cells import cell
from workshops.exports.selection import pruned
from workshops.exports.telling import Telling, by_priority
from workshops.schemes.scheme import HEAD_SOURCES, OutlineColumn, TableBlock

_KINDS: dict[str, ColumnKind] = {
    "measure": "bullet",
    "number": "number",
    "dots": "number",
    "voters": "number",
    "rank": "number",
}
_Path = tuple[Node, ...]  # from the outermost node to the one whose row it is


def tables(block: TableBlock, telling: Telling) -> Iterator[Block]:
    """The block as one table, or as one for each option of its choice below a heading. Measures
    without an option come last."""
    choice = telling.scheme.column(block.by)
    if choice is None:
        yield table(block, telling)
        return
    for option in (*choice.options, None):
        inside = _inside(block, option.key if option else "", telling)
        if inside:
            yield Heading(telling.option(option), 1)
            yield table(block, replace(telling, snapshot=replace(telling.snapshot, nodes=inside)))


def _inside(block: TableBlock, key: str, telling: Telling) -> tuple[Node, ...]:
    """The entries with those measures of the block that have this option of its choice."""

    def wanted(measure: Measure) -> bool:
        return telling.chosen(measure, block.only) and telling.value(measure, block.by) == key

    return pruned(telling.snapshot.nodes, wanted)


def table(block: TableBlock, telling: Telling) -> Table:
    """The block as a table; columns without anything in them are left out where they may be."""
    columns = _shown(block, telling)
    language = telling.voice.language
    groups = _flat(block, telling, columns) if block.flat else _groups(block, telling, columns)
    return Table(
        columns=tuple(
            Column(one.naming.name(language), one.width, _KINDS.get(one.source, "text"))
            for one in columns
        ),
        groups=tuple(groups),
    )


def _shown(block: TableBlock, telling: Telling) -> list[OutlineColumn]:
    entries = [path[-1] for top in telling.snapshot.nodes for path, _ in rows((top,), block.rows)]
    measures = [m for m in telling.snapshot.measures() if telling.chosen(m, block.only)]

    def wanted(column: OutlineColumn) -> bool:
        if column.show == "dots":
            return telling.choice.with_dots
        if _names_bodies(column, telling) and not telling.choice.bodies:
            return False
        if column.show == "always" or column.source in ("number", "level"):
            return True
        if column.source == "entry":
            return any(telling.entry(node, column.inner) for node in entries)
        return any(cell(m, column, telling) for m in measures)

    return [column for column in block.columns if wanted(column)]


def _names_bodies(column: OutlineColumn, telling: Telling) -> bool:
    scheme = telling.scheme
    columns = scheme.columns if column.source == "column" else ()
    if column.source == "entry":
        columns = scheme.levels[scheme.depth(column.key)].columns
    key = column.inner or column.key
    return any(one.key == key and one.kind == "bodies" for one in columns)


def _groups(
    block: TableBlock, telling: Telling, columns: Sequence[OutlineColumn]
) -> Iterator[Group]:
    before: _Path = ()
    for top in telling.snapshot.nodes:
        for path, measures in rows((top,), block.rows):
            chosen = [m for m in measures if telling.chosen(m, block.only)]
            lines = (_line(measure, columns, telling) for measure in by_priority(chosen))
            yield Group(_heads(columns, path, before, telling), tuple(lines))
            before = path


def _flat(block: TableBlock, telling: Telling, columns: Sequence[OutlineColumn]) -> Iterator[Group]:
    """A row for each measure, by priority; its entries are stated in each."""
    places = {
        measure.id: path
        for top in telling.snapshot.nodes
        for path, measures in rows((top,), block.rows)
        for measure in measures
    }
    chosen = [m for m in telling.snapshot.measures() if telling.chosen(m, block.only)]
    for measure in by_priority(chosen):
        heads = _heads(columns, places[measure.id], (), telling)
        yield Group(heads, (_line(measure, columns, telling),))


def _heads(
    columns: Sequence[OutlineColumn], path: _Path, before: _Path, telling: Telling
) -> tuple[Cell, ...]:
    heads = (column for column in columns if column.source in HEAD_SOURCES)
    return tuple(_head(column, path, before, telling) for column in heads)


def rows(path: _Path, deepest: int) -> Iterator[tuple[_Path, list[Measure]]]:
    """The rows of a node: its own, where it has measures or nothing below, then those below."""
    node = path[-1]
    below = [child for child in node.children if child.level <= deepest]
    own = list(node.measures)
    for child in node.children:
        if child.level > deepest:
            own.extend(measure for inner in child.walk() for measure in inner.measures)
    if own or not below:
        yield path, own
    for child in below:
        yield from rows((*path, child), deepest)


def _head(column: OutlineColumn, path: _Path, before: _Path, telling: Telling) -> Cell:
    level = telling.scheme.depth(column.key)
    node = next((node for node in path if node.level == level), None)
    if node is None:
        return None
    continued = any(node is earlier for earlier in before)
    if column.source == "level":
        return named(node, continued, telling)
    if column.source == "entry":
        text = telling.entry(node, column.inner)
        return Text(text, telling.snapshot.language, continued) if text else None
    number = telling.numbers.get(node.id)
    if number and number.isdecimal() and not continued:
        return int(number)
    return Text(number, continued=continued) if number else None


def named(node: Node, continued: bool, telling: Telling) -> Text:
    title = telling.title(node)
    return Text(title.text, title.language, continued)


def _line(measure: Measure, columns: Sequence[OutlineColumn], telling: Telling) -> tuple[Cell, ...]:
    return tuple(
        cell(measure, column, telling) for column in columns if column.source not in HEAD_SOURCES
    )
