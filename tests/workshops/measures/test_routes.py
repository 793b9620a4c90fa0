"""A participant's proposals over HTTP: changed, withdrawn, looked up; and by nobody else."""

import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_measure, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join
from workshops.agenda.services import go_to
from workshops.measures.services import approve
from workshops.models import Measure, Participant, Workshop


def newest(session: Session, cast: Cast) -> Measure:
    query = select(Measure).where(Measure.workshop_id == cast.id).order_by(Measure.id.desc())
    measure = session.scalars(query).first()
    assert measure is not None
    session.expunge(measure)
    return measure


def draft(session: Session, cast: Cast) -> tuple[object, bool]:
    row = session.execute(
        select(Participant.draft, Participant.draft_at).where(Participant.workshop_id == cast.id)
    ).one()
    return row.draft, row.draft_at is not None


def others_are_shown(session: Session, cast: Cast) -> None:
    session.get_one(Workshop, cast.id).others_shown = True


async def propose(visitor: Visitor, cast: Cast, text: str = "Ein Garten", **more: str) -> None:
    typed = {"field_id": str(cast.one_field), "text": text, **more}
    answer = await visitor.submit(f"/w/{cast.code}/measures", typed)
    assert answer.status_code == 200


async def test_an_idea_is_sent_with_its_details_and_they_are_shown_to_its_author(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    await propose(visitor, cast, who=" die <b>Stadt</b> ", why="")
    assert app.state.ledger.read_now(newest, cast).details == {"who": "die <b>Stadt</b>"}
    assert "die &lt;b&gt;Stadt&lt;/b&gt;" in visitor.text


@pytest.mark.parametrize(("name", "most"), [("who", 200), ("why", 500)])
async def test_a_detail_that_is_too_long_is_said_beside_it_and_nothing_typed_is_lost(
    app: Litestar, visitor: Visitor, name: str, most: int
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    typed = {"field_id": str(cast.one_field), "text": "Ein Garten", name: "x" * (most + 1)}
    answer = await visitor.submit(f"/w/{cast.code}/measures", typed)
    assert answer.status_code == 422
    assert f'id="field-{name}-error"' in answer.text
    assert "Ein Garten" in answer.text


async def test_an_idea_is_changed_withdrawn_and_brought_back_without_javascript(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    await propose(visitor, cast)
    idea = app.state.ledger.read_now(newest, cast).id
    address = f"/w/{cast.code}/measures/{idea}"
    await visitor.submit(address, {"text": "Ein Beet", "who": "alle"})
    assert app.state.ledger.read_now(newest, cast).texts == {"en": "Ein Beet"}
    await visitor.submit(f"{address}/state", {"state": "withdrawn"})
    assert "Withdrawn" in visitor.text
    assert address not in visitor.text.replace(f"{address}/state", ""), "its form is gone"
    await visitor.submit(f"{address}/state", {"state": "shown"})
    assert app.state.ledger.read_now(newest, cast).state == "approved"


async def test_a_wrong_change_is_kept_with_what_is_wrong_beside_it(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    await propose(visitor, cast)
    idea = app.state.ledger.read_now(newest, cast).id
    answer = await visitor.submit(f"/w/{cast.code}/measures/{idea}", {"text": "x"})
    assert answer.status_code == 422
    assert f'id="field-text-{idea}-error"' in answer.text
    assert 'id="field-text-error"' not in answer.text
    assert app.state.ledger.read_now(newest, cast).texts == {"en": "Ein Garten"}


async def test_the_page_says_that_new_words_wait_again(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect", approve_first=True)
    await join(visitor, cast)
    await propose(visitor, cast)
    idea = app.state.ledger.read_now(newest, cast).id
    app.state.ledger.write_now(approve, cast.id, idea)
    await visitor.get(f"/w/{cast.code}")
    assert "waits again until the moderator has read it" in visitor.text
    await visitor.submit(f"/w/{cast.code}/measures/{idea}", {"text": "Ein Beet"})
    assert "Waits for the moderator" in visitor.text


async def test_what_cannot_be_changed_any_more_says_why(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    await propose(visitor, cast)
    idea = app.state.ledger.read_now(newest, cast).id
    app.state.ledger.write_now(go_to, cast.id, 2)
    answer = await visitor.post(f"/w/{cast.code}/measures/{idea}", {"text": "Ein Beet"})
    assert answer.status_code == 409
    assert "while the room collects" in answer.text


async def test_nobody_touches_the_idea_of_another(app: Litestar, new_visitor: NewVisitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    elsewhere = app.state.ledger.write_now(a_workshop, "collect")
    author, another = await join(new_visitor(), cast), await join(new_visitor(), cast)
    stranger, nobody = await join(new_visitor(), elsewhere), new_visitor()
    await propose(author, cast)
    idea = app.state.ledger.read_now(newest, cast).id
    for wrong, code in (
        (another, cast.code),
        (stranger, cast.code),
        (stranger, elsewhere.code),
        (nobody, cast.code),
    ):
        for address, form in (
            ("", {"text": "Etwas anderes"}),
            ("/state", {"state": "withdrawn"}),
            ("/state", {"state": "shown"}),
        ):
            for method in ("PUT", "POST"):
                for htmx in (True, False):
                    path = f"/w/{code}/measures/{idea}{address}"
                    answer = await wrong.post(path, form, method=method, htmx=htmx)
                    assert answer.status_code == 404, (path, method)
                    assert "Ein Garten" not in answer.text
    kept = app.state.ledger.read_now(newest, cast)
    assert (kept.texts, kept.state) == ({"en": "Ein Garten"}, "approved")


# While somebody writes


async def test_a_draft_is_kept_offered_in_other_steps_and_deleted_on_wish(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    typed = {"field_id": str(cast.fields[1]), "text": "Mitten im <Satz", "why": "weil"}
    answer = await visitor.post(f"/w/{cast.code}/draft", typed, method="PUT", htmx=True)
    assert (answer.status_code, answer.text) == (204, "")
    assert app.state.ledger.read_now(draft, cast) == (
        {"field_id": cast.fields[1], "text": "Mitten im <Satz", "why": "weil"},
        True,
    )
    for position in (0, 2, 3):
        app.state.ledger.write_now(go_to, cast.id, position)
        await visitor.get(f"/w/{cast.code}")
        assert "Mitten im &lt;Satz" in visitor.text
        assert "It waits until ideas are collected again" in visitor.text
    await visitor.submit(f"/w/{cast.code}/draft")
    assert "Mitten im" not in visitor.text
    assert app.state.ledger.read_now(draft, cast) == (None, False)


async def test_what_is_there_already_is_found_in_the_readers_language(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect", measures=0)
    text, arabic = "Ein Sprachcafé für Frauen", "مقهى لغوي للنساء"
    app.state.ledger.write_now(a_measure, cast.one_field, text, ar=arabic)
    for language, words in (("de", text), ("ar", arabic)):
        visitor = await join(new_visitor(language), cast)
        answer = await visitor.get(
            f"/w/{cast.code}/similar", htmx=True, params={"field_id": cast.one_field, "text": words}
        )
        assert f"<bdi>{words}</bdi>" in answer.text


@pytest.mark.parametrize("state", ["proposed", "hidden", "withdrawn"])
async def test_what_the_room_may_not_see_is_never_found(
    app: Litestar, visitor: Visitor, state: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect", measures=0)
    text = "Ein Sprachcafé für Frauen"
    app.state.ledger.write_now(
        a_measure, cast.one_field, text, state=state, workshop_id=cast.id, language="en"
    )
    await join(visitor, cast)
    asked = {"field_id": cast.one_field, "text": text}
    answer = await visitor.get(f"/w/{cast.code}/similar", htmx=True, params=asked)
    assert (answer.status_code, "Sprachcaf" in answer.text) == (200, False)


async def test_a_few_letters_are_like_nothing_and_a_foreign_field_is_404(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect", measures=0)
    elsewhere = app.state.ledger.write_now(a_workshop, "collect", measures=0)
    for field in (cast.one_field, elsewhere.one_field):
        app.state.ledger.write_now(a_measure, field, "Garten", language="en")
    await join(visitor, cast)
    address = f"/w/{cast.code}/similar"
    few = await visitor.get(address, params={"field_id": cast.one_field, "text": "Garten"})
    assert "Garten" not in few.text
    foreign = {"field_id": elsewhere.one_field, "text": "Garten für alle"}
    assert (await visitor.get(address, params=foreign)).status_code == 404


async def test_a_script_that_types_is_told_to_wait(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await join(visitor, cast)
    asked = {"field_id": cast.one_field, "text": "Ein Garten für alle"}
    answers = [
        (await visitor.get(f"/w/{cast.code}/similar", htmx=True, params=asked)).status_code
        for _ in range(70)
    ]
    assert set(answers[:30]) == {200}
    assert 429 in answers


# Ideas of others


async def test_ideas_of_others_are_a_page_without_javascript(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    app.state.ledger.write_now(a_measure, cast.fields[1], "Ein Beet", workshop_id=cast.id)
    await join(visitor, cast)
    assert "/others" not in visitor.text
    assert (await visitor.get(f"/w/{cast.code}/others")).status_code == 404
    app.state.ledger.write_now(others_are_shown, cast)
    await visitor.get(f"/w/{cast.code}")
    assert f'href="/w/{cast.code}/others"' in visitor.text
    await visitor.get(f"/w/{cast.code}/others")
    assert f'href="/w/{cast.code}/others?field_id={cast.fields[1]}"' in visitor.text
    await visitor.get(f"/w/{cast.code}/others?field_id={cast.fields[1]}")
    assert "Ein Beet" in visitor.text
    alone = await visitor.get(f"/w/{cast.code}/others?field_id={cast.fields[1]}", htmx=True)
    assert alone.text.startswith('<div class="stack tight" id="others-list"')


# Addresses that only take forms


@pytest.mark.parametrize(
    "below",
    ["participants", "language", "measures", "measures/7", "measures/7/dots", "measures/7/state"],
)
async def test_opening_an_address_that_only_takes_a_form_leads_to_the_page(
    app: Litestar, visitor: Visitor, below: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    answer = await visitor.get(f"/w/{cast.code}/{below}")
    assert (answer.status_code, visitor.path) == (200, f"/w/{cast.code}")
