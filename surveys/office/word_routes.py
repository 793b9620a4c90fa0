"""Title, languages, the original among them, and what stands before and behind the questions."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language.names import own_name
from app.refused import Message, Missing, Refused, say
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.office.acting import act
from surveys.office.forms import MEANWHILE, WordsForm, languages_of, words_of
from surveys.office.reads import SurveyPage, survey_page
from surveys.office.texts import lacking, with_original
from surveys.questionnaire import Questionnaire


@get("/surveys/{name:str}/words")
async def words_form(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Title, languages, and what stands before and behind the questions."""
    found = await ledger.read(survey_page, name, utc_now())
    values = words_of(found.questionnaire) | {"seen": str(found.draft.stamp)}
    form = WordsForm(values, found.questionnaire)
    form.errors.clear()
    return _words_page(request, found, form, 200)


@post("/surveys/{name:str}/words", status_code=200)
async def change_words(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    form = WordsForm(await request.form(), found.questionnaire)
    if not form.ok:
        return _words_page(request, found, form, 422)

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        if form.seen != form.mark(now):
            raise Refused(MEANWHILE)
        return form.changed(now), say("Changed title and notices")

    try:
        await act(ledger, staff, name, how)
    except Refused as refused:
        now = await ledger.read(survey_page, name, utc_now())
        return _words_page(request, now, form, refused.status, refused.message)
    return back_to(f"/surveys/{name}/words?done=saved")


@get("/surveys/{name:str}/original")
async def original_form(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """What each language lacks to be the original."""
    found = await ledger.read(survey_page, name, utc_now())
    questionnaire = found.questionnaire
    lines = [(tag, lacking(questionnaire, tag)) for tag in questionnaire.languages[1:]]
    return page(request, "surveys/office/original.html", survey=found, lines=lines)


@post("/surveys/{name:str}/original", status_code=200)
async def change_original(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str
) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    tag = Form(await request.form()).choice("to", found.questionnaire.languages)

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        if tag not in now.languages:
            raise Missing
        changed = with_original(now, tag)
        return changed, say("Now written in %(language)s", language=own_name(tag))

    await act(ledger, staff, name, how)
    return back_to(f"/surveys/{name}/words?done=saved")


def _words_page(
    request: AnyRequest,
    found: SurveyPage,
    form: WordsForm,
    status: int,
    refused: Message | None = None,
) -> Response[Any]:
    return page(
        request,
        "surveys/office/words.html",
        status,
        survey=found,
        form=form,
        seen=form.mark(found.questionnaire),
        tags=[
            tag for tag in languages_of(found.questionnaire) if tag != found.questionnaire.original
        ],
        refused=refused,
        saved=request.query_params.get("done") == "saved",
    )


ROUTES = [words_form, change_words, original_form, change_original]
