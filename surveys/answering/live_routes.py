"""Whoever answers in a workshop hears when the moderator closes the survey."""

from typing import Any

from litestar import Response, get
from sqlalchemy.orm import Session

from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.live import Hub
from app.refused import Missing
from app.web.pages import AnyRequest, render
from app.web.security import Limits
from app.web.streams import live
from surveys.answering.runs import run_row, standing, topic


@get("/s/{run:str}/live")
async def follow(
    request: AnyRequest, ledger: Ledger, hub: Hub, limits: Limits, run: str
) -> Response[Any]:
    """Whether the run waits, is open or is closed, and nothing else; only of runs that somebody
    else opens and closes. What is being typed is not touched.

    Raises:
        Missing: there is no such run, or its people come from nowhere else.
    """
    limits.address(request.client.host if request.client else "")
    code = normalise(run)
    id = (await ledger.read(_stands, code))[0]
    language = request.query_params.get("language", "")
    language = language if language in catalogues.offered() else catalogues.current()
    catalogues.speak(language)

    async def frame() -> str:
        _, back, state = await ledger.read(_stands, code)
        return render("surveys/answering/_standing.html", language, back=back, standing=state)

    return await live(request, hub, topic(id), "standing", frame)


def _stands(session: Session, code: str) -> tuple[int, str, str]:
    """The run's id, where its people come from, and how it stands."""
    row = run_row(session, code)
    if row.back is None:
        raise Missing
    return row.id, row.back, standing(row, utc_now())


ROUTES = [follow]
