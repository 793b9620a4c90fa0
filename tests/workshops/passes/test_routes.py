"""Handing over by a link, and everybody whom a pass must not let in."""

import asyncio
import datetime as dt
import logging
import re

import pytest
from httpx import Response
from litestar import Litestar
from sqlalchemy import select, update

from app.access import ACCESS, Who
from app.database.base import utc_now
from app.web.security import Limits
from tests.builders import Cast, a_measure, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor, forms
from tests.workshops.moderation.test_routes import a_room_with_an_idea, addresses, ask
from tests.workshops.people import join, moderate, sign_in_as
from workshops.journal.services import journal
from workshops.models import Measure, Pass
from workshops.passes.reads import passes_of
from workshops.passes.services import make_pass, revoke_pass


async def hand_over(me: Visitor, cast: Cast, role: str = "moderator", name: str = "Sema") -> str:
    """The address of the link that this moderator makes."""
    page = f"/moderation/{cast.code}/passes"
    await me.get(page)
    await me.submit(page, {"name": name, "role": role, "lasts": "evening"})
    found = re.search(r"http://testserver(/passes/[\w-]{32})\s*</textarea>", me.text)
    assert found, me.text
    return found[1]


async def come_in(visitor: Visitor, link: str) -> Visitor:
    await visitor.get(link)
    await visitor.submit(link)
    return visitor


def a_helper(app: Litestar, cast: Cast, role: str) -> tuple[int, dict[str, str]]:
    """A pass that was opened, and the cookie of the browser it was opened in."""
    made = app.state.ledger.write_now(
        make_pass, cast.id, name="Sema", role=role, lasts="hour", by="Anna", now=utc_now()
    )
    return made.id, {f"pass-{cast.code}": made.secret}


def with_pass(visitor: Visitor, cookies: dict[str, str]) -> Visitor:
    for name, value in cookies.items():
        visitor.cookies.set(name, value)
    return visitor


async def test_a_second_device_runs_the_room_without_an_account(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea, approve_first=True)
    me = await moderate(app, new_visitor(), cast)
    link = await hand_over(me, cast)
    other = await come_in(new_visitor(), link)
    assert other.path == f"/moderation/{cast.code}"
    assert "Sema" in other.text
    await other.submit(f"/moderation/{cast.code}/measures/{idea}/state", {"state": "approved"})
    done = app.state.ledger.read_now(journal, cast.id)[0]
    assert (done.by, done.role) == ("Sema", "moderator")
    further = await hand_over(other, cast, name="Cem")  # the first laptop may be dead by now
    assert (await come_in(new_visitor(), further)).path == f"/moderation/{cast.code}"


