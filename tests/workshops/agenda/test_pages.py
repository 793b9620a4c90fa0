"""The pages of the agenda: its question, its timer, its editor, and the office's templates."""

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.access import ACCESS, Who
from app.database.base import utc_now
from tests.builders import NOW, Cast, a_guest, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor, forms
from tests.workshops.people import join, moderate, sign_in_as
from workshops.agenda.own_templates import all_templates, copy_template, template_of
from workshops.agenda.room import Room, room
from workshops.models import Participant


def here(app: Litestar, cast: Cast) -> Room:
    found: Room = app.state.ledger.read_now(room, cast.id)
    return found


def a_room_with_a_writer(session: Session) -> Cast:
    cast = a_workshop(session, "collect")
    writer = a_guest(session, cast).id
    session.execute(
        update(Participant)
        .where(Participant.id == writer)
        .values(draft={"text": "Mehr Bä"}, draft_at=utc_now())
    )
    return cast


async def test_without_a_script_the_page_asks_and_then_goes_on(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_room_with_a_writer)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/position"
    await visitor.post(path, {"position": "2"})
    assert "1 person is still typing" in visitor.text
    assert here(app, cast).position == 1
    asking = next(form for form in forms(visitor.text) if ("anyway", "1") in form.fields)
    await visitor.post(path, {**dict(asking.fields), "position": "2"})
    assert here(app, cast).position == 2


async def test_with_a_script_only_the_question_comes(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_room_with_a_writer)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/position"
    answer = await visitor.post(path, {"position": "0"}, method="PUT", htmx=True)
    assert f"#leaving-{cast.steps['collect']}" in answer.text
    assert "Go back anyway" in answer.text
    assert here(app, cast).position == 1


