"""What every action on the console answers: the console as it stands afterwards."""

from typing import Any

from jinja2 import Undefined
from litestar import Response

from app.database.ledger import Ledger
from app.language import catalogues
from app.language.tags import LANGUAGES
from app.refused import Message
from app.settings import Settings
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.door import door
from workshops.moderation.reads import Console, console
from workshops.moderation.visitor import workshop_of
from workshops.projector.screen import wall_of


def address(request: AnyRequest) -> str:
    """The console's own address, below which all its actions lie."""
    return f"/moderation/{request.path_params['code']}"


def context_of(shown: Console, settings: Settings) -> dict[str, Any]:
    """What the console's templates need, the same for every moderator."""
    label = catalogues.gettext("QR code to join")
    return {
        "console": shown,
        "room": shown.room,
        "data": shown.data,
        "door": door(settings.public_url, shown.room.code, label),
        "base": f"/moderation/{shown.room.code}",
        "editing": None,
        "leaving": None,
        **wall_context(shown),
    }


def wall_context(shown: Console) -> dict[str, Any]:
    """What the projector's panel needs (templates/workshops/projector/_control.html)."""
    wall, room = wall_of(shown.room.screen), shown.room
    offered = catalogues.offered()
    languages = [(tag, LANGUAGES[tag].own_name) for tag in room.languages if tag in offered]
    return {"wall": wall, "wall_pages": shown.wall_pages, "wall_languages": languages}


class Editing(dict[str, Any]):
    """The one form that is open. Each step's template asks for its own, which may not be it."""

    def __missing__(self, key: str) -> Undefined:
        return Undefined(name=key)


async def console_page(
    request: AnyRequest, ledger: Ledger, settings: Settings, status: int = 200, **more: Any
) -> Response[str]:
    """The whole page; `editing` opens a form on it for browsers without a script."""
    shown = await ledger.read(console, workshop_of(request))
    context = {**context_of(shown, settings), **more}
    context["editing"] = context["editing"] and Editing(context["editing"])
    return page(request, "workshops/moderation/console.html", status, **context)


async def after_change(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    closes: str = "",
    told: Message | None = None,
    warned: Message | None = None,
) -> Response[Any]:
    """The console anew.

    `closes` is the id of an open form that has done its work. `told` is announced to who cannot
    see the change, `warned` is shown to everybody.
    """
    if not is_htmx(request):
        return back_to(address(request))
    shown = await ledger.read(console, workshop_of(request))
    context = {**context_of(shown, settings), "closes": closes, "told": told, "warned": warned}
    return fragment(request, "workshops/moderation/_answer.html", **context)
