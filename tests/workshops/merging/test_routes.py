"""The pages of merging, and everybody who must not use them."""

from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_guest, a_measure, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate
from workshops.agenda.editing import insert_step
from workshops.agenda.services import go_to
from workshops.journal.services import journal
from workshops.models import DismissedPair, Measure

TEXTS = ("Mehr Bänke im Park", "Mehr Sitzbänke im Park", "Sprachkurse für Frauen", "Ein Chor")


def a_room(session: Session) -> tuple[Cast, list[int]]:
    """Four ideas, the first two of which say the same."""
    cast = a_workshop(session, "collect", measures=0)
    guest = a_guest(session, cast)
    return cast, [
        a_measure(session, cast.one_field, text, workshop_id=cast.id, participant_id=guest.id)
        for text in TEXTS
    ]


def in_the_step(session: Session) -> tuple[Cast, list[int]]:
    """The same room, in the step in which ideas are merged."""
    cast, ideas = a_room(session)
    insert_step(session, cast.id, after=1, kind="merge")
    go_to(session, cast.id, 2)
    return cast, ideas


def targets(session: Session, ids: list[int]) -> list[int | None]:
    return [session.get_one(Measure, id).merged_into_id for id in ids]


def address(cast: Cast, more: str) -> str:
    return f"/moderation/{cast.code}/{more}"


async def test_a_suggestion_is_accepted_and_taken_apart_again(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    me = await moderate(app, new_visitor(), cast)
    await me.get(address(cast, "merging"))
    await me.submit(address(cast, "merges"), {"target": str(ideas[1])})
    assert me.path == address(cast, "merging")
    assert app.state.ledger.read_now(targets, ideas) == [ideas[1], None, None, None]
    await me.submit(address(cast, f"merges/{ideas[0]}/removal"))
    assert app.state.ledger.read_now(targets, ideas) == [None] * 4
    done = app.state.ledger.read_now(journal, cast.id)
    assert [one.by for one in done] == ["Miriam"] * 2
    await me.submit(f"{address(cast, 'actions')}/{done[0].id}/undoing")
    assert me.path == address(cast, "merging")
    assert app.state.ledger.read_now(targets, ideas) == [ideas[1], None, None, None]


async def test_a_dismissed_suggestion_goes_until_it_is_wanted_again(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    me = await moderate(app, new_visitor(), cast)
    pair = {"measure": [str(id) for id in ideas[:2]], "from": "merging"}
    await me.get(address(cast, "merging"))
    assert "proposal-pair" in me.text
    await me.post(address(cast, "dismissals"), pair)
    assert "proposal-pair" not in me.text
    assert app.state.ledger.read_now(lambda s: len(s.scalars(select(DismissedPair)).all())) == 1
    await me.submit(address(cast, "dismissals"))
    assert "proposal-pair" in me.text


async def test_the_step_offers_the_same_on_the_console(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(in_the_step)
    me = await moderate(app, new_visitor(), cast)
    await me.submit(address(cast, "merges"))
    assert me.path == f"/moderation/{cast.code}"
    assert app.state.ledger.read_now(targets, ideas)[1] == ideas[0]
    assert f"unmerge-{ideas[1]}" in me.text


async def test_measures_are_searched_chosen_and_named_without_a_script(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    me = await moderate(app, new_visitor(), cast)
    await me.get(address(cast, "merging"))
    await me.post(address(cast, "merging"), {"q": "bänke", "measure": str(ideas[3])})
    assert f'id="pick-{ideas[0]}"' in me.text
    assert f'id="pick-{ideas[2]}"' not in me.text
    assert f'value="{ideas[3]}" id="pick-{ideas[3]}" checked' in me.text
    chosen = {"measure": [str(ideas[3]), str(ideas[0])], "target": str(ideas[3])}
    await me.post(
        address(cast, "merges"), {**chosen, "title": "  Bänke\nund Chor ", "from": "merging"}
    )
    assert app.state.ledger.read_now(targets, ideas)[0] == ideas[3]
    assert "Bänke und Chor" in me.text


async def test_one_idea_alone_is_refused_beside_the_form_and_stays_chosen(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    me = await moderate(app, new_visitor(), cast)
    sent = {"measure": str(ideas[2]), "title": "Neuer Titel"}
    for htmx in (False, True):
        answer = await me.post(address(cast, "merges"), sent, htmx=htmx)
        assert answer.status_code == 422
        assert "Choose at least two ideas" in answer.text
        assert f'id="pick-{ideas[2]}" checked' in answer.text
        assert "Neuer Titel" in answer.text
    assert app.state.ledger.read_now(targets, ideas) == [None] * 4


async def test_with_a_script_only_what_changes_is_sent(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    me = await moderate(app, new_visitor(), cast)
    path = address(cast, "merging")
    form = await me.get(f"{path}?open=1", htmx=True)
    assert form.text.lstrip().startswith("<form")
    found = await me.post(path, {"q": "chor"}, htmx=True)
    assert found.text.lstrip().startswith("<fieldset")
    assert found.text.count('type="checkbox"') == 1
    panel = await me.get(path, htmx=True)
    assert panel.text.lstrip().startswith('<div class="merging"')
    sent = {"measure": [str(ideas[0]), str(ideas[1])]}
    console = await me.post(address(cast, "merges"), sent, htmx=True)
    assert 'hx-target="#follow"' in console.text
    again = await me.post(
        address(cast, "dismissals"), {**sent, "again": "1", "from": "merging"}, htmx=True
    )
    assert 'hx-target="#merging"' in again.text


async def test_nonsense_and_foreign_measures_are_404(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    _, foreign = app.state.ledger.write_now(a_room)
    me = await moderate(app, new_visitor(), cast)
    mine, theirs = str(ideas[0]), str(foreign[0])
    for path, sent in (
        ("merges", {"measure": [mine, theirs]}),
        ("merges", {"measure": [theirs, str(foreign[1])]}),
        (f"merges/{theirs}/removal", {}),
        ("dismissals", {"measure": [mine, theirs]}),
        ("dismissals", {"measure": [mine]}),
        ("dismissals", {"measure": ["x", "²", "999999999999"]}),
    ):
        assert (await me.post(address(cast, path), sent)).status_code == 404, path
    assert app.state.ledger.read_now(targets, ideas + foreign) == [None] * 8


async def test_participants_and_moderators_of_other_rooms_merge_nothing(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(a_room)
    other, _ = app.state.ledger.write_now(a_room)
    sent = {"measure": [str(ideas[0]), str(ideas[1])]}
    wrong: list[tuple[Visitor, int]] = [
        (await join(new_visitor(), cast), 303),
        (await moderate(app, new_visitor(), other), 404),
    ]
    for visitor, status in wrong:
        for path in ("merges", "dismissals", "merging", f"merges/{ideas[0]}/removal"):
            answer = await visitor.post(address(cast, path), sent, follow_redirects=False)
            assert answer.status_code == status, path
    assert app.state.ledger.read_now(targets, ideas) == [None] * 4


async def test_a_phone_tells_what_became_of_its_idea_and_a_wall_shows_all(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, ideas = app.state.ledger.write_now(in_the_step)
    me = await moderate(app, new_visitor(), cast)
    phone = await join(new_visitor(), cast)
    await me.submit(address(cast, "merges"))
    await phone.get(f"/w/{cast.code}")
    assert "The same ideas are put together" in phone.text
    wall = await new_visitor().get(f"/projector/{cast.projector_token}?language=en")
    assert "from 2 ideas" in wall.text
    assert f'id="measure-{ideas[1]}"' not in wall.text
