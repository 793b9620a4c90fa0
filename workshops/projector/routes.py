"""The room's screen: a link that cannot be guessed, and nothing to press."""

from typing import Any

from litestar import Response, get

from app.access import Connection
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.tags import DEFAULT, LANGUAGES
from app.live import Hub
from app.refused import say
from app.settings import Settings
from app.web.pages import AnyRequest, page, render
from app.web.streams import live
from workshops.agenda.room import screens_topic
from workshops.door import Door, door
from workshops.projector.leaves import pages_of
from workshops.projector.reads import Projection, projection, workshop_of_token

INVITATION = say("Scan, or type the code at %(address)s")


async def projector(connection: Connection) -> None:
    """The check of the routes below: sets the workshop and the screen's language."""
    ledger: Ledger = connection.app.state.ledger
    token = connection.path_params["token"]
    workshop_id, languages = await ledger.read(workshop_of_token, token)
    wished = connection.query_params.get("language", "")
    state = connection.scope["state"]
    state.update(workshop_id=workshop_id, screen_language=_screen_language(wished, languages))


def _screen_language(wished: str, languages: tuple[str, ...]) -> str:
    """What the link asks for, else the workshop's first language: never the browser's."""
    offered = catalogues.offered()
    return next((tag for tag in (wished, *languages) if tag in offered), DEFAULT)


@get("/projector/{token:str}")
async def show(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[str]:
    """The screen as it stands now; from then on it follows by itself."""
    language = request.scope["state"]["screen_language"]
    catalogues.speak(language)
    shown = await ledger.read(projection, request.scope["state"]["workshop_id"])
    context = _context(shown, settings)
    return page(request, "workshops/projector/show.html", **context)


@get("/projector/{token:str}/live")
async def follow(
    request: AnyRequest, ledger: Ledger, hub: Hub, settings: Settings
) -> Response[Any]:
    """The stream of the screen, shared by all screens of this language."""
    workshop_id = request.scope["state"]["workshop_id"]
    language = request.scope["state"]["screen_language"]
    catalogues.speak(language)

    async def frame() -> str:
        shown = await ledger.read(projection, workshop_id)
        with catalogues.speaking(language):
            context = _context(shown, settings)
        return render("workshops/projector/_stage.html", language, **context)

    return await live(request, hub, screens_topic(workshop_id), f"projector:{workshop_id}", frame)


def _context(shown: Projection, settings: Settings) -> dict[str, Any]:
    room = shown.room
    way_in = door(settings.public_url, room.code, catalogues.gettext("QR code to join"))
    return {
        "room": room,
        "template": shown.template,
        "data": shown.data,
        "door": way_in,
        "invitations": invitations(room.languages, way_in),
        "pages_of": pages_of,
    }


def invitations(languages: tuple[str, ...], way_in: Door) -> list[tuple[str, str, str]]:
    """How to join, in every language of the workshop: tag, direction, sentence."""
    sentences = []
    for tag in languages:
        if tag in catalogues.offered():
            with catalogues.speaking(tag):
                sentence = catalogues.words(say(INVITATION.text, address=way_in.shown))
            sentences.append((tag, LANGUAGES[tag].direction, sentence))
    return sentences


ROUTES = [show, follow]
