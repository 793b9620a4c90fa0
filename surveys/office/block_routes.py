"""Ready blocks of the library come into a survey."""

from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, say
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from surveys.library import block, blocks
from surveys.office import sections
from surveys.office.acting import act
from surveys.office.reads import survey_page
from surveys.questionnaire import Questionnaire


@get("/surveys/{name:str}/blocks")
async def library(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await ledger.read(survey_page, name, utc_now())
    return page(request, "surveys/office/blocks.html", survey=found, blocks=blocks())


@post("/surveys/{name:str}/blocks", status_code=200)
async def add_block(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    """All questions of a block behind the own ones."""
    chosen = block(Form(await request.form()).values.get("block", ""))
    title = chosen.title.get(catalogues.current()) or chosen.key

    def how(now: Questionnaire) -> tuple[Questionnaire, Message]:
        return sections.with_block(now, chosen.questionnaire), say("Added “%(title)s”", title=title)

    await act(ledger, staff, name, how)
    return back_to(f"/surveys/{name}/questions?focus=undo")


ROUTES = [library, add_block]
