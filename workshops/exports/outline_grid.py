"""Entries down, the options of a choice across: Aschaffenburg's Stufenplan. Pure."""

from app.documents.document import Cell, Column, Group, Items, Table, Text
from workshops.concepts.snapshot import Measure, Node
from workshops.exports.outline_table import rows
from workshops.exports.telling import Telling, by_priority
from workshops.schemes.columns import Values
from workshops.schemes.scheme import Column as Definition
from workshops.schemes.scheme import GridBlock, GridLine, Option
from workshops.schemes.values import shown_value

_ENTRY, _LINES = 18, 13  # the widths of entries, and of the names of their lines


def grid(block: GridBlock, telling: Telling) -> Table:
    """The block as a table: the entry and those above it, its lines, and a column for each option.
    What has no option yet stands in a column of its own, which is there only then."""
    choice = telling.scheme.column(block.across)
    assert choice is not None  # the scheme was read with it
    lines = [line for line in block.lines if not _left_out(line, block, telling)]
    options: list[Option | None] = list(choice.options)
    entries = [(path, by_priority(found)) for path, found in _entries(block, telling)]
    if any(not telling.value(m, block.across) for _, found in entries for m in found):
        options.append(None)
    language = telling.voice.language
    levels = telling.scheme.levels[: block.rows + 1]
    headings = [*(level.naming.name(language) for level in levels), ""]
    headings += [one.naming.name(language) if one else "–" for one in options]
    widths = block.widths or (*(_ENTRY for _ in levels), _LINES, *(20 for _ in options))
    widths = (*widths, *(widths[-1] for _ in range(len(headings) - len(widths))))
    earlier: list[tuple[Node, ...]] = [(), *(path for path, _ in entries)]
    return Table(
        columns=tuple(Column(name, width) for name, width in zip(headings, widths, strict=False)),
        groups=tuple(
            Group(
                tuple(_head(path, depth, before, telling) for depth in range(len(levels))),
                tuple(_line(line, path[-1], found, options, block, telling) for line in lines),
            )
            for before, (path, found) in zip(earlier, entries, strict=False)
        ),
    )


def _entries(block: GridBlock, telling: Telling) -> list[tuple[tuple[Node, ...], list[Measure]]]:
    return [row for top in telling.snapshot.nodes for row in rows((top,), block.rows)]


def _left_out(line: GridLine, block: GridBlock, telling: Telling) -> bool:
    if line.source == "measures" or telling.choice.bodies:
        return False
    return _definition(line, block, telling).kind == "bodies"


def _definition(line: GridLine, block: GridBlock, telling: Telling) -> Definition:
    columns = telling.scheme.levels[block.rows].columns
    return next(column for column in columns if column.key == line.key)


def _head(path: tuple[Node, ...], depth: int, before: tuple[Node, ...], telling: Telling) -> Cell:
    """The entry of this depth with its number before it; stated once for all rows below it."""
    node = next((node for node in path if node.level == depth), None)
    if node is None:
        return None
    title = telling.title(node)
    number = telling.numbers.get(node.id)
    text = f"{number}  {title.text}" if number else title.text
    return Text(text, title.language, continued=any(node is one for one in before))


def _line(
    line: GridLine,
    node: Node,
    measures: list[Measure],
    options: list[Option | None],
    block: GridBlock,
    telling: Telling,
) -> tuple[Cell, ...]:
    cells: list[Cell] = [Text(line.naming.name(telling.voice.language))]
    kept = node.columns if node.level == block.rows else {}  # another level keeps other things
    for option in options:
        key = option.key if option else ""
        here = [one for one in measures if telling.value(one, block.across) == key]
        if line.source == "measures":
            cells.append(_measures(here, block, telling))
        else:
            cells.append(_column(_definition(line, block, telling), kept, key, here, telling))
    return tuple(cells)


def _measures(measures: list[Measure], block: GridBlock, telling: Telling) -> Cell:
    items = tuple(map(telling.item, measures))
    if len(items) == 1 and not items[0].note:
        return items[0].text
    return Items(items, numbered=_numbered(measures, block, telling)) if items else None


def _numbered(measures: list[Measure], block: GridBlock, telling: Telling) -> bool:
    several = len(measures) > 1 and not telling.measure_numbers  # those have their own
    return several and not all(one.columns.get(block.unnumbered) for one in measures)


def _column(
    column: Definition, kept: Values, key: str, measures: list[Measure], telling: Telling
) -> Cell:
    value = kept.get(column.key)
    if column.per:
        value = value.get(key) if isinstance(value, dict) else None
    text = shown_value(column, value, telling.voice)
    if not text and column.kind == "bodies":
        text = _bodies(measures, telling)
    return Text(text, telling.snapshot.language) if text else None


def _bodies(measures: list[Measure], telling: Telling) -> str:
    """Who is responsible, from the measures: once where it is the same for all, else by number."""
    key = next((one.key for one in telling.scheme.of_kind("bodies")), "")
    said = [telling.column(one, key) for one in measures]
    if len(set(said)) == 1:
        return said[0]
    return "\n".join(f"{n}. {text}" for n, text in enumerate(said, start=1) if text)
