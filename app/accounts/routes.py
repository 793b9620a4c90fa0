"""Signing in and out, and one's own page."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post

from app.accounts import passwords, rules, sessions
from app.accounts.forms import PasswordForm, SignInForm
from app.accounts.sessions import Known, SignedIn, Staff
from app.accounts.visitor import COOKIE, session_cookie, start_page, visitor_of
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Message, Missing, Refused, say
from app.web.forms import Form
from app.web.home import local_path
from app.web.pages import AnyRequest, back_to, page
from app.web.security import Limits

WRONG = say(
    "The e-mail address or the password is not right. "
    "Without a password, ask the integration office for a new link."
)
TOO_OFTEN = say(
    "There were too many attempts. Please wait 15 minutes, "
    "or ask the integration office for a new link."
)
OVERTAKEN = say(
    "Your password was changed somewhere else in the meantime, so nothing was saved. "
    "If that was not you, ask the integration office for a new link."
)
DONE = {
    "password": say("Your new password is saved. All other browsers are signed out."),
    "browser": say("That browser is signed out."),
    "others": say("All other browsers are signed out."),
}


@get("/sign-in")
async def sign_in_page(request: AnyRequest) -> Response[Any]:
    target = local_path(request.query_params.get("next", "/"))
    if staff := await visitor_of(request):
        return back_to(_onward(target, staff.role))
    return _sign_in_page(request, SignInForm(), target)


@post("/sign-in")
async def sign_in(request: AnyRequest, ledger: Ledger, limits: Limits) -> Response[Any]:
    form = SignInForm(await request.form())
    target = local_path(form.values.get("next", "/"))
    if not form.ok:
        return _sign_in_page(request, form, target, status=422)
    if not _may_try(request, limits, form.email):
        return _sign_in_page(request, form, target, TOO_OFTEN, 429)
    # Unknown addresses are checked, too: neither the answer nor its time tells them apart.
    proven = await ledger.read(sessions.known, form.email)
    if await passwords.matches(proven.password_hash, form.password):
        signed_in = await ledger.write(
            sessions.sign_in_with_password, proven, now=utc_now(), instead_of=_old_token(request)
        )
        if signed_in:
            return _enter(request, signed_in, _onward(target, signed_in.role))
    return _sign_in_page(request, form, target, WRONG, 422)


@get("/invitations/{token:str}")
async def invitation(request: AnyRequest, ledger: Ledger, token: str) -> Response[Any]:
    """One button. Looking uses nothing up, since mail programs and messengers look, too."""
    name = await ledger.read(sessions.invited_name, token, utc_now())
    if name is None:
        return _dead_link(request)
    signed_in = await visitor_of(request)
    return page(request, "accounts/invitation.html", name=name, signed_in=signed_in)


@post("/invitations/{token:str}")
async def accept_invitation(request: AnyRequest, ledger: Ledger, token: str) -> Response[Any]:
    try:
        signed_in = await ledger.write(
            sessions.sign_in_with_link, token, now=utc_now(), instead_of=_old_token(request)
        )
    except Missing:
        return _dead_link(request)
    onward = start_page(signed_in.role) if signed_in.has_password else "/account/password"
    return _enter(request, signed_in, onward)


@post("/sign-out")
async def sign_out(request: AnyRequest, ledger: Ledger) -> Response[Any]:
    if token := _old_token(request):
        await ledger.write(sessions.sign_out, token)
    answer = back_to("/sign-in")
    answer.cookies.append(session_cookie(request, ""))
    return answer


@get("/account")
async def own_page(request: AnyRequest, ledger: Ledger, staff: Staff) -> Response[Any]:
    known = await ledger.read(sessions.known, staff.email)
    return page(
        request,
        "accounts/account.html",
        staff=staff,
        has_password=known.password_hash is not None,
        browsers=await ledger.read(sessions.browsers, staff.id, utc_now()),
        role_names=rules.ROLE_NAMES,
        done=DONE.get(request.query_params.get("done", "")),
    )


@get("/account/password")
async def password_page(request: AnyRequest, ledger: Ledger, staff: Staff) -> Response[Any]:
    return _password_page(request, staff, await ledger.read(sessions.known, staff.email), Form())


@post("/account/password")
async def choose_password(
    request: AnyRequest, ledger: Ledger, limits: Limits, staff: Staff
) -> Response[Any]:
    """The current password is asked for, unless there is none: after an invitation or a reset."""
    proven = await ledger.read(sessions.known, staff.email)
    needs_current = proven.password_hash is not None
    form = PasswordForm(await request.form(), email=staff.email, needs_current=needs_current)
    if form.ok and needs_current:
        if not _may_try(request, limits, staff.email):
            form.refuse("current", TOO_OFTEN)
            return _password_page(request, staff, proven, form, 429)
        if not await passwords.matches(proven.password_hash, form.current):
            form.refuse("current", say("This is not your current password."))
    if not form.ok:
        return _password_page(request, staff, proven, form, 422)
    password_hash = await passwords.hashed(form.password)
    if not await ledger.write(
        sessions.set_password, staff, password_hash=password_hash, proven=proven
    ):
        raise Refused(OVERTAKEN)
    return back_to("/account?done=password")


@post("/account/browsers/{browser_id:int}/removal")
async def sign_browser_out(ledger: Ledger, staff: Staff, browser_id: int) -> Response[Any]:
    await ledger.write(sessions.revoke, staff.id, browser_id)
    return back_to("/account?done=browser")


@post("/account/other-browsers/removal")
async def sign_others_out(ledger: Ledger, staff: Staff) -> Response[Any]:
    await ledger.write(sessions.sign_out_everywhere, staff.id, but=staff.session_id)
    return back_to("/account?done=others")


def _sign_in_page(
    request: AnyRequest,
    form: SignInForm,
    target: str,
    trouble: Message | None = None,
    status: int = 200,
) -> Response[Any]:
    # The language menu comes back to `path`: it must not forget where the person wanted to go.
    path = f"/sign-in?{urlencode({'next': target})}" if target != "/" else "/sign-in"
    context = {"form": form, "target": target, "trouble": trouble, "path": path}
    return page(request, "accounts/sign_in.html", status, **context)


def _password_page(
    request: AnyRequest, staff: Staff, proven: Known, form: Form, status: int = 200
) -> Response[Any]:
    return page(
        request,
        "accounts/password.html",
        status,
        staff=staff,
        has_password=proven.password_hash is not None,
        form=form,
        start=start_page(staff.role),
    )


def _dead_link(request: AnyRequest) -> Response[Any]:
    """Used, replaced, run out or never there: all look the same."""
    return page(request, "accounts/dead_link.html", 404)


def _enter(request: AnyRequest, signed_in: SignedIn, onward: str) -> Response[Any]:
    answer = back_to(onward)
    answer.cookies.append(session_cookie(request, signed_in.token))
    return answer


def _onward(target: str, role: str) -> str:
    return start_page(role) if target == "/" else target


def _old_token(request: AnyRequest) -> str:
    return request.cookies.get(COOKIE, "")


def _may_try(request: AnyRequest, limits: Limits, email: str) -> bool:
    try:
        limits.sign_in(email, request.client.host if request.client else "")
    except Refused:
        return False
    return True


ROUTES = [
    sign_in_page,
    sign_in,
    invitation,
    accept_invitation,
    sign_out,
    own_page,
    password_page,
    choose_password,
    sign_browser_out,
    sign_others_out,
]
