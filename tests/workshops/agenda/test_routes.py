"""The moderator moves the room."""

import asyncio

import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_guest, a_measure, a_workshop, dots
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import moderate
from workshops.agenda.room import room
from workshops.models import Dots, Measure, Participant, Step


def position(app: Litestar, cast: Cast) -> int:
    return int(app.state.ledger.read_now(lambda session: room(session, cast.id).position))


def state(app: Litestar, cast: Cast) -> str:
    return str(app.state.ledger.read_now(lambda session: room(session, cast.id).steps[2].state))


@pytest.mark.parametrize("htmx", [True, False])
async def test_the_room_goes_on_and_back(app: Litestar, visitor: Visitor, htmx: bool) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/position"
    seen = []
    for target in ("1", "2", "1", "0"):
        answer = await visitor.post(
            path, {"position": target}, method="PUT" if htmx else "POST", htmx=htmx
        )
        assert answer.status_code == 200
        seen.append(position(app, cast))
    assert seen == [1, 2, 1, 0]


async def test_two_moderators_who_go_on_at_once_move_one_step(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    both = [await moderate(app, new_visitor(), cast, name) for name in ("Miriam", "Moritz")]
    path = f"/moderation/{cast.code}/position"
    await asyncio.gather(*(one.submit(path, {"position": "1"}) for one in both))
    assert position(app, cast) == 1
    assert all('id="forward"' in one.page.text for one in both if one.page)


@pytest.mark.parametrize("target", ["-1", "4", "99999", "", "two"])
async def test_no_other_place_can_be_gone_to(app: Litestar, visitor: Visitor, target: str) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await moderate(app, visitor, cast)
    answer = await visitor.post(f"/moderation/{cast.code}/position", {"position": target})
    assert answer.status_code in (404, 409)
    assert position(app, cast) == 1


async def test_the_vote_is_opened_closed_and_opened_again(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{cast.vote}/state"
    seen = []
    for wanted in ("open", "open", "closed", "closed", "open"):
        assert (await visitor.submit(path, {"state": wanted})).status_code == 200
        await visitor.get(f"/moderation/{cast.code}")
        seen.append(state(app, cast))
    assert seen == ["open", "open", "closed", "closed", "open"]


async def test_a_step_that_needs_no_opening_cannot_be_closed(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{cast.steps['collect']}/state"
    assert (await visitor.post(path, {"state": "closed"})).status_code == 404


async def test_there_is_one_next_action_and_it_fits_the_step(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await moderate(app, visitor, cast)
    where = f"/moderation/{cast.code}"
    wanted = [
        ("position", "position", "1", "Go on to “Collect ideas”"),
        ("position", "position", "2", "Go on to “Vote”"),
        (f"steps/{cast.vote}/state", "state", "open", "Open the vote"),
        (f"steps/{cast.vote}/state", "state", "closed", "Close the vote"),
        ("position", "position", "3", "Go on to “Results”"),
    ]
    for address, name, value, label in wanted:
        page = (await visitor.get(where)).text
        assert page.count('class="button main"') == 1
        assert label in page
        await visitor.post(f"{where}/{address}", {name: value})
    assert 'class="button main"' not in (await visitor.get(where)).text


def everything(session: Session) -> list[list[tuple[object, ...]]]:
    """All that people have put in, and the agenda's states."""
    tables = (Measure, Dots, Participant, Step)
    return [
        [
            tuple(row)
            for row in session.execute(
                select(table.__table__).order_by(*table.__table__.primary_key)
            )
        ]
        for table in tables
    ]


async def test_back_forward_and_back_loses_nothing(app: Litestar, visitor: Visitor) -> None:
    def make(session: Session) -> Cast:
        cast = a_workshop(session, "vote", state="closed")
        guest = a_guest(session, cast)
        a_measure(session, cast.one_field, workshop_id=cast.id, participant_id=guest.id)
        dots(session, cast, guest, {cast.measures[0]: 2, cast.measures[4]: 1})
        return cast

    cast = app.state.ledger.write_now(make)
    await moderate(app, visitor, cast)
    before = app.state.ledger.read_now(everything)
    for target in ("1", "0", "2", "3", "1", "2"):
        await visitor.post(f"/moderation/{cast.code}/position", {"position": target})
    assert app.state.ledger.read_now(everything) == before
