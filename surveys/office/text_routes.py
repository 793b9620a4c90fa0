"""Translating: the original and the translation side by side, each text saved by itself."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language.names import own_name
from app.refused import Message, Missing, Refused, say
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from surveys.office.acting import act
from surveys.office.forms import MEANWHILE, MOST_TEXT
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.texts import Text, all_texts, missing, translated
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Line:
    """A text to translate. `id`: of its row; `heads`: the first of its question or section, whose
    number or title stands above it then."""

    text: Text
    id: str
    heads: bool


@get("/surveys/{name:str}/texts")
async def which(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """The language in which most is missing; a hint where there is only one."""
    found = await ledger.read(survey_page, name, utc_now())
    questionnaire = found.questionnaire
    others = questionnaire.languages[1:]
    if others:
        most = max(others, key=lambda tag: missing(questionnaire, tag))
        return back_to(f"/surveys/{name}/texts/{most}")
    return page(request, "surveys/office/one_language.html", survey=found)


@get("/surveys/{name:str}/texts/{tag:str}")
async def see(request: AnyRequest, ledger: Ledger, name: str, tag: str) -> Response[Any]:
    """All texts with their translation into one language; `missing`: only those without."""
    found = await _found(ledger, name, tag)
    only = "missing" in request.query_params
    return page(request, "surveys/office/texts.html", **_context(found, tag, only))


@post("/surveys/{name:str}/texts/{tag:str}", status_code=200)
async def save(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, tag: str
) -> Response[Any]:
    """Save one translation. Who was faster is not overwritten: both see both."""
    form = Form(await request.form())
    path, seen = form.values.get("path", ""), form.values.get("seen", "")
    text = form.text("text", most=MOST_TEXT, required=None)
    refused: Message | None = form.errors.get("text")

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        before = next((one for one in all_texts(now) if one.path == path), None)
        if before is None:
            raise Missing
        if before.texts.get(tag, "") not in (seen, text):
            raise Refused(MEANWHILE)
        return translated(now, path, tag, text), say(
            "Translated into %(language)s", language=own_name(tag)
        )

    await _found(ledger, name, tag)
    try:
        if refused is None:
            await act(ledger, staff, name, how)
    except Refused as error:
        refused = error.message
    found = await _found(ledger, name, tag)
    only = form.ticked("missing")
    wrong = (path, text, refused) if refused else None
    context = _context(found, tag, only, wrong)
    status = 409 if refused else 200
    if is_htmx(request):
        line = next((one for one in context["lines"] if one.text.path == path), None)
        template = "surveys/office/_text_saved.html"
        return fragment(request, template, status, **context, line=line, saved=not refused)
    if refused:
        return page(request, "surveys/office/texts.html", status, **context)
    return back_to(f"/surveys/{name}/texts/{tag}{'?missing=1' if only else ''}#{_id(path)}")


async def _found(ledger: Ledger, name: str, tag: str) -> SurveyPage:
    """
    Raises:
        Missing: there is no such survey, or it is not translated into this language.
    """
    found = await ledger.read(survey_page, name, utc_now())
    if tag not in found.questionnaire.languages[1:]:
        raise Missing
    return found


def _context(
    found: SurveyPage, tag: str, only: bool, wrong: tuple[str, str, Message] | None = None
) -> dict[str, Any]:
    """`wrong`: the path of a text that was not saved, what was typed, and why."""
    questionnaire = found.questionnaire
    lines, owner = [], "?"
    for text in all_texts(questionnaire):
        mine = wrong is not None and wrong[0] == text.path
        if only and text.texts.get(tag) and not mine:
            continue
        lines.append(Line(text, _id(text.path), text.owner != owner))
        owner = text.owner
    return {
        "survey": found,
        "tag": tag,
        "only": only,
        "lines": lines,
        "left": missing(questionnaire, tag),
        "all": sum(1 for _ in all_texts(questionnaire)),
        "others": [(one, missing(questionnaire, one)) for one in questionnaire.languages[1:]],
        "wrong": wrong,
        "own_name": own_name,
    }


def _id(path: str) -> str:
    return "text-" + path.replace(":", ".")


ROUTES = [which, see, save]
