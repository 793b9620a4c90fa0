"""In a network that lets no stream through, pages ask again and again."""

import re

from playwright.sync_api import Page, Route, StorageState, expect

from tests.builders import Cast, a_workshop
from tests.journeys.browsing import DESK, PHONE, WALL
from tests.journeys.conftest import OpenPage, Write
from tests.servers import wait_until

STREAM = re.compile(r"/live(\?language=\w+)?$")


def behind_a_wall(open_page: OpenPage, path: str, **more: object) -> Page:
    """A page whose streams are cut at once. Its clock can be moved on."""
    page = open_page(None, forgives="ERR_FAILED|Failed to fetch", **more)
    page.route(STREAM, lambda route: route.abort())
    page.clock.install()
    page.goto(path)
    return page


def test_phone_console_and_wall_follow_the_room_by_polling(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast: Cast = write(a_workshop, step="vote", state="waiting")
    phone = behind_a_wall(open_page, f"/w/{cast.code}", size=PHONE)
    phone.locator("button.join").click()
    wall = behind_a_wall(open_page, f"/projector/{cast.projector_token}", size=WALL)
    console = behind_a_wall(open_page, f"/moderation/{cast.code}", size=DESK, storage_state=office)
    other = open_page(f"/moderation/{cast.code}", size=DESK, storage_state=office)

    other.locator("#forward").click()
    expect(other.locator("#turnout")).to_be_visible()
    later(phone, console, wall)
    expect(phone.locator(".plus").first).to_be_visible()
    expect(console.locator("#turnout")).to_be_visible()
    expect(wall.locator("#turnout strong")).to_have_text(["0", "0", "1"])

    phone.locator(".plus").first.click()
    expect(phone.locator(".mine .dot:not(.sending)")).to_have_count(1)
    later(phone, console, wall)
    expect(wall.locator("#turnout strong")).to_have_text(["0", "1", "0"])
    expect(console.locator("#turnout tfoot td")).to_have_text(["6", "0", "1", "0"])
    expect(phone.locator("#connection")).to_be_hidden()


def later(*pages: Page) -> None:
    """Ten seconds later: longer than a page waits for its first frame, or between two questions."""
    for page in pages:
        page.clock.run_for(10_000)


def test_a_script_that_comes_late_still_opens_the_stream(open_page: OpenPage, write: Write) -> None:
    """On a slow line a page's scripts come one by one, and htmx must not begin without the rest."""
    cast: Cast = write(a_workshop)
    late: list[Route] = []
    page = open_page(None)
    page.route("**/hx-sse*.js", lambda route: late.append(route))
    page.goto(f"/projector/{cast.projector_token}", wait_until="commit")
    wait_until(lambda: page.evaluate("'htmx' in window") and late)
    page.evaluate("new Promise((done) => setTimeout(done))")  # whatever htmx had put off is done
    with page.expect_request(STREAM, timeout=3000):
        late[0].continue_()
