"""From the code to the page of the step, and everybody who must not get there."""

import re

import brotli
import pytest
from litestar import Litestar
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import ACCESS, Who
from app.web.assets import FOLDER
from app.web.security import Limits
from tests.builders import NOW, Cast, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.ratings.rooms import a_rating
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to
from workshops.dots.reads import ballot_of
from workshops.followup.services import publish
from workshops.measures.services import own_proposals
from workshops.models import Dots, Participant
from workshops.participants.cookie import COOKIE
from workshops.participants.guest import Guest

LINES = [line for line, who in ACCESS.items() if who is Who.PARTICIPANT]


def people_in(session: Session, cast: Cast) -> int:
    query = select(func.count()).where(Participant.workshop_id == cast.id)
    return session.scalar(query) or 0


def only_guest(session: Session, cast: Cast) -> Guest:
    found = session.scalars(select(Participant.id).where(Participant.workshop_id == cast.id)).one()
    return Guest(found, cast.id, cast.code)


def all_dots(session: Session) -> int:
    return session.scalar(select(func.coalesce(func.sum(Dots.count), 0))) or 0


async def join(visitor: Visitor, cast: Cast) -> Visitor:
    await visitor.get(f"/w/{cast.code}")
    answer = await visitor.submit(f"/w/{cast.code}/participants")
    assert answer.status_code == 200
    return visitor


# Getting in


