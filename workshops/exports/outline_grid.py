"""Entries down, the options of a choice across: Aschaffenburg's Stufenplan. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import Cell, Column, Group, Table, Text
from workshops.concepts.snapshot import Measure, Node
from workshops.exports.outline_step import Step, text_cell
from workshops.exports.outline_table import rows
from workshops.exports.telling import Telling, by_priority
from workshops.schemes.scheme import Column as Definition
from workshops.schemes.scheme import GridBlock, GridLine, Option

_ENTRY, _LINES = 18, 13  # the widths of entries, and of the names of their lines
_Path = tuple[Node, ...]
_Cells = dict[tuple[int, str], list[Measure]]  # by entry and option


def grid(block: GridBlock, telling: Telling) -> Table:
    """The block as a table: the entry and those above it, its lines, and a column for each option.
    What has no option yet stands in a column of its own, which is there only then.

    Below its lines stands what else is known of an entry's steps: its other columns that are kept
    for each option, and what its measures cost. Such a line is there only for something new.
    """
    choice = telling.scheme.column(block.across)
    assert choice is not None  # the scheme was read with it
    options: list[Option | None] = list(choice.options)
    entries = [path for path, _ in _entries(telling.snapshot.nodes, block)]
    cells = _cells(telling.snapshot.nodes, block, telling)
    if any(key == "" for _, key in cells):
        options.append(None)
    language = telling.voice.language
    levels = telling.scheme.levels[: block.rows + 1]
    headings = [*(level.naming.name(language) for level in levels), ""]
    headings += [one.naming.name(language) if one else "–" for one in options]
    widths = block.widths or (*(_ENTRY for _ in levels), _LINES, *(20 for _ in options))
    widths = (*widths, *(widths[-1] for _ in range(len(headings) - len(widths))))
    lines = _Lines(block, telling, cells, _cells(telling.everything.nodes, block, telling))
    return Table(
        columns=tuple(Column(name, width) for name, width in zip(headings, widths, strict=False)),
        groups=tuple(
            Group(
                tuple(_head(path, depth, before, telling) for depth in range(len(levels))),
                tuple(lines.of(path[-1], options)),
            )
            for before, path in zip([(), *entries], entries, strict=False)
        ),
    )


def _entries(nodes: tuple[Node, ...], block: GridBlock) -> list[tuple[_Path, list[Measure]]]:
    return [row for top in nodes for row in rows((top,), block.rows)]


def _cells(nodes: tuple[Node, ...], block: GridBlock, telling: Telling) -> _Cells:
    """The measures of each cell, in the order of the concept."""
    found: _Cells = {}
    for path, measures in _entries(nodes, block):
        for measure in measures:
            key = telling.value(measure, block.across)
            found.setdefault((path[-1].id, key), []).append(measure)
    return found


def _head(path: _Path, depth: int, before: _Path, telling: Telling) -> Cell:
    """The entry of this depth with its number before it; stated once for all rows below it."""
    node = next((node for node in path if node.level == depth), None)
    if node is None:
        return None
    title = telling.title(node)
    number = telling.numbers.get(node.id)
    text = f"{number}  {title.text}" if number else title.text
    return Text(text, title.language, continued=any(node is one for one in before))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of entries. `cells` are those that are told, `all_cells` those of the concept."""

    block: GridBlock
    telling: Telling
    cells: _Cells
    all_cells: _Cells

    def of(self, node: Node, options: list[Option | None]) -> Iterator[tuple[Cell, ...]]:
        """The lines of the block, and those with what else is known of the steps."""
        steps = [self._step(node, option.key if option else "") for option in options]
        told = [""] * len(steps)
        for line in self.block.lines:
            if line.source == "measures":
                yield self._named(line, [step.cell() if step else None for step in steps])
            elif self._is_shown(column := self._column(line.key)):
                said = [step.entry(column) if step else "" for step in steps]
                told = ["\n".join(both) for both in zip(told, said, strict=True)]
                language = self.telling.snapshot.language
                yield self._named(line, [text_cell(text, language) for text in said])
        yield from self._more(steps, told)

    def _more(self, steps: list[Step | None], told: list[str]) -> Iterator[tuple[Cell, ...]]:
        in_lines = {line.key for line in self.block.lines}
        pairs = list(zip(steps, told, strict=True))
        for column in self.telling.scheme.levels[self.block.rows].columns:
            kept = column.per == self.block.across and column.key not in in_lines
            if kept and self._is_shown(column):
                said = [step.more(column, text) if step else "" for step, text in pairs]
                yield from self._filled(column, said)
        for column in self.telling.scheme.of_kind("money"):
            said = [step.costs(column, text) if step else "" for step, text in pairs]
            yield from self._filled(column, said)

    def _filled(self, column: Definition, said: list[str]) -> Iterator[tuple[Cell, ...]]:
        """A line for the column, where it says something."""
        if any(said):
            name = Text(column.naming.name(self.telling.voice.language))
            yield (name, *map(text_cell, said))

    def _step(self, node: Node, key: str) -> Step | None:
        """None where all measures are left out: then nothing is said of them."""
        found = self.cells.get((node.id, key), [])
        everything = self.all_cells.get((node.id, key), [])
        if everything and not found:
            return None
        values = node.columns if node.level == self.block.rows else {}  # others keep other things
        numbers = {one.id: n for n, one in enumerate(everything, start=1)}
        own = numbers if self._numbered(everything) else {}
        return Step(values, key, tuple(by_priority(found)), own, self.telling)

    def _numbered(self, measures: list[Measure]) -> bool:
        several = len(measures) > 1 and not self.telling.measure_numbers  # those have their own
        return several and not all(one.columns.get(self.block.unnumbered) for one in measures)

    def _named(self, line: GridLine, cells: list[Cell]) -> tuple[Cell, ...]:
        return (Text(line.naming.name(self.telling.voice.language)), *cells)

    def _column(self, key: str) -> Definition:
        columns = self.telling.scheme.levels[self.block.rows].columns
        return next(column for column in columns if column.key == key)

    def _is_shown(self, column: Definition) -> bool:
        return column.kind != "bodies" or self.telling.choice.bodies
