"""The moderator's queue without a script, and what its addresses refuse."""

import pytest
from litestar import Litestar

from tests.builders import a_measure, a_workshop
from tests.visitor import Visitor
from tests.workshops.people import moderate
from workshops.models import Measure, Workshop


def a_queue(session, **details):
    cast = a_workshop(
        session, "collect", fields=2, titles=("Sprache", "Arbeit"), approve_first=True
    )
    idea = a_measure(session, cast.fields[0], "Ein Fest", state="proposed", workshop_id=cast.id)
    session.get_one(Measure, idea).details = details
    return cast, idea


async def test_a_waiting_idea_shows_its_field_by_name_and_who_and_why(
    app: Litestar, visitor: Visitor
) -> None:
    cast, _ = app.state.ledger.write_now(a_queue, who="Das Amt", why="Alle fragen danach")
    shown = (await moderate(app, visitor, cast)).text
    queue = shown[shown.index('id="waiting"') :]
    for words in ("Sprache", "Das Amt", "Alle fragen danach"):
        assert words in queue


async def test_an_idea_is_moved_without_a_script(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_queue)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}/field"
    opened = await visitor.get(path)
    assert f'value="{cast.fields[1]}"' in opened.text
    assert 'http-equiv="refresh"' not in opened.text
    await visitor.submit(path, {"field_id": str(cast.fields[1])})
    assert visitor.path == f"/moderation/{cast.code}"
    assert "Undo: Moved to" in visitor.text


@pytest.mark.parametrize("field_id", ["", "0", "x", "999999", "-1", str(2**40)])
async def test_there_is_no_other_field(app: Litestar, visitor: Visitor, field_id: str) -> None:
    cast, idea = app.state.ledger.write_now(a_queue)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}/field"
    assert (await visitor.post(path, {"field_id": field_id})).status_code == 404


async def test_the_original_is_one_tap_away_and_restored(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_queue)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}"
    await visitor.post(f"{path}/text", {"text": "Ein Straßenfest"})
    shown = await visitor.get(f"/moderation/{cast.code}")
    assert f'<details class="small" id="original-{idea}">' in shown.text
    await visitor.submit(f"{path}/original")
    assert f'id="original-{idea}"' not in visitor.text
    assert "Ein Straßenfest" not in visitor.text.split('id="waiting"')[1].split("</ul>")[0]


async def test_what_waits_and_what_phones_show_is_switched_on_the_console(
    app: Litestar, visitor: Visitor
) -> None:
    cast, _ = app.state.ledger.write_now(a_queue)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/collecting"
    for switch, on in (("approval", "no"), ("others", "yes")):
        await visitor.post(path, {"switch": switch, "on": on})

    def switches(session):
        found = session.get_one(Workshop, cast.id)
        return found.approve_first, found.others_shown

    assert app.state.ledger.read_now(switches) == (False, True)
    for wrong in ({"switch": "vote", "on": "yes"}, {"switch": "others", "on": "2"}, {}):
        assert (await visitor.post(path, wrong)).status_code == 404
