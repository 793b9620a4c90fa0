"""The result on a phone and on the moderator's desk."""

from litestar import Litestar
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.workshops.people import join, moderate
from tests.workshops.priorities.test_runoff import a_tie, run_it
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to


def close(session: Session, cast: Cast) -> None:
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)


async def test_a_phone_shows_the_result_with_its_own_dots(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", fields=1, measures=3)
    me, other = await join(new_visitor(), cast), await join(new_visitor(), cast)
    for who, count in ((me, "2"), (other, "1")):
        path = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
        assert (await who.post(path, {"count": count})).status_code == 200
    app.state.ledger.write_now(close, cast)
    mine = (await me.get(f"/w/{cast.code}")).text
    theirs = (await other.get(f"/w/{cast.code}")).text
    for page in (mine, theirs):
        assert "<strong>3<" in page
        assert "2 people of 2 have voted." in page
    assert "2 dots from you." in mine
    assert "1 dot from you." in theirs


async def test_a_phone_says_that_there_is_no_result_yet(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting")
    app.state.ledger.write_now(go_to, cast.id, 3)
    me = await join(new_visitor(), cast)
    assert "There has been no vote yet." in me.text


async def test_the_moderator_finds_the_result_and_its_downloads(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", fields=1, measures=3)
    voter = await join(new_visitor(), cast)
    await voter.post(f"/w/{cast.code}/measures/{cast.measures[2]}/dots", {"count": "2"})
    me = await moderate(app, new_visitor(), cast)
    app.state.ledger.write_now(close, cast)
    for path in (f"/moderation/{cast.code}/results", f"/moderation/{cast.code}"):
        page = (await me.get(path)).text
        assert page.index("Maßnahme 3") < page.index("Maßnahme 1")
        for form in ("docx", "xlsx", "csv"):
            assert f'href="/moderation/{cast.code}/export.{form}"' in page
            answer = await me.get(f"/moderation/{cast.code}/export.{form}")
            assert answer.status_code == 200


async def test_a_tie_is_explained_and_the_run_off_begins_in_one_click(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_tie)
    anna, phone = await moderate(app, new_visitor(), cast), await join(new_visitor(), cast)
    base = f"/moderation/{cast.code}"
    for who, path in ((anna, base), (anna, f"{base}/results"), (phone, f"/w/{cast.code}")):
        page = (await who.get(path)).text
        assert "Practically tied: if 1 person had moved a dot" in page, path
        assert page.count("field-1 tied") == 2, path
    wall = (await new_visitor().get(f"/projector/{cast.projector_token}?language=en")).text
    assert "Practically tied: if 1 person had moved a dot" in wall
    await anna.get(f"{base}/results")
    await anna.submit(f"{base}/steps/{cast.vote}/run-offs", {"field": "0"})
    assert "Run-off" in anna.text
    assert "3 measures will stand on the ballot." in anna.text


async def test_the_moderator_says_how_many_are_chosen(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_tie)
    anna = await moderate(app, new_visitor(), cast)
    path = f"/moderation/{cast.code}/steps/{cast.vote}/first"
    assert (await anna.post(path, {"first": "1"}, method="PUT", htmx=True)).status_code == 200
    assert "Practically tied" not in (await anna.get(f"/moderation/{cast.code}")).text
    assert (await anna.post(path, {"first": "0"})).status_code == 404


async def test_of_a_run_off_the_room_sees_who_has_won(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_tie)
    phone, anna = await join(new_visitor(), cast), await moderate(app, new_visitor(), cast)
    app.state.ledger.write_now(run_it, cast, {cast.measures[2]: 3})
    pages = (
        (phone, f"/w/{cast.code}"),
        (anna, f"/moderation/{cast.code}"),
        (new_visitor(), f"/projector/{cast.projector_token}?language=en"),
    )
    for who, path in pages:
        assert "The run-off has decided for this measure:" in (await who.get(path)).text, path


async def test_wrong_people_neither_cut_a_result_nor_begin_a_run_off(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, other = app.state.ledger.write_now(a_tie), app.state.ledger.write_now(a_workshop)
    paths = {
        f"steps/{cast.vote}/first": {"first": "1"},
        f"steps/{cast.vote}/run-offs": {"field": "0"},
    }
    phone = await join(new_visitor(), cast)
    elsewhere = await moderate(app, new_visitor(), other)
    for path, data in paths.items():
        await phone.post(f"/moderation/{cast.code}/{path}", data)
        assert phone.path == "/sign-in"
        for code in (cast.code, other.code):
            answer = await elsewhere.post(f"/moderation/{code}/{path}", data)
            assert answer.status_code == 404, (code, path)
    assert len(app.state.ledger.read_now(room, cast.id).steps) == 4
