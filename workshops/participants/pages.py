"""A participant's page of the present step: whole, or only the step for a page that is open."""

from typing import Any

from litestar import Response
from markupsafe import Markup

from app.database.ledger import Ledger
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.participants.guest import Guest
from workshops.participants.services import phone_page
from workshops.participants.shared import shared_part, stamped

RELOAD_SECONDS = 8  # without JavaScript, while a person only waits
AT_ONCE = 3
"""Phone pages that a process makes at a time. When a room of hundreds changes its step, phones wait
for each other, and not the moderator behind all of them."""


async def show_phone(
    request: AnyRequest,
    ledger: Ledger,
    guest: Guest,
    status: int = 200,
    *,
    stay: bool = False,
    **more: Any,
) -> Response[Any]:
    """What this person's phone shows now; for htmx the step alone.

    Whoever is elsewhere now, in their group or back in the plenary, is led there; with `stay` not
    into their group.

    more: `notice` (a Message about what was refused), `thanks` (the id of a proposal that was just
    sent), `form` (what was typed, with its errors), `told` (the id of an own proposal, and what was
    just done with it) and `editing` (the id of one that is being changed, and what was typed).
    """
    async with request.app.state.crowd:
        return await _show(request, ledger, guest, status, stay=stay, **more)


async def _show(
    request: AnyRequest, ledger: Ledger, guest: Guest, status: int, *, stay: bool, **more: Any
) -> Response[Any]:
    shown = await ledger.read(phone_page, guest)
    if shown.elsewhere and (guest.person_id or not stay):
        return _led(request, f"/w/{shown.elsewhere}")
    shared = await shared_part(request.app.state.hub, ledger, shown)
    address = f"/w/{guest.code}"
    context = {
        "room": shown.room,
        "step": shown.room.step,
        "stamp": stamped(shown, shared),
        "shared": Markup(shared.html) if shared else "",
        "news": shown.news,
        "me": shown.me,
        "draft": shown.draft,
        "timer": shown.room.timer,
        "data": shown.data,
        "browser": shown.own.browser(request.cookies, shown.data),
        "onward": shown.onward,
        "step_template": shown.own.template,
        "draft_form": shown.own.draft_form,
        "language_action": f"{address}/language",
        "refresh_seconds": RELOAD_SECONDS if shown.waits else None,
        "address": address,
        "path": address,
        "notice": None,
        "thanks": None,
        "form": None,
        "told": None,
        "editing": None,
        **more,
    }
    if is_htmx(request):
        return fragment(request, "workshops/participants/_step.html", status, **context)
    return page(request, "workshops/participants/page.html", status, **context)


def _led(request: AnyRequest, address: str) -> Response[Any]:
    """To another page; a script that asked for a fragment leaves the whole page for it."""
    if is_htmx(request):
        return Response(b"", headers={"HX-Redirect": address, "Cache-Control": "no-store"})
    return back_to(address)