async def test_a_typed_code_leads_to_the_workshop_however_it_is_typed(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    for typed in (cast.code.lower(), f" {cast.code[:3]}-{cast.code[3:]} "):
        await visitor.get("/")
        await visitor.submit("/join", {"code": typed})
        assert visitor.path == f"/w/{cast.code}"


async def test_an_unknown_code_is_said_beside_the_field_and_kept(visitor: Visitor) -> None:
    await visitor.get("/")
    answer = await visitor.submit("/join", {"code": "nosuch"})
    assert answer.status_code == 422
    assert 'value="nosuch"' in answer.text
    assert "There is no workshop and no survey with this code" in answer.text


async def test_the_qr_code_leads_to_the_workshop(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    answer = await visitor.get(f"/W/{cast.code}")
    assert (answer.status_code, visitor.path) == (200, f"/w/{cast.code}")


async def test_an_address_in_small_letters_leads_to_the_workshop(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await visitor.get(f"/w/{cast.code.lower()}")
    assert visitor.path == f"/w/{cast.code}"


async def test_a_wrong_address_asks_for_the_code(visitor: Visitor) -> None:
    answer = await visitor.get("/w/NOSUCH")
    assert answer.status_code == 404
    assert 'action="/join"' in answer.text


async def test_looking_at_the_welcome_page_makes_nobody_a_participant(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    answer = await visitor.get(f"/w/{cast.code}")
    assert "Join in" in answer.text
    assert COOKIE not in visitor.cookies
    assert app.state.ledger.read_now(people_in, cast) == 0


async def test_the_same_cookie_is_the_same_participant(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await join(visitor, cast)
    token = visitor.cookies[COOKIE]
    for _ in range(3):  # a second tab, the button of an old page, a reload
        await visitor.post(f"/w/{cast.code}/participants")
    await visitor.post(f"/w/{cast.code}/language", {"language": "ar"})
    assert visitor.cookies[COOKIE] == token
    assert app.state.ledger.read_now(people_in, cast) == 1


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await visitor.get(f"/w/{cast.code}")
    answer = await visitor.post(f"/w/{cast.code}/participants", follow_redirects=False)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=15552000" in cookie


async def test_a_cookie_that_we_did_not_make_is_replaced(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    visitor.cookies.set(COOKIE, "<script>", domain="testserver.local")
    await join(visitor, cast)
    assert "<script>" not in visitor.cookies.values()


async def test_without_a_language_of_ours_the_workshop_decides(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("tr", "de"))
    answer = await new_visitor(language="xx").get(f"/w/{cast.code}")
    assert '<html lang="tr"' in answer.text
    answer = await new_visitor(language="ar").get(f"/w/{cast.code}")
    assert '<html lang="ar" dir="rtl"' in answer.text


async def test_a_hall_behind_one_address_gets_in(app: Litestar, new_visitor: NewVisitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    for _ in range(60):
        await join(new_visitor(address="192.0.2.1"), cast)
    assert app.state.ledger.read_now(people_in, cast) == 60


def test_five_hundred_people_behind_one_address_open_their_pages_and_join_at_once() -> None:
    limits = Limits()
    for _ in range(500 * 3):  # the page, joining, and a reload
        limits.address("192.0.2.1")


async def test_the_first_page_fits_into_the_first_answer(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    html = (await visitor.get(f"/w/{cast.code}")).text
    styles = [
        (FOLDER / "css" / name).read_bytes() for name in ("tokens.css", "base.css", "phone.css")
    ]
    weight = len(brotli.compress(html.encode(), quality=4))
    weight += sum(len(brotli.compress(style)) for style in styles)
    assert weight <= 14_000, weight


@pytest.mark.parametrize("step", ["arrive", "collect", "vote"])
async def test_everything_a_phone_loads_is_little(
    app: Litestar, visitor: Visitor, step: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, step)
    await join(visitor, cast)
    html = (await visitor.get(f"/w/{cast.code}")).text
    weight = len(brotli.compress(html.encode(), quality=4))
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', html):
        answer = await visitor.get(address, headers={"Accept-Encoding": "br"})
        weight += int(answer.headers["content-length"])
    assert weight <= 40_000, weight


# Wrong people


def addresses(cast: Cast) -> list[tuple[str, str]]:
    values = {
        "code": cast.code,
        "measure_id": cast.measures[0],
        "node_id": cast.one_field,
        "step_id": cast.vote,
    }
    return [(method, path.format(**values)) for method, path in map(str.split, LINES)]


async def ask(visitor: Visitor, method: str, path: str) -> int:
    if method == "GET":
        return (await visitor.get(path, follow_redirects=False)).status_code
    data = {"count": "1", "field_id": "1", "text": "Ein Garten", "language": "ar"}
    answer = await visitor.post(path, data, method=method, follow_redirects=False)
    return answer.status_code


async def test_who_has_not_joined_sees_404_everywhere(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    for method, path in addresses(cast):
        assert await ask(visitor, method, path) == 404, (method, path)


async def test_a_guest_of_another_workshop_sees_404_everywhere(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, app.state.ledger.write_now(a_workshop, "vote"))
    for method, path in addresses(cast):
        assert await ask(visitor, method, path) == 404, (method, path)
    assert app.state.ledger.read_now(all_dots) == 0


async def test_one_person_cannot_touch_the_dots_of_another(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", allowance=3)
    address = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
    first, second = await join(new_visitor(), cast), await join(new_visitor(), cast)
    await first.post(address, {"count": "2"}, method="PUT", htmx=True)
    await second.post(address, {"count": "0"}, method="PUT", htmx=True)
    assert app.state.ledger.read_now(all_dots) == 2


async def test_without_its_token_no_form_is_taken(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    path = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
    answer = await visitor.post(path, {"_csrf_token": "", "count": "1"})
    assert answer.status_code == 403
    assert app.state.ledger.read_now(all_dots) == 0


# Ideas, without JavaScript


async def test_an_idea_is_sent_and_thanked_for(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    answer = await visitor.submit(
        f"/w/{cast.code}/measures", {"field_id": str(cast.fields[1]), "text": "Ein <b>Garten</b>"}
    )
    assert 'id="thanks"' in answer.text
    assert "Ein &lt;b&gt;Garten&lt;/b&gt;" in answer.text
    guest = app.state.ledger.read_now(only_guest, cast)
    [own] = app.state.ledger.read_now(own_proposals, guest)
    assert (own.field_id, own.text) == (cast.fields[1], "Ein <b>Garten</b>")


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("wrong", "name"),
    [({"text": "Ga"}, "text"), ({"field_id": ""}, "field_id"), ({"field_id": "٣"}, "field_id")],
)
async def test_a_wrong_idea_is_kept_with_what_is_wrong_beside_it(
    app: Litestar, visitor: Visitor, wrong: dict[str, str], name: str, htmx: bool
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    typed = {"field_id": str(cast.one_field), "text": "Ein Garten", **wrong}
    answer = await visitor.submit(f"/w/{cast.code}/measures", typed, htmx=htmx)
    assert answer.status_code == 422
    assert f'id="field-{name}-error"' in answer.text
    assert answer.text.count('class="error"') == 1
    assert typed["text"] in answer.text


async def test_an_idea_for_a_field_of_another_workshop_is_not_taken(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    other = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    answer = await visitor.post(
        f"/w/{cast.code}/measures", {"field_id": str(other.one_field), "text": "Ein Garten"}
    )
    assert answer.status_code == 404


async def test_an_idea_that_comes_too_late_is_kept_for_the_rooms_return(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    app.state.ledger.write_now(go_to, cast.id, 0)
    answer = await visitor.post(
        f"/w/{cast.code}/measures", {"field_id": str(cast.fields[1]), "text": "Zu spät"}
    )
    assert answer.status_code == 409
    assert "not collecting ideas" in answer.text
    app.state.ledger.write_now(go_to, cast.id, 1)
    assert "Zu spät" in (await visitor.get(f"/w/{cast.code}")).text


async def test_many_fields_are_a_list_to_choose_from(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect", fields=17, measures=17)
    await join(visitor, cast)
    answer = await visitor.submit(
        f"/w/{cast.code}/measures", {"field_id": str(cast.fields[16]), "text": "Ein Garten"}
    )
    assert f'<option value="{cast.fields[16]}" selected>' in answer.text


# Dots, without JavaScript


async def test_a_dot_is_placed_and_taken_by_buttons_of_a_form(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    address = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
    answer = await visitor.submit(address, {"count": "2"})
    assert answer.status_code == 200
    assert "2 dots from you." in answer.text
    answer = await visitor.submit(address, {"count": "0"})
    assert "dots from you." not in answer.text.partition('<div class="shelf">')[0]
    assert app.state.ledger.read_now(all_dots) == 0


async def test_a_refusal_says_what_to_do_on_the_page_of_the_vote(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", fields=1, allowance=1)
    await join(visitor, cast)
    await visitor.submit(f"/w/{cast.code}/measures/{cast.measures[0]}/dots", {"count": "1"})
    answer = await visitor.submit(
        f"/w/{cast.code}/measures/{cast.measures[1]}/dots", {"count": "1"}
    )
    assert answer.status_code == 409
    assert "Take it back first" in answer.text
    assert "Place your dots" in answer.text


async def test_the_answer_to_a_refused_dot_shows_what_is_true(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", fields=1, allowance=2)
    await join(visitor, cast)
    dot = f"/w/{cast.code}/measures/{{}}/dots"
    await visitor.post(dot.format(cast.measures[0]), {"count": "2"}, method="PUT", htmx=True)
    answer = await visitor.post(
        dot.format(cast.measures[1]), {"count": "1"}, method="PUT", htmx=True
    )
    assert answer.status_code == 409
    assert f'id="stepper-{cast.measures[1]}"' in answer.text
    assert 'data-count="0"' in answer.text
    assert 'data-left="0"' in answer.text
    assert "Take one back first" in answer.text
    app.state.ledger.write_now(close_step, cast.id, cast.vote)
    answer = await visitor.post(
        dot.format(cast.measures[0]), {"count": "0"}, method="PUT", htmx=True
    )
    assert answer.status_code == 409
    assert 'data-count="2" data-most="2"' in answer.text
    assert app.state.ledger.read_now(all_dots) == 2


@pytest.mark.parametrize("count", ["", "-1", "1.5", "x", "101", "9" * 400])
async def test_a_count_that_is_none_changes_nothing(
    app: Litestar, visitor: Visitor, count: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    answer = await visitor.post(
        f"/w/{cast.code}/measures/{cast.measures[0]}/dots", {"count": count}
    )
    assert answer.status_code == 400
    assert app.state.ledger.read_now(all_dots) == 0


@pytest.mark.parametrize("measure_id", ["999999", "9" * 30, "0"])
async def test_a_measure_that_does_not_exist_is_404(
    app: Litestar, visitor: Visitor, measure_id: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    answer = await visitor.post(f"/w/{cast.code}/measures/{measure_id}/dots", {"count": "1"})
    assert answer.status_code == 404


async def test_a_script_that_taps_is_told_to_wait_and_a_person_is_not(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=1, fields=1)
    await join(visitor, cast)
    address = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
    answers = [
        (await visitor.post(address, {"count": str(n % 2)}, method="PUT", htmx=True)).status_code
        for n in range(90)
    ]
    assert set(answers[:40]) == {200}
    assert 429 in answers


async def test_a_script_in_the_hall_slows_none_of_its_neighbours_down(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=1, fields=1)
    address = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"

    async def tap(who: Visitor, count: int) -> int:
        return (await who.post(address, {"count": f"{count}"}, method="PUT", htmx=True)).status_code

    script, neighbour = [await join(new_visitor(address="192.0.2.1"), cast) for _ in range(2)]
    assert 429 in [await tap(script, n % 2) for n in range(90)]
    assert await tap(neighbour, 1) == 200
    await join(new_visitor(address="192.0.2.1"), cast)
    assert app.state.ledger.read_now(people_in, cast) == 3


# Following


async def test_a_page_reloads_by_itself_only_where_nothing_is_typed_or_tapped(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    expected = [
        ("arrive", None, True),
        ("collect", None, False),
        ("vote", "waiting", True),
        ("vote", "open", False),
        ("vote", "closed", True),
        ("results", None, True),
    ]
    for step, state, reloads in expected:
        cast = app.state.ledger.write_now(a_workshop, step, state=state)
        visitor = await join(new_visitor(), cast)
        html = (await visitor.get(f"/w/{cast.code}")).text
        assert ('http-equiv="refresh"' in html) is reloads, (step, state)


async def test_the_polled_frame_tells_the_step_and_nothing_else(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    frame = await visitor.get(f"/w/{cast.code}/live?poll", htmx=True)
    assert frame.text.startswith(f'<div id="room" data-step="{cast.vote}.open.')
    same = await visitor.get(
        f"/w/{cast.code}/live?poll", htmx=True, headers={"If-None-Match": frame.headers["etag"]}
    )
    assert same.status_code == 304


async def test_the_step_alone_brings_what_depends_on_it(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "arrive")
    await join(visitor, cast)
    app.state.ledger.write_now(go_to, cast.id, 1)
    step = (await visitor.get(f"/w/{cast.code}/step", htmx=True)).text
    assert step.startswith('<div id="step"')
    assert "<html" not in step
    assert 'form="propose"' in step, "the language menu now carries the draft along"


async def test_the_last_page_leads_to_what_becomes_of_it_whatever_its_step_is(
    app: Litestar, visitor: Visitor
) -> None:
    ledger = app.state.ledger
    steering = ledger.write_now(a_rating)
    cast = steering.cast
    ledger.write_now(publish, cast.concept_name, now=NOW)
    await join(visitor, cast)
    link = f'href="/c/{cast.concept_name}?language='
    assert link not in (await visitor.get(f"/w/{cast.code}")).text
    ledger.write_now(close_step, cast.id, steering.step)
    assert link in (await visitor.get(f"/w/{cast.code}")).text
    ledger.write_now(go_to, cast.id, 0)
    assert link not in (await visitor.get(f"/w/{cast.code}")).text


async def test_going_back_to_the_vote_finds_ones_dots(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    await visitor.submit(f"/w/{cast.code}/measures/{cast.measures[0]}/dots", {"count": "2"})
    for position in (0, 2):
        app.state.ledger.write_now(go_to, cast.id, position)
    guest = app.state.ledger.read_now(only_guest, cast)
    page = app.state.ledger.read_now(
        lambda session: ballot_of(session, room(session, cast.id), guest)
    )
    assert [measure.count for _, measure in page.placed] == [2]
