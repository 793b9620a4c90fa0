"""The page of one question, new or there already. Of its buttons only those in SAVING save."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Message, Missing, Refused, say
from app.web.pages import AnyRequest, page
from surveys.office import edits, fields
from surveys.office.acting import act, brief, seen_in_list, unchanged
from surveys.office.conditions import switched
from surveys.office.form_page import form_page
from surveys.office.images import keep_images
from surveys.office.marks import mark
from surveys.office.question_form import QuestionForm
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.services import Change
from surveys.office.typed_rows import pressed
from surveys.questionnaire import KINDS, Question, Questionnaire
from surveys.questions.kinds import kinds

SAVING = ("save", "more")
"""The list is what comes then, or the form of another question of the same kind behind it."""


@get("/surveys/{name:str}/new-question")
async def new_question(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The choice of a kind, and then the form. `place`: where it is to stand; `after`: the question
    that has just been saved."""
    found = await ledger.read(survey_page, name, utc_now())
    kind = request.query_params.get("kind", "")
    place = request.query_params.get("place", edits.last_place(found.questionnaire))
    if kind not in KINDS:
        template = "surveys/office/kinds.html"
        return page(request, template, survey=found, kinds=kinds(), place=place)
    return _begun(request, found, kind, place)


@post("/surveys/{name:str}/questions", status_code=200)
async def add_question(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    data = dict(await request.form())
    kind, place = str(data.get("kind", "")), str(data.get("place", ""))
    if kind not in KINDS:
        raise Missing
    data, fault = await keep_images(ledger, name, data)
    form, focus = _pressed(data, fields.begun(kind), found, fault)
    new = form.question

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        made = edits.added(now, _free(now, new), place)
        return made, say("Added “%(title)s”", title=brief(made, new.name))

    return await _saved(request, ledger, staff, found, form, place, how, focus)


@get("/surveys/{name:str}/questions/{question:str}")
async def question_form(
    request: AnyRequest, ledger: Ledger, name: str, question: str
) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    old = _question(found, question)
    questionnaire = found.questionnaire
    values = fields.values_of(old, questionnaire.original) | {"seen": mark(old)}
    values["place"] = edits.place_of(questionnaire, question)
    form = QuestionForm(values, old, questionnaire, asked=found.draft.asked)
    form.errors.clear()
    return form_page(request, found, form, values["place"], 200)


@post("/surveys/{name:str}/questions/{question:str}", status_code=200)
async def change_question(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, question: str
) -> Response[Any]:
    """Save what stands in the form, or let one of its buttons change it: then nothing is saved."""
    found = await ledger.read(survey_page, name, utc_now())
    old = _question(found, question)
    data, fault = await keep_images(ledger, name, dict(await request.form()))
    form, focus = _pressed(data, old, found, fault)
    place, seen, new = form.values.get("place", ""), form.values.get("seen", ""), form.question

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        unchanged(now.question(question), seen)
        changed = edits.replaced(now, question, new, form.renamed)
        to = f"q:{new.name}" if place == f"q:{question}" else place
        return edits.put(changed, new.name, to), say(
            "Changed “%(title)s”", title=brief(now, question)
        )

    return await _saved(request, ledger, staff, found, form, place, how, focus)


async def _saved(
    request: AnyRequest,
    ledger: Ledger,
    staff: Staff,
    found: SurveyPage,
    form: QuestionForm,
    place: str,
    how: Change,
    focus: str,
) -> Response[Any]:
    """The list with what was saved; or the form again, where a button or a fault is in the way."""
    if not form.ok:
        return form_page(request, found, form, place, 422, focus=focus)
    do = form.values.get("do", "save")
    if do not in SAVING:
        return form_page(request, found, form, place, 200, focus=focus)
    try:
        await act(ledger, staff, found.name, how)
    except Refused as refused:
        now = await ledger.read(survey_page, found.name, utc_now())
        return form_page(request, now, form, place, refused.status, refused=refused.message)
    line, base = form.question.name, f"/surveys/{found.name}"
    if do == "more":
        more = urlencode({"kind": form.old.kind, "place": f"q:{line}", "after": line})
        return seen_in_list(request, f"{base}/new-question?{more}")
    return seen_in_list(request, f"{base}/questions?focus=change-{line}#question-{line}")


def _pressed(
    data: Mapping[str, Any], old: Question, found: SurveyPage, fault: Message | None
) -> tuple[QuestionForm, str]:
    """The form after its button; nothing is missing yet where nothing is to be saved yet. `fault`:
    of a picture."""
    do = str(data.get("do", "save"))
    typed = {key: value for key, value in data.items() if isinstance(value, str)}
    values, focus = pressed(switched(typed, do), do)
    form = QuestionForm(values, old, found.questionnaire, asked=found.draft.asked)
    if do not in SAVING:
        form.errors.clear()
    if fault:
        form.refuse("choices", fault)
    return form, focus


def _begun(request: AnyRequest, found: SurveyPage, kind: str, place: str) -> Response[Any]:
    old, after = fields.begun(kind), request.query_params.get("after", "")
    form = QuestionForm(
        fields.values_of(old, found.questionnaire.original), old, found.questionnaire
    )
    form.errors.clear()
    saved = brief(found.questionnaire, after) if found.questionnaire.question(after) else ""
    return form_page(request, found, form, place, 200, focus="field-label", saved=saved)


def _free(questionnaire: Questionnaire, question: Question) -> Question:
    """The question under a name that nobody has taken meanwhile.

    Raises:
        Refused: somebody has.
    """
    if question.name in edits.names(questionnaire):
        raise Refused(say("Another question or section has this name already."), 422)
    return question


def _question(found: SurveyPage, name: str) -> Question:
    question = found.questionnaire.question(name)
    if question is None:
        raise Missing
    return question


ROUTES = [new_question, add_question, question_form, change_question]
