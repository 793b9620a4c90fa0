"""Sections in the editor: begun, changed, moved, taken away."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Message, Missing, Refused, say
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.office import edits, sections
from surveys.office.acting import act, seen_in_list, unchanged
from surveys.office.conditions import WORDS, asked_before, switched
from surveys.office.judging import shown_if
from surveys.office.marks import mark
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.section_form import SectionForm, values_of
from surveys.office.services import Change
from surveys.office.typed_rows import pressed
from surveys.questionnaire import Questionnaire, Section

SECTION = "/surveys/{name:str}/sections/{number:int}"


@get("/surveys/{name:str}/new-section")
async def new_section(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    form = SectionForm({}, Section(()), found.questionnaire)
    form.errors.clear()
    return _form_page(request, found, form, -1, 200)


@post("/surveys/{name:str}/sections", status_code=200)
async def add_section(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    """A section begins; the questions behind its place, up to the next heading, are its own."""
    found = await ledger.read(survey_page, name, utc_now())
    form = _pressed(dict(await request.form()), Section(()), found.questionnaire)
    place = form.values.get("place") or edits.last_place(found.questionnaire)

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        return sections.begun(now, form.section, place), _said(
            say("Added “%(title)s”"), form.section, now
        )

    return await _saved(request, ledger, staff, found, form, -1, how)


@get(SECTION)
async def section_form(
    request: AnyRequest, ledger: Ledger, name: str, number: int
) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    old = sections.section_at(found.questionnaire, number)
    values = values_of(old, found.questionnaire.original)
    form = SectionForm(values, old, found.questionnaire)
    form.errors.clear()
    return _form_page(request, found, form, number, 200)


@post(SECTION, status_code=200)
async def change_section(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, number: int
) -> Response[Any]:
    """Save the heading; its questions stay."""
    found = await ledger.read(survey_page, name, utc_now())
    old = sections.section_at(found.questionnaire, number)
    form = _pressed(dict(await request.form()), old, found.questionnaire)

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        unchanged(_heading(now, number), form.values.get("seen", ""))
        return sections.section_replaced(now, number, form.section), _said(
            say("Changed “%(title)s”"), form.section, now
        )

    return await _saved(request, ledger, staff, found, form, number, how)


@post(SECTION + "/position", status_code=200)
async def move_section(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, number: int
) -> Response[Any]:
    """The section with its questions one further up or down."""
    form = Form(await request.form())
    to = form.choice("to", ("up", "down"))
    by = {"up": -1, "down": 1}.get(to, 0)

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        section = sections.section_at(now, number)
        return sections.section_moved(now, number, by), _said(
            say("Moved “%(title)s”"), section, now
        )

    await act(ledger, staff, name, how)
    return back_to(f"/surveys/{name}/questions#section-{max(0, number + by)}")


@post(SECTION + "/removal", status_code=200)
async def remove_section(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, number: int
) -> Response[Any]:
    """The heading goes, and with `questions` all below it, too."""
    form = Form(await request.form())
    seen = form.values.get("seen", "")

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        unchanged(_heading(now, number), seen)
        section = sections.section_at(now, number)
        go = sections.section_removed if form.ticked("questions") else sections.dissolved
        return go(now, number), _said(say("Deleted “%(title)s”"), section, now)

    await act(ledger, staff, name, how)
    return back_to(f"/surveys/{name}/questions?focus=undo")


def _pressed(data: Mapping[str, Any], old: Section, questionnaire: Questionnaire) -> SectionForm:
    do = str(data.get("do", "save"))
    typed = {key: value for key, value in data.items() if isinstance(value, str)}
    values, focus = pressed(switched(typed, do), do)
    form = SectionForm(values, old, questionnaire, focus=focus)
    if do != "save":
        form.errors.clear()
    return form


async def _saved(
    request: AnyRequest,
    ledger: Ledger,
    staff: Staff,
    found: SurveyPage,
    form: SectionForm,
    number: int,
    how: Change,
) -> Response[Any]:
    if not form.ok or form.values.get("do", "save") != "save":
        return _form_page(request, found, form, number, 200 if form.ok else 422)
    try:
        await act(ledger, staff, found.name, how)
    except Refused as refused:
        now = await ledger.read(survey_page, found.name, utc_now())
        return _form_page(request, now, form, number, refused.status, refused.message)
    now = await ledger.read(survey_page, found.name, utc_now())
    names = [section.name for section in now.questionnaire.sections]
    place = names.index(form.section.name) if form.section.name in names else 0
    return seen_in_list(
        request,
        f"/surveys/{found.name}/questions?focus=change-section-{place}#section-{place}",
    )


def _form_page(
    request: AnyRequest,
    found: SurveyPage,
    form: SectionForm,
    number: int,
    status: int,
    refused: Message | None = None,
) -> Response[Any]:
    questionnaire = found.questionnaire
    new = number < 0
    if not new and number >= len(questionnaire.sections):
        raise Missing
    return page(
        request,
        "surveys/office/section.html",
        status,
        survey=found,
        form=form,
        number=number,
        places=edits.lines(questionnaire) if new else [],
        asked=asked_before(questionnaire, section=len(questionnaire.sections) if new else number),
        relations=WORDS,
        told=shown_if(form.section.show_if, questionnaire),
        seen="" if new else mark(_heading(questionnaire, number)),
        refused=refused,
    )


def _heading(questionnaire: Questionnaire, number: int) -> Section:
    return replace(sections.section_at(questionnaire, number), questions=())


def _said(sentence: Message, section: Section, questionnaire: Questionnaire) -> Message:
    title = section.title.get(questionnaire.original) or section.name
    return replace(sentence, params={"title": " ".join(title.split())[:60]})


ROUTES = [
    new_section,
    add_section,
    section_form,
    change_section,
    move_section,
    remove_section,
]
