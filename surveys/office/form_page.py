"""The page of one question's form, with what is wrong and what it looks like."""

from dataclasses import replace
from typing import Any

from litestar import Response

from app.refused import Message
from app.web.pages import AnyRequest, page
from surveys.expressions import REFERENCE
from surveys.office import edits, fields
from surveys.office.conditions import WORDS, asked_before
from surveys.office.judging import Told, judged, shown_if
from surveys.office.marks import mark
from surveys.office.question_form import QuestionForm
from surveys.office.reads import SurveyPage
from surveys.questionnaire import Question, Questionnaire, Texts
from surveys.questions.kinds import kinds
from surveys.questions.shown import shown


def form_page(
    request: AnyRequest,
    found: SurveyPage,
    form: QuestionForm,
    place: str,
    status: int,
    *,
    focus: str = "",
    refused: Message | None = None,
    saved: str = "",
) -> Response[Any]:
    """The form as it was typed. `place`: where the question is to stand; `focus`: the id of what
    has the focus; `refused`: why it was not saved; `saved`: the question before, which was."""
    questionnaire = found.questionnaire
    old, now = form.old, questionnaire.question(form.old.name)
    faults = _faults(found, form) if now else []
    return page(
        request,
        "surveys/office/question.html",
        status,
        survey=found,
        form=form,
        kind=kinds()[old.kind],
        has=lambda field: fields.has(old.kind, field),
        place=place,
        places=_places(questionnaire, old.name),
        asked=asked_before(questionnaire, old.name),
        relations=WORDS,
        told=shown_if(form.question.show_if, questionnaire),
        shown=shown(questionnaire, _open(form.question), {}, questionnaire.original, 1),
        faults=faults,
        seen=mark(now) if now else "",
        focus=focus,
        refused=refused,
        saved=saved,
    )


def _open(question: Question) -> Question:
    """The question as a page shows it before anybody has answered the earlier ones."""

    def without(texts: Texts) -> Texts:
        return {tag: REFERENCE.sub("…", text) for tag, text in texts.items()}

    return replace(question, label=without(question.label), hint=without(question.hint))


def _faults(found: SurveyPage, form: QuestionForm) -> list[Told]:
    """What is wrong with the question as it was typed, or worth a second look. What stops and has
    a field stands beside that."""
    name, kind = form.question.name, form.old.kind
    typed = edits.replaced(found.questionnaire, form.old.name, form.question, form.renamed)
    stops, hints = judged(replace(found, draft=replace(found.draft, questionnaire=typed)))
    above = [one for one in hints if one.where == name]
    for one in stops:
        if one.where == name and (one.part == "show_if" or fields.has(kind, one.part)):
            form.refuse(one.part, one.message)
        elif one.where == name:
            above.insert(0, one)
    return above


def _places(questionnaire: Questionnaire, name: str) -> list[tuple[str, Any]]:
    """Where a question can be put: the place, and behind which line that is."""
    found: list[tuple[str, Any]] = [("", None)]
    for number, section in enumerate(questionnaire.sections):
        if section.name or number:
            found.append((f"s:{number}", section))
        found += [(f"q:{one.name}", one) for one in section.questions if one.name != name]
    return found
