"""Free texts of a survey: the page to read them, and what is made of one."""

from typing import Any

from litestar import Response, get, post

from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing
from app.settings import Settings
from app.web.pages import AnyRequest, back_to
from surveys.results.forms import RemarkForm
from surveys.results.looking import Look, look, nothing_yet, open_results, results_page
from surveys.results.remarks import remark
from surveys.results.texts import Entry, entries, sources

ADDRESS = "/surveys/{name:str}/results/texts"
PAGE = 40  # texts


@get(ADDRESS)
async def free_texts(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """The texts of one question: filtered, searched, page by page."""
    found = await open_results(ledger, name)
    if found.table is None:
        return nothing_yet(request, found)
    seen = look(request, found)
    return await _page(request, ledger, settings, seen, None)


@post(ADDRESS, status_code=200)
async def keep_remark(
    request: AnyRequest, ledger: Ledger, settings: Settings, name: str
) -> Response[Any]:
    """Show or hide a text, tag it, translate it."""
    found = await open_results(ledger, name)
    seen = look(request, found)
    form = RemarkForm(await request.form())
    source = next((one for one in sources(seen.table) if one.name == form.source), None)
    if source is None:
        raise Missing
    if not form.ok:
        return await _page(request, ledger, settings, seen, form)
    await ledger.write(
        remark,
        seen.table,
        source,
        form.key,
        settings.secret,
        state=form.state,
        tags=form.tags,
        language=catalogues.current(),
        translation=form.translation,
    )
    query = request.scope["query_string"].decode()
    return back_to(f"/surveys/{found.name}/results/texts?{query}#text-{form.key}")


async def _page(
    request: AnyRequest,
    ledger: Ledger,
    settings: Settings,
    seen: Look,
    form: RemarkForm | None,
) -> Response[Any]:
    known = sources(seen.table)
    asked_for = seen.sent.get("question", "")
    source = next((one for one in known if one.name == asked_for), known[0] if known else None)
    every: tuple[Entry, ...] = ()
    if source is not None:
        every = await ledger.read(entries, seen.selection, source, settings.secret)
    kept = _kept(every, seen)
    pages = max(1, -(-len(kept) // PAGE))
    typed = seen.sent.get("page", "")
    number = min(pages, int(typed)) if typed.isdigit() and typed != "0" and len(typed) < 7 else 1
    return results_page(
        request,
        "surveys/results/texts.html",
        seen,
        200 if form is None else 422,
        sources=[(one.name, one, seen.wording.label(one.question)) for one in known],
        source=source,
        texts=kept[(number - 1) * PAGE : number * PAGE],
        number_found=len(kept),
        page_number=number,
        pages=pages,
        tags=sorted({tag for one in every for tag in one.tags}),
        form=form,
        few=source is not None and not every,
    )


def _kept(every: tuple[Entry, ...], seen: Look) -> list[Entry]:
    words, tag, state = (seen.sent.get(key, "") for key in ("words", "tag", "state"))
    return [
        one
        for one in every
        if one.has(words) and tag in ("", *one.tags) and state in ("", one.state)
    ]


ROUTES = [free_texts, keep_remark]
