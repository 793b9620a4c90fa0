"""The result on a phone and on the moderator's desk."""

from litestar import Litestar
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.workshops.people import join, moderate
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
