"""The moderator's console: my workshops, the room that I run, its results."""

from functools import partial
from typing import Any

from litestar import Response, get

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.live import Hub
from app.settings import Settings
from app.web.pages import AnyRequest, page, render
from app.web.streams import live
from surveys.public import interviews
from workshops.agenda.room import screens_topic
from workshops.groups.results import results_with_groups
from workshops.moderation.answers import console_page, context_of
from workshops.moderation.reads import console
from workshops.moderation.services import my_workshops
from workshops.moderation.visitor import moderator, workshop_of


@get("/moderation")
async def mine(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """The workshops I may run, and the interviews that all staff may hold."""
    found = await ledger.read(my_workshops, request.scope["state"]["staff"])
    held = await ledger.read(interviews, utc_now())
    return page(request, "workshops/moderation/list.html", workshops=found, interviews=held)


@get("/moderation/{code:str}")
async def run(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[str]:
    """The console of one workshop."""
    return await console_page(request, ledger, settings)


@get("/moderation/{code:str}/live")
async def follow(
    request: AnyRequest, ledger: Ledger, hub: Hub, settings: Settings
) -> Response[Any]:
    """The console's stream, shared by all moderators of this language."""
    workshop_id = workshop_of(request)
    language = catalogues.current()

    async def frame() -> str:
        shown = await ledger.read(console, workshop_id)
        with catalogues.speaking(language):
            context = context_of(shown, settings)
        return render("workshops/moderation/_frame.html", language, **context)

    view = f"console:{workshop_id}"
    return await live(
        request, hub, screens_topic(workshop_id), view, frame, partial(moderator, request)
    )


@get("/moderation/{code:str}/results")
async def see_results(
    request: AnyRequest, ledger: Ledger, vote: int | None = None
) -> Response[str]:
    """The ranking of the newest vote, or of another (`?vote=`), in whatever step the room is;
    nothing of it while that vote is open."""
    room, data = await ledger.read(results_with_groups, workshop_of(request), vote)
    template = "workshops/moderation/results.html"
    return page(request, template, room=room, data=data, base=f"/moderation/{room.code}")


ROUTES = [mine, run, follow, see_results]
