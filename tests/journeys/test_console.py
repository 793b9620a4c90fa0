"""The moderator's console and the wall, in a real browser."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy.orm import Session

from app.accounts import services as accounts
from app.database.base import utc_now
from app.database.ledger import Ledger
from tests.builders import Cast, a_measure, a_workshop
from tests.journeys.conftest import OpenPage
from tests.servers import Server
from workshops.models import WorkshopModerator

DESK: ViewportSize = {"width": 1280, "height": 800}
WALL: ViewportSize = {"width": 1920, "height": 1080}

Make = Callable[..., Any]

# Taps at (x, y) as soon as something else than `was` stands there, and notes what that is.
TAP_AGAIN_AFTER_THE_SWAP = """([clientX, clientY, was]) =>
  document.addEventListener("htmx:after:swap", () => {
    const there = document.elementFromPoint(clientX, clientY).closest("button, a");
    if (window.tapped || there.id === was) return;
    there.dispatchEvent(new MouseEvent("click", {
      bubbles: true, cancelable: true, detail: 2, clientX, clientY,
    }));
    window.tapped = there.id;
  })"""


@pytest.fixture
def make(server: Server) -> Iterator[Make]:
    """Runs a builder on the server's database."""
    ledger = Ledger(f"sqlite:///{Path(server.env['KLEBEPUNKT_DATA']) / 'klebepunkt.db'}")
    yield ledger.write_now
    ledger.close()


def a_link(session: Session, cast: Cast, now: dt.datetime) -> str:
    """A sign-in link of a new moderator of this workshop."""
    email = f"m{now.timestamp()}@example.org"
    who, token = accounts.invite_new(session, email=email, name="Miriam", role="moderator", now=now)
    session.add(WorkshopModerator(workshop_id=cast.id, account_id=who.id))
    return f"/invitations/{token}"


def console(open_page: OpenPage, make: Make, cast: Cast, **more: Any) -> Page:
    page = open_page(make(a_link, cast, utc_now()), language="en", size=DESK, **more)
    page.locator("main form button").click()
    page.wait_for_url("**/account/password")
    page.goto(f"/moderation/{cast.code}")
    return page


def phone(open_page: OpenPage, cast: Cast) -> Page:
    page = open_page(f"/w/{cast.code}", language="en")
    page.locator(f"form[action='/w/{cast.code}/participants'] button").first.click()
    return page


def go_on(page: Page) -> None:
    """Press the filled button, as soon as it has meant the same for a moment."""
    page.locator("#forward:not([data-settling])").click()


def propose(page: Page, text: str) -> None:
    page.locator("#propose input[type=radio]").first.check()
    page.locator("#field-text").fill(text)
    page.locator("#propose button").click()
    expect(page.locator("#thanks")).to_be_visible()


def with_ideas(session: Session, *texts: str, **more: Any) -> tuple[Cast, list[int]]:
    cast = a_workshop(session, "collect", approve_first=True, **more)
    ideas = [
        a_measure(session, cast.one_field, text, state="proposed", workshop_id=cast.id)
        for text in texts
    ]
    return cast, ideas


def test_an_edit_in_progress_survives_what_comes_in(open_page: OpenPage, make: Make) -> None:
    cast, [idea] = make(with_ideas, "Mehr Parkbänke")
    desk = console(open_page, make, cast)
    desk.locator(f"#reword-{idea}").click()
    area = desk.locator(f"#text-{idea}")
    expect(area).to_be_focused()
    area.fill("Mehr Bänke im ")
    propose(phone(open_page, cast), "Ein Straßenfest")
    expect(desk.locator("#waiting .proposal")).to_have_count(2)
    expect(area).to_be_focused()
    area.press_sequentially("Park")
    desk.locator(f"#save-{idea}").click()
    expect(desk.locator(f"#proposal-{idea} .text")).to_contain_text("Mehr Bänke im Park")
    expect(area).to_have_count(0)


