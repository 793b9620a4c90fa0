"""The front door: type a code, change the language, and a sign of life for the proxy."""

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from app.database.ledger import Ledger
from app.language import catalogues
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from app.web.surroundings import LANGUAGE_COOKIE

YEAR = 365 * 24 * 3600  # seconds


@get("/")
async def home(request: AnyRequest) -> Response[Any]:
    return page(request, "home.html")


@get("/health")
async def health(ledger: Ledger) -> str:
    """Answers only when the database does."""
    await ledger.read(lambda session: session.connection().exec_driver_sql("SELECT 1").scalar())
    return "ok"


@post("/language")
async def choose_language(request: AnyRequest) -> Redirect:
    """Remember the language in this browser and show the same page again."""
    form = Form(await request.form())
    answer = back_to(local_path(form.values.get("next", "/")))
    tag = form.values.get("language", "")
    if tag in catalogues.offered():
        answer.cookies.append(language_cookie(request, tag))
    return answer


def language_cookie(request: AnyRequest, tag: str) -> Cookie:
    secure = request.app.state.settings.secure
    return Cookie(
        LANGUAGE_COOKIE, value=tag, max_age=YEAR, httponly=True, samesite="lax", secure=secure
    )


def local_path(target: str) -> str:
    """The path if it stays on this site, else the start page: no open redirects."""
    fine = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if fine and target.isprintable() else "/"


ROUTES = [home, health, choose_language]
