"""Schemes as pages: the list, one of them, new ones and copies are changed, files in and out."""

import asyncio
from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, Missing, Refused
from app.web.forms import Form, clean
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.concepts.forms import NO_FILE
from workshops.imports.cells import one_line
from workshops.schemes import own_schemes
from workshops.schemes.faults import faults, told
from workshops.schemes.file import LONGEST, parse
from workshops.schemes.forms import Draft, begun, checked, preview, sent
from workshops.schemes.own_schemes import SchemeLine, mark
from workshops.schemes.reader import MOST_TEXT, BadScheme
from workshops.schemes.tree import pieces
from workshops.schemes.words import Words
from workshops.schemes.write import written
from workshops.titles import told_apart

TOML = "application/toml"


@get("/schemes")
async def scheme_list(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    return await _list_page(request, ledger, Form())


@post("/schemes", status_code=200)
async def import_scheme(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """Make a scheme of a file. What is wrong with it is said beside it."""
    form = Form(await request.form())
    chosen = form.file("file")
    if chosen is None:
        form.refuse("file", NO_FILE)
        return await _list_page(request, ledger, form)
    try:
        text = own_schemes.text_in_file(await chosen.read(4 * LONGEST + 1))
        wanted = clean(chosen.filename).rpartition("/")[2].removesuffix(".toml")
        name = await ledger.write(own_schemes.add, text, wanted, utc_now())
    except Refused as refused:
        form.refuse("file", refused.message)
        return await _list_page(request, ledger, form)
    return back_to(f"/schemes/{name}")


@post("/schemes/new", status_code=200)
async def begin_scheme(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """Make a scheme of one level, to be changed. A title is all it needs."""
    form = Form(await request.form())
    title = one_line(form.text("title", most=MOST_TEXT))
    if not form.ok:
        return await _list_page(request, ledger, form)
    name = await ledger.write(own_schemes.begin, title, catalogues.current(), utc_now())
    return back_to(f"/schemes/{name}/edit")


@get("/schemes/{scheme:str}")
async def scheme_page(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    """One scheme with a preview of its layouts; with .toml behind its name, its file."""
    if scheme.endswith(".toml"):
        return await _file(ledger, scheme.removesuffix(".toml"))
    line = await ledger.read(own_schemes.line, scheme)
    outline = clean(request.query_params.get("outline", ""))
    return page(
        request,
        "workshops/schemes/scheme.html",
        line=line,
        outline=outline,
        document=await asyncio.to_thread(preview, line.scheme, outline) if line.scheme else None,
        saved=request.query_params.get("done") == "saved",
    )


@post("/schemes/{scheme:str}/copies", status_code=200)
async def copy_scheme(ledger: Ledger, scheme: str) -> Response[Any]:
    name = await ledger.write(own_schemes.copy, scheme, utc_now())
    return back_to(f"/schemes/{name}/edit")


@get("/schemes/{scheme:str}/edit")
async def scheme_form(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    text = await ledger.read(own_schemes.own_text, scheme)
    try:
        return _editor(request, begun(parse(scheme, text), mark(text)))
    except BadScheme:  # only its text can be put right
        return back_to(f"/schemes/{scheme}/text")


@post("/schemes/{scheme:str}/edit", status_code=200)
async def edit_scheme(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    """Save what stands in the form, or let one of its buttons change it: then nothing is saved."""
    text = await ledger.read(own_schemes.own_text, scheme)
    fields = list((await request.form()).multi_items())
    draft, found = checked(sent(scheme, fields))
    if ("do", "save") not in fields:
        return _editor(request, draft)
    if found is None:
        return _editor(request, draft, 422)
    try:
        await ledger.write(own_schemes.save, scheme, written(found), seen=draft.seen)
    except Refused as refused:
        return _editor(request, draft, refused.status, refused.message, seen=mark(text))
    return back_to(f"/schemes/{scheme}?done=saved")


@post("/schemes/{scheme:str}/preview", status_code=200)
async def scheme_preview(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    """What the layout would look like that stands in the form."""
    await ledger.read(own_schemes.own_text, scheme)
    draft = sent(scheme, (await request.form()).multi_items())
    return fragment(request, "workshops/schemes/_preview.html", **_shown(draft))


@get("/schemes/{scheme:str}/text")
async def scheme_text(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    text = await ledger.read(own_schemes.own_text, scheme)
    return _text_page(request, scheme, text)


@post("/schemes/{scheme:str}/text", status_code=200)
async def edit_scheme_text(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    stored = await ledger.read(own_schemes.own_text, scheme)
    form = Form(await request.form())
    text = form.values.get("text", "")
    try:
        await ledger.write(own_schemes.save, scheme, text, seen=form.values.get("seen", ""))
    except Refused as refused:
        form.refuse("text", refused.message)
        return _text_page(request, scheme, stored, form)
    return back_to(f"/schemes/{scheme}?done=saved")


@get("/schemes/{scheme:str}/deletion")
async def ask_deletion(request: AnyRequest, ledger: Ledger, scheme: str) -> Response[Any]:
    line = await ledger.read(own_schemes.line, scheme)
    if not line.own:
        raise Missing
    return page(request, "workshops/schemes/deletion.html", line=line)


@post("/schemes/{scheme:str}/deletion", status_code=200)
async def delete_scheme(ledger: Ledger, scheme: str) -> Response[Any]:
    await ledger.write(own_schemes.drop, scheme)
    return back_to("/schemes")


async def _list_page(request: AnyRequest, ledger: Ledger, form: Form) -> Response[Any]:
    lines: tuple[SchemeLine, ...] = await ledger.read(own_schemes.lines)
    status = 200 if form.ok else 422
    titles = told_apart((one.name, one.title(catalogues.current())) for one in lines)
    template = "workshops/schemes/list.html"
    return page(request, template, status, lines=lines, titles=titles, form=form)


async def _file(ledger: Ledger, name: str) -> Response[Any]:
    text = await ledger.read(own_schemes.text_of, name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.toml"'}
    return Response(text.encode(), media_type=f"{TOML}; charset=utf-8", headers=headers)


def _editor(
    request: AnyRequest,
    draft: Draft,
    status: int = 200,
    refused: Message | None = None,
    seen: str = "",
) -> Response[Any]:
    htmx = is_htmx(request)
    template = "workshops/schemes/_answer.html" if htmx else "workshops/schemes/edit.html"
    draft = told(draft)
    return page(
        request,
        template,
        status,
        draft=draft,
        refused=refused,
        seen=seen or draft.seen,
        changed=request.method == "POST",
        offered=catalogues.offered(),
        words=Words(draft),
        wrong=faults(draft),
        **{key: value for key, value in _shown(draft).items() if key != "draft"},
    )


def _shown(draft: Draft) -> dict[str, Any]:
    """The preview beside the form: what a sound scheme looks like, or what is wrong."""
    marked, scheme = checked(draft)
    return {
        "draft": draft,
        "document": preview(scheme, draft.outline, draft.spoken) if scheme else None,
        "faults": faults(marked),
        "outlines": [
            (one.get("key", ""), draft.called(one.get("names")))
            for one in pieces(draft.tree, "outlines")
        ],
        "outline": draft.outline,
        "spoken": draft.spoken_languages,
    }


def _text_page(
    request: AnyRequest, name: str, stored: str, form: Form | None = None
) -> Response[Any]:
    """The text, as it is stored or as it was typed, below the title that is stored."""
    seen = mark(stored)
    form = form or Form({"text": stored, "seen": seen})
    return page(
        request,
        "workshops/schemes/text.html",
        200 if form.ok else 422,
        name=name,
        title=own_schemes.title_in(stored, catalogues.current()) or name,
        form=form,
        seen=seen,
    )


ROUTES = [
    scheme_list,
    import_scheme,
    begin_scheme,
    scheme_page,
    copy_scheme,
    scheme_form,
    edit_scheme,
    scheme_preview,
    scheme_text,
    edit_scheme_text,
    ask_deletion,
    delete_scheme,
]
