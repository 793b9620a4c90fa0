"""How long cells are, for writers that keep rows on one page. Pure."""

from app.documents.document import Cell, Items, Text

# Longer rows may break over pages, and longer groups too: else a page stays half empty.
ROW_TOGETHER, GROUP_TOGETHER = 600, 400  # characters


def length(cell: Cell) -> int:
    """The characters in a cell, each line of a list counted as at least half a line."""
    if isinstance(cell, Items):
        return sum(max(25, len(item.text.text) + len(item.note)) for item in cell.items)
    return len(cell.text) if isinstance(cell, Text) else 0
