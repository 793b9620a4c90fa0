"""From the rows of a sheet to a plan: what would be created, and every row that is wrong. Pure.

All or nothing: a plan with faults must not be carried out. Decisions:

- A cell of a level that is blank continues the row above. A level that is stated closes the
  levels further inwards, so a row with a field and no upper goal stands directly at the field.
- A title that exists at the same place already (without regard to case and blanks) is the same
  entry, in the sheet and in the concept. Nothing is renamed; missing translations are added.
- A measure that its entry has already is left out with a warning, so the same file imported
  twice changes nothing the second time.
- A cell with several bullets is several measures; their responsible bodies are the same.
- Numbers before titles are left out where every title of the level has one: the concept counts.
  Without a sign behind it ("A Language") each must be the one that the entry gets anyway.
- Formulas and error values are faults, for what they show on another machine is unknown.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.documents.table import SheetRow
from app.refused import say
from workshops.concepts.snapshot import Node
from workshops.imports.headings import find_headings
from workshops.imports.importer import Importer
from workshops.imports.numbered_titles import NumberedTitles
from workshops.imports.plan import Fault, ImportPlan
from workshops.imports.row_reader import RowReader
from workshops.schemes.scheme import Scheme


def plan(
    rows: Sequence[SheetRow], scheme: Scheme, language: str, existing: Sequence[Node] = ()
) -> ImportPlan:
    """What importing these rows would create. `language` is the one they are written in.

    `existing` are the entries the concept has already; equal titles attach to them.
    """
    headings = find_headings(rows, scheme)
    if headings is None:
        return _without_headings(rows, scheme, language)
    importer = Importer(scheme, language)
    importer.know(existing)
    reader = RowReader(scheme, language, headings, importer.notes)
    importer.check_headings(reader, rows)
    below = [row for row in rows if row.number > headings.row]
    if reader.main("measure") is None:
        sentence = say(
            "No column holds the measures. Name one “%(measure)s”, even if it stays empty.",
            measure=scheme.measure.name(language),
        )
        reader.fault(SheetRow(headings.row, ()), None, sentence)
    if headings.find("place") is None:
        NumberedTitles(below, scheme, language, existing).leave_out(reader)
    for row in below:
        importer.take(reader, row)
    found = importer.plan()
    if below:
        return found
    nothing = Fault(headings.row, "", say("There is nothing below this heading row."))
    return replace(found, warnings=(*found.warnings, nothing))


def _without_headings(rows: Sequence[SheetRow], scheme: Scheme, language: str) -> ImportPlan:
    message = say(
        "No heading row was found. One row must name the columns, "
        "such as “%(first)s” and “%(measure)s”.",
        first=scheme.levels[0].naming.name(language),
        measure=scheme.measure.name(language),
    )
    row = rows[0].number if rows else 1
    return ImportPlan(language, (), (), (), (Fault(row, "", message),), ())
