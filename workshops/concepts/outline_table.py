"""A table with a row for each entry of one level, and its measures beside it. Pure.

Bielefeld's Anlage 3: running number, field (stated once), upper goal, and its measures by
priority. Measures of levels that the layout leaves out are gathered at the row above them.
"""

from collections.abc import Iterator, Sequence

from app.documents.document import Cell, Column, ColumnKind, Group, Table, Text
from app.refused import Message
from workshops.concepts.scheme import HEAD_SOURCES, OutlineColumn, TableBlock
from workshops.concepts.snapshot import Measure, Node
from workshops.concepts.telling import Telling, by_priority
from workshops.concepts.values import DECISIONS, STATUS

_KINDS: dict[str, ColumnKind] = {
    "measure": "bullet",
    "number": "number",
    "dots": "number",
    "voters": "number",
    "rank": "number",
}
_Path = tuple[Node, ...]  # from the outermost node to the one whose row it is


def table(block: TableBlock, telling: Telling) -> Table:
    """The block as a table; columns without anything in them are left out where they may be."""
    columns = _shown(block, telling)
    language = telling.voice.language
    return Table(
        columns=tuple(
            Column(one.naming.name(language), one.width, _KINDS.get(one.source, "text"))
            for one in columns
        ),
        groups=tuple(_groups(block, telling, columns)),
    )


def _shown(block: TableBlock, telling: Telling) -> list[OutlineColumn]:
    measures = [m for m in telling.snapshot.measures() if telling.chosen(m, block.only)]

    def wanted(column: OutlineColumn) -> bool:
        if column.show == "dots":
            return telling.choice.with_dots
        definition = telling.scheme.column(column.key) if column.source == "column" else None
        if definition and definition.kind == "bodies" and not telling.choice.bodies:
            return False
        return column.show == "always" or any(_value(m, column, telling) for m in measures)

    return [column for column in block.columns if wanted(column)]


def _groups(
    block: TableBlock, telling: Telling, columns: Sequence[OutlineColumn]
) -> Iterator[Group]:
    before: _Path = ()
    for top in telling.snapshot.nodes:
        for path, measures in rows((top,), block.rows):
            heads = (
                _head(column, path, before, telling)
                for column in columns
                if column.source in HEAD_SOURCES
            )
            chosen = [m for m in measures if telling.chosen(m, block.only)]
            lines = (_line(measure, columns, telling) for measure in by_priority(chosen))
            yield Group(tuple(heads), tuple(lines))
            before = path


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
        title = telling.title(node)
        return Text(title.text, title.language, continued)
    number = telling.numbers.get(node.id)
    if number and number.isdecimal() and not continued:
        return int(number)
    return Text(number, continued=continued) if number else None


def _line(measure: Measure, columns: Sequence[OutlineColumn], telling: Telling) -> tuple[Cell, ...]:
    return tuple(
        _value(measure, column, telling) for column in columns if column.source not in HEAD_SOURCES
    )


def _value(measure: Measure, column: OutlineColumn, telling: Telling) -> Cell:
    """What a line shows of its measure; None where nothing stands."""
    match column.source:
        case "measure":
            return telling.text(measure)
        case "column":
            text = telling.column(measure, column.key)
            kind = telling.scheme.column(column.key)
            own = measure.language if kind and kind.kind in ("text", "bodies") else ""
            return Text(text, own) if text else None
        case "decision":
            return _said(DECISIONS.get(measure.decision or ""), telling)
        case "status":
            return _said(STATUS.get(measure.report.status) if measure.report else None, telling)
        case "source":
            return Text(measure.source) if measure.source else None
    return {"dots": measure.dots, "voters": measure.voters, "rank": measure.rank}[column.source]


def _said(message: Message | None, telling: Telling) -> Cell:
    return Text(telling.voice.words(message)) if message else None
