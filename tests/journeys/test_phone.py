"""A participant's phone, in a real browser: what is seen, kept and never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect
from sqlalchemy.orm import Session

from app.accounts import services as accounts
from app.database.base import utc_now
from tests.builders import Cast, a_measure, a_workshop, dots, guests
from tests.journeys.browsing import DESK, OpenPage
from tests.servers import wait_until
from workshops.agenda.services import close_step, go_to, open_step
from workshops.models import WorkshopModerator

Write = Callable[..., Any]


def phone(open_page: OpenPage, cast: Cast, **more: Any) -> Page:
    """Somebody who has joined: two taps, one of them on the camera's notice."""
    page = open_page(f"/w/{cast.code}", **{"language": "en", **more})
    page.locator("button.join").click()
    expect(page.locator("#step h1")).to_be_visible()
    page.wait_for_load_state()  # before its scripts have come, a button sends its form by itself
    return page


class Moderator:
    """Runs the room from a console of their own, over HTTP as its buttons do."""

    def __init__(self, open_page: OpenPage, write: Write, cast: Cast) -> None:
        self.cast = cast
        self.page = open_page(write(a_sign_in_link, cast), language="en", size=DESK)
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/account/password")
        self.token = self.page.locator("input[name=_csrf_token]").first.get_attribute("value")

    def send(self, address: str, **form: str) -> None:
        answer = self.page.request.post(
            f"/moderation/{self.cast.code}/{address}",
            form={"_csrf_token": self.token or "", **form},
        )
        assert answer.ok

    def go_to(self, position: int) -> None:
        """Also while somebody is typing, which the console would ask about."""
        self.send("position", position=str(position), anyway="1")

    def vote_is(self, state: str) -> None:
        self.send(f"steps/{self.cast.vote}/state", state=state)

    def hide(self, measure_id: int) -> None:
        self.send(f"measures/{measure_id}/state", state="hidden")


class SlowLine:
    """Keeps the phone's dots from arriving until `let_go`."""

    def __init__(self, page: Page) -> None:
        self._held: list[Route] | None = []
        page.route("**/dots", lambda route: self._take(route))

    def _take(self, route: Route) -> None:
        if self._held is None:
            route.continue_()
        else:
            self._held.append(route)

    def let_go(self) -> None:
        held, self._held = self._held or [], None
        for route in held:
            route.continue_()


def a_result(session: Session) -> Cast:
    """The room looks at the result of a vote in two fields."""
    cast = a_workshop(session, "vote", fields=2, measures=6)
    for guest in guests(session, cast, 3):
        dots(session, cast, guest, {cast.measures[0]: 1, cast.measures[1]: 1})
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)
    return cast


def a_sign_in_link(session: Session, cast: Cast) -> str:
    now = utc_now()
    email = f"m{now.timestamp()}@example.org"
    who, token = accounts.invite_new(session, email=email, name="Miriam", role="moderator", now=now)
    session.add(WorkshopModerator(workshop_id=cast.id, account_id=who.id))
    return f"/invitations/{token}"


def a_vote_with_a_proposal(session: Session) -> tuple[Cast, int]:
    cast = a_workshop(session, "vote", state="waiting", measures=3, fields=1, allowance=3, most=3)
    proposal = a_measure(session, cast.one_field, "Ein Vorschlag", workshop_id=cast.id)
    open_step(session, cast.id, cast.vote)
    return cast, proposal


def plus(page: Page, measure_id: int) -> Any:
    return page.locator(f"#plus-{measure_id}")


def saved(page: Page, measure_id: int) -> Any:
    """The measure's dots that are drawn as saved."""
    return page.locator(f"#stepper-{measure_id} .mine .dot:not(.sending, .unsaved, .leaving)")


def counts(page: Page, measure_id: int) -> str | None:
    return page.locator(f"#stepper-{measure_id}").get_attribute("data-count")


# Dots


