"""Workshops as the office plans them: the list, a new one, its page, its poster."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post

from app.codes import normalise
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.language.tags import LANGUAGES
from app.refused import say
from app.settings import Settings
from app.web.forms import Form, clean
from app.web.pages import AnyRequest, back_to, page
from workshops import removal_routes
from workshops.agenda.templates import DEFAULT
from workshops.concepts.services import concepts
from workshops.door import door
from workshops.forms import PlanForm, Shown, first_plan, stored_plan
from workshops.reads import Choices, Plan, choices, chosen_nodes, plan_of, workshops
from workshops.removed import removed_workshops
from workshops.services import edit_workshop, plan_workshop
from workshops.titles import told_apart

QR_LABEL = say("QR code to join")
SCAN = say("Scan this code with your phone and join in.")
TYPE = say("Or open this address and type the code:")


@dataclass(frozen=True, slots=True)
class PosterLine:
    """The poster's two sentences in one language."""

    tag: str
    direction: str
    scan: str
    type_in: str
    date: str


@get("/workshops")
async def workshop_list(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    found = await ledger.read(workshops)
    gone = await ledger.read(removed_workshops)
    return page(request, "workshops/plan/list.html", workshops=found, removed=gone)


@get("/workshops/new")
async def new_workshop(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """The form for a workshop on `concept`; without one, first the choice of the concept.

    `agenda` is the key of the agenda that it starts from. With the dots that were typed already,
    and the agenda that had `proposed` them, they are those of the new agenda, or stay.
    """
    name = clean(request.query_params.get("concept"))
    key = clean(request.query_params.get("agenda")) or DEFAULT
    if not name:
        known = await ledger.read(concepts)
        if len(known) != 1:
            titles = told_apart((one.name, one.title) for one in known)
            template = "workshops/plan/choose.html"
            return page(request, template, concepts=known, titles=titles, agenda=key)
        name = known[0].name
    found = await ledger.read(choices, name)
    agenda = next((one for one in found.agendas if one.key == key), found.agendas[0])
    return _form_page(request, found, first_plan(found, agenda, Form(request.query_params).values))


@post("/workshops", status_code=200)
async def create_workshop(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    data = await request.form()
    concept = clean(data.get("concept"))
    found = await ledger.read(choices, concept)
    form = PlanForm(data, with_rule=True, agendas=found.agendas)
    if not form.ok or form.rule is None:
        return _form_page(request, found, form.shown())
    scope, allowance, most = form.rule
    code = await ledger.write(
        plan_workshop,
        concept=concept,
        title=form.title,
        place=form.place,
        date=form.day,
        languages=form.languages,
        node_ids=form.nodes,
        approve_first=form.approve_first,
        scope=scope,
        allowance=allowance,
        most=most,
        moderators=form.moderators,
        now=utc_now(),
        agenda=form.agenda,
    )
    return back_to(f"/workshops/{code}")


@get("/workshops/{code:str}")
async def workshop(
    request: AnyRequest, ledger: Ledger, settings: Settings, code: str
) -> Response[Any]:
    """Everything the office hands out: links, QR code, poster, console."""
    plan = await ledger.read(plan_of, normalise(code))
    return page(
        request,
        "workshops/plan/workshop.html",
        plan=plan,
        door=door(settings.public_url, plan.code, catalogues.words(QR_LABEL)),
        projector=f"{settings.public_url}/projector/{plan.projector_token}",
    )


@get("/workshops/{code:str}/edit")
async def edit_form(request: AnyRequest, ledger: Ledger, code: str) -> Response[Any]:
    plan = await ledger.read(plan_of, normalise(code))
    found = await ledger.read(choices, plan.concept)
    shown = stored_plan(plan, await ledger.read(chosen_nodes, plan.code))
    return _form_page(request, found, shown, plan)


@post("/workshops/{code:str}", status_code=200)
async def change_workshop(request: AnyRequest, ledger: Ledger, code: str) -> Response[Any]:
    plan = await ledger.read(plan_of, normalise(code))
    form = PlanForm(await request.form(), with_rule=not plan.rule.fixed)
    if not form.ok:
        return _form_page(request, await ledger.read(choices, plan.concept), form.shown(), plan)
    await ledger.write(
        edit_workshop,
        plan.code,
        title=form.title,
        place=form.place,
        date=form.day,
        languages=form.languages,
        node_ids=form.nodes,
        approve_first=form.approve_first,
        moderators=form.moderators,
        rule=form.rule,
    )
    return back_to(f"/workshops/{plan.code}")


@get("/workshops/{code:str}/poster")
async def poster(
    request: AnyRequest, ledger: Ledger, settings: Settings, code: str
) -> Response[Any]:
    """A page to print, in all languages of the workshop."""
    plan = await ledger.read(plan_of, normalise(code))
    return page(
        request,
        "workshops/plan/poster.html",
        plan=plan,
        door=door(settings.public_url, plan.code, catalogues.words(QR_LABEL)),
        lines=[_poster_line(plan, tag) for tag in plan.languages],
    )


def _poster_line(plan: Plan, tag: str) -> PosterLine:
    with catalogues.speaking(tag):
        return PosterLine(
            tag=tag,
            direction=LANGUAGES[tag].direction,
            scan=catalogues.words(SCAN),
            type_in=catalogues.words(TYPE),
            date=catalogues.long_date(plan.date) if plan.date else "",
        )


def _form_page(
    request: AnyRequest, found: Choices, form: Shown, plan: Plan | None = None
) -> Response[Any]:
    status = 422 if form.errors else 200
    return page(
        request,
        "workshops/plan/form.html",
        status,
        choices=found,
        counts=found.counts(),
        holds=found.holding(form.nodes),
        form=form,
        plan=plan,
    )


ROUTES = [
    workshop_list,
    new_workshop,
    create_workshop,
    workshop,
    edit_form,
    change_workshop,
    poster,
    *removal_routes.ROUTES,
]
