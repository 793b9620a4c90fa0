"""The interpreter's page: texts beside their translations, saved one at a time."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.language.tags import LANGUAGES
from app.live import Hub
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page, render
from app.web.streams import live
from workshops.agenda.room import screens_topic
from workshops.measures.rules import LONGEST
from workshops.measures.services import correct, restore
from workshops.moderation.answers import address
from workshops.moderation.visitor import actor_of, do, interpreter, workshop_of
from workshops.translation.reads import TextsPage, texts_page
from workshops.translation.services import translate, translate_title


@get("/moderation/{code:str}/texts")
async def see(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """What the room reads. `into`: a language; `missing=1`: only what has no translation yet."""
    shown = await _read(request, ledger)
    return page(request, "workshops/translation/page.html", **_context(shown))


@get("/moderation/{code:str}/texts/live")
async def follow(request: AnyRequest, ledger: Ledger, hub: Hub) -> Response[Any]:
    """The same as it grows; shared by all who look at it in this way."""
    workshop_id = workshop_of(request)
    language, role = catalogues.current(), actor_of(request).role
    into, missing = _asked(request)

    async def frame() -> str:
        shown = await ledger.read(texts_page, workshop_id, into=into, missing=missing, role=role)
        return render("workshops/translation/_texts.html", language, **_context(shown))

    view = f"texts:{workshop_id}:{into}:{missing}:{role}"
    still = partial(interpreter, request)
    return await live(request, hub, screens_topic(workshop_id), view, frame, still)


@put_or_post("/moderation/{code:str}/texts/{measure_id:int}/{tag:str}")
async def save(request: AnyRequest, ledger: Ledger, measure_id: int, tag: str) -> Response[Any]:
    """Save one translation of a measure, at once."""
    form = Form(await request.form())
    text = form.values.get("text", "")
    await _act(request, ledger, translate, measure_id, language=tag, text=text)
    return await _after(request, ledger, form, f"text-{measure_id}")


@put_or_post("/moderation/{code:str}/texts/{measure_id:int}/wording")
async def save_wording(request: AnyRequest, ledger: Ledger, measure_id: int) -> Response[Any]:
    """Correct how a proposal was written. Its author's own words are kept."""
    form = Form(await request.form())
    text = form.values.get("text", "")
    await _act(request, ledger, correct, measure_id, text=text)
    return await _after(request, ledger, form, f"text-{measure_id}")


@post("/moderation/{code:str}/texts/{measure_id:int}/original", status_code=200)
async def restore_original(request: AnyRequest, ledger: Ledger, measure_id: int) -> Response[Any]:
    """Give a proposal its author's own words back."""
    form = Form(await request.form())
    await _act(request, ledger, restore, measure_id)
    return await _after(request, ledger, form, f"text-{measure_id}")


@put_or_post("/moderation/{code:str}/titles/{node_id:int}/{tag:str}")
async def save_title(request: AnyRequest, ledger: Ledger, node_id: int, tag: str) -> Response[Any]:
    """Save what a field is called in another language."""
    form = Form(await request.form())
    text = form.values.get("text", "")
    await _act(request, ledger, translate_title, node_id, language=tag, text=text)
    return await _after(request, ledger, form, f"title-{node_id}")


async def _act(request: AnyRequest, ledger: Ledger, verb: Any, id: int, **more: str) -> None:
    await do(request, ledger, verb, id, **more)


async def _after(request: AnyRequest, ledger: Ledger, form: Form, anchor: str) -> Response[Any]:
    """The texts anew, in the way this person looks at them."""
    into, missing = form.values.get("into", ""), form.ticked("missing")
    if not is_htmx(request):
        query = urlencode({"into": into, **({"missing": "1"} if missing else {})})
        return back_to(f"{address(request)}/texts?{query}#{anchor}")
    shown = await _read(request, ledger, into, missing)
    return fragment(request, "workshops/translation/_answer.html", **_context(shown))


def _asked(request: AnyRequest) -> tuple[str, bool]:
    into = request.query_params.get("into", "")
    known = into if into in LANGUAGES else catalogues.current()
    return known, "missing" in request.query_params


async def _read(
    request: AnyRequest, ledger: Ledger, into: str = "", missing: bool | None = None
) -> TextsPage:
    asked = _asked(request)
    return await ledger.read(
        texts_page,
        workshop_of(request),
        into=into or asked[0],
        missing=asked[1] if missing is None else missing,
        role=actor_of(request).role,
    )


def _context(shown: TextsPage) -> dict[str, Any]:
    return {"texts": shown, "base": f"/moderation/{shown.code}", "most": LONGEST}


ROUTES = [see, follow, save, save_wording, restore_original, save_title]