def test_a_dot_is_there_after_a_reload(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    page = phone(open_page, cast)
    plus(page, cast.measures[0]).click()
    expect(saved(page, cast.measures[0])).to_have_count(1)
    expect(page.locator(".stock .left")).to_have_text("2 of 3 dots left")
    page.reload()
    expect(saved(page, cast.measures[0])).to_have_count(1)


def test_a_quick_double_tap_places_two_dots(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    page = phone(open_page, cast)
    plus(page, cast.measures[0]).dblclick()
    expect(saved(page, cast.measures[0])).to_have_count(2)
    page.reload()
    expect(saved(page, cast.measures[0])).to_have_count(2)


def test_focus_stays_on_the_plus_after_a_dot_and_it_is_said_once(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    page = phone(open_page, cast)
    plus(page, cast.measures[1]).focus()
    page.keyboard.press("Enter")
    expect(saved(page, cast.measures[1])).to_have_count(1)
    expect(plus(page, cast.measures[1])).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("1 dot from you. 2 of 3 dots left")
    page.keyboard.press("Enter")
    expect(saved(page, cast.measures[1])).to_have_count(2)
    expect(plus(page, cast.measures[1])).to_be_focused()


def test_a_tap_is_seen_before_the_server_has_answered(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    page = phone(open_page, cast)
    line = SlowLine(page)
    plus(page, cast.measures[0]).click()
    expect(page.locator(f"#stepper-{cast.measures[0]} .dot.sending")).to_have_count(1)
    expect(page.locator(".stock .left")).to_have_text("2 of 3 dots left")
    line.let_go()
    expect(saved(page, cast.measures[0])).to_have_count(1)


def test_the_counter_does_not_jump_when_a_frame_arrives_meanwhile(
    open_page: OpenPage, write: Write
) -> None:
    cast, proposal = write(a_vote_with_a_proposal)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    line = SlowLine(page)
    page.evaluate(
        "() => { const left = document.querySelector('.stock .left'); window.seen = [];"
        " new MutationObserver(() => seen.push(document.querySelector('.stock .left').textContent))"
        " .observe(document.getElementById('step'), {subtree: true, childList: true}); }"
    )
    before = page.locator("#room").get_attribute("data-step")
    plus(page, cast.measures[0]).dblclick()
    moderator.hide(proposal)
    expect(page.locator("#room")).not_to_have_attribute("data-step", before or "")
    expect(page.locator(".stock .left")).to_have_text("1 of 3 dots left")
    line.let_go()
    expect(page.locator(f"#measure-{proposal}")).to_have_count(0)
    expect(page.locator(".stock .left")).to_have_text("1 of 3 dots left")
    assert counts(page, cast.measures[0]) == "2"
    seen = page.evaluate("() => seen")
    assert seen.index("1 of 3 dots left") >= 0
    assert set(seen[seen.index("1 of 3 dots left") :]) == {"1 of 3 dots left"}


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    page = phone(open_page, cast, forgives="net::ERR_FAILED")
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)  # the server has it, the phone does not know
        route.abort()

    page.route("**/dots", lose, times=1)
    plus(page, cast.measures[0]).click()
    expect(page.locator(f"#stepper-{cast.measures[0]} .dot.unsaved")).to_have_count(1)
    expect(page.locator(f"#state-{cast.measures[0]}")).to_contain_text("Not saved yet")
    expect(saved(page, cast.measures[0])).to_have_count(1)
    assert lost == [200]
    page.reload()
    expect(saved(page, cast.measures[0])).to_have_count(1)


def test_who_leaves_at_once_loses_no_dot(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    page = phone(open_page, cast)
    with page.expect_response("**/dots"):
        plus(page, cast.measures[0]).click()
    page.goto("/")
    page.goto(f"/w/{cast.code}")
    expect(saved(page, cast.measures[0])).to_have_count(1)


def test_a_second_tab_that_does_not_know_shows_the_truth_when_it_is_refused(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=2)
    first = phone(open_page, cast)
    second = first.context.new_page()
    second.goto(f"/w/{cast.code}")
    plus(first, cast.measures[0]).dblclick()
    expect(saved(first, cast.measures[0])).to_have_count(2)
    plus(second, cast.measures[1]).click()
    state = second.locator(f"#state-{cast.measures[1]}")
    expect(state).to_have_text("All 2 dots are placed. Take one back first.")
    assert counts(second, cast.measures[1]) == "0"
    expect(second.locator(f"#stepper-{cast.measures[1]} .dot")).to_have_count(0)
    expect(second.locator(".stock .left")).to_have_text("All 2 dots are placed.")
    # Of the whole ballot, also of what was placed elsewhere; focus and words stay.
    expect(saved(second, cast.measures[0])).to_have_count(2)
    expect(plus(second, cast.measures[1])).to_be_focused()
    expect(state).to_have_text("All 2 dots are placed. Take one back first.")
    second.locator(f"#stepper-{cast.measures[0]} .minus").click()
    expect(saved(second, cast.measures[0])).to_have_count(1)
    plus(second, cast.measures[2]).click()
    expect(saved(second, cast.measures[2])).to_have_count(1)
    # Nothing is refused here, but fewer dots are left than this tab has thought.
    minus = first.locator(f"#stepper-{cast.measures[0]} .minus")
    minus.click()
    expect(saved(first, cast.measures[2])).to_have_count(1)
    expect(minus).to_be_focused()


def test_a_dot_after_the_vote_has_closed_does_not_stay_on_the_screen(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=3, allowance=3)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    plus(page, cast.measures[0]).click()
    expect(saved(page, cast.measures[0])).to_have_count(1)
    moderator.vote_is("closed")
    expect(page.locator("#step h1")).to_have_text("The vote is closed")
    expect(page.locator("#step .card .dot")).to_have_count(1)
    moderator.vote_is("open")
    expect(saved(page, cast.measures[0])).to_have_count(1)


# Ideas


@pytest.mark.parametrize("javascript", [True, False])
def test_the_draft_survives_the_language_change(
    open_page: OpenPage, write: Write, javascript: bool
) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast, java_script_enabled=javascript)
    page.locator("#propose input[type=radio]").nth(1).check()
    page.locator("#field-text").fill("Ein Garten für\nalle")
    page.locator("#language-menu").click()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#field-text")).to_have_value("Ein Garten für\nalle")
    expect(page.locator("#propose input[type=radio]").nth(1)).to_be_checked()


def test_the_draft_survives_a_reload(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast)
    page.locator("#propose input[type=radio]").nth(1).check()
    page.locator("#field-text").fill("Ein Garten")
    page.reload()
    expect(page.locator("#field-text")).to_have_value("Ein Garten")
    expect(page.locator("#propose input[type=radio]").nth(1)).to_be_checked()


def test_an_idea_is_thanked_for_and_the_next_can_be_written_at_once(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast)
    page.locator("#propose input[type=radio]").nth(1).check()
    page.locator("#field-text").fill("Ein Garten")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#thanks")).to_be_in_viewport()
    expect(page.locator("#field-text")).to_have_value("")
    expect(page.locator("#propose input[type=radio]").nth(1)).to_be_checked()
    expect(page.get_by_role("listitem").filter(has_text="Ein Garten")).to_be_visible()
    page.reload()
    expect(page.locator("#field-text")).to_have_value("")


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast)
    page.locator("#field-text").fill("Ga")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#field-text-error")).to_be_visible()
    expect(page.locator("#field-field_id-error")).to_be_visible()
    expect(page.locator("#field-text")).to_have_value("Ga")
    expect(page.locator("#field-text")).to_have_attribute("aria-invalid", "true")


def test_the_characters_left_are_counted(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast)
    expect(page.locator("#field-text-count")).to_be_hidden()
    page.locator("#field-text").fill("x" * 480 + "👍")
    expect(page.locator("#field-text-count")).to_have_text("Characters left: 19")
    page.locator("#field-text").fill("x" * 512)
    expect(page.locator("#field-text-count")).to_have_text("Characters too many: 12")


# Following the room


def test_the_lobby_follows_the_moderator_by_itself(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "arrive", fields=2)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    moderator.go_to(1)
    expect(page.locator("#step h1")).to_have_text("What should be done?")
    expect(page.locator("#where")).to_have_text("Step 2 of 4")
    page.locator("#field-text").fill("Nach dem Wechsel getippt")
    page.locator("#language-menu").click()
    page.get_by_role("button", name="Türkçe").click()
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(page.locator("#field-text")).to_have_value("Nach dem Wechsel getippt")


def test_a_room_that_moves_on_twice_at_once_leaves_no_phone_behind(
    open_page: OpenPage, write: Write
) -> None:
    """The page of the first step comes when the room is at the second already."""
    cast = write(a_workshop, "arrive")
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/step", lambda route: held.append((route, route.fetch())), times=1)
    moderator.go_to(1)
    wait_until(lambda: page.evaluate("() => true") and held)
    first = page.locator("#room").get_attribute("data-step")
    moderator.go_to(2)
    expect(page.locator(f"#room:not([data-step='{first}'])")).to_be_attached()
    route, answer = held[0]
    route.fulfill(response=answer)
    expect(page.locator("#step h1")).to_have_text("The vote opens soon")


def test_who_is_writing_is_not_interrupted_when_the_room_moves_on(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    page.locator("#field-text").fill("Mitten im Satz")
    moderator.go_to(2)
    expect(page.locator("#moved-on")).to_be_visible()
    expect(page.locator("#field-text")).to_have_value("Mitten im Satz")
    page.get_by_role("button", name="Send this idea").click()
    expect(page.locator("#notice")).to_contain_text("not collecting ideas")
    expect(page.locator("#step h1")).to_have_text("The vote opens soon")
    moderator.go_to(1)
    expect(page.locator("#field-text")).to_have_value("Mitten im Satz")


@pytest.mark.parametrize("step", ["arrive", "collect", "vote", "results"])
def test_nothing_is_wider_than_a_small_phone(open_page: OpenPage, write: Write, step: str) -> None:
    cast = write(a_workshop, step, fields=9, measures=9, titles=["Donaudampfschifffahrt" * 3])
    for language in ("de", "ar"):
        page = phone(open_page, cast, language=language, size={"width": 320, "height": 560})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_a_result_that_changes_leaves_unfolded_what_somebody_reads(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_result)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    page.get_by_text("All fields together").click()
    rows = page.locator(".all-results .result")
    expect(rows.first).to_be_visible()
    tied = page.locator(".result.tied")
    expect(tied).to_have_count(0)
    moderator.send(f"steps/{cast.vote}/first", first="1")
    expect(tied).not_to_have_count(0)
    expect(rows.first).to_be_visible()
