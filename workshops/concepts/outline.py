"""A concept in the layout of its scheme: the one table that every export writes. Pure.

Bielefeld's Anlage 3: running number, field (stated once), upper goal, and its measures by
priority. Measures of levels that the layout leaves out are gathered at the row above them.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.documents.table import Cell, Column, ColumnKind, Group, Table, Text
from workshops.concepts.numbering import numbers
from workshops.concepts.scheme import HEAD_SOURCES, OutlineColumn, Scheme
from workshops.concepts.snapshot import Measure, Node, Snapshot

_KINDS: dict[str, ColumnKind] = {
    "measure": "bullet",
    "number": "number",
    "dots": "number",
    "voters": "number",
    "rank": "number",
}
_Path = tuple[Node, ...]  # from the outermost node to the one whose row it is


def build(
    snapshot: Snapshot,
    scheme: Scheme,
    *,
    language: str,
    with_dots: bool,
    subtitles: Sequence[str] = (),
    page_of: str = "%(page)s / %(pages)s",
) -> Table:
    """The concept as a table in this language; texts without a translation stay as written.

    Measures stand in order of priority with and without the columns of dots.
    `subtitles` and `page_of` ("Page %(page)s of %(pages)s") are translated already.
    """
    columns = _shown(snapshot, scheme, with_dots)
    return Table(
        title=Text(snapshot.title, snapshot.language),
        subtitles=tuple(subtitles),
        language=language,
        columns=tuple(_column(column, language) for column in columns),
        groups=tuple(_groups(snapshot, scheme, columns, language)),
        landscape=scheme.outline.paper == "A4 landscape",
        page_of=page_of,
    )


def by_priority(measures: Sequence[Measure]) -> list[Measure]:
    """Most dots first, then most voters, then as they stood; what was not voted on comes last."""
    return sorted(measures, key=lambda m: (m.dots is None, -(m.dots or 0), -(m.voters or 0)))


def best(texts: Mapping[str, str], language: str, original: str) -> Text:
    """The text in this language where there is one, else as it was written, with its tag."""
    for tag in (language, original, *texts):
        if texts.get(tag):
            return Text(texts[tag], tag)
    return Text("")


def _shown(snapshot: Snapshot, scheme: Scheme, with_dots: bool) -> list[OutlineColumn]:
    measures = [measure for node in snapshot.walk() for measure in node.measures]
    used = {key for measure in measures for key, value in measure.columns.items() if value}
    return [
        column
        for column in scheme.outline.columns
        if column.show == "always"
        or (column.show == "dots" and with_dots)
        or (column.show == "filled" and column.key in used)
    ]


def _column(column: OutlineColumn, language: str) -> Column:
    kind = _KINDS.get(column.source, "text")
    return Column(column.naming.name(language), column.width, kind)


def _groups(
    snapshot: Snapshot, scheme: Scheme, columns: Sequence[OutlineColumn], language: str
) -> Iterator[Group]:
    counted = numbers(snapshot.nodes, scheme)
    before: _Path = ()
    for top in snapshot.nodes:
        for path, measures in _rows((top,), scheme.outline.rows):
            heads = (
                _head(column, path, before, scheme, counted, (language, snapshot.language))
                for column in columns
                if column.source in HEAD_SOURCES
            )
            lines = (_line(measure, columns, language) for measure in by_priority(measures))
            yield Group(tuple(heads), tuple(lines))
            before = path


def _rows(path: _Path, deepest: int) -> Iterator[tuple[_Path, list[Measure]]]:
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
        yield from _rows((*path, child), deepest)


def _head(
    column: OutlineColumn,
    path: _Path,
    before: _Path,
    scheme: Scheme,
    counted: Mapping[int, int],
    languages: tuple[str, str],
) -> Cell:
    level = scheme.depth(column.key)
    node = next((node for node in path if node.level == level), None)
    if node is None:
        return None
    continued = any(node is earlier for earlier in before)
    if column.source == "level":
        title = best(node.titles, *languages)
        return Text(title.text, title.language, continued)
    number = counted.get(node.id)
    return Text(str(number), continued=True) if continued and number else number


def _line(measure: Measure, columns: Sequence[OutlineColumn], language: str) -> tuple[Cell, ...]:
    return tuple(
        _value(measure, column, language) for column in columns if column.source not in HEAD_SOURCES
    )


def _value(measure: Measure, column: OutlineColumn, language: str) -> Cell:
    if column.source == "measure":
        return best(measure.texts, language, measure.language)
    if column.source == "column":
        value = measure.columns.get(column.key) or ""
        return Text(value if isinstance(value, str) else "; ".join(value), measure.language)
    values = {"dots": measure.dots, "voters": measure.voters, "rank": measure.rank}
    return values[column.source]
