"""Without a phone of one's own: ballots on paper entered by keyboard, a card on two devices."""

import re

from playwright.sync_api import Page, StorageState, expect
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.journeys.browsing import DESK, PHONE, OpenPage, press
from tests.journeys.conftest import Write
from workshops.dots.counting import count
from workshops.paper.services import find_vote


def test_paper_and_a_card_on_two_devices_are_in_one_tally(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast: Cast = write(a_workshop, "vote", state="waiting", allowance=3, fields=2, measures=6)
    desk = open_page(f"/moderation/{cast.code}", language="en", size=DESK, storage_state=office)

    card = _a_card(desk, cast)
    _print_ballots(desk, cast)
    desk.goto(f"/moderation/{cast.code}")
    press(desk.locator("#forward"), until=desk.locator("#turnout"))

    phone, tablet = _with_card(open_page, card, "de"), _with_card(open_page, card, "ar")
    _plus(phone, cast.measures[0])
    tablet.reload()
    _plus(tablet, cast.measures[0])
    expect(tablet.locator(f"#stepper-{cast.measures[0]} .mine .dot")).to_have_count(2)
    phone.reload()
    expect(phone.locator(f"#stepper-{cast.measures[0]} .mine .dot")).to_have_count(2)
    expect(phone.locator(f"#plus-{cast.measures[0]}")).to_have_attribute("aria-disabled", "true")

    _enter_by_keyboard(desk, cast)
    desk.goto(f"/moderation/{cast.code}")
    expect(desk.locator("#people")).to_have_text("1")
    expect(desk.locator("#paper")).to_contain_text("3 ballots on paper")
    press(desk.locator("#forward"), until=desk.locator("#again"))

    assert write(_tally, cast) == {
        # measure: dots, voters, of these on paper
        cast.measures[0]: (2 + 1, 2, 1),
        cast.measures[2]: (2, 1, 2),
        cast.measures[3]: (1, 1, 1),
    }
    _result_states_paper(desk, cast)


def _a_card(desk: Page, cast: Cast) -> str:
    """Make cards, print them, and read the first one."""
    desk.get_by_role("link", name="Personal codes").click()
    desk.locator("#field-count").fill("3")
    desk.get_by_role("button", name="Make cards").click()
    expect(desk.locator("#card-3")).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Download the sheet of cards").click()
    text = PdfReader(download.value.path()).pages[0].extract_text()
    return str(re.findall(r"\b[C-Z3-9]{5}-[C-Z3-9]{5}\b", text)[0])


def _print_ballots(desk: Page, cast: Cast) -> None:
    desk.goto(f"/moderation/{cast.code}")
    desk.get_by_role("link", name="Ballots on paper").click()
    desk.get_by_role("link", name="Print ballots").click()
    desk.locator("#count-de").fill("2")
    desk.locator("#count-ar").fill("1")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Download the ballots").click()
    pages = PdfReader(download.value.path()).pages
    assert len(pages) == 3


def _with_card(open_page: OpenPage, card: str, language: str) -> Page:
    """Scan it, and press the button."""
    page = open_page(f"/P/{card}", language=language, size=PHONE)
    page.locator("button.join").click()
    expect(page.locator(".stepper").first).to_be_visible()
    return page


def _plus(phone: Page, measure: int) -> None:
    mine = phone.locator(f"#stepper-{measure} .mine .dot")
    before = mine.count()
    phone.locator(f"#plus-{measure}").click()
    expect(mine).to_have_count(before + 1)
    expect(phone.locator(f"#stepper-{measure} .mine .dot:is(.sending, .unsaved)")).to_have_count(0)


def _enter_by_keyboard(desk: Page, cast: Cast) -> None:
    """Three ballots without a mouse; the first one is corrected."""
    desk.goto(f"/moderation/{cast.code}/steps/{cast.vote}/paper")
    number, lines = desk.locator("#field-number"), desk.locator("#field-lines")
    keys = desk.keyboard
    expect(number).to_be_focused()
    expect(number).to_have_value("1")

    keys.press("Enter")
    expect(lines).to_be_focused()
    keys.type("3 3 3")
    keys.press("Enter")
    expect(desk.locator("#field-lines-error")).to_contain_text("at most 2 are allowed")
    expect(lines).to_be_focused()
    expect(lines).to_have_value("3 3 3")
    desk.wait_for_load_state()  # with the script that selects and moves the caret
    keys.press("Backspace")
    keys.press("Backspace")
    keys.press("Enter")
    expect(desk.locator("#shown")).to_contain_text("2 dots on line 3")

    expect(number).to_be_focused()
    expect(number).to_have_value("2")
    desk.wait_for_load_state()
    keys.press("Enter")
    keys.type("٤ ١")
    keys.press("Enter")
    expect(desk.locator("#shown")).to_contain_text("1 dot on line 4")
    expect(desk.locator("#shown")).to_contain_text("1 dot on line 1")

    expect(number).to_have_value("3")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(desk.locator("#shown")).to_contain_text("Blank or not valid")

    expect(number).to_be_focused()
    desk.wait_for_load_state()
    keys.type("1")  # what stands there is replaced
    expect(number).to_have_value("1")
    keys.press("Enter")
    keys.type("5")
    keys.press("Enter")
    expect(desk.locator("#field-number-error")).to_contain_text("entered before")
    expect(desk.locator("#shown")).to_contain_text("2 dots on line 3")
    expect(lines).to_have_value("5")


def _tally(session: Session, cast: Cast) -> dict[int, tuple[int, int, int]]:
    counted = count(session, find_vote(session, cast.id, cast.vote))
    assert counted
    assert (counted.voters, counted.paper_voters) == (3, 2)
    return {
        one.measure_id: (one.dots, one.voters, one.paper_dots)
        for one in counted.tallies
        if one.dots
    }


def _result_states_paper(desk: Page, cast: Cast) -> None:
    desk.goto(f"/moderation/{cast.code}/results")
    expect(desk.locator("main")).to_contain_text("2 ballots on paper")


def test_a_card_is_opened_where_somebody_has_joined_without_one(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast: Cast = write(a_workshop, "vote", allowance=3)
    desk = open_page(f"/moderation/{cast.code}", language="en", size=DESK, storage_state=office)
    card = _a_card(desk, cast)
    phone = open_page(f"/w/{cast.code}", language="en")
    phone.locator("button.join").click()
    _plus(phone, cast.measures[0])
    phone.goto(f"/P/{card}")
    expect(phone.locator("main")).to_contain_text("Your dots and ideas come along.")
    phone.locator("button.join").click()
    expect(phone.locator(f"#stepper-{cast.measures[0]} .mine .dot")).to_have_count(1)

    desk.goto(f"/moderation/{cast.code}/codes")
    expect(desk.locator("#card-1 .tag")).to_have_text("used")
    desk.locator("#card-1 summary").click()
    desk.locator("#card-1").get_by_role("button", name="Block").click()
    expect(desk.locator("#card-1 .tag")).to_have_text("blocked")
    phone.locator(f"#plus-{cast.measures[1]}").click()
    expect(phone.locator("main")).to_contain_text("Please ask at the desk for a new card.")
