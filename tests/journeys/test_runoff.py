"""A tie, explained to everybody, and the run-off that decides it; a rule that changes meanwhile."""

import re

from playwright.sync_api import Page, StorageState, expect
from sqlalchemy.orm import Session

from tests.builders import Cast, a_guest, a_workshop, dots
from tests.journeys.browsing import DESK, WALL, OpenPage, press
from tests.journeys.conftest import Write

DOTS = (14, 9, 8, 8, 3, 0)


def an_almost_closed_vote(session: Session) -> Cast:
    """Fourteen people have voted with one dot each on several measures; the vote is still open."""
    cast = a_workshop(
        session, "vote", measures=6, fields=1, scope="step", allowance=6, most=2, title="Abend"
    )
    for person in range(14):
        guest = a_guest(session, cast)
        row = {m: 1 for m, n in zip(cast.measures, DOTS, strict=True) if person < n}
        dots(session, cast, guest, row)
    return cast


def phone_of(open_page: OpenPage, cast: Cast, language: str) -> Page:
    page = open_page(f"/w/{cast.code}", language=language)
    page.locator("button.join").click()
    expect(page.locator("#step h1")).to_be_visible()
    return page


def tap(page: Page, measure: int) -> None:
    page.locator(f"#plus-{measure}").click()
    expect(page.locator(f"#stepper-{measure}")).to_have_attribute("data-count", "1")
    expect(page.locator(f"#stepper-{measure} .dot.pending")).to_have_count(0)


def forward(desk: Page, state: str) -> None:
    """The filled button, until the room is in a step of this state."""
    press(desk.locator("#forward"), until=desk.locator(f"#step[data-step$='.{state}']"))


def test_a_tie_is_seen_by_all_and_a_run_off_decides_it(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast: Cast = write(an_almost_closed_vote)
    phones = [phone_of(open_page, cast, tag) for tag in ("ar", "en", "tr")]
    wall = open_page(f"/projector/{cast.projector_token}?language=ar", size=WALL)
    desk = open_page(f"/moderation/{cast.code}", language="ar", size=DESK, storage_state=office)
    expect(desk.locator("html")).to_have_attribute("dir", "rtl")
    forward(desk, "closed")
    forward(desk, "open")  # the result

    # Of the 14 voters one more or less would have changed who is third: 9, 8 and 8 dots.
    desk.locator("#first").fill("2")
    desk.locator("form.first button").click()
    for page in (desk, wall, *phones):
        expect(page.locator(".tie").first).to_be_visible()
        expect(page.locator(".result.tied")).to_have_count(2)

    desk.locator("#run-off-0").click()
    expect(desk.locator("#change-rule")).to_be_visible()
    expect(desk.locator("#agenda li")).to_have_count(6)
    forward(desk, "open")
    first, second, third = cast.measures[1:4]
    for page in phones:
        expect(page.locator(".stepper")).to_have_count(3)
    for page, measure in zip(phones, (second, second, third), strict=True):
        tap(page, measure)
        expect(page.locator(f"#plus-{first}")).to_have_attribute("aria-disabled", "true")
    expect(desk.locator("#turnout")).to_contain_text("3")
    forward(desk, "closed")
    forward(desk, "open")  # its result
    for page in (desk, wall, phones[0]):
        expect(page.locator(".won").first).to_contain_text("Maßnahme 3")
    expect(phones[0].locator(".result")).to_have_count(3)

    desk.goto(f"/moderation/{cast.code}/results")
    votes = desk.get_by_role("navigation").get_by_role("link", name=re.compile(r"^[12١٢]\."))
    expect(votes).to_have_count(2)
    votes.first.click()
    expect(desk.locator(".result")).to_have_count(6)


def test_a_rule_changed_while_people_vote_is_asked_first_and_told_on_the_phone(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast: Cast = write(a_workshop, "vote", measures=4, fields=1, allowance=3, most=1)
    phone = phone_of(open_page, cast, "en")
    for measure in cast.measures[:3]:
        tap(phone, measure)
    desk = open_page(f"/moderation/{cast.code}", language="en", size=DESK, storage_state=office)
    desk.locator("#change-rule").click()
    desk.locator("#field-allowance").fill("2")
    desk.locator("#edit-rule form button").click()
    expect(desk.locator("#effect")).to_contain_text("1 person has more dots than that.")
    expect(phone.locator("#changes")).to_have_count(0)
    desk.locator("#edit-rule form button[name=seen]").click()
    expect(desk.locator("#edit-rule form")).to_have_count(0)
    expect(phone.locator("#changes")).to_contain_text("1 of your dots")
    expect(phone.locator(".stepper[data-count='1']")).to_have_count(2)
    expect(phone.locator(f"#stock-{cast.one_field}-left")).to_have_text("All 2 dots are placed.")

    desk.locator(".undo button").click()
    expect(phone.locator("#changes")).to_have_count(0)
    expect(phone.locator(".stepper[data-count='1']")).to_have_count(3)