def test_a_form_closes_again_and_gives_the_focus_back(open_page: OpenPage, make: Make) -> None:
    cast, [idea] = make(with_ideas, "Mehr Parkbänke")
    desk = console(open_page, make, cast)
    desk.locator(f"#reword-{idea}").click()
    desk.get_by_role("link", name="Cancel").click()
    expect(desk.locator(f"#text-{idea}")).to_have_count(0)
    expect(desk.locator(f"#reword-{idea}")).to_be_focused()


def test_ideas_are_worked_off_by_keyboard_alone(open_page: OpenPage, make: Make) -> None:
    cast, ideas = make(with_ideas, "Eins zwei", "Zwei drei", "Drei vier")
    desk = console(open_page, make, cast)
    desk.locator(f"#approve-{ideas[0]}").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(f"#approve-{ideas[1]}")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(f"#approve-{ideas[2]}")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#waiting")).to_have_count(0)
    assert desk.evaluate("document.activeElement !== document.body")


def test_a_double_tap_approves_one_idea_and_not_the_next_one_too(
    open_page: OpenPage, make: Make
) -> None:
    cast, [first, second] = make(with_ideas, "Eins zwei", "Zwei drei")
    desk = console(open_page, make, cast)
    where = desk.locator(f"#approve-{first}").bounding_box()
    assert where
    x, y = where["x"] + 20, where["y"] + 10
    desk.evaluate(TAP_AGAIN_AFTER_THE_SWAP, [x, y, f"approve-{first}"])
    desk.mouse.click(x, y)
    desk.wait_for_function("() => window.tapped")
    assert desk.evaluate("window.tapped") == f"approve-{second}"
    desk.reload()
    expect(desk.locator("#waiting li")).to_have_count(1)
    expect(desk.locator(f"#hide-{first}")).to_be_visible()
    desk.locator(f"#approve-{second}").click()
    expect(desk.locator("#waiting")).to_have_count(0)


def test_a_new_idea_waits_below_those_that_came_before(open_page: OpenPage, make: Make) -> None:
    cast, ideas = make(with_ideas, "Eins zwei", "Zwei drei", "Drei vier")
    desk = console(open_page, make, cast)
    shown = [item.get_attribute("id") for item in desk.locator("#waiting > li").all()]
    assert shown == [f"proposal-{idea}" for idea in ideas]


def test_a_double_click_goes_on_by_one_step(open_page: OpenPage, make: Make) -> None:
    cast = make(a_workshop)
    desk = console(open_page, make, cast)
    desk.locator("#forward").dblclick(delay=20)
    expect(desk.locator("#step h1")).to_have_text("Collect ideas")
    desk.wait_for_function("() => document.querySelector('#forward').value === '2'")
    desk.reload()
    expect(desk.locator("#step h1")).to_have_text("Collect ideas")


def test_two_moderators_and_the_wall_see_the_same(open_page: OpenPage, make: Make) -> None:
    cast = make(a_workshop, languages=("en",))
    first, second = (console(open_page, make, cast) for _ in range(2))
    wall = open_page(f"/projector/{cast.projector_token}", size=WALL)
    expect(second.locator("#people")).to_have_text("0")
    phone(open_page, cast)
    for page in (first, second, wall):
        expect(page.locator("#people")).to_have_text("1")
    go_on(first)
    expect(second.locator("#step h1")).to_have_text("Collect ideas")
    expect(wall.locator("h1")).to_have_text("What should be done?")
    second.locator("#go-2").click()
    expect(first.locator("#step h1")).to_have_text("Vote")
    go_on(first)
    expect(wall.locator("h1")).to_have_text("Place your dots")
    second.locator("#go-3").click()
    expect(second.locator(".ask")).to_contain_text("“Vote” is still open.")
    second.locator("#stay").click()
    go_on(second)
    expect(second.locator("#step")).to_contain_text("The vote is closed.")
    expect(first.locator("#forward")).to_contain_text("Results")  # the frame has arrived there too
    go_on(first)
    expect(wall.locator(".leaf:visible")).to_have_count(1)


