"""Signing in and out, by link and by password, and one's own page."""

import asyncio
import re
from collections.abc import Callable

import pytest
from litestar import Litestar

from app.accounts import passwords, services, sessions
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.web.security import Limits
from tests.app.accounts.cast import ANNA, PASSWORD, a_link, shown, sign_in, with_password
from tests.visitor import Visitor, forms

NewVisitor = Callable[..., Visitor]


async def password(visitor: Visitor, email: str, secret: str, path: str = "/sign-in") -> int:
    """Open the sign-in page and send it filled in; the status of the answer."""
    await visitor.get(path)
    return (await visitor.submit("/sign-in", {"email": email, "password": secret})).status_code


def without_tokens(html: str) -> str:
    for form in forms(html):
        for name, value in form.fields:
            if name == "_csrf_token":
                html = html.replace(value, "")
    return html


async def test_a_link_signs_in_and_offers_a_password(app: Litestar, visitor: Visitor) -> None:
    link = a_link(app)
    await visitor.get(link)
    assert "Welcome, Anna" in shown(visitor)
    await visitor.submit(link)
    assert visitor.path == "/account/password"
    await visitor.submit("/account/password", {"password": PASSWORD, "again": PASSWORD})
    assert visitor.path == "/account"
    assert "Your new password is saved." in shown(visitor)
    await visitor.submit("/sign-out")
    await password(visitor, ANNA, PASSWORD, "/sign-in?next=/account")
    assert visitor.path == "/account"


async def test_looking_at_a_link_does_not_use_it_up(app: Litestar, visitor: Visitor) -> None:
    link = a_link(app)
    for _ in range(3):
        answer = await visitor.get(link)
        assert answer.status_code == 200
        assert "staff" not in visitor.cookies


async def test_a_used_link_says_so(app: Litestar, new_visitor: NewVisitor) -> None:
    link, first, second = a_link(app), new_visitor(), new_visitor()
    await second.get(link)
    await sign_in(first, link)
    answer = await second.submit(link)
    assert answer.status_code == 404
    assert "This link does not work any more" in answer.text
    assert "staff" not in second.cookies
    assert (await second.get(link)).status_code == 404


async def test_an_old_link_and_an_invented_one_look_the_same(
    app: Litestar, visitor: Visitor
) -> None:
    link = a_link(app, weeks_ago=1)
    old = await visitor.get(link)
    invented = await visitor.get("/invitations/x" + link[14:])
    assert old.status_code == invented.status_code == 404
    assert "This link does not work any more" in old.text
    assert (await visitor.post(link)).status_code == 404


