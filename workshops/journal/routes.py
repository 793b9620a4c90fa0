"""The list of what was done, and the way back."""

from functools import partial
from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.live import Hub
from app.refused import say
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, is_htmx, page, render
from app.web.streams import live
from workshops.agenda.room import screens_topic
from workshops.journal.reads import JournalPage, journal_page
from workshops.journal.services import INTERPRETER, undo
from workshops.moderation.answers import address, after_change
from workshops.moderation.visitor import actor_of, moderator, workshop_of

PAGES = (
    "agenda",
    "journal",
    "merging",
    "texts",
)  # beside the console, that have a button of their own to undo


@get("/moderation/{code:str}/journal")
async def see(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """Who did what, the newest first."""
    shown = await ledger.read(journal_page, workshop_of(request))
    return page(request, "workshops/journal/page.html", **_context(shown))


@get("/moderation/{code:str}/journal/live")
async def follow(request: AnyRequest, ledger: Ledger, hub: Hub) -> Response[Any]:
    """The same list as it grows."""
    workshop_id = workshop_of(request)
    language = catalogues.current()

    async def frame() -> str:
        shown = await ledger.read(journal_page, workshop_id)
        return render("workshops/journal/_list.html", language, **_context(shown))

    view, still = f"journal:{workshop_id}", partial(moderator, request)
    return await live(request, hub, screens_topic(workshop_id), view, frame, still)


def _context(shown: JournalPage) -> dict[str, Any]:
    return {"journal": shown, "base": f"/moderation/{shown.code}"}


@post("/moderation/{code:str}/actions/{action_id:int}/undoing", status_code=200)
async def take_back(
    request: AnyRequest, ledger: Ledger, settings: Settings, action_id: int
) -> Response[Any]:
    """Undo the newest action that stands. Its id is asked for: pressing twice undoes one."""
    actor = actor_of(request)
    what = await ledger.write(undo, workshop_of(request), action_id, by=actor)
    came_from = Form(await request.form()).values.get("from", "")
    if actor.role == INTERPRETER:
        came_from = "texts"  # the console is not theirs to see, whatever they send
    if came_from not in PAGES:
        return await after_change(
            request, ledger, settings, told=say("Undone: %(what)s", what=what)
        )
    if is_htmx(request):
        return Response(None, status_code=204)  # their stream brings the page as it stands now
    return back_to(f"{address(request)}/{came_from}")


ROUTES = [see, follow, take_back]
