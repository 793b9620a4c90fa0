"""The console's hand on the wall."""

from litestar import Litestar

from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import moderate
from workshops.agenda.room import room
from workshops.journal.services import journal
from workshops.projector.screen import wall_of


async def press(app: Litestar, visitor: Visitor, cast: Cast, **what: str) -> None:
    answer = await visitor.post(f"/moderation/{cast.code}/screen", what, method="PUT", htmx=True)
    assert answer.status_code == 200


def stored(app: Litestar, cast: Cast):
    return wall_of(app.state.ledger.read_now(room, cast.id).screen)


async def test_the_wall_is_turned_enlarged_and_blanked_from_the_console(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("en", "ar"))
    console, wall = new_visitor(), new_visitor()
    await moderate(app, console, cast)
    await press(app, console, cast, page="3")
    await press(app, console, cast, size="2")
    assert stored(app, cast).page == 3, "what is held stays held"
    await press(app, console, cast, page="2")
    shown = (await wall.get(f"/projector/{cast.projector_token}")).text
    assert 'data-size="2" data-page="2"' in shown
    await press(app, console, cast, page="0")
    assert stored(app, cast).page is None
    await press(app, console, cast, blank="yes")
    shown = (await wall.get(f"/projector/{cast.projector_token}")).text
    assert 'class="blank"' in shown
    assert cast.code not in shown.split('id="stage"')[1]
    await press(app, console, cast, blank="no")
    assert not stored(app, cast).blank


async def test_two_languages_alternate_on_one_wall(app: Litestar, new_visitor: NewVisitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, languages=("en", "ar"))
    console, wall = new_visitor(), new_visitor()
    await moderate(app, console, cast)
    await press(app, console, cast, first="ar", second="de")
    shown = (await wall.get(f"/projector/{cast.projector_token}")).text
    assert '<html lang="ar" dir="rtl">' in shown
    assert "data-other=" in shown
    assert "lang=&#34;de&#34; dir=&#34;ltr&#34;" in shown
    assert (
        "data-other" not in (await wall.get(f"/projector/{cast.projector_token}?language=en")).text
    )
    await press(app, console, cast, first="ar", second="")
    assert "data-other" not in (await wall.get(f"/projector/{cast.projector_token}")).text


async def test_nonsense_changes_nothing_and_turning_pages_is_not_in_the_journal(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    console = new_visitor()
    await moderate(app, console, cast)
    for what in ({"page": "minus one"}, {"size": "99"}, {"first": "xx", "second": "<b>"}, {}):
        await press(app, console, cast, **what)
    assert stored(app, cast).stored() == {}
    await press(app, console, cast, page="2")
    assert app.state.ledger.read_now(journal, cast.id) == ()