async def test_an_open_vote_is_closed_by_the_same_click_that_goes_on(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/position"
    await visitor.post(path, {"position": "3"})
    assert "“Vote” is still open." in visitor.text
    assert "Close it and go on" in visitor.text
    asking = next(form for form in forms(visitor.text) if ("anyway", "1") in form.fields)
    await visitor.post(path, {**dict(asking.fields), "position": "3"})
    assert (here(app, cast).position, here(app, cast).steps[2].state) == (3, "closed")


async def test_the_timer_is_on_console_phone_and_wall_and_holds_its_end(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    desk = await moderate(app, new_visitor(), cast)
    phone = await join(new_visitor(), cast)
    path = f"/moderation/{cast.code}/timer"
    await desk.submit(path, {"timer": "started", "minutes": "20"})
    end = f'data-ends-at="{here(app, cast).timer.ends_ms}"'
    assert end in desk.text
    for visitor, page in (
        (phone, f"/w/{cast.code}"),
        (phone, f"/w/{cast.code}/live?poll"),
        (phone, f"/projector/{cast.projector_token}"),
        (phone, f"/projector/{cast.projector_token}/live?poll"),
    ):
        assert end in (await visitor.get(page)).text, page
    await desk.submit(path, {"timer": "paused"})
    assert "paused" in (await phone.get(f"/w/{cast.code}")).text
    for wanted in ("running", "longer", "none"):
        await desk.submit(path, {"timer": wanted})
    assert "data-ends-at" not in (await phone.get(f"/w/{cast.code}")).text


async def test_the_timer_does_not_make_phones_fetch_their_step(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    desk = await moderate(app, new_visitor(), cast)
    phone = await join(new_visitor(), cast)
    path = f"/w/{cast.code}/live?poll"
    before = (await phone.get(path)).text
    await desk.submit(f"/moderation/{cast.code}/timer", {"timer": "started", "minutes": "5"})
    after = (await phone.get(path)).text
    assert after != before
    assert before.strip() in after


@pytest.mark.parametrize("minutes", ["0", "-1", "", "ten", "99999"])
async def test_nonsense_starts_no_timer(app: Litestar, visitor: Visitor, minutes: str) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await moderate(app, visitor, cast)
    sent = {"timer": "started", "minutes": minutes}
    answer = await visitor.post(f"/moderation/{cast.code}/timer", sent)
    assert answer.status_code == 422
    assert not here(app, cast).timer
    wrong = await visitor.post(f"/moderation/{cast.code}/timer", {"timer": "faster"})
    assert wrong.status_code == 404


async def test_the_planned_minutes_are_what_the_timer_is_offered_with(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await moderate(app, visitor, cast)
    step = cast.steps["collect"]
    await visitor.post(
        f"/moderation/{cast.code}/agenda/steps/{step}", {"title": "Sammeln", "minutes": "25"}
    )
    shown = (await visitor.get(f"/moderation/{cast.code}")).text
    assert 'value="25"' in shown
    assert "Sammeln</h1>" in shown


@pytest.mark.parametrize("htmx", [True, False])
async def test_the_agenda_is_changed_on_its_page(
    app: Litestar, visitor: Visitor, htmx: bool
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/agenda"
    await visitor.get(base)
    behind = str(cast.steps["collect"])
    sent = {"kind": "vote", "after": behind, "title": "<b>Vorab</b>", "minutes": "5"}
    answer = await visitor.post(f"{base}/steps", sent, htmx=htmx)
    assert "&lt;b&gt;Vorab" in answer.text
    steps = here(app, cast).steps
    assert [s.kind for s in steps] == ["arrive", "collect", "vote", "vote", "results"]
    new = steps[2].id
    await visitor.post(f"{base}/steps/{new}/position", {"place": "3"}, htmx=htmx)
    assert here(app, cast).steps[3].id == new
    await visitor.post(f"{base}/steps/{new}/removal", htmx=htmx)
    assert len(here(app, cast).steps) == 4
    answer = await visitor.post(f"{base}/steps/{new}/restoration", htmx=htmx)
    assert here(app, cast).steps[3].id == new
    assert answer.status_code == 200


async def test_what_cannot_be_taken_out_is_said(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/agenda/steps/{cast.vote}/removal"
    answer = await visitor.post(path, htmx=True)
    assert answer.status_code == 409
    assert "The room is in this step." in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "karaoke", "after": "0"},
        {"kind": "vote", "after": "-1"},
        {"kind": "vote", "after": "0", "minutes": "0"},
        {"kind": "vote", "after": "0", "title": "x" * 201},
        {},
    ],
)
async def test_no_step_is_made_of_nonsense(
    app: Litestar, visitor: Visitor, sent: dict[str, str]
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await moderate(app, visitor, cast)
    answer = await visitor.post(f"/moderation/{cast.code}/agenda/steps", sent)
    assert answer.status_code == 422
    assert len(here(app, cast).steps) == 4


async def test_steps_of_another_workshop_are_404(app: Litestar, visitor: Visitor) -> None:
    cast, other = (app.state.ledger.write_now(a_workshop) for _ in range(2))
    await moderate(app, visitor, cast)
    for what in ("", "/position", "/removal", "/restoration"):
        path = f"/moderation/{cast.code}/agenda/steps/{other.vote}{what}"
        assert (await visitor.post(path, {"place": "0"})).status_code == 404, path


async def test_the_office_copies_an_agenda_changes_it_and_plans_with_it(
    app: Litestar, visitor: Visitor
) -> None:
    ledger = app.state.ledger
    ledger.write_now(a_workshop)
    await sign_in_as(app, visitor, "Olga", role="office")
    await visitor.get("/agendas")
    assert "Half-day workshop" in visitor.text
    await visitor.post("/agendas", {"key": "half-day"})
    key = visitor.path.removeprefix("/agendas/")
    assert "Half-day workshop (copy)" in visitor.text
    rule = {"scope": "step", "allowance": "6", "most": "3"}
    await visitor.submit(f"/agendas/{key}", {"title": "Halbtag", **rule})
    assert "Title and dots are saved." in visitor.text
    await visitor.post(f"/agendas/{key}/steps", {"kind": "vote", "after": "0", "minutes": "3"})
    await visitor.post(f"/agendas/{key}/steps/1/removal")
    await visitor.get(f"/workshops/new?agenda={key}")
    form = next(form for form in forms(visitor.text) if form.action == "/workshops")
    chosen = dict(form.fields)
    assert (chosen["agenda"], chosen["allowance"], chosen["most"]) == (key, "6", "3")
    own = ledger.read_now(template_of, key)
    assert (own.title, own.steps[0].kind) == ("Halbtag", "vote")


async def test_an_agenda_without_a_title_is_asked_for_one(app: Litestar, visitor: Visitor) -> None:
    key = app.state.ledger.write_now(copy_template, "hour", title="Kurz", now=NOW)
    await sign_in_as(app, visitor, "Olga", role="office")
    await visitor.get(f"/agendas/{key}")
    answer = await visitor.submit(f"/agendas/{key}", {"title": " ", "most": "0"})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert app.state.ledger.read_now(template_of, key).title == "Kurz"


async def test_deleting_an_agenda_asks_first(app: Litestar, visitor: Visitor) -> None:
    key = app.state.ledger.write_now(copy_template, "hour", title="Kurz", now=NOW)
    await sign_in_as(app, visitor, "Olga", role="office")
    await visitor.get(f"/agendas/{key}/deletion")
    assert "Kurz" in visitor.text
    await visitor.submit(f"/agendas/{key}/deletion")
    assert visitor.path == "/agendas"
    assert key not in [one.key for one in app.state.ledger.read_now(all_templates)]


OFFICE_LINES = [line for line in ACCESS if " /agendas" in line]


async def test_only_the_office_sees_and_changes_agendas(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    key = app.state.ledger.write_now(copy_template, "hour", title="Kurz", now=NOW)
    moderator = await moderate(app, new_visitor(), cast)
    stranger, guest = new_visitor(), await join(new_visitor(), cast)
    assert all(ACCESS[line] is Who.OFFICE for line in OFFICE_LINES)
    for line in OFFICE_LINES:
        method, path = line.format(key=key, step_id=1).split()
        for visitor, status in ((moderator, 404), (stranger, 303), (guest, 303)):
            ask = visitor.get if method == "GET" else visitor.post
            answer = await ask(path, follow_redirects=False)
            assert answer.status_code == status, line
    assert app.state.ledger.read_now(template_of, key).title == "Kurz"
