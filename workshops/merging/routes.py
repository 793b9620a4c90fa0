"""The moderator puts measures together and takes them apart, in any step of the room."""

from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, Missing, say
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.agenda.room import room
from workshops.journal.reads import last_done
from workshops.journal.services import Done
from workshops.merging.board import merging_page
from workshops.merging.ideas import find
from workshops.merging.rules import wrong_title
from workshops.merging.services import dismiss, merge, reconsider, unmerge
from workshops.moderation.answers import address, after_change
from workshops.moderation.visitor import do, workshop_of

PAGE = "merging"  # the page beside the console; a form on it says that it came from there
MANY = 200  # measures in one form
TOO_FEW = say("Choose at least two ideas that say the same.")


@get("/moderation/{code:str}/merging")
async def see(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """Merging as a page of its own; without the page around it for one that asks again."""
    form = Form(request.query_params)
    if not is_htmx(request):
        return await _page(request, ledger, form)
    if form.values.get("open"):
        context = await _selection(request, ledger, form)
        return fragment(request, "workshops/merging/_select.html", **context)
    return await _panel(request, ledger, on_page=form.values.get("from") == PAGE)


@post("/moderation/{code:str}/merging", status_code=200)
async def search(request: AnyRequest, ledger: Ledger) -> Response[str]:
    """Look for measures to put together; what was chosen stays chosen."""
    form = Form(await request.form())
    if not is_htmx(request):
        return await _page(request, ledger, form)
    context = await _selection(request, ledger, form)
    return fragment(request, "workshops/merging/_found.html", **context)


@post("/moderation/{code:str}/merges", status_code=200)
async def put_together(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Merge the measures that were chosen, or say beside the form what is missing."""
    form = Form(await request.form())
    chosen, title = _chosen(form), " ".join(form.values.get("title", "").split())
    wrong = TOO_FEW if len(chosen) < 2 else wrong_title(title)
    if wrong:
        return await _not_yet(request, ledger, form, wrong)
    target = _number(form, "target")
    if target not in chosen:
        target = min(chosen)
    await _act(request, ledger, merge, target, chosen - {target}, title, catalogues.current())
    return await _answer(request, ledger, settings, form)


@post("/moderation/{code:str}/merges/{measure_id:int}/removal", status_code=200)
async def take_apart(
    request: AnyRequest, ledger: Ledger, settings: Settings, measure_id: int
) -> Response[Any]:
    """Take a source out of what it is merged into."""
    form = Form(await request.form())
    await _act(request, ledger, unmerge, measure_id)
    return await _answer(request, ledger, settings, form)


@post("/moderation/{code:str}/dismissals", status_code=200)
async def keep_apart(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Two measures are not the same; or, with `again`, they may be suggested again."""
    form = Form(await request.form())
    pair = sorted(_chosen(form))
    if len(pair) != 2:
        raise Missing
    await _act(request, ledger, reconsider if form.values.get("again") else dismiss, *pair)
    return await _answer(request, ledger, settings, form)


async def _act(request: AnyRequest, ledger: Ledger, verb: Any, *values: Any) -> None:
    await do(request, ledger, verb, *values)


async def _answer(
    request: AnyRequest, ledger: Ledger, settings: Settings, form: Form
) -> Response[Any]:
    """The console, or the page of merging, as it stands afterwards."""
    if form.values.get("from") != PAGE:
        return await after_change(request, ledger, settings, closes="merge-select")
    if not is_htmx(request):
        return back_to(f"{address(request)}/merging")
    return await _panel(request, ledger, on_page=True, template="workshops/merging/_answer.html")


async def _panel(
    request: AnyRequest,
    ledger: Ledger,
    on_page: bool,
    template: str = "workshops/merging/_panel.html",
) -> Response[str]:
    here, data, undo = await ledger.read(_shown, workshop_of(request))
    context = {"room": here, "data": data, "undo": undo}
    context |= {"base": address(request), "on_page": on_page}
    return fragment(request, template, **context)


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    form: Form,
    status: int = 200,
    error: Message | None = None,
) -> Response[str]:
    here, data, undo = await ledger.read(_shown, workshop_of(request))
    selection = await _selection(request, ledger, form, error)
    context = {**selection, "room": here, "data": data, "undo": undo, "on_page": True}
    return page(request, "workshops/merging/page.html", status, **context)


async def _not_yet(
    request: AnyRequest, ledger: Ledger, form: Form, error: Message
) -> Response[str]:
    if not is_htmx(request):
        return await _page(request, ledger, form, 422, error)
    context = await _selection(request, ledger, form, error)
    return fragment(request, "workshops/merging/_select.html", 422, **context)


async def _selection(
    request: AnyRequest, ledger: Ledger, form: Form, error: Message | None = None
) -> dict[str, Any]:
    """What the form for searching and choosing shows: what was typed, chosen and found."""
    words, chosen = form.values.get("q", "")[:200], _chosen(form)
    found = await ledger.read(_find, workshop_of(request), words, chosen)
    return {
        "base": address(request),
        "words": words,
        "chosen": chosen,
        "found": found,
        "target": _number(form, "target"),
        "title": form.values.get("title", ""),
        "error": error,
        "on_page": form.values.get("from") == PAGE or not is_htmx(request),
    }


def _chosen(form: Form) -> set[int]:
    """The measures that were ticked."""
    ticked = [value for value in form.many("measure")[:MANY] if value.isascii()]
    return {int(value) for value in ticked if value.isdigit() and len(value) < 10}


def _number(form: Form, name: str) -> int | None:
    value = form.values.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _shown(session: Any, workshop_id: int) -> tuple[Any, Any, Done | None]:
    here = room(session, workshop_id)
    return here, merging_page(session, here), last_done(session, workshop_id)


def _find(session: Any, workshop_id: int, words: str, chosen: set[int]) -> Any:
    return find(session, room(session, workshop_id), words, chosen)


ROUTES = [see, search, put_together, take_apart, keep_apart]