def test_the_vote_does_not_open_while_a_changed_rule_is_not_saved(
    open_page: OpenPage, make: Make
) -> None:
    cast = make(a_workshop, "vote", state="waiting")
    desk = console(open_page, make, cast)
    desk.locator("#change-rule").click()
    desk.get_by_label("Dots per person").fill("5")
    go_on(desk)
    expect(desk.get_by_text("The changed rule is not saved yet.")).to_be_visible()
    expect(desk.locator("#edit-rule .actions button")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#edit-rule form")).to_have_count(0)
    go_on(desk)
    expect(desk.locator("#turnout")).to_be_visible()
    expect(desk.locator(".rule")).to_contain_text("5 dots")


def test_the_rule_is_changed_on_the_page(open_page: OpenPage, make: Make) -> None:
    cast = make(a_workshop, "vote", state="waiting")
    desk = console(open_page, make, cast)
    desk.locator("#change-rule").click()
    desk.locator("#field-most").fill("0")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("#field-most-error")).to_be_visible()
    desk.locator("#field-most").fill("1")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("#edit-rule form")).to_have_count(0)
    expect(desk.locator("#step")).to_contain_text("at most 1 on one measure")


def test_the_console_works_without_a_script(open_page: OpenPage, make: Make) -> None:
    cast, [idea] = make(with_ideas, "Mehr Parkbänke")
    desk = console(open_page, make, cast, java_script_enabled=False)
    desk.locator(f"#reword-{idea}").click()
    desk.locator(f"#text-{idea}").fill("Mehr Bänke im Park")
    desk.locator(f"#save-{idea}").click()
    desk.locator(f"#approve-{idea}").click()
    expect(desk.locator(f"#hide-{idea}")).to_be_visible()
    go_on(desk)
    go_on(desk)
    expect(desk.locator("#turnout")).to_be_visible()
    go_on(desk)
    go_on(desk)
    expect(desk.locator(".results")).not_to_have_count(0)
    desk.locator("#back").click()
    expect(desk.locator("#step h1")).to_have_text("Vote")


@pytest.mark.parametrize("step", ["arrive", "collect", "vote", "results"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_a_small_screen(
    open_page: OpenPage, make: Make, step: str, language: str
) -> None:
    long = "Unterstützungsangebote für Kindertagesstättenelternbeiratsvorsitzende " * 3
    cast = make(a_workshop, step, titles=(long, "Schule"))
    desk = console(open_page, make, cast)
    desk.context.add_cookies([{"name": "language", "value": language, "url": desk.url}])
    desk.set_viewport_size({"width": 360, "height": 640})
    desk.reload()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("size", [WALL, {"width": 1280, "height": 720}])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_row_of_the_result_is_cut_off(
    open_page: OpenPage, make: Make, size: ViewportSize, language: str
) -> None:
    def many(session: Session) -> Cast:
        cast = a_workshop(session, "collect", measures=10, fields=1)
        for _ in range(6):
            a_measure(session, cast.one_field, "Lange Maßnahme mit vielen Wörtern " * 7)
        from workshops.agenda.services import close_step, go_to, open_step

        go_to(session, cast.id, 2)
        open_step(session, cast.id, cast.vote)
        close_step(session, cast.id, cast.vote)
        go_to(session, cast.id, 3)
        return cast

    cast = make(many)
    wall = open_page(f"/projector/{cast.projector_token}?language={language}", size=size)
    expect(wall.locator(".leaf:visible")).to_have_count(1)
    cut = wall.evaluate(
        """() => [...document.querySelectorAll('.leaf:not([hidden]) .result')].filter(row => {
            const box = row.getBoundingClientRect();
            const dots = (row.querySelector('.dot-row') ?? row).getBoundingClientRect();
            const text = row.querySelector('p').getBoundingClientRect();
            return dots.bottom > box.bottom + 1 || text.top < box.top - 1
                || (row.querySelector('.dot-row') && text.bottom > dots.top + 1)
                || box.bottom > innerHeight;
        }).length"""
    )
    assert cut == 0
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
