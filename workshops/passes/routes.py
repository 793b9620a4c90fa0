"""Handing the console over, or sharing it, by a link: making one, opening it, revoking it."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from markupsafe import Markup

from app.accounts.visitor import visitor_of
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.documents import qr
from app.language import catalogues
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, page
from app.web.security import Limits
from workshops.moderation.answers import address
from workshops.moderation.reads import titled
from workshops.moderation.visitor import actor_of, do, workshop_of
from workshops.passes.cookie import pass_cookie
from workshops.passes.forms import read_link
from workshops.passes.reads import passes_of
from workshops.passes.rules import INTERPRETER, LAST_NAMES, ROLES, secret_of
from workshops.passes.services import NewPass, Offer, make_pass, offer, revoke_pass, use_pass


@get("/moderation/{code:str}/passes")
async def list_passes(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """The links of this workshop, and the form for a new one."""
    return await _list(request, ledger)


@post("/moderation/{code:str}/passes", status_code=200)
async def make(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[str]:
    """Make a link. It is shown on this answer only; to load it once more makes no second one."""
    form = Form(await request.form())
    wanted = read_link(form)
    if wanted is None:
        return await _list(request, ledger, form, 422)
    made: NewPass = await do(
        request,
        ledger,
        make_pass,
        name=wanted.name,
        role=wanted.role,
        lasts=wanted.lasts,
        by=actor_of(request).name,
        now=utc_now(),
        secret=secret_of(settings.secret, address(request), wanted) if wanted.once else None,
    )
    link = f"{settings.public_url}/passes/{made.secret}"
    picture = Markup(qr.svg(link, catalogues.gettext("QR code of the link")))
    context: dict[str, Any] = {"made": made, "link": link, "qr": picture, "role": ROLES[made.role]}
    return await _page(request, ledger, "link.html", **context)


@post("/moderation/{code:str}/passes/{pass_id:int}/revocation", status_code=200)
async def revoke(request: AnyRequest, ledger: Ledger, pass_id: int) -> Redirect:
    """End a link, and whoever came in by it is out with their next request."""
    await do(request, ledger, revoke_pass, pass_id, now=utc_now())
    return back_to(f"{address(request)}/passes")


@get("/passes/{secret:str}")
async def look(request: AnyRequest, ledger: Ledger, limits: Limits, secret: str) -> Response[str]:
    """What the link offers, and a button. Looking changes nothing."""
    limits.link(_address(request))
    try:
        found = await ledger.read(offer, secret, utc_now())
    except Missing:
        return _dead(request)
    staff = await visitor_of(request)
    context: dict[str, Any] = {"offer": found, "role": ROLES[found.role], "signed_in": staff}
    return page(request, "workshops/passes/offer.html", **context)


@post("/passes/{secret:str}")
async def come_in(
    request: AnyRequest, ledger: Ledger, limits: Limits, settings: Settings, secret: str
) -> Response[Any]:
    """This browser holds the pass from now on. Who is signed in here stays signed in."""
    limits.link(_address(request))
    now = utc_now()
    try:
        found: Offer = await ledger.write(use_pass, secret, now)
    except Missing:
        return _dead(request)
    seconds = int((found.expires_at - now).total_seconds())
    texts = "/texts" if found.role == INTERPRETER else ""
    answer = back_to(f"/moderation/{found.code}{texts}")
    answer.cookies.append(pass_cookie(found.code, secret, seconds=seconds, secure=settings.secure))
    return answer


@post("/moderation/{code:str}/leaving")
async def leave(request: AnyRequest, settings: Settings) -> Redirect:
    """This browser gives its pass back; the link itself goes on working."""
    answer = back_to("/")
    held = [name for name in request.cookies if name.startswith("pass-")]
    for name in held:
        gone = pass_cookie(name.removeprefix("pass-"), "", seconds=0, secure=settings.secure)
        answer.cookies.append(gone)
    return answer


async def _list(
    request: AnyRequest, ledger: Ledger, form: Form | None = None, status: int = 200
) -> Response[str]:
    passes = await ledger.read(passes_of, workshop_of(request), utc_now())
    context: dict[str, Any] = {
        "passes": passes,
        "form": form or Form(),
        "roles": ROLES,
        "lasts": LAST_NAMES,
        "once": len(passes),  # another number for the next one
    }
    return await _page(request, ledger, "list.html", status, **context)


async def _page(
    request: AnyRequest, ledger: Ledger, template: str, status: int = 200, **context: Any
) -> Response[str]:
    title = await ledger.read(titled, workshop_of(request))
    base = address(request)
    return page(request, f"workshops/passes/{template}", status, title=title, base=base, **context)


def _dead(request: AnyRequest) -> Response[str]:
    """Revoked, run out or never there: all look the same."""
    return page(request, "workshops/passes/dead.html", 404)


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


ROUTES = [list_passes, make, revoke, look, come_in, leave]
