"""The integration office and its colleagues: who has an account, new ones, new links."""

from typing import Any

from litestar import Response, get, post

from app.accounts import rules, services
from app.accounts.forms import InvitationForm
from app.accounts.services import AccountView, EmailTaken
from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import say
from app.settings import Settings
from app.web.pages import AnyRequest, back_to, page

DONE = {"removed": say("The account is removed.")}


@get("/accounts")
async def account_list(request: AnyRequest, ledger: Ledger, staff: Staff) -> Response[Any]:
    return await _list(request, ledger, staff, InvitationForm())


@post("/accounts")
async def invite_colleague(
    request: AnyRequest, ledger: Ledger, staff: Staff, settings: Settings
) -> Response[Any]:
    form = InvitationForm(await request.form())
    if form.ok:
        who = {"email": form.email, "name": form.name, "role": form.role}
        try:
            view, token = await ledger.write(services.invite_new, **who, now=utc_now())
        except EmailTaken as taken:  # the one refusal that belongs beside a field
            form.refuse("email", taken.message)
        else:
            return _link_once(request, settings, view, token)
    return await _list(request, ledger, staff, form, 422)


@get("/accounts/{account_id:int}/invitation")
async def ask_for_new_link(
    request: AnyRequest, ledger: Ledger, staff: Staff, account_id: int
) -> Response[Any]:
    rules.check_reset(account_id=account_id, by=staff.id)
    view = await ledger.read(services.account, account_id)
    return page(request, "accounts/new_link.html", account=view)


@post("/accounts/{account_id:int}/invitation")
async def new_link(
    request: AnyRequest, ledger: Ledger, staff: Staff, settings: Settings, account_id: int
) -> Response[Any]:
    view, token = await ledger.write(services.reset, account_id, by=staff.id, now=utc_now())
    return _link_once(request, settings, view, token)


@get("/accounts/{account_id:int}/removal")
async def ask_before_removal(
    request: AnyRequest, ledger: Ledger, staff: Staff, account_id: int
) -> Response[Any]:
    view = await ledger.read(services.removable_account, account_id, by=staff.id)
    return page(request, "accounts/removal.html", account=view)


@post("/accounts/{account_id:int}/removal")
async def remove_colleague(ledger: Ledger, staff: Staff, account_id: int) -> Response[Any]:
    await ledger.write(services.remove_account, account_id, by=staff.id)
    return back_to("/accounts?done=removed")


async def _list(
    request: AnyRequest, ledger: Ledger, staff: Staff, form: InvitationForm, status: int = 200
) -> Response[Any]:
    return page(
        request,
        "accounts/accounts.html",
        status,
        accounts=await ledger.read(services.accounts),
        staff=staff,
        form=form,
        role_names=rules.ROLE_NAMES,
        now=utc_now(),
        done=DONE.get(request.query_params.get("done", "")),
    )


def _link_once(
    request: AnyRequest, settings: Settings, view: AccountView, token: str
) -> Response[Any]:
    """Answered directly, not after a redirect: the link must stand in no address and no cookie."""
    link = services.link(settings.public_url, token)
    return page(request, "accounts/link.html", account=view, link=link)


ROUTES = [
    account_list,
    invite_colleague,
    ask_for_new_link,
    new_link,
    ask_before_removal,
    remove_colleague,
]
