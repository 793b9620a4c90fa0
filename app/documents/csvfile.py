"""A table as CSV, for machines and for Excel in Germany.

- UTF-8 with a byte order mark, and semicolons: a German (also a Turkish or Arabic) Excel opens
  it with a double click. The reader of this product takes commas and tabs as well.
- The first row holds the headings; no title above. One row a line, and every row says
  everything: number, field and upper goal are repeated, for a machine cannot look upwards.
- A text that a spreadsheet might take for a formula gets an apostrophe before it (OWASP,
  "CSV Injection"). `unguarded` takes it away again.
"""

import csv
import io
from collections.abc import Callable

from app.documents.document import Grid, nothing
from app.documents.table import printable

# Full-width signs count too: some spreadsheets read them as their ASCII twins.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(grid: Grid, tick: Callable[[], None] = nothing) -> bytes:
    """The grid as the bytes of a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading in grid.headings])
    for row in grid.rows:
        tick()
        writer.writerow([_plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it."""
    text = printable(text)
    # Blanks do not protect, and a text with an apostrophe of its own must stay recognisable.
    dangerous = text.startswith(_DANGEROUS) or text.lstrip(" '").startswith(_DANGEROUS)
    return f"'{text}" if dangerous else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text


def _plain(cell: str | int | None) -> str | int:
    if isinstance(cell, str):
        return guarded(cell)
    return "" if cell is None else cell
