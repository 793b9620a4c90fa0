"""Failure 12: the moderator reloads, hands over, or the server starts again.

Whoever was the moderator still is, and the room stands where it stood.
"""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from app.database.ledger import Ledger
from tests import servers
from tests.builders import a_workshop
from tests.journeys.browsing import DESK, PHONE, opening, press
from tests.journeys.conftest import OpenPage
from tests.journeys.helping import come_in, make_link
from tests.journeys.test_console import Make, console, go_on, make, phone, propose, with_ideas

__all__ = ["make"]

AWAY = "ERR_|Failed to fetch|reconnect failed with status 403"
"""What a browser says of a server that is away, and of one that has sent it away."""


def test_the_room_is_handed_over_by_qr_and_five_actions_are_undone_on_the_other_device(
    open_page: OpenPage, make: Make
) -> None:
    cast, [first, second] = make(with_ideas, "Mehr Parkbänke", "Ein Straßenfest")
    desk = console(open_page, make, cast)
    link = make_link(desk, cast.code)  # in good time: an action, too, and the last to be undone
    desk.goto(f"/moderation/{cast.code}")
    guest = phone(open_page, cast)
    wall = open_page(f"/projector/{cast.projector_token}", language="en", size=DESK)
    for idea in (first, second):
        press_once(desk, desk.locator(f"#approve-{idea}"))
    expect(wall.locator("body")).to_contain_text("Ein Straßenfest")
    desk.locator(f"#hide-{second}").click()
    expect(desk.locator(f"#return-{second}")).to_be_visible()
    go_on(desk)
    expect(desk.locator("#step h1")).to_have_text("Vote")
    go_on(desk)
    expect(guest.locator(".stepper").first).to_be_visible()

    desk.reload()
    expect(desk.locator("#turnout")).to_be_visible()  # still the moderator, still in the vote
    other = come_in(open_page(None, language="ar", size=PHONE, forgives=AWAY), link)
    expect(other.locator("#turnout")).to_be_visible()

    # Opened, brought to the vote, hidden, approved, approved.
    for sign in ("فُتحت", "انتقلت", "أُخفيت", "الموافقة", "الموافقة"):
        press_once(other, other.locator("[id^=undo-]", has_text=sign))
    expect(guest.locator("#propose")).to_be_visible()
    for page in (desk, other):
        expect(page.locator("#waiting li")).to_have_count(2)
    expect(wall.locator("body")).not_to_contain_text("Ein Straßenfest")

    # Who let whom in is apart, so that nobody takes their own way in away.
    expect(other.locator(".undo button")).to_be_disabled()
    desk.goto(f"/moderation/{cast.code}/journal")
    press_once(desk, desk.locator("[id^=undo-]", has_text="A link was made"))
    expect(other.locator("main")).to_contain_text("انتهت صلاحية وصولكم إلى هذه الورشة")


def press_once(page: Page, button: Locator) -> None:
    """Press this very button until it is gone: its id is that of the action, so it undoes one.

    The console takes no tap on a button that has just come to stand where another one was tapped.
    """
    itself = page.locator(f"#{button.get_attribute('id')}")
    for _ in range(10):
        with suppress(TimeoutError):  # it went while the finger came down
            itself.click(timeout=1000)
        with suppress(AssertionError):
            expect(itself).to_have_count(0, timeout=1000)
            return
    expect(itself).to_have_count(0)


def desk_again(desk: Page, code: str) -> Page:
    desk.goto(f"/moderation/{code}")
    return desk


def test_whoever_is_revoked_is_out_while_they_watch(open_page: OpenPage, make: Make) -> None:
    cast = make(a_workshop, "collect")
    desk = console(open_page, make, cast)
    other, interpreter = (
        come_in(
            open_page(None, language="en", forgives=AWAY), make_link(desk, cast.code, role=role)
        )
        for role in ("moderator", "interpreter")
    )
    expect(other.locator("#step h1")).to_have_text("Collect ideas")
    expect(interpreter.locator("h1")).to_have_text("Texts and translations")
    desk.goto(f"/moderation/{cast.code}/passes")
    for _ in range(2):
        count = desk.locator("button.stop").count()
        desk.locator("button.stop").first.click()
        expect(desk.locator("button.stop")).to_have_count(count - 1)
    for page in (other, interpreter):
        expect(page.locator("main")).to_contain_text("Your access to this workshop has ended")


def test_the_moderators_and_the_room_are_there_after_a_restart_of_the_server(
    browser: Browser, tmp_path: Path
) -> None:
    server = servers.start(tmp_path)
    ledger = Ledger(server.database_url)
    try:
        write: Make = ledger.write_now
        cast, [idea] = write(with_ideas, "Mehr Parkbänke")
        with opening(browser, server.url) as open_page:
            desk = console(open_page, write, cast, forgives=AWAY)
            desk.locator(f"#approve-{idea}").click()
            expect(desk.locator(f"#approve-{idea}")).to_have_count(0)
            link = make_link(desk, cast.code)
            other = come_in(open_page(None, language="en", forgives=AWAY), link)
            expect(other.locator(f"#hide-{idea}")).to_be_visible()
            server.stop()
            server = servers.start(tmp_path, PORT=server.url.rpartition(":")[2])
            for page in (desk_again(desk, cast.code), other):
                page.reload()
                expect(page.locator("#step h1")).to_have_text("Collect ideas")
            expect(other.locator(f"#hide-{idea}")).to_be_visible()
            press_once(other, other.locator("[id^=undo-]", has_text="Approved"))
            expect(desk.locator(f"#approve-{idea}")).to_be_visible()
    finally:
        ledger.close()
        if server.alive():
            server.kill()


