"""The office's agendas to start from: look, copy, change the copy, delete it."""

from typing import Any

from litestar import Response, get, post

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Missing, say
from app.web.pages import AnyRequest, back_to, fragment, is_htmx, page
from workshops.agenda.editor import template_editor
from workshops.agenda.editor_forms import NewStepForm, StepForm, place_in
from workshops.agenda.own_templates import (
    add_template_step,
    all_templates,
    copy_template,
    delete_template,
    describe_template,
    describe_template_step,
    move_template_step,
    return_template_step,
    take_template_step,
    template_of,
)
from workshops.agenda.template_forms import CopyForm, TemplateForm, stored_template
from workshops.agenda.templates import Template

STEP = "/agendas/{key:str}/steps/{step_id:int}"


@get("/agendas")
async def templates(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    return page(
        request, "workshops/agenda/templates.html", templates=await ledger.read(all_templates)
    )


@post("/agendas", status_code=200)
async def copy(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """A copy of the one that `key` names, to be changed."""
    form = CopyForm(await request.form())
    source = await ledger.read(template_of, form.key)
    title = catalogues.words(say("%(agenda)s (copy)", agenda=source.title))
    key = await ledger.write(copy_template, form.key, title=title, now=utc_now())
    return back_to(f"/agendas/{key}")


@get("/agendas/{key:str}")
async def template(request: AnyRequest, ledger: Ledger, key: str) -> Response[Any]:
    """One of ours to read, or one of the office's to change."""
    return _page(request, await ledger.read(template_of, key))


@post("/agendas/{key:str}", status_code=200)
async def describe(request: AnyRequest, ledger: Ledger, key: str) -> Response[Any]:
    """Another title, another rule for its votes."""
    form = TemplateForm(await request.form())
    if not form.ok:
        return _page(request, await ledger.read(template_of, key), form)
    await ledger.write(describe_template, key, title=form.title, rule=form.rule)
    return back_to(f"/agendas/{key}?done=saved")


@get("/agendas/{key:str}/deletion")
async def ask_deletion(request: AnyRequest, ledger: Ledger, key: str) -> Response[Any]:
    found = await ledger.read(template_of, key)
    if not found.own:
        raise Missing
    return page(request, "workshops/agenda/deletion.html", template=found)


@post("/agendas/{key:str}/deletion", status_code=200)
async def delete(ledger: Ledger, key: str) -> Response[Any]:
    await ledger.write(delete_template, key)
    return back_to("/agendas")


@post("/agendas/{key:str}/steps", status_code=200)
async def add_step(request: AnyRequest, ledger: Ledger, key: str) -> Response[Any]:
    form = NewStepForm(await request.form())
    await ledger.write(
        add_template_step,
        key,
        behind=form.after,
        kind=form.kind,
        title=form.title,
        minutes=form.minutes,
    )
    return await _after(request, ledger, key, added=True)


@post(STEP, status_code=200)
async def describe_step(
    request: AnyRequest, ledger: Ledger, key: str, step_id: int
) -> Response[Any]:
    form = StepForm(await request.form())
    await ledger.write(describe_template_step, key, step_id, title=form.title, minutes=form.minutes)
    return await _after(request, ledger, key)


@post(STEP + "/position", status_code=200)
async def move_step(request: AnyRequest, ledger: Ledger, key: str, step_id: int) -> Response[Any]:
    to = place_in(await request.form())
    await ledger.write(move_template_step, key, step_id, to)
    return await _after(request, ledger, key)


@post(STEP + "/removal", status_code=200)
async def take_step(request: AnyRequest, ledger: Ledger, key: str, step_id: int) -> Response[Any]:
    await ledger.write(take_template_step, key, step_id)
    return await _after(request, ledger, key)


@post(STEP + "/restoration", status_code=200)
async def return_step(request: AnyRequest, ledger: Ledger, key: str, step_id: int) -> Response[Any]:
    await ledger.write(return_template_step, key, step_id)
    return await _after(request, ledger, key)


async def _after(
    request: AnyRequest, ledger: Ledger, key: str, *, added: bool = False
) -> Response[Any]:
    if not is_htmx(request):
        return back_to(f"/agendas/{key}")
    editor = template_editor(await ledger.read(template_of, key))
    return fragment(request, "workshops/agenda/_editor_answer.html", editor=editor, added=added)


def _page(request: AnyRequest, found: Template, form: TemplateForm | None = None) -> Response[Any]:
    return page(
        request,
        "workshops/agenda/template.html",
        422 if form else 200,
        template=found,
        editor=template_editor(found),
        form=form or stored_template(found),
        saved=not form and request.query_params.get("done") == "saved",
    )


ROUTES = [
    templates,
    copy,
    template,
    describe,
    ask_deletion,
    delete,
    add_step,
    describe_step,
    move_step,
    take_step,
    return_step,
]
