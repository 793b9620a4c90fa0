"""The console, and everybody who must not reach it."""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack

import pytest
from litestar import Litestar
from sqlalchemy.orm import Session

from app.access import ACCESS, Who
from app.accounts.sessions import sign_out_everywhere
from tests.builders import Cast, a_concept, a_measure, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate, sign_in_as
from workshops.agenda.room import room
from workshops.agenda.services import go_to
from workshops.dots.services import rule_of
from workshops.measures.services import edit, proposals
from workshops.models import Step
from workshops.participants.pages import AT_ONCE

LINES = [line for line, who in ACCESS.items() if who is Who.MODERATOR]


def addresses(cast: Cast, measure_id: int) -> list[tuple[str, str]]:
    values = defaultdict(lambda: 1) | {
        "code": cast.code,
        "step_id": cast.vote,
        "measure_id": measure_id,
        "format": "csv",
    }
    return [(method, path.format_map(values)) for method, path in map(str.split, LINES)]


def a_room_with_an_idea(session, **more):
    cast = a_workshop(session, "collect", **more)
    idea = a_measure(
        session, cast.one_field, "Mehr Parkbänke", state="proposed", workshop_id=cast.id
    )
    return cast, idea


def at_the_end(session: Session, cast: Cast, state: str) -> None:
    """The room is at the results; this is what became of the vote."""
    session.get_one(Step, cast.vote).state = state
    go_to(session, cast.id, 3)


