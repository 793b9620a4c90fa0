"""The ranked table of a rating as a file. What people wrote stays text."""

from app.documents import csvfile, sheet
from app.documents.document import Cell, Column, Document, Group, Table, Text, grid
from app.language import catalogues
from app.refused import Message, say, say_n
from workshops.agenda.room import Room
from workshops.ratings.results import CriterionLine, Result, ResultRow
from workshops.ratings.rules import Figure

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def file_name(room: Room, format: str) -> str:
    return f"{room.concept_name}-{room.code}-ratings.{format}"


def written(found: Document, format: str) -> bytes:
    """The bytes of the file.

    Raises:
        KeyError: no such format.
    """
    if format == "csv":
        return csvfile.write(grid(next(found.tables()), found.title.text))
    return {"xlsx": sheet.write}[format](found)


def document(room: Room, result: Result, language: str) -> Document:
    """One row a goal in the order of the ranks, with all figures of all criteria."""
    with catalogues.speaking(language):
        table = Table(
            columns=tuple(_columns(result, language)),
            groups=tuple(Group((), (_cells(row, result, language),)) for row in result.rows),
        )
        return Document(
            title=Text(f"{catalogues.gettext('Rating of the goals')} · {room.title}"),
            subtitles=(catalogues.words(raters(result)),),
            language=language,
            blocks=(table,),
            landscape=True,
            page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
        )


def raters(result: Result) -> Message:
    return say_n(
        "%(num)d person of %(people)s has rated.",
        "%(num)d people of %(people)s have rated.",
        result.raters,
        people=result.people,
    )


def _columns(result: Result, language: str) -> list[Column]:
    _ = catalogues.gettext
    columns = [
        Column(_("Rank"), 4, "number"),
        Column(_("Field"), 14),
        Column(_("Goal"), 24),
        Column(_("Total"), 5),
        Column(_("Chosen"), 6),
    ]
    for one in result.criteria:
        name = _named(one, language)
        columns += [
            Column(_("%(criterion)s: mean") % {"criterion": name}, 7),
            Column(_("%(criterion)s: spread") % {"criterion": name}, 7),
            Column(_("%(criterion)s: ratings") % {"criterion": name}, 7, "number"),
            Column(_("%(criterion)s: no opinion") % {"criterion": name}, 7, "number"),
        ]
    return columns


def _named(one: CriterionLine, language: str) -> str:
    """The criterion with its weight: a table for machines has no line above its headings."""
    title = one.wording(language).title
    return catalogues.words(
        say("%(criterion)s (weight %(weight)s)", criterion=title, weight=one.weight)
    )


def _cells(row: ResultRow, result: Result, language: str) -> tuple[Cell, ...]:
    field = row.goal.field
    cells: list[Cell] = [
        row.rank,
        Text(field.title(language) if field else ""),
        Text(f"{row.goal.number} {row.text(language)}".lstrip()),
        Text(_decimal(row.total)),
        Text(catalogues.gettext("yes") if row.chosen else catalogues.gettext("no")),
    ]
    for one in result.criteria:
        cells += _figures(row.figures[one.id])
    return tuple(cells)


def _figures(one: Figure) -> list[Cell]:
    mean = None if one.mean is None else float(one.mean)
    return [
        Text(_decimal(mean)),
        Text(_decimal(one.spread)),
        one.ratings,
        one.abstained,
    ]


def _decimal(value: float | None) -> str:
    return "" if value is None else catalogues.decimal(value)