def test_two_presses_undo_one_action(open_page: OpenPage, make: Make) -> None:
    cast, ideas = make(with_ideas, "Eins zwei", "Zwei drei")
    desk = console(open_page, make, cast)
    for idea in ideas:
        press_once(desk, desk.locator(f"#approve-{idea}"))
    expect(desk.locator("#waiting li")).to_have_count(0)
    desk.locator("[id^=undo-]").dblclick(delay=20)
    expect(desk.locator("#waiting li")).to_have_count(1)
    desk.reload()
    expect(desk.locator("#waiting li")).to_have_count(1)


def test_an_interpreter_types_on_while_ideas_come_in(open_page: OpenPage, make: Make) -> None:
    cast, [idea] = make(with_ideas, "Mehr Parkbänke")
    desk = console(open_page, make, cast)
    link = make_link(desk, cast.code, name="Ida", role="interpreter")
    page = come_in(open_page(None, language="ar"), link)
    area = page.locator(f"#translation-{idea}")
    area.click()
    area.press_sequentially("مقاعد")
    propose(phone(open_page, cast), "Ein Straßenfest")
    expect(page.locator("#texts")).to_contain_text("Ein Straßenfest")
    expect(area).to_be_focused()
    area.press_sequentially(" أكثر")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[id^=undo-]")).to_be_visible()
    page.reload()
    expect(page.locator(f"#translation-{idea}")).to_have_value("مقاعد أكثر")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_queue_is_worked_off_by_single_keys(
    open_page: OpenPage, make: Make, language: str
) -> None:
    cast, ideas = make(with_ideas, "Eins zwei", "Zwei drei", "Drei vier", "Vier fünf")
    desk = console(open_page, make, cast)
    desk.context.add_cookies([{"name": "language", "value": language, "url": desk.url}])
    desk.reload()
    desk.keyboard.press("j")
    expect(desk.locator(f"#proposal-{ideas[0]}")).to_be_focused()
    desk.keyboard.press("a")
    expect(desk.locator(f"#proposal-{ideas[1]}")).to_be_focused()
    desk.keyboard.press("h")
    expect(desk.locator(f"#return-{ideas[1]}")).to_be_visible()
    expect(desk.locator(f"#proposal-{ideas[2]}")).to_be_focused()
    desk.keyboard.press("2")
    expect(desk.locator(f"#proposal-{ideas[2]}")).to_have_attribute("data-field", "2")
    expect(desk.locator(f"#proposal-{ideas[2]}")).to_be_focused()
    desk.keyboard.press("j")
    expect(desk.locator(f"#proposal-{ideas[3]}")).to_be_focused()
    desk.keyboard.press("e")
    area = desk.locator(f"#text-{ideas[3]}")
    expect(area).to_be_focused()
    desk.keyboard.type("haju2?")
    expect(area).to_have_value(re.compile("haju2\\?"))
    desk.keyboard.press("Escape")
    expect(area).to_have_count(0)
    newest = desk.locator(".undo [id^=undo-]").first.get_attribute("id")
    desk.keyboard.press("u")
    expect(desk.locator(f"#proposal-{ideas[2]}")).to_have_attribute("data-field", "1")
    expect(desk.locator(f"#{newest}")).to_have_count(0)  # else the same would be undone again
    desk.keyboard.press("u")
    expect(desk.locator("#waiting li")).to_have_count(3)


def test_single_keys_are_switched_off_for_those_whom_they_disturb(
    open_page: OpenPage, make: Make
) -> None:
    cast, [idea] = make(with_ideas, "Mehr Parkbänke")
    desk = console(open_page, make, cast)
    expect(desk.locator(".keys-hint")).to_be_visible()
    desk.keyboard.press("?")
    desk.locator("#keys-on").uncheck()
    desk.keyboard.press("Escape")
    desk.reload()
    expect(desk.locator(".keys-hint")).to_be_hidden()
    desk.locator(f"#proposal-{idea}").focus()
    for key in "jah2?":
        desk.keyboard.press(key)
    expect(desk.locator("#keys-help")).to_be_hidden()
    desk.locator("#show-keys").click()
    desk.locator("#keys-on").check()
    desk.keyboard.press("Escape")
    desk.locator(f"#proposal-{idea}").focus()
    desk.keyboard.press("a")
    expect(desk.locator(f"#hide-{idea}")).to_be_visible()


def test_a_refusal_is_seen_beside_the_buttons_on_a_phone(open_page: OpenPage, make: Make) -> None:
    cast, [idea] = make(with_ideas, "Mehr Parkbänke")
    desk = console(open_page, make, cast)
    desk.set_viewport_size({"width": 360, "height": 640})
    press(desk.locator(f"#approve-{idea}"), until=desk.locator(f"#hide-{idea}"))
    stale = console(open_page, make, cast, forgives=AWAY)
    stale.route("**/live*", lambda route: route.abort())
    stale.set_viewport_size({"width": 360, "height": 640})
    stale.reload()
    press_once(desk, desk.locator("[id^=undo-]"))
    stale.evaluate("scrollTo(0, document.querySelector('.foot').offsetTop)")
    stale.locator("[id^=undo-]").click()
    notice = stale.locator("#notice")
    expect(notice).to_contain_text("This has been undone already.")
    expect(notice).to_be_in_viewport()
    notice.click()
    expect(notice).to_be_empty()