async def test_looking_at_a_link_is_not_yet_coming_in(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    link = await hand_over(me, cast)
    curious = new_visitor()
    shown = await curious.get(link)
    assert "Integrationsworkshop Kieferstadt" in shown.text
    assert not [name for name in curious.cookies if name.startswith("pass-")]
    assert (await ask(curious, "GET", f"/moderation/{cast.code}")) == 303
    assert "not yet" in (await me.get(f"/moderation/{cast.code}/passes")).text


async def test_the_cookie_is_kept_from_scripts_and_other_sites(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    link = await hand_over(me, cast)
    other = new_visitor()
    await other.get(link)
    answer = await other.submit(link, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"pass-{cast.code}=")
    for mark in ("HttpOnly", "SameSite=lax", "Path=/moderation", "Max-Age=43"):
        assert mark in cookie


async def test_the_secret_is_shown_once_and_written_nowhere(
    app: Litestar, new_visitor: NewVisitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    link = await hand_over(me, cast)
    secret = link.rpartition("/")[2]
    for path in ("", "/passes", "/journal"):
        assert secret not in (await me.get(f"/moderation/{cast.code}{path}")).text
    await come_in(new_visitor(), link)
    own = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    assert not [text for text in own if secret in text]


async def test_loading_the_page_of_a_link_again_makes_no_second_one(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, visitor, cast)
    await me.get(base := f"/moderation/{cast.code}/passes")
    [form] = [form for form in forms(me.text) if form.action == base]
    sent = {**dict(form.fields), "name": "Sema"}
    first, again = [links_in(await me.post(base, sent)) for _ in range(2)]
    other = links_in(await me.post(base, {**sent, "name": "Cem"}))  # back, and another name
    assert first == again != other
    line = app.state.ledger.read_now(passes_of, cast.id, utc_now())[-1]
    await me.post(f"{base}/{line.id}/revocation")
    assert links_in(await me.post(base, sent)) != first
    names = [line.name for line in app.state.ledger.read_now(passes_of, cast.id, utc_now())]
    assert sorted(names) == ["Cem", "Sema", "Sema"]


def links_in(answer: Response) -> set[str]:
    return set(re.findall(r"/passes/[\w-]{32}", answer.text))


@pytest.mark.parametrize("end", ["revoked", "expired"])
async def test_whose_pass_has_ended_is_out_at_once(
    app: Litestar, new_visitor: NewVisitor, end: str
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    id, cookies = a_helper(app, cast, "moderator")
    gone = with_pass(new_visitor(), cookies)
    assert (await gone.get(f"/moderation/{cast.code}")).status_code == 200
    if end == "revoked":
        app.state.ledger.write_now(revoke_pass, cast.id, id, now=utc_now())
    else:
        past = utc_now() - dt.timedelta(seconds=1)
        app.state.ledger.write_now(
            lambda session: session.execute(update(Pass).values(expires_at=past))
        )
    for method, path in addresses(cast, idea):
        assert await ask(gone, method, path) == 403, (method, path)
    shown = await gone.get(f"/moderation/{cast.code}")
    assert "Your access to this workshop has ended" in shown.text
    link = f"/passes/{next(iter(cookies.values()))}"
    assert (await gone.get(link)).status_code == 404
    assert (await gone.post(link)).status_code == 404


async def test_the_streams_of_who_is_revoked_end_at_once(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    id, cookies = a_helper(app, cast, "moderator")
    other = with_pass(new_visitor(), cookies)
    paths = ("live", "journal/live", "texts/live")
    watching = [
        asyncio.create_task(other.get(f"/moderation/{cast.code}/{path}", htmx=True))
        for path in paths
    ]
    while app.state.hub.known() < len(paths):
        await asyncio.sleep(0)
    await app.state.ledger.write(revoke_pass, cast.id, id, now=utc_now())
    for stream in watching:  # before the next heartbeat, which is far away
        assert (await stream).status_code == 200


async def test_a_pass_of_another_workshop_is_none(app: Litestar, new_visitor: NewVisitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    other = app.state.ledger.write_now(a_workshop)
    _, cookies = a_helper(app, other, "moderator")
    secret = next(iter(cookies.values()))
    wrong = with_pass(new_visitor(), {**cookies, f"pass-{cast.code}": secret})
    for method, path in addresses(cast, idea):
        assert await ask(wrong, method, path) == 303, (method, path)


async def test_a_made_up_secret_is_none(app: Litestar, new_visitor: NewVisitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    for secret in ("A" * 32, "", "short", "ü" * 3):
        wrong = new_visitor()
        if secret.isascii():
            wrong.cookies.set(f"pass-{cast.code}", secret)
        assert await ask(wrong, "GET", f"/moderation/{cast.code}") == 303
        assert (await wrong.get(f"/passes/{secret or 'x'}")).status_code == 404


async def test_an_interpreter_reaches_nothing_but_the_texts(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    _, cookies = a_helper(app, cast, "interpreter")
    her = with_pass(new_visitor(), cookies)
    for method, path in addresses(cast, idea):
        assert await ask(her, method, path) == 404, (method, path)
    assert (await her.get(f"/moderation/{cast.code}/texts")).status_code == 200


@pytest.mark.parametrize("role", ["moderator", "interpreter"])
async def test_a_pass_opens_no_page_of_the_office(
    app: Litestar, new_visitor: NewVisitor, role: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    _, cookies = a_helper(app, cast, role)
    helper = with_pass(new_visitor(), cookies)
    for line, who in ACCESS.items():
        if who in (Who.OFFICE, Who.STAFF) and "{" not in line:
            method, path = line.split()
            assert await ask(helper, method, path) == 303, line


async def test_participants_and_strangers_do_not_reach_the_texts(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    values = {"code": cast.code, "measure_id": idea, "node_id": cast.one_field, "tag": "ar"}
    values |= {"action_id": 1}
    lines = [line for line, who in ACCESS.items() if who is Who.INTERPRETER]
    for wrong in (new_visitor(), await join(new_visitor(), cast)):
        for line in lines:
            method, path = line.format(**values).split()
            assert await ask(wrong, method, path) == 303, line
    other = app.state.ledger.write_now(a_workshop)
    foreign = await moderate(app, new_visitor(), other)
    for line in lines:
        method, path = line.format(**values).split()
        assert await ask(foreign, method, path) == 404, line


async def test_an_account_stays_signed_in_beside_a_pass(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, own = app.state.ledger.write_now(a_workshop), app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    link = await hand_over(me, cast)
    other = await moderate(app, new_visitor(), own, "Moritz")
    shown = await other.get(link)
    assert "signed in as Moritz, and stays so" in shown.text
    await other.submit(link)
    assert other.path == f"/moderation/{cast.code}"
    assert (await other.get(f"/moderation/{own.code}")).status_code == 200


async def test_a_helper_ends_on_this_device_and_the_link_goes_on_working(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    link = await hand_over(me, cast)
    other = await come_in(new_visitor(), link)
    await other.submit(f"/moderation/{cast.code}/leaving")
    assert await ask(other, "GET", f"/moderation/{cast.code}") == 303
    assert (await come_in(other, link)).path == f"/moderation/{cast.code}"


async def test_a_nameless_link_is_refused_beside_its_field(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    path = f"/moderation/{cast.code}/passes"
    for wrong in (
        {"name": " ", "role": "moderator", "lasts": "hour"},
        {"name": "Sema", "role": "office", "lasts": "hour"},
        {"name": "Sema", "role": "moderator", "lasts": "year"},
    ):
        answer = await me.post(path, wrong)
        assert answer.status_code == 422
        assert 'class="error"' in answer.text
    assert app.state.ledger.read_now(lambda s: s.scalars(select(Pass.id)).all()) == []


async def test_links_cannot_be_tried_out_without_end(
    app: Litestar, new_visitor: NewVisitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limits import RateLimitItemPerMinute

    monkeypatch.setattr(Limits, "LINK", RateLimitItemPerMinute(3, 15))
    guesser = new_visitor(address="198.51.100.9")
    found = [(await guesser.get(f"/passes/{'A' * 31}{n}")).status_code for n in range(5)]
    assert found == [404, 404, 404, 429, 429]


async def test_what_helpers_did_is_listed_and_undone_by_others(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    idea = app.state.ledger.write_now(a_measure, cast.one_field, "Ein Fest", workshop_id=cast.id)
    me = await moderate(app, new_visitor(), cast)
    other = await come_in(new_visitor(), await hand_over(me, cast))
    await other.post(f"/moderation/{cast.code}/measures/{idea}/state", {"state": "hidden"})
    page = f"/moderation/{cast.code}/journal"
    shown = await me.get(page)
    assert "Ein Fest" in shown.text
    assert "Sema" in shown.text
    action = re.search(r"/actions/(\d+)/undoing", shown.text)
    assert action
    await me.submit(f"/moderation/{cast.code}/actions/{action[1]}/undoing")
    assert me.path == page
    assert "undone by Miriam" in me.text
    state = app.state.ledger.read_now(lambda s: s.get_one(Measure, idea).state)
    assert state == "approved"
    again = await me.post(f"/moderation/{cast.code}/actions/{action[1]}/undoing")
    assert again.status_code == 409
    assert "This has been undone already." in again.text


async def test_a_signed_out_account_is_asked_to_sign_in(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await sign_in_as(app, visitor, "Olga", role="office")
    await visitor.get("/account")
    await visitor.submit("/sign-out")
    assert await ask(visitor, "GET", f"/moderation/{cast.code}") == 303
