"""The whole way from the code to the result with Tab, arrows, Space and Enter alone."""

from playwright.sync_api import Page, StorageState, expect

from tests.builders import Cast, a_workshop
from tests.journeys.browsing import DESK, press
from tests.journeys.conftest import OpenPage, Write

FARTHEST = 60  # presses of Tab, beyond which nothing can be said to be within reach


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is there, and can be seen."""
    for _ in range(FARTHEST):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            break
    found = page.locator(selector).and_(page.locator(":focus-visible"))
    expect(found).to_have_count(1)
    expect(found).to_be_in_viewport()
    assert not page.evaluate(COVERED), f"{selector} has the focus under something else"


COVERED = """() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const points = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]];
    return points.every(([x, y]) => {
        const top = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
        return !top || !(focused.contains(top) || top.contains(focused));
    });
}"""


def test_every_dot_can_be_reached_and_seen(open_page: OpenPage, write: Write) -> None:
    """The dots that are left stay in sight at the bottom, but never over the focus."""
    cast: Cast = write(a_workshop, step="vote", fields=2, measures=12)
    phone = open_page(f"/w/{cast.code}", size={"width": 360, "height": 480})
    phone.locator("button.join").click()
    expect(phone.locator(".plus")).to_have_count(12)
    for plus in phone.locator(".plus").all():
        tab_to(phone, f"#{plus.get_attribute('id')}")
    for minus in reversed(phone.locator(".minus").all()):
        tab_to(phone, f"#{minus.get_attribute('id')}", "Shift+Tab")


def test_join_propose_vote_and_read_the_result(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast: Cast = write(a_workshop, scope="field", allowance=3, measures=4)
    phone = open_page("/")
    keys = phone.keyboard
    tab_to(phone, "input[name=code]")
    keys.type(cast.code.lower())
    keys.press("Enter")
    expect(phone.locator("button.join")).to_be_visible()
    tab_to(phone, "button.join")
    keys.press("Enter")
    expect(phone.locator("#step")).to_be_visible()

    console = open_page(f"/moderation/{cast.code}", size=DESK, storage_state=office)
    forward, step = console.locator("#forward"), console.locator("#step")
    press(forward, until=step.locator(".counts"))
    expect(phone.locator("#propose")).to_be_visible()
    tab_to(phone, "input[name=field_id]")
    keys.press("Space")
    keys.press("ArrowDown")
    tab_to(phone, "#field-text")
    keys.type("Ein Fest für alle")
    tab_to(phone, "#propose button")
    keys.press("Enter")
    expect(phone.locator("#thanks")).to_be_visible()
    expect(phone.get_by_role("paragraph").filter(has_text="Ein Fest für alle")).to_be_visible()

    press(forward, until=step.locator("#change-rule"))
    press(forward, until=step.locator("#turnout"))
    expect(phone.locator(".stepper")).to_have_count(5)
    plus = phone.locator(".plus").first
    tab_to(phone, f"#{plus.get_attribute('id')}")
    for count in (1, 2):
        keys.press("Space")
        expect(phone.locator(".mine .dot:not(.sending)")).to_have_count(count)
        expect(plus).to_be_focused()
        expect(phone.locator("#announcer")).to_contain_text(str(count))
    keys.press("Enter")  # two are the most on one measure: it says so, and stays
    expect(phone.locator(".stepper").first.locator(".state")).not_to_be_empty()
    expect(plus).to_be_focused()
    minus = phone.locator(".minus").first
    keys.press("Shift+Tab")
    expect(minus).to_be_focused()
    keys.press("Space")
    expect(phone.locator(".mine .dot")).to_have_count(1)
    expect(minus).to_be_focused()

    press(forward, until=step.locator("#again"))
    press(forward, until=step.locator(".results"))
    expect(phone.locator("section .result .own")).to_have_count(1)
    tab_to(phone, ".all-results summary")
    keys.press("Enter")
    expect(phone.locator(".all-results .result")).to_have_count(5)


def test_the_first_tab_leads_past_the_head_of_the_page(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    tab_to(page, "#language-menu")
    page.keyboard.press("Enter")
    expect(page.locator("#languages .sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#languages .sheet")).to_be_hidden()
    expect(page.locator("#language-menu")).to_be_focused()