@pytest.mark.parametrize(("state", "said"), [("closed", "(done)"), ("waiting", "(skipped)")])
async def test_a_vote_that_was_jumped_over_is_not_called_done(
    app: Litestar, visitor: Visitor, state: str, said: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    app.state.ledger.write_now(at_the_end, cast, state)
    await moderate(app, visitor, cast)
    await visitor.get(f"/moderation/{cast.code}")
    assert [word for word in ("(done)", "(skipped)") if word in visitor.text] == [said]


async def ask(visitor: Visitor, method: str, path: str) -> int:
    if method == "GET":
        return (await visitor.get(path, follow_redirects=False)).status_code
    answer = await visitor.post(path, {}, method=method, follow_redirects=False)
    return answer.status_code


async def test_strangers_and_participants_are_asked_to_sign_in(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    for wrong in (new_visitor(), await join(new_visitor(), cast)):
        for method, path in addresses(cast, idea):
            assert await ask(wrong, method, path) == 303, (method, path)


async def test_a_moderator_of_another_workshop_sees_404(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    other = app.state.ledger.write_now(a_workshop)
    wrong = await moderate(app, new_visitor(), other)
    for method, path in addresses(cast, idea):
        assert await ask(wrong, method, path) == 404, (method, path)


async def test_steps_and_ideas_of_another_workshop_are_404_in_ones_own(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    foreign, idea = app.state.ledger.write_now(a_room_with_an_idea)
    cast = app.state.ledger.write_now(a_workshop)
    me = await moderate(app, new_visitor(), cast)
    mine = f"/moderation/{cast.code}"
    sent = {"state": "open", "text": "Anders", "scope": "step", "most": "2", "allowance": ""}
    for path in (
        f"{mine}/steps/{foreign.vote}/state",
        f"{mine}/steps/{foreign.vote}/rule",
        f"{mine}/measures/{idea}/text",
    ):
        assert (await me.post(path, sent)).status_code == 404, path
    for state in ("approved", "hidden"):
        answer = await me.post(f"{mine}/measures/{idea}/state", {"state": state})
        assert answer.status_code == 404


async def test_who_runs_the_room_does_not_queue_behind_its_phones(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    """A hall whose phones all fetch their step at once: the console is made beside them."""
    cast = app.state.ledger.write_now(a_workshop, "vote")
    me = await moderate(app, new_visitor(), cast)
    phone = await join(new_visitor(), cast)
    async with AsyncExitStack() as busy:
        for _ in range(AT_ONCE):
            await busy.enter_async_context(app.state.crowd)
        waiting = asyncio.create_task(phone.get(f"/w/{cast.code}/step"))
        for _ in range(5):  # time enough for a phone that need not wait
            assert (await me.get(f"/moderation/{cast.code}")).status_code == 200
        assert not waiting.done()
    assert (await waiting).status_code == 200


async def test_a_code_that_does_not_exist_looks_like_one_that_is_not_mine(
    app: Litestar, visitor: Visitor
) -> None:
    await sign_in_as(app, visitor, "Miriam")
    assert (await visitor.get("/moderation/NOTONE")).status_code == 404


async def test_the_office_may_run_every_workshop(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await sign_in_as(app, visitor, "Olga", role="office")
    assert (await visitor.get(f"/moderation/{cast.code}")).status_code == 200


async def test_my_workshops_are_those_that_i_may_run(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    mine = app.state.ledger.write_now(a_workshop, title="Meiner")
    app.state.ledger.write_now(a_workshop, title="Ein fremder")
    me = await moderate(app, new_visitor(), mine)
    shown = (await me.get("/moderation")).text
    assert "Meiner" in shown
    assert "Ein fremder" not in shown


async def test_the_list_says_what_to_do_when_it_is_empty(app: Litestar, visitor: Visitor) -> None:
    await sign_in_as(app, visitor, "Miriam")
    assert "No workshop yet" in (await visitor.get("/moderation")).text


async def test_a_reload_stays_the_moderator_also_after_joining_as_a_participant(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await moderate(app, visitor, cast)
    await join(visitor, cast)
    again = await visitor.get(f"/moderation/{cast.code}")
    assert again.status_code == 200
    assert 'id="forward"' in again.text


async def test_an_idea_is_approved_hidden_and_brought_back(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea, approve_first=True)
    await moderate(app, visitor, cast)
    ledger, path = app.state.ledger, f"/moderation/{cast.code}/measures/{idea}/state"

    def counts() -> tuple[int, int, int]:
        page = ledger.read_now(lambda session: proposals(session, room(session, cast.id)))
        return page.waiting, page.shown, page.hidden

    seen = [counts()]
    for state in ("approved", "hidden", "approved", "approved"):
        answer = await visitor.post(path, {"state": state})
        assert visitor.path == f"/moderation/{cast.code}", answer.status_code
        seen.append(counts())
    assert seen == [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 0), (0, 1, 0)]


@pytest.mark.parametrize("state", ["proposed", "", "deleted"])
async def test_no_other_state_can_be_set(app: Litestar, visitor: Visitor, state: str) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}/state"
    assert (await visitor.post(path, {"state": state})).status_code == 404


async def test_an_idea_is_reworded_without_a_script(app: Litestar, visitor: Visitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}/text"
    opened = await visitor.get(path)
    assert "Mehr Parkbänke</textarea>" in opened.text
    assert 'http-equiv="refresh"' not in opened.text  # nobody is interrupted while typing
    await visitor.submit(path, {"text": "Mehr Bänke im Park"})
    assert visitor.path == f"/moderation/{cast.code}"
    assert "Mehr Bänke im Park" in visitor.text


async def test_a_wrong_wording_is_kept_with_the_reason_beside_it(
    app: Litestar, visitor: Visitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}/text"
    for htmx in (False, True):
        answer = await visitor.post(path, {"text": "xy"}, htmx=htmx)
        assert answer.status_code == 422
        assert "xy</textarea>" in answer.text
        assert "This is very short." in answer.text
    whole = await visitor.post(path, {"text": "xy"})
    assert "<!doctype html>" in whole.text


async def test_who_has_not_seen_the_newest_wording_is_asked_first(
    app: Litestar, visitor: Visitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/measures/{idea}/text"
    await visitor.get(path)
    app.state.ledger.write_now(edit, cast.id, idea, text="Mehr Schatten im Park")
    asked = await visitor.submit(path, {"text": "Mehr Bänke im Park"})
    assert asked.status_code == 409
    assert "Mehr Schatten im Park”. Save again?" in asked.text
    assert "Mehr Bänke im Park</textarea>" in asked.text
    await visitor.submit(path)
    assert "Mehr Bänke im Park" in visitor.text


async def test_the_form_comes_alone_for_a_page_that_is_open(
    app: Litestar, visitor: Visitor
) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    await moderate(app, visitor, cast)
    answer = await visitor.get(f"/moderation/{cast.code}/measures/{idea}/text", htmx=True)
    assert answer.text.lstrip().startswith("<form")


async def test_what_people_wrote_stays_text(app: Litestar, visitor: Visitor) -> None:
    cast, _ = app.state.ledger.write_now(a_room_with_an_idea)
    text = "<script>alert(1)</script>"
    app.state.ledger.write_now(a_measure, cast.one_field, text, workshop_id=cast.id)
    await moderate(app, visitor, cast)
    shown = visitor.text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


async def test_the_rule_is_changed_before_the_vote(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting", measures=12, fields=3)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{cast.vote}/rule"
    opened = await visitor.get(path)
    assert "3 for each field, or 4 for everything together" in opened.text
    await visitor.submit(path, {"scope": "step", "allowance": "", "most": "1"})
    assert "You have 4 dots, at most 1 on one measure." in visitor.text
    await visitor.post(path, {"scope": "step", "allowance": "7", "most": "7"})

    def rule(session):
        return rule_of(session, room(session, cast.id).step)

    found = app.state.ledger.read_now(rule)
    assert (found.scope, found.allowance, found.most) == ("step", 7, 7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "room", "allowance": "", "most": "2"},
        {"scope": "field", "allowance": "0", "most": "2"},
        {"scope": "field", "allowance": "many", "most": "2"},
        {"scope": "field", "allowance": "3", "most": ""},
        {"scope": "field", "allowance": "3", "most": "101"},
    ],
)
async def test_a_wrong_rule_is_kept_with_the_reason_beside_it(
    app: Litestar, visitor: Visitor, wrong: dict[str, str]
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{cast.vote}/rule"
    for htmx in (True, False):
        answer = await visitor.post(path, wrong, htmx=htmx)
        assert answer.status_code == 422
        assert 'class="error"' in answer.text


async def test_the_rule_of_a_closed_vote_cannot_be_changed(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="closed")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{cast.vote}/rule"
    rule = {"scope": "step", "allowance": "9", "most": "9", "seen": "yes"}
    assert (await visitor.post(path, rule)).status_code == 409


async def test_a_refusal_is_shown_in_its_place(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/position"
    answer = await visitor.post(path, {"position": "9"}, method="PUT", htmx=True)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "no further step" in answer.text


async def test_a_vote_without_measures_is_refused_with_what_to_do(
    app: Litestar, visitor: Visitor
) -> None:
    empty = app.state.ledger.write_now(a_concept, fields=1, measures=0)
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting", concept=empty)
    await moderate(app, visitor, cast)
    path = f"/moderation/{cast.code}/steps/{cast.vote}/state"
    answer = await visitor.post(path, {"state": "open"})
    assert answer.status_code == 409
    assert "no measure to vote on" in answer.text


async def test_all_moderators_get_the_same_frame(app: Litestar, new_visitor: NewVisitor) -> None:
    cast, idea = app.state.ledger.write_now(a_room_with_an_idea)
    first = await moderate(app, new_visitor(), cast, "Miriam")
    second = await moderate(app, new_visitor(), cast, "Moritz")
    live = f"/moderation/{cast.code}/live?poll"
    await first.post(f"/moderation/{cast.code}/measures/{idea}/state", {"state": "hidden"})
    frames = [await who.get(live, htmx=True) for who in (first, second)]
    assert frames[0].headers["etag"] == frames[1].headers["etag"]
    assert "Bring back" in frames[1].text
    assert "Moritz" not in frames[1].text


async def test_whoever_is_signed_out_meanwhile_sees_no_more_of_the_console(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "collect")
    account_id = await sign_in_as(app, visitor := new_visitor(), "Miriam", "office")
    app.state.hub._heartbeat = 0.01  # seconds
    watching = asyncio.create_task(visitor.get(f"/moderation/{cast.code}/live", htmx=True))
    while not app.state.hub.known():
        await asyncio.sleep(0)
    await app.state.ledger.write(sign_out_everywhere, account_id)
    assert (await watching).status_code == 200  # a stream that did not end would still be read


@pytest.mark.parametrize("step", ["collect", "vote", "results"])
async def test_going_back_while_the_vote_is_open_shows_no_result(
    app: Litestar, new_visitor: NewVisitor, step: str
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    me = await moderate(app, new_visitor(), cast)
    target = {"collect": "1", "vote": "2", "results": "3"}[step]
    await me.post(f"/moderation/{cast.code}/position", {"position": target})
    shown = (await me.get(f"/moderation/{cast.code}")).text
    assert 'class="results"' not in shown
