"""A file that somebody brings: a concept of ours (JSON, Excel), or a table they made themselves.

What kind it is says its content, not its name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.table import MOST_COLUMNS, Sheet, SheetRow
from app.refused import Refused, say
from workshops.concepts.snapshot import Node
from workshops.exports import concept_sheet
from workshops.imports import table_import
from workshops.imports.headings import Meaning, find_headings
from workshops.imports.importer import Importer
from workshops.imports.interchange_read import Carried, carried
from workshops.imports.plan import About, Fault, ImportPlan
from workshops.imports.row_reader import RowReader
from workshops.imports.snapshot_plan import plan_of_snapshot
from workshops.schemes.scheme import Scheme

_PLACE = Meaning("place")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file holds. `about` is None where it does not say what concept it is."""

    about: About | None
    sheets: tuple[Sheet, ...] = ()
    carried: Carried | None = None

    def plan(self, scheme: Scheme, language: str, existing: Sequence[Node] = ()) -> ImportPlan:
        """What importing it would create in a concept of this scheme and language.

        Raises:
            Refused: something is wrong in it that is no matter of a single row.
        """
        if self.carried is not None:
            return plan_of_snapshot(self.carried.snapshot(scheme), scheme, language, existing)
        own = next((one for one in self.sheets if concept_sheet.is_concept_sheet(one.rows)), None)
        if own is None:
            sheet = self.table(scheme)
            plan = table_import.plan(sheet.rows, scheme, language, existing)
            notes = (*_other_sheets(self.sheets, sheet, scheme), *_notes(replace(sheet, name="")))
        else:
            plan = _plan_of_ours(self, own.rows, scheme, language, existing)
            notes = tuple(note for sheet in self.sheets for note in _notes(sheet))
        return replace(plan, warnings=(*notes, *plan.warnings))

    def table(self, scheme: Scheme) -> Sheet:
        """The first sheet with headings of this scheme; a cover may lie above it."""
        found = (one for one in self.sheets if find_headings(one.rows, scheme) is not None)
        return next(found, self.sheets[0])


def brought(data: bytes) -> Brought:
    """What the file holds. It may take a while: not in a place where others wait.

    Raises:
        Refused: it cannot be read; the sentence says what to do.
    """
    from app.documents import table_read  # its libraries take a while: no other command waits

    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        found = carried(data)
        return Brought(found.about, carried=found)
    sheets = table_read.read_sheets(data)
    own = next((one for one in sheets if concept_sheet.is_concept_sheet(one.rows)), None)
    return Brought(concept_sheet.about(own.rows) if own else None, sheets)


def _notes(sheet: Sheet) -> Iterator[Fault]:
    """What somebody should know of how the sheet was read."""
    for note in sheet.notes:
        yield Fault(0, "", note)
    if sheet.wide:
        message = say(
            "This row has more than %(most)d columns. What stands further out is left out.",
            most=MOST_COLUMNS,
        )
        yield Fault(sheet.wide, "", message, sheet.name)


def _other_sheets(sheets: Sequence[Sheet], read: Sheet, scheme: Scheme) -> Iterator[Fault]:
    """Which sheet is read, where it is not the first; and those that were perhaps meant, too."""
    if read is not sheets[0]:
        yield Fault(0, "", say("The sheet “%(sheet)s” is read.", sheet=read.name))
    for sheet in sheets:
        if sheet is not read and find_headings(sheet.rows, scheme) is not None:
            message = say(
                "The sheet “%(sheet)s” is not read. Import it as a file of its own.",
                sheet=sheet.name,
            )
            yield Fault(0, "", message)


def _plan_of_ours(
    found: Brought,
    concept_rows: Sequence[SheetRow],
    scheme: Scheme,
    language: str,
    existing: Sequence[Node],
) -> ImportPlan:
    """From our own sheets: first the entries, then the measures, then the texts of the whole."""
    own = found.about.language if found.about else language
    importer = Importer(scheme, own)
    importer.know(existing)
    measures = Meaning("level", scheme.levels[0].key)
    done = 0
    for wanted, entries in ((Meaning("title"), True), (measures, False)):
        for sheet in found.sheets:
            headings = find_headings(sheet.rows, scheme, wanted)
            if headings is None or headings.find(_PLACE.kind) is None:
                continue
            reader = RowReader(scheme, own, headings, importer.notes, sheet.name)
            importer.check_headings(reader, sheet.rows)
            rows = [row for row in sheet.rows if row.number > headings.row]
            done += 1
            if entries:
                importer.take_entries(reader, rows, sheet.name)
            else:
                for row in rows:
                    importer.take(reader, row)
            break
    if not done:
        raise Refused(say("The sheet of the measures is missing in this file."), 422)
    return importer.plan(concept_sheet.parts(concept_rows, scheme), language)
