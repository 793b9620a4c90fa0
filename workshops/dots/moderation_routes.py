"""The moderator sees and changes the rule of a vote: how many dots, on what, and whose."""

from typing import Any

from litestar import Response, get

from app.database.ledger import Ledger
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest, fragment, is_htmx
from workshops.dots.effects import effect_of
from workshops.dots.rule_form import RuleForm, read_rule, rule_form, typed
from workshops.dots.services import set_rule
from workshops.moderation.answers import address, after_change, console_page
from workshops.moderation.visitor import do, workshop_of


@get("/moderation/{code:str}/steps/{step_id:int}/rule")
async def open_form(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[str]:
    """The form with the present rule."""
    form = await ledger.read(rule_form, workshop_of(request), step_id)
    return await _form(request, ledger, settings, form)


@put_or_post("/moderation/{code:str}/steps/{step_id:int}/rule")
async def change(
    request: AnyRequest, ledger: Ledger, settings: Settings, step_id: int
) -> Response[Any]:
    """Store the rule, or say beside the field what is wrong with it.

    While the vote is open, first say what it does to people's dots, and ask.
    """
    workshop_id = workshop_of(request)
    form = await ledger.read(rule_form, workshop_id, step_id)
    new = read_rule(Form(await request.form()), form)
    if not new.form.ok or new.most is None:
        return await _form(request, ledger, settings, typed(form, new))
    if not new.seen:
        effect = await ledger.read(
            effect_of,
            workshop_id,
            step_id,
            scope=new.scope,
            allowance=new.allowance,
            most=new.most,
            ballot=new.ballot,
        )
        if effect:
            return await _form(request, ledger, settings, typed(form, new, effect.sentences()))
    await do(
        request,
        ledger,
        set_rule,
        step_id,
        scope=new.scope,
        allowance=new.allowance,
        most=new.most,
        ballot=new.ballot,
        group_id=new.group,
        seen=new.seen,
    )
    return await after_change(request, ledger, settings, closes="edit-rule")


async def _form(
    request: AnyRequest, ledger: Ledger, settings: Settings, form: RuleForm
) -> Response[str]:
    status = 422 if form.errors else 200
    if not is_htmx(request):
        return await console_page(request, ledger, settings, status, editing={"rule": form})
    context = {"editing": {"rule": form}, "base": address(request)}
    return fragment(request, "workshops/moderation/_rule.html", status, **context)


ROUTES = [open_form, change]
