"""The columns of a sheet that all tables of a document share. Pure."""

from bisect import insort
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from app.documents.document import Table
from app.documents.sizes import column_widths, least_width

_CHARACTERS = {True: 150.0, False: 105.0}  # about what fits side by side on A4, landscape or not
_MILLIMETRES = 1.7  # a character's
_NEAR = 8.0  # characters; two edges so near to each other become one
Span = tuple[int, int]  # the first and the last column of the sheet


def shared_columns(
    tables: Sequence[Table], *, landscape: bool
) -> tuple[list[float], list[list[Span]]]:
    """The widths of the sheet's columns in characters, and for each table the columns of the sheet
    that each of its own takes.

    The largest table has its columns as they are, but where a smaller one needs an edge in between.
    """
    needed = max((least_width(table) for table in tables), default=0.0)
    whole = max(_CHARACTERS[landscape], needed / _MILLIMETRES)  # printed smaller, if it must
    wished = [_edges(table, whole) for table in tables]
    edges = [0.0, whole]
    found: dict[int, list[float]] = {}
    for index in sorted(range(len(tables)), key=lambda i: -_size(tables[i])):
        found[index] = [_placed(edges, *around) for around in _around(wished[index])]
        for edge in found[index]:
            if edge not in edges:
                insort(edges, edge)
    widths = [right - left for left, right in pairwise(edges)]
    return widths, [_spans([0.0, *found[i], whole], edges) for i in range(len(tables))]


def _size(table: Table) -> int:
    return len(table.columns) * sum(max(1, len(group.lines)) for group in table.groups)


def _edges(table: Table, whole: float) -> list[float]:
    """Where the columns would stand in a sheet of their own: all edges, from 0 to `whole`."""
    widths = column_widths(table, whole * _MILLIMETRES)
    return [*[0.0, *accumulate(width / _MILLIMETRES for width in widths)][:-1], whole]


def _around(edges: list[float]) -> Iterable[tuple[float, float, float]]:
    """Each inner edge between its neighbours."""
    return zip(edges, edges[1:], edges[2:], strict=False)


def _placed(edges: list[float], left: float, wished: float, right: float) -> float:
    """The edge of the sheet that is near enough; a new one where none is."""
    # Less than half a column: two edges of one table never meet.
    reach = min(_NEAR, 0.45 * (wished - left), 0.45 * (right - wished))
    near = min(edges, key=lambda edge: abs(edge - wished))
    return near if abs(near - wished) <= reach else wished


def _spans(own: list[float], edges: list[float]) -> list[Span]:
    places = [edges.index(edge) for edge in own]
    return [(left, right - 1) for left, right in pairwise(places)]
