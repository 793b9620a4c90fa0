"""The combined ranking as a file. What people wrote stays text."""

from app.documents import csvfile, sheet
from app.documents.document import Cell, Column, Document, Group, Table, Text, grid
from app.language import catalogues
from app.refused import Message, say, say_n
from workshops.gathering.events import Event
from workshops.gathering.reads import RankingPage, Row
from workshops.gathering.services import ORDER_NAMES

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def written(data: RankingPage, format: str, language: str) -> bytes:
    """The file in this language: every measure with its figures, and those of each event.

    Raises:
        KeyError: no such format.
    """
    found = document(data, language)
    if format == "csv":
        return csvfile.write(grid(next(found.tables()), found.title.text))
    return {"xlsx": sheet.write}[format](found)


def document(data: RankingPage, language: str) -> Document:
    """One row a measure in the order of the ranks."""
    with catalogues.speaking(language):
        table = Table(
            columns=tuple(_columns(data)),
            groups=tuple(Group((), (_cells(row, data, language),)) for row in data.rows),
        )
        return Document(
            title=Text(f"{catalogues.gettext('Priorities')} · {data.concept.title}"),
            subtitles=tuple(catalogues.words(line) for line in _subtitles(data, language)),
            language=language,
            blocks=(table,),
            landscape=True,
            page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
        )


def _subtitles(data: RankingPage, language: str) -> list[Message | str]:
    order = ORDER_NAMES[data.concept.gathering.order]
    lines: list[Message | str] = [say("Ranked by: %(order)s", order=order)]
    if data.field:
        lines.append(data.field.title(language))
    lines += [
        say_n("%(event)s: %(num)d voter", "%(event)s: %(num)d voters", one.voters, event=one.title)
        for one in data.counted
    ]
    return [*lines, *data.uncounted]


def _columns(data: RankingPage) -> list[Column]:
    _ = catalogues.gettext
    columns = [
        Column(_("Rank"), 4, "number"),
        Column(_("Field"), 12),
        Column(_("Goal"), 16),
        Column(_("Measure"), 28),
        Column(_("Dots"), 5, "number"),
        Column(_("Voters"), 5, "number"),
        Column(_("Voters who had it on their ballot"), 6, "number"),
        Column(_("Share of voters in percent"), 6),
        Column(_("Dots per voter"), 5),
        Column(_("Mean rank"), 5),
        Column(_("Median rank"), 5),
        Column(_("Events"), 5, "number"),
        Column(_("In the first third"), 5, "number"),
    ]
    for event in data.counted:
        named = {"event": event.title}
        columns += [
            Column(_("%(event)s: dots") % named, 6),
            Column(_("%(event)s: rank") % named, 6),
        ]
    return columns


def _cells(row: Row, data: RankingPage, language: str) -> tuple[Cell, ...]:
    one, measure = row.figures, row.measure
    title = "" if measure.goal.is_field else measure.goal.title(language)
    head: list[Cell] = [
        one.rank if one.dots else None,
        Text(measure.field.title(language)),
        Text(title),
        Text(measure.text(language)),
    ]
    head += [
        one.dots,
        one.voters,
        one.asked,
        Text(catalogues.decimal(float(one.share * 100), 1)),
        Text(catalogues.decimal(float(one.average))),
        Text(catalogues.decimal(float(one.mean_rank), 1)),
        Text(catalogues.decimal(float(one.median_rank), 1)),
        one.events,
        one.first_third,
    ]
    for event in data.counted:
        head += _placing(row, event)
    return tuple(head)


def _placing(row: Row, event: Event) -> list[Cell]:
    place = row.placing(event)
    if place is None:
        return [Text(""), Text("")]
    return [Text(str(place.dots)), Text(str(place.rank) if place.dots else "")]
