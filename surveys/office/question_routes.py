"""The editor's list, and what its buttons do to questions."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Message, say
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.office import edits
from surveys.office.acting import act, brief
from surveys.office.judging import judged, shown_if
from surveys.office.reads import survey_page
from surveys.office.services import undo
from surveys.questionnaire import Questionnaire
from surveys.questions.kinds import kinds

QUESTION = "/surveys/{name:str}/questions/{question:str}"


@get("/surveys/{name:str}/questions")
async def editor(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """All sections and questions in their order, with what is wrong with them. `focus`: the id of
    the control that gets it, after a change that took the one that had it away."""
    found = await ledger.read(survey_page, name, utc_now())
    questionnaire = found.questionnaire
    stops, hints = judged(found)
    conditions = {section.show_if for section in questionnaire.sections}
    conditions |= {one.show_if for one in questionnaire.questions()}
    return page(
        request,
        "surveys/office/questions.html",
        survey=found,
        kinds=kinds(),
        conditions={one: shown_if(one, questionnaire) for one in conditions},
        last=edits.last_place(questionnaire),
        stops=stops,
        hints=hints,
        faulty={one.where for one in stops},
        focus=request.query_params.get("focus", ""),
    )


@post(QUESTION + "/position", status_code=200)
async def move(
    request: AnyRequest, ledger: Ledger, staff: Staff, name: str, question: str
) -> Response[Any]:
    """One line up or down, past headings, too."""
    form = Form(await request.form())
    to = form.choice("to", ("up", "down"))
    by = {"up": -1, "down": 1}.get(to, 0)
    await act(
        ledger,
        staff,
        name,
        lambda found: (
            edits.moved(found, question, by),
            say("Moved “%(title)s”", title=brief(found, question)),
        ),
    )
    return back_to(f"/surveys/{name}/questions?focus={to}-{question}#question-{question}")


@post(QUESTION + "/copies", status_code=200)
async def duplicate(ledger: Ledger, staff: Staff, name: str, question: str) -> Response[Any]:
    """A copy behind it, which is shown."""
    copies: list[str] = []

    def how(found: Questionnaire) -> tuple[Questionnaire, Message]:
        changed, copy = edits.duplicated(found, question)
        copies.append(copy)
        return changed, say("Copied “%(title)s”", title=brief(found, question))

    await act(ledger, staff, name, how)
    copy = copies[-1]
    return back_to(f"/surveys/{name}/questions?focus=change-{copy}#question-{copy}")


@post(QUESTION + "/removal", status_code=200)
async def remove(ledger: Ledger, staff: Staff, name: str, question: str) -> Response[Any]:
    """Out of the draft; the page offers to undo it."""
    await act(
        ledger,
        staff,
        name,
        lambda found: (
            edits.removed(found, question),
            say("Deleted “%(title)s”", title=brief(found, question)),
        ),
    )
    return back_to(f"/surveys/{name}/questions?focus=undo")


@post("/surveys/{name:str}/undoing", status_code=200)
async def take_back(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Take back the last change, the one that the page has named."""
    form = Form(await request.form())
    await ledger.write(undo, name, form.whole("edit", low=1, high=999_999_999) or 0)
    return back_to(f"/surveys/{name}/questions?focus=undo")


ROUTES = [editor, move, duplicate, remove, take_back]
