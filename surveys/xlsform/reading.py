"""An XLSForm as a questionnaire."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from app.documents.table import Sheet
from app.documents.table_read import read_sheets
from app.refused import Refused, say
from surveys.imports.read import Reading, Unmapped
from surveys.pictures import Pictures
from surveys.questionnaire import Questionnaire, Texts
from surveys.xlsform.choices import read_lists, tell_unused
from surveys.xlsform.conditions import settled
from surveys.xlsform.form import Form
from surveys.xlsform.groups import grouped
from surveys.xlsform.languages import tag_of
from surveys.xlsform.lines import Columns, Line, original_language
from surveys.xlsform.sections import sections_of

_SHEETS = ("survey", "choices", "settings")
_MORE = ("external_choices", "entities", "osm")


def read(
    content: bytes, file_name: str = "", language: str = "", pictures: Pictures | None = None
) -> Reading:
    """What is in the workbook. `language`: of texts that do not say theirs; without it, that is
    guessed by their words. `pictures`: those that lay beside it.

    Raises:
        Refused: it is no workbook, has no questions, or its groups do not end.
    """
    sheets = read_sheets(content, hidden=True)  # other programs read these, too
    unmapped: list[Unmapped] = []
    there = {_called(sheet): sheet for sheet in reversed(sheets)}
    if "survey" not in there:
        raise Refused(say("There is no sheet “survey” in this workbook: it is no XLSForm."), 422)
    columns = {
        name: Columns(there.get(name, Sheet(name, ())), name, unmapped.append) for name in _SHEETS
    }
    _check(columns["survey"])
    unmapped += [
        Unmapped(there[name].name, 1, say("This sheet has no meaning here."))
        for name in _MORE
        if name in there
    ]
    settings = next(iter(columns["settings"].lines("", unmapped.append)), Line("settings", 2))
    written = (columns["survey"], columns["choices"])
    original, guessed = original_language(settings.cell("default_language"), written, language)
    form = Form(original, unmapped=unmapped, pictures=pictures or Pictures({}))
    form.lists = read_lists(columns["choices"].lines(original, unmapped.append), form)
    questionnaire = _questionnaire(columns, settings, form, file_name)
    tell_unused(dict(form.lists), form)
    name = settings.cell("form_id") or PurePath(file_name).stem
    return Reading(questionnaire, name, _in_order(form.unmapped), guessed)


def _questionnaire(
    columns: dict[str, Columns], settings: Line, form: Form, file_name: str
) -> Questionnaire:
    frame: dict[str, Texts] = {}
    lines = columns["survey"].lines(form.original, form.unmapped.append)
    sections = tuple(sections_of(grouped(lines, form), frame, form))
    title = settings.cell("form_title") or PurePath(file_name).stem.replace("_", " ")
    read = Questionnaire(
        {form.original: title} if title else {},
        _languages(columns, form),
        welcome=frame.get("welcome", {}),
        privacy=frame.get("privacy", {}),
        thanks=frame.get("thanks", {}),
    )
    found: Questionnaire = form.restored(settings, Questionnaire, read)
    found = settled(replace(found, sections=sections), form)
    if not any(found.questions()) and not form.own(settings):
        raise Refused(say("There is nothing in this form that could be asked here."), 422)
    return found


def _check(survey: Columns) -> None:
    """Raises Refused where questions could not be found in this sheet."""
    names = {one.name for one in survey.places.values()}
    if "type" not in names or "name" not in names:
        raise Refused(
            say("The first row of the sheet “survey” must have the headings “type” and “name”."),
            422,
        )


def _languages(columns: dict[str, Columns], form: Form) -> tuple[str, ...]:
    """The original first, then as the headings name them."""
    named = (tag_of(name) for one in ("survey", "choices") for name in columns[one].languages())
    return tuple(dict.fromkeys([form.original, *filter(None, named)]))


def _in_order(unmapped: Iterable[Unmapped]) -> tuple[Unmapped, ...]:
    """As the sheets stand in the file, each thing once."""
    places = {name: number for number, name in enumerate(_SHEETS)}
    once: dict[str, Unmapped] = {repr(one): one for one in unmapped}
    return tuple(sorted(once.values(), key=lambda one: (places.get(one.sheet, 9), one.row)))


def _called(sheet: Sheet) -> str:
    return sheet.name.strip().lower()
