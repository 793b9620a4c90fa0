"""The room's screen: a link that cannot be guessed, and nothing to press."""

from functools import partial
from typing import Any

from litestar import Response, get

from app.access import Connection
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.tags import DEFAULT, LANGUAGES
from app.live import Hub
from app.refused import say
from app.settings import Settings
from app.web.door import Door
from app.web.pages import AnyRequest, own_path, page, render
from app.web.streams import live
from workshops.agenda.room import screens_topic
from workshops.door import door
from workshops.projector.leaves import pages_of
from workshops.projector.reads import Projection, projection, workshop_of_token
from workshops.projector.screen import languages_of

INVITATION = say("Scan, or type the code at %(address)s")


async def projector(connection: Connection) -> None:
    """The check of the routes below: sets the workshop."""
    ledger: Ledger = connection.app.state.ledger
    token = connection.path_params["token"]
    connection.scope["state"]["workshop_id"] = await ledger.read(workshop_of_token, token)


@get("/projector/{token:str}")
async def show(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[str]:
    """The screen as it stands now; from then on it follows by itself."""
    wished = _wished(request)
    shown = await ledger.read(projection, request.scope["state"]["workshop_id"])
    languages = _languages(shown, wished)
    catalogues.speak(languages[0])
    stream = f"{own_path(request)}/live" + (f"?language={wished}" if wished else "")
    other = _other(shown, settings, languages)
    context = _context(shown, settings)
    return page(request, "workshops/projector/show.html", live=stream, other=other, **context)


@get("/projector/{token:str}/live")
async def follow(
    request: AnyRequest, ledger: Ledger, hub: Hub, settings: Settings
) -> Response[Any]:
    """The stream of the screen, shared by all screens that ask for the same language."""
    workshop_id = request.scope["state"]["workshop_id"]
    wished = _wished(request)

    async def frame() -> str:
        shown = await ledger.read(projection, workshop_id)
        languages = _languages(shown, wished)
        return _stage(shown, settings, languages[0], _other(shown, settings, languages))

    catalogues.speak(DEFAULT)  # the frame says itself which languages it speaks
    view = f"projector:{workshop_id} {wished}"
    return await live(request, hub, screens_topic(workshop_id), view, frame)


def _wished(request: AnyRequest) -> str:
    """The language that the link asks for, "" where it leaves it to the console."""
    wished = request.query_params.get("language", "")
    return wished if wished in catalogues.offered() else ""


def _languages(shown: Projection, wished: str) -> tuple[str, ...]:
    return languages_of(
        shown.wall, wished, shown.room.languages, list(catalogues.offered()), DEFAULT
    )


def _other(shown: Projection, settings: Settings, languages: tuple[str, ...]) -> str:
    """The same stage in the language that it alternates with, "" where there is none."""
    return _stage(shown, settings, languages[1]) if len(languages) > 1 else ""


def _stage(shown: Projection, settings: Settings, language: str, other: str = "") -> str:
    with catalogues.speaking(language):
        context = _context(shown, settings)
    return render("workshops/projector/_stage.html", language, other=other, **context)


def _context(shown: Projection, settings: Settings) -> dict[str, Any]:
    """What the screen's templates need, in the language that is being spoken."""
    room = shown.room
    way_in = door(settings.public_url, room.code, catalogues.gettext("QR code to join"))
    return {
        "room": room,
        "template": "workshops/projector/_blank.html" if shown.wall.blank else shown.template,
        "data": shown.data,
        "wall": shown.wall,
        "door": way_in,
        "invitations": invitations(room.languages, way_in),
        "pages_of": partial(pages_of, size=shown.wall.size),
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