async def test_two_people_who_press_the_button_at_once_are_one(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    link, pair = a_link(app), (new_visitor(), new_visitor())
    for one in pair:
        await one.get(link)
    answers = await asyncio.gather(*(one.submit(link) for one in pair))
    assert sorted(answer.status_code for answer in answers) == [200, 404]
    assert sum("staff" in one.cookies for one in pair) == 1


async def test_a_link_for_another_says_that_this_session_ends(
    app: Litestar, visitor: Visitor
) -> None:
    await sign_in(visitor, a_link(app))
    first, link = visitor.cookies["staff"], a_link(app, name="Ben", role="moderator")
    await visitor.get(link)
    assert "This browser is signed in as Anna." in shown(visitor)
    await visitor.submit(link)
    assert visitor.cookies["staff"] != first
    assert app.state.ledger.read_now(sessions.staff_of, first, utc_now()) is None


async def test_wrong_passwords_and_unknown_addresses_get_the_same_answer(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    with_password(app)
    a_link(app, name="Ben")  # known, without a password
    pages = []
    for email in (ANNA, "nobody@example.org", "ben@example.org"):
        visitor = new_visitor()
        assert await password(visitor, email, "not the password") == 422
        assert "staff" not in visitor.cookies
        pages.append(without_tokens(shown(visitor)).replace(email, ""))
    assert pages[0] == pages[1] == pages[2]
    assert "The e-mail address or the password is not right." in pages[0]


async def test_what_was_typed_stays_but_never_the_password(visitor: Visitor) -> None:
    await password(visitor, "Anna@Example.org", "my secret words")
    fields = dict(next(f for f in forms(shown(visitor)) if f.action == "/sign-in").fields)
    assert fields["email"] == "Anna@Example.org"
    assert "my secret words" not in shown(visitor)


async def test_an_empty_field_is_named_and_costs_no_attempt(visitor: Visitor) -> None:
    assert await password(visitor, "", "") == 422
    assert shown(visitor).count("Please fill this in.") == 2


async def test_after_too_many_attempts_even_the_right_password_waits(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    with_password(app)
    limits: Limits = app.state.limits
    for _ in range(limits.SIGN_IN.amount):
        limits.sign_in(ANNA, "198.51.100.1")
    visitor = new_visitor()
    assert await password(visitor, ANNA.upper(), PASSWORD) == 429
    assert "There were too many attempts." in shown(visitor)
    assert ANNA.upper() in shown(visitor)
    assert await password(visitor, "ben@example.org", PASSWORD) == 422


async def test_one_address_cannot_try_all_accounts(app: Litestar, new_visitor: NewVisitor) -> None:
    with_password(app)
    limits: Limits = app.state.limits
    for number in range(limits.SIGN_IN_ADDRESS.amount):
        limits.sign_in(f"{number}@example.org", "198.51.100.1")
    assert await password(new_visitor(address="198.51.100.1"), ANNA, PASSWORD) == 429
    elsewhere = new_visitor(address="198.51.100.2")
    await password(elsewhere, ANNA, PASSWORD, "/sign-in?next=/account")
    assert elsewhere.path == "/account"


async def test_a_link_still_works_while_passwords_must_wait(
    app: Litestar, visitor: Visitor
) -> None:
    link = a_link(app)
    limits: Limits = app.state.limits
    for _ in range(limits.SIGN_IN.amount):
        limits.sign_in(ANNA, "192.0.2.7")
    await sign_in(visitor, link)
    assert "staff" in visitor.cookies


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
async def test_signing_in_leads_to_no_other_site(
    app: Litestar, visitor: Visitor, target: str
) -> None:
    with_password(app)
    await visitor.get("/sign-in", params={"next": target})
    data = {"email": ANNA, "password": PASSWORD, "next": target}
    answer = await visitor.submit("/sign-in", data, follow_redirects=False)
    assert answer.headers["location"] == "/workshops"
    again = await visitor.get("/sign-in", params={"next": target}, follow_redirects=False)
    assert again.headers["location"] == "/workshops"


async def test_nobody_is_asked_to_sign_in_and_comes_back(app: Litestar, visitor: Visitor) -> None:
    with_password(app)
    await visitor.get("/accounts")
    assert visitor.path == "/sign-in"
    await visitor.submit("/language", {"language": "en"})
    await visitor.submit("/sign-in", {"email": ANNA, "password": PASSWORD})
    assert visitor.path == "/accounts"


async def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(
    app: Litestar, visitor: Visitor
) -> None:
    link = a_link(app)
    await visitor.get(link)
    answer = await visitor.submit(link, follow_redirects=False)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("staff="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=2592000" in cookie
    assert "Secure" not in cookie


async def test_behind_tls_the_cookie_is_secure(app: Litestar) -> None:
    object.__setattr__(app.state.settings, "public_url", "https://dots.example.org")
    visitor, link = Visitor(app), a_link(app)
    await visitor.get(link)
    answer = await visitor.submit(link, follow_redirects=False)
    await visitor.close()
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("staff="))
    assert "Secure" in cookie


async def test_sign_out_ends_the_session_and_takes_the_cookie(
    app: Litestar, visitor: Visitor
) -> None:
    await sign_in(visitor, a_link(app))
    token = visitor.cookies["staff"]
    await visitor.submit("/sign-out")
    assert "staff" not in visitor.cookies
    assert app.state.ledger.read_now(sessions.staff_of, token, utc_now()) is None
    await visitor.get("/account")
    assert visitor.path == "/sign-in"


async def test_a_revoked_browser_is_asked_to_sign_in(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    here, elsewhere = new_visitor(), new_visitor()
    await sign_in(elsewhere, a_link(app))
    await sign_in(here, a_link(app))
    await here.get("/account")
    assert shown(here).count("this browser") == 1
    removal = next(f.action for f in forms(shown(here)) if "/browsers/" in f.action)
    await here.submit(removal)
    assert here.path == "/account"
    assert "That browser is signed out." in shown(here)
    await elsewhere.get("/account")
    assert elsewhere.path == "/sign-in"


async def test_sign_out_everywhere_else_keeps_this_browser(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    here, elsewhere = new_visitor(), new_visitor()
    await sign_in(elsewhere, a_link(app))
    await sign_in(here, a_link(app))
    await here.get("/account")
    await here.submit("/account/other-browsers/removal")
    assert here.path == "/account"
    await elsewhere.get("/account")
    assert elsewhere.path == "/sign-in"


async def test_nobody_signs_a_colleague_s_browser_out(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    anna, ben = new_visitor(), new_visitor()
    await sign_in(anna, a_link(app))
    await sign_in(ben, a_link(app, name="Ben"))
    ledger: Ledger = app.state.ledger
    who = ledger.read_now(sessions.staff_of, ben.cookies["staff"], utc_now())
    assert who
    assert (await anna.post(f"/account/browsers/{who.session_id}/removal")).status_code == 404
    assert ledger.read_now(sessions.staff_of, ben.cookies["staff"], utc_now())


async def test_a_new_password_needs_the_current_one(app: Litestar, visitor: Visitor) -> None:
    with_password(app)
    await password(visitor, ANNA, PASSWORD, "/sign-in?next=/account/password")
    new = {"password": "vier neue kleine Worte", "again": "vier neue kleine Worte"}
    answer = await visitor.submit("/account/password", {"current": "wrong one", **new})
    assert answer.status_code == 422
    assert "This is not your current password." in answer.text
    assert "wrong one" not in answer.text
    await visitor.submit("/account/password", {"current": PASSWORD, **new})
    assert visitor.path == "/account"
    stored = app.state.ledger.read_now(sessions.known, ANNA).password_hash
    assert passwords.matches_now(stored, "vier neue kleine Worte")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "too short", "again": "too short"}, "at least 12 characters"),
        ({"password": PASSWORD, "again": PASSWORD + "!"}, "This is not the same."),
        ({"password": ANNA, "again": ANNA}, "too easy to guess"),
    ],
)
async def test_a_bad_password_is_refused_beside_its_field(
    app: Litestar, visitor: Visitor, typed: dict[str, str], said: str
) -> None:
    await sign_in(visitor, a_link(app))
    answer = await visitor.submit("/account/password", typed)
    assert answer.status_code == 422
    assert said in answer.text
    fields = re.findall(r'<input[^>]* type="password"[^>]*>', answer.text)
    assert len(fields) == 2
    assert not any("value=" in one for one in fields)


async def test_guessing_the_current_password_is_limited(app: Litestar, visitor: Visitor) -> None:
    with_password(app)
    await password(visitor, ANNA, PASSWORD, "/sign-in?next=/account/password")
    for _ in range(app.state.limits.SIGN_IN.amount - 1):
        app.state.limits.sign_in(ANNA, "192.0.2.7")
    new = {"password": "vier neue kleine Worte", "again": "vier neue kleine Worte"}
    answer = await visitor.submit("/account/password", {"current": PASSWORD, **new})
    assert answer.status_code == 429


async def test_a_form_without_its_token_is_refused(app: Litestar, visitor: Visitor) -> None:
    link = a_link(app)
    await visitor.get(link)
    answer = await visitor.post(link, {"_csrf_token": ""})
    assert answer.status_code == 403
    assert app.state.ledger.read_now(services.account_by_email, ANNA).invited_until


async def test_no_secret_and_no_person_is_logged(
    app: Litestar, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "klebepunkt")
    caplog.set_level("DEBUG", "app")
    link = a_link(app)
    await sign_in(visitor, link)
    await visitor.submit("/account/password", {"password": PASSWORD, "again": PASSWORD})
    await visitor.submit("/sign-out")
    await password(visitor, ANNA, "my secret words")
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("httpx")]
    for secret in (ANNA, PASSWORD, "my secret words", link[13:], "Anna"):
        assert not any(secret in line for line in ours)
