"""A document as Markdown: CommonMark with pipe tables. What people wrote shows as they wrote it."""

import re
from collections.abc import Callable, Iterator

from app.documents.document import (
    Cell,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
    nothing,
)
from app.documents.pieces import heading_levels, item_line, line_of, plain_line
from app.documents.table import printable

# Signs that mean something anywhere in a line, and those that do at its beginning.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~^$]|&(?=#?\w+;)|#(?=#*$)", re.MULTILINE)
_AT_START = re.compile(r"^([-+#]|\d+(?=[.)]))")
_TURNS = {False: ("-", "*"), True: (".", ")")}  # two lists in a row need different signs
_LINE = "<br>"
_BLANK = "&nbsp;"  # an empty item could not stand below another one
_DEEPEST = 6


def write(document: Document, tick: Callable[[], None] = nothing) -> bytes:
    """The document as the bytes of a Markdown file, in UTF-8."""
    blocks = [f"# {inline(plain_line(line_of(document.title, document)))}"]
    blocks += [escaped(printable(line)) for line in document.subtitles]
    blocks += _blocks(document, tick)
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def inline(text: str) -> str:
    """The text so that it shows as it is, in one line of Markdown that something stands before."""
    lines = _ANYWHERE.sub(r"\\\g<0>", text.strip(" \t\n")).split("\n")
    return _LINE.join(line.strip(" \t") for line in lines)


def escaped(text: str) -> str:
    """The same at the beginning of a line."""
    line = inline(text)
    found = _AT_START.match(line)
    if not found:
        return line
    sign = found[0]
    return f"{sign}\\{line[len(sign) :]}" if sign.isdigit() else f"\\{line}"


def _blocks(document: Document, tick: Callable[[], None]) -> Iterator[str]:
    levels = heading_levels(block for block in document.blocks if isinstance(block, Heading))
    before: tuple[bool, int] | None = None  # what the list just above was like
    for block in document.blocks:
        tick()
        if isinstance(block, Items):
            turn = 1 - before[1] if before and before[0] == block.numbered else 0
            yield "\n".join(_items(block, document, _TURNS[block.numbered][turn]))
            before = block.numbered, turn
            continue
        before = None
        match block:
            case Heading(text=text, number=number):
                words = inline(f"{printable(number)} {plain_line(line_of(text, document))}")
                yield f"{'#' * min(next(levels) + 1, _DEEPEST)} {words}"
            case Paragraph(text=text, note=note):
                words = plain_line(line_of(text, document))
                yield f"*{inline(words.strip())}*" if note and words.strip() else escaped(words)
            case Table():
                yield "\n".join(_table(block, document, tick))


def _items(items: Items, document: Document, sign: str) -> Iterator[str]:
    """The lines of a list; what is inside stands as far in as the text of its parent."""
    indents = [0]
    for mark, depth, item in items.marked():
        bullet = f"{mark[:-1]}{sign}" if items.numbered else sign
        del indents[depth + 1 :]
        words = escaped(plain_line(item_line(item, document)))
        yield f"{' ' * indents[depth]}{bullet} {words or _BLANK}"
        indents.append(indents[depth] + len(bullet) + 1)


def _table(table: Table, document: Document, tick: Callable[[], None]) -> Iterator[str]:
    yield _row(inline(printable(column.heading)) for column in table.columns)
    yield _row(":-:" if column.kind == "number" else "---" for column in table.columns)
    for row in table.rows(filled=False):
        tick()
        yield _row(_cell(cell, document) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, document: Document) -> str:
    match cell:
        case Text():
            return inline(plain_line(line_of(cell, document)))
        case Items():
            lines = (
                f"{mark} {plain_line(item_line(item, document))}" for mark, _, item in cell.marked()
            )
            return inline("\n".join(lines))
    return "" if cell is None else str(cell)
