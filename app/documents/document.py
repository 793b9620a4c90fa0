"""A document as every writer takes it: headings, paragraphs, lists and tables in one tree. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

ColumnKind = Literal["text", "bullet", "number"]
BULLETS = ("•", "–")  # of outer and inner lists
INDENT = "   "  # of an inner list in plain text


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language; an empty tag means the language of the document.

    `continued`: an earlier group has stated it. Printed tables leave the cell blank,
    tables for machines repeat it.
    """

    text: str
    language: str = ""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Bar(Text):
    """A share from 0 to 1 in words, such as "44 %", which is also drawn on paper."""

    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, `depth` levels below the outermost (0). `note` stands smaller behind it."""

    text: Text
    note: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """A list, as a block or in a cell; bullets, or 1. 2. 3. where it is `numbered`."""

    items: tuple[Item, ...]
    numbered: bool = False

    def marked(self) -> Iterator[tuple[str, int, Item]]:
        """Each item with what stands before it (a bullet, or its number among its neighbours) and
        its depth, which is never more than one below the item before it."""
        counts: list[int] = []
        for item in self.items:
            depth = min(item.depth, len(counts))
            counts = [*counts[: depth + 1], 0][: depth + 1]
            counts[depth] += 1
            mark = f"{counts[depth]}." if self.numbered else BULLETS[depth % len(BULLETS)]
            yield mark, depth, item

    def lines(self) -> Iterator[str]:
        """The list as lines of plain text."""
        for mark, depth, item in self.marked():
            said = f"{item.text.text} ({item.note})" if item.note else item.text.text
            yield f"{INDENT * depth}{mark} {said}"


Cell: TypeAlias = Text | Items | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is relative to the other columns of the table."""

    heading: str
    width: int
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together: cells stated once (`heads`), and the lines beside them."""

    heads: tuple[Cell, ...]
    lines: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first columns are those of the groups' heads, the others of lines."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    def rows(self, *, filled: bool) -> Iterator[tuple[Cell, ...]]:
        """One row a line, at least one a group; `filled` repeats what is stated once."""
        for group in self.groups:
            blank = (None,) * (len(self.columns) - len(group.heads))
            for index, line in enumerate(group.lines or (blank,)):
                heads = group.heads if filled else tuple(_shown(c, index) for c in group.heads)
                yield heads + line


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1, below the document's title. `number` stands before it."""

    text: Text
    level: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`note`: smaller, for what is said beside the matter."""

    text: Text
    note: bool = False


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Document:
    """`page_of` is the translated footer, "Page %(page)s of %(pages)s", with both places left in.

    `names` holds the names of other languages, in the document's: texts in them are marked.
    """

    title: Text
    subtitles: tuple[str, ...]
    language: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    page_of: str = "%(page)s / %(pages)s"
    names: Mapping[str, str] = field(default_factory=dict)

    def mark(self, text: Text) -> str:
        """What says that a text stands in another language than the document, such as
        "[German]"; nothing where it does not."""
        foreign = text.text and text.language and text.language != self.language
        name = self.names.get(text.language, "") if foreign else ""
        return f"[{name}]" if name else ""

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for machines: one heading row, and every row says everything."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


def grid(table: Table, name: str) -> Grid:
    """The table for machines: what is stated once stands in every row, lists are lines."""
    rows = (tuple(map(plain, row)) for row in table.rows(filled=True))
    return Grid(name, tuple(column.heading for column in table.columns), tuple(rows))


def plain(cell: Cell) -> str | int | None:
    """What a cell says, without its looks and its language."""
    if isinstance(cell, Text):
        return cell.text
    return "\n".join(cell.lines()) if isinstance(cell, Items) else cell


def nothing() -> None:
    """What writers call between blocks and rows, unless they are given something that may raise
    to stop them."""


def _shown(cell: Cell, line: int) -> Cell:
    stated = line == 0 and not (isinstance(cell, Text) and cell.continued)
    return cell if stated else None
