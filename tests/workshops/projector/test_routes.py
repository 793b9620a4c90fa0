from litestar import Litestar

from tests.builders import Cast, a_guest, a_measure, a_workshop, dots
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import people
from workshops.agenda.services import close_step, go_to


async def wall(visitor: Visitor, cast: Cast, **query: str) -> str:
    answer = await visitor.get(f"/projector/{cast.projector_token}", params=query)
    assert answer.status_code == 200
    return answer.text


async def test_a_link_that_nobody_gave_out_shows_nothing(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    for token in ("x", cast.code, cast.projector_token[:-1], cast.projector_token.swapcase()):
        assert (await visitor.get(f"/projector/{token}")).status_code == 404
        assert (await visitor.get(f"/projector/{token}/live")).status_code == 404


async def test_the_lobby_shows_how_to_get_in(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("en", "de", "tr", "ar"))
    app.state.ledger.write_now(people, cast, 3)
    shown = await wall(visitor, cast)
    assert cast.code in shown
    assert "testserver" in shown
    assert "<svg" in shown
    assert '<span class="huge" id="people">3</span>' in shown
    assert 'lang="ar" dir="rtl"' in shown


async def test_the_wall_speaks_the_workshops_first_language_not_the_browsers(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("ar", "de"))
    shown = await wall(new_visitor(language="tr"), cast)
    assert '<html lang="ar" dir="rtl">' in shown


async def test_the_link_may_ask_for_another_language(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("ar", "de"))
    assert '<html lang="tr" dir="ltr">' in await wall(visitor, cast, language="tr")
    assert '<html lang="ar" dir="rtl">' in await wall(visitor, cast, language="nonsense")


async def test_only_approved_ideas_reach_the_wall(app: Litestar, visitor: Visitor) -> None:
    def ideas(session):
        cast = a_workshop(session, "collect", languages=("en",))
        for state in ("approved", "proposed", "hidden"):
            text = f"An idea that is {state}"
            a_measure(session, cast.one_field, text, state=state, workshop_id=cast.id)
        return cast

    shown = await wall(visitor, app.state.ledger.write_now(ideas))
    assert "An idea that is approved" in shown
    assert "An idea that is proposed" not in shown
    assert "An idea that is hidden" not in shown


async def test_the_result_has_rank_dots_and_voters(app: Litestar, visitor: Visitor) -> None:
    def make(session):
        cast = a_workshop(
            session, "vote", languages=("en",), measures=3, fields=1, allowance=5, most=5
        )
        dots(session, cast, a_guest(session, cast), {cast.measures[1]: 3})
        dots(session, cast, a_guest(session, cast), {cast.measures[1]: 4})
        close_step(session, cast.id, cast.vote)
        go_to(session, cast.id, 3)
        return cast

    shown = await wall(visitor, app.state.ledger.write_now(make))
    assert "<strong>7<" in shown
    assert "from 2 people" in shown
    assert shown.index("Maßnahme 2") < shown.index("Maßnahme 1")


async def test_a_polled_frame_is_sent_once(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    address = f"/projector/{cast.projector_token}/live?poll"
    first = await visitor.get(address, htmx=True)
    etag = {"If-None-Match": first.headers["etag"]}
    assert (await visitor.get(address, htmx=True, headers=etag)).status_code == 304


async def test_without_a_script_the_page_reloads_itself(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    assert '<noscript><meta http-equiv="refresh"' in await wall(visitor, cast)
