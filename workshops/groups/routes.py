"""The moderator makes the groups of a workshop, and says who is in them: in numbers."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from app.database.ledger import Ledger
from app.refused import Missing
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, back_to, page
from workshops.agenda.editing import insert_step
from workshops.agenda.room import GROUPS
from workshops.groups.editor import GroupShown, GroupsPage, group_shown, groups_page
from workshops.groups.forms import GroupForm, read_id
from workshops.groups.running import assign_rest, bring_groups, let_choose
from workshops.groups.services import (
    add_group,
    change_group,
    make_groups,
    remove_group,
    return_group,
)
from workshops.moderation.answers import address, after_change
from workshops.moderation.visitor import do, workshop_of

CHANGES = {"removal": remove_group, "restoration": return_group}


@get("/moderation/{code:str}/groups")
async def list_groups(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """All groups, those that were removed, and the form for a new one."""
    return _page(request, await ledger.read(groups_page, workshop_of(request)))


@post("/moderation/{code:str}/groups", status_code=200)
async def add(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    """One more group, or what is wrong with it beside its field."""
    shown = await ledger.read(groups_page, workshop_of(request))
    form = GroupForm(await request.form(), [one.key for one in shown.templates])
    if not form.ok:
        return _page(request, shown, form)
    await do(
        request,
        ledger,
        add_group,
        title=form.title,
        place=form.place,
        node_ids=form.nodes,
        template=form.template,
    )
    return _back(request)


@post("/moderation/{code:str}/groups/fields")
async def by_field(request: AnyRequest, ledger: Ledger) -> Redirect:
    """One group for each field, in one click."""
    await do(request, ledger, make_groups)
    return _back(request)


@post("/moderation/{code:str}/groups/step")
async def plan(request: AnyRequest, ledger: Ledger) -> Redirect:
    """Put the group work into the agenda, behind the step that the room is in."""
    shown = await ledger.read(groups_page, workshop_of(request))
    if shown.board.step is None:
        after = shown.room.position
        await do(request, ledger, insert_step, after=after, kind=GROUPS)
    return _back(request)


@put_or_post("/moderation/{code:str}/groups/choice")
async def set_choice(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Whether people choose their group themselves."""
    form = Form(await request.form())
    wanted = form.choice("choose", ("yes", "no"))
    if not form.ok:
        raise Missing
    await do(request, ledger, let_choose, wanted == "yes")
    return await _after(request, ledger, settings, form)


@put_or_post("/moderation/{code:str}/groups/assignment")
async def assign(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Give everybody who has no group one."""
    form = Form(await request.form())
    await do(request, ledger, assign_rest)
    return await _after(request, ledger, settings, form)


@put_or_post("/moderation/{code:str}/groups/position")
async def bring(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """Bring all groups to their step of one kind."""
    form = Form(await request.form())
    kind = form.values.get("kind", "")
    await do(request, ledger, bring_groups, kind)
    return await _after(request, ledger, settings, form)


@get("/moderation/{code:str}/groups/{group_id:int}")
async def edit_form(request: AnyRequest, ledger: Ledger, group_id: int) -> Response[Any]:
    """Name, place and fields of one group."""
    return _form(request, await ledger.read(group_shown, workshop_of(request), group_id))


@post("/moderation/{code:str}/groups/{group_id:int}", status_code=200)
async def change(request: AnyRequest, ledger: Ledger, group_id: int) -> Response[Any]:
    """Store them, or say beside the field what is wrong."""
    shown = await ledger.read(group_shown, workshop_of(request), group_id)
    form = GroupForm(await request.form())
    if not form.ok:
        return _form(request, shown, form)
    await do(
        request,
        ledger,
        change_group,
        group_id,
        title=form.title,
        place=form.place,
        node_ids=form.nodes,
    )
    return _back(request)


@post("/moderation/{code:str}/groups/state")
async def set_state(request: AnyRequest, ledger: Ledger) -> Redirect:
    """Take a group away, or bring one back: `removal` or `restoration` is its id."""
    form = Form(await request.form())
    for name, verb in CHANGES.items():
        group_id = read_id(form, name)
        if group_id is not None:
            await do(request, ledger, verb, group_id)
            return _back(request)
    raise Missing


def _back(request: AnyRequest) -> Redirect:
    return back_to(f"{address(request)}/groups")


async def _after(
    request: AnyRequest, ledger: Ledger, settings: Settings, form: Form
) -> Response[Any]:
    """The page that the button stood on."""
    if form.values.get("page") == "groups":
        return _back(request)
    return await after_change(request, ledger, settings)


def _page(request: AnyRequest, shown: GroupsPage, form: GroupForm | None = None) -> Response[Any]:
    return page(
        request,
        "workshops/groups/groups.html",
        422 if form else 200,
        room=shown.room,
        board=shown.board,
        templates=shown.templates,
        form=form,
        base=address(request),
    )


def _form(request: AnyRequest, shown: GroupShown, form: GroupForm | None = None) -> Response[Any]:
    return page(
        request,
        "workshops/groups/group.html",
        422 if form else 200,
        room=shown.room,
        group=shown,
        form=form,
        base=address(request),
    )


ROUTES = [
    list_groups,
    add,
    by_field,
    plan,
    set_choice,
    assign,
    bring,
    edit_form,
    change,
    set_state,
]
