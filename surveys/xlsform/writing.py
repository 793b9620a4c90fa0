"""A questionnaire as an XLSForm.

Each part is written, read again, and what was lost stands in our own column: so what other programs
have no word for comes back, too.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.documents.direction import direction
from app.documents.sheet_parts import LONGEST, Looks, headings, put, stay
from app.documents.table import printable
from app.refused import Refused, say
from surveys.codec import as_data
from surveys.questionnaire import Questionnaire, Section, Texts
from surveys.xlsform.columns import OWN
from surveys.xlsform.form import Form
from surveys.xlsform.groups import Asked, Group
from surveys.xlsform.languages import heading
from surveys.xlsform.lines import Line
from surveys.xlsform.lists import Lists
from surveys.xlsform.names import harmless, in_cell, names_of, spoken_section
from surveys.xlsform.own import cell, difference
from surveys.xlsform.questions import Writer
from surveys.xlsform.sections import FRAME, section_of
from surveys.xlsform.types import type_of

_SURVEY = (
    *("type", "name", "label", "hint", "required", "required_message", "relevant", "constraint"),
    *("constraint_message", "appearance", "default", "parameters", "calculation", "image", OWN),
)
_CHOICES = ("list_name", "name", "label", "image", OWN)
_SETTINGS = ("form_title", "form_id", "default_language", OWN)
_ALWAYS = {"type", "name", "label", "list_name", *_SETTINGS}
_HEADINGS = {"image": "media::image"}
_WIDE = 40  # characters of a column with texts


def write(questionnaire: Questionnaire, name: str) -> bytes:
    """The bytes of an .xlsx file; `name`: what the form is called by programs.

    Raises:
        Refused: a text is longer than a cell can hold.
    """
    names = names_of(questionnaire)
    lists = Lists(questionnaire.languages, frozenset(names.called.values()))
    writer = Writer(lists, names)
    frame = {part: harmless(getattr(questionnaire, part), lists.known) for part in FRAME}
    survey = [
        *_frame(writer, "welcome", frame),
        *_frame(writer, "privacy", frame),
        *_sections(writer, questionnaire),
        *_frame(writer, "thanks", frame),
    ]
    settings = _settings(questionnaire, name, frame)
    return _book(questionnaire.languages, survey, lists.lines, [settings])


def _frame(writer: Writer, part: str, frame: dict[str, Texts]) -> list[Line]:
    return [_note(writer, part, frame[part], part)] if frame[part] else []


def _note(writer: Writer, name: str, text: Texts, part: str) -> Line:
    cells = {"type": "note", "name": writer.names.new(name), OWN: cell({"part": part})}
    return Line("survey", 0, cells, {"label": text})


def _settings(questionnaire: Questionnaire, name: str, frame: dict[str, Texts]) -> Line:
    original, languages = questionnaire.original, questionnaire.languages
    title = in_cell(questionnaire.title.get(original, "")) or name
    read = Questionnaire({original: title}, languages, **frame)  # type: ignore[arg-type]  # its texts
    wanted = as_data(replace(questionnaire, sections=()))
    cells = {
        "form_title": title,
        "form_id": name,
        "default_language": heading(original),
        OWN: cell({"part": "form", **difference(wanted, as_data(read), Questionnaire)}),
    }
    return Line("settings", 2, cells)


def _sections(writer: Writer, questionnaire: Questionnaire) -> list[Line]:
    lines: list[Line] = []
    plain = False
    for section in questionnaire.sections:
        spoken = spoken_section(section, writer.names.called)
        questions = [line for one in spoken.questions for line in writer.lines(one)]
        # Two sections without names would be one.
        plain = bool(questions) and not plain and section == Section(section.questions)
        if plain:
            lines += questions
        else:
            end = Line("survey", 0, {"type": "end_group"})
            lines += [*_heads(writer, spoken), *questions, end]
    return lines


def _heads(writer: Writer, section: Section) -> list[Line]:
    """The rows with which a section begins. It is a note that holds its text."""
    known = writer.lists.known
    name = writer.names.new(section.name or "section")
    cells = {
        "type": "begin_group",
        "name": name,
        "relevant": in_cell(section.show_if),
        "appearance": "field-list" if section.together else "",
    }
    begin = Line("survey", 0, cells, {"label": harmless(section.title, known)})
    text = harmless(section.text, known)
    notes = [_note(writer, f"{name}_text", text, "text")] if text else []
    asked = [Asked(one, type_of("note")) for one in notes]
    read = section_of(Group(begin, "group", [*asked]), Form(writer.lists.languages[0]))
    own = difference(as_data(replace(section, questions=())), as_data(read), Section)
    return [replace(begin, cells={**cells, OWN: cell(own)}), *notes]


def _book(
    languages: Sequence[str], survey: list[Line], choices: list[Line], settings: list[Line]
) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        looks = Looks(book)
        sheets = (("survey", survey, _SURVEY), ("choices", choices, _CHOICES))
        for name, lines, columns in (*sheets, ("settings", settings, _SETTINGS)):
            _write_sheet(book.add_worksheet(name), looks, lines, _used(lines, columns, languages))
    return out.getvalue()


def _used(
    lines: list[Line], columns: Sequence[str], languages: Sequence[str]
) -> list[tuple[str, str]]:
    """Columns with a language, or none: one that is used at all is there in every language."""
    found: list[tuple[str, str]] = []
    for column in columns:
        if any(line.text(column) for line in lines) or column == "label":
            found += [(column, tag) for tag in languages]
        elif column in _ALWAYS or any(line.cell(column) for line in lines):
            found.append((column, ""))
    return found


def _write_sheet(
    sheet: Worksheet, looks: Looks, lines: list[Line], columns: list[tuple[str, str]]
) -> None:
    titles = [
        f"{_HEADINGS.get(column, column)}::{heading(tag)}" if tag else column
        for column, tag in columns
    ]
    headings(sheet, looks, titles, 0)
    stay(sheet, 0)
    for x, (column, tag) in enumerate(columns):
        sheet.set_column(x, x, _WIDE if tag or column == OWN else max(12, len(column) + 2))
    for y, line in enumerate(lines, start=1):
        for x, (column, tag) in enumerate(columns):
            text = line.text(column).get(tag, "") if tag else line.cell(column)
            if text:
                _put(sheet, y, x, text, looks)


def _put(sheet: Worksheet, y: int, x: int, text: str, looks: Any) -> None:
    if len(printable(text).encode("utf-16-le")) > 2 * LONGEST:
        raise Refused(say("A text is longer than a cell of a workbook can hold."), 422)
    look = looks.get(direction(text, "ltr"), text_wrap=True, valign="top")
    put(sheet, y, x, text, look)
