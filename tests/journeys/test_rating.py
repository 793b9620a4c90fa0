"""A steering group rates its goals: two phones, a moderator and the wall, each in a browser."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, StorageState, expect

from tests.journeys.browsing import DESK, WALL, OpenPage, press
from tests.journeys.conftest import Write
from tests.workshops.ratings.rooms import Steering, a_rating

URGENCY, INFLUENCE, EFFECT, ATTAINMENT = range(4)


def phone_of(open_page: OpenPage, steering: Steering, language: str, **more: Any) -> Page:
    page = open_page(f"/w/{steering.code}", language=language, **more)
    page.locator("button.join").click()
    expect(page.locator("#step h1")).to_be_visible()
    return page


def question(page: Page, steering: Steering, goal: int, criterion: int) -> Locator:
    name = f"criterion-{steering.criteria[criterion]}"
    return page.locator(f"#goal-{steering.goals[goal]} input[name={name}]")


def answer(page: Page, steering: Steering, goal: int, values: list[int]) -> None:
    """Unfold the goal and tap an answer to each question; each is said to be saved."""
    fold = page.locator(f"#fold-{steering.goals[goal]}")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    for criterion, value in enumerate(values):
        tap = question(page, steering, goal, criterion).and_(page.locator(f'[value="{value}"]'))
        tap.check()
        state = stored(page, steering, goal, criterion)
        expect(state).to_have_attribute("data-value", str(value))
        expect(state).not_to_be_empty()


def stored(page: Page, steering: Steering, goal: int, criterion: int) -> Locator:
    return page.locator(f"#state-{steering.goals[goal]}-{steering.criteria[criterion]}")


def with_an_unsaved_answer(open_page: OpenPage, steering: Steering) -> Page:
    """A phone whose answer to the first question did not arrive, and no other does until
    `page.unroute("**/ratings")`."""
    page = phone_of(open_page, steering, "en", forgives="net::ERR_FAILED")
    page.route("**/ratings", lambda route: route.abort())
    question(page, steering, 0, URGENCY).nth(3).check()
    expect(stored(page, steering, 0, URGENCY)).to_contain_text("Not saved yet")
    return page


def totals(page: Page) -> list[tuple[str, str]]:
    """The rows of the wall: rank and total, whatever the decimal sign."""
    return [
        (row.locator(".rank").inner_text(), row.locator(".sum").inner_text().replace(",", "."))
        for row in page.locator(".leaf .result").all()
    ]


def test_two_phones_rate_and_the_weights_decide_what_comes_first(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    steering: Steering = write(a_rating, "waiting", first=1)
    wall = open_page(f"/projector/{steering.cast.projector_token}?language=ar", size=WALL)
    phones = [phone_of(open_page, steering, tag) for tag in ("ar", "tr")]
    desk = open_page(f"/moderation/{steering.code}", language="ar", size=DESK, storage_state=office)
    for page in (wall, phones[0], desk):
        expect(page.locator("html")).to_have_attribute("dir", "rtl")

    step = desk.locator("#step")
    press(step.locator("#forward"), until=step.locator("#turnout"))
    expect(phones[0].locator("form.rating")).to_have_count(3)
    answer(phones[0], steering, 0, [5, 4, 1, 0])  # the last one: no opinion
    answer(phones[0], steering, 1, [1, 3, 5, 0])
    answer(phones[1], steering, 0, [5, 2, 1, 3])
    answer(phones[1], steering, 1, [1, 3, 5, 3])
    expect(phones[0].locator(f"#done-{steering.goals[0]}")).to_have_attribute("data-whole", "1")
    expect(phones[0].locator("#tray progress")).to_have_attribute("max", "3")
    assert phones[0].locator("#tray progress").evaluate("bar => bar.value") == 2
    expect(desk.locator("#turnout dd")).to_have_text(["0", "2", "0"])
    assert wall.locator(".result").count() == 0

    press(step.locator("#forward"), until=step.locator("#ranked"))
    expect(wall.locator(".leaf .result")).to_have_count(3)
    assert [rank for rank, _ in totals(wall)] == ["1", "1", "–"]
    assert [total for _, total in totals(wall)][:2] == ["3.00", "3.00"]
    expect(wall.locator(".leaf .chosen")).to_have_count(2)  # they share the first rank
    expect(phones[0].locator(".result")).to_have_count(3)

    desk.locator(f"#weight-{steering.criteria[EFFECT]}").select_option("10")
    expect(wall.locator(".leaf .chosen")).to_have_count(1)
    first = wall.locator(".leaf .result").first
    expect(first.locator(".rank")).to_have_text("1")
    expect(first.locator(".sum strong")).to_have_text(re.compile("4[.,]38"))
    expect(desk.locator("#ranked .rank").first).to_contain_text("1")
    expect(desk.locator("#ranked tbody").first.locator("td strong")).to_have_text(
        re.compile("4[.,]38")
    )
    expect(phones[1].locator(".result").first.locator(".sum strong")).to_have_text(
        re.compile("4[.,]38")
    )
    own = phones[0].locator(".result").first.locator(".own")
    own.locator("summary").click()
    expect(own.locator("dd").nth(URGENCY)).to_have_text("1")
    expect(own.locator("dd").nth(EFFECT)).to_have_text("5")

    desk.locator("#first").select_option("2")
    expect(wall.locator(".leaf .chosen")).to_have_count(2)
    desk.reload()
    expect(desk.locator(f"#weight-{steering.criteria[EFFECT]}")).to_have_value("10")
    expect(desk.locator("#first")).to_have_value("2")


def test_an_answer_that_did_not_arrive_is_marked_kept_across_a_reload_and_sent_again(
    open_page: OpenPage, write: Write
) -> None:
    steering: Steering = write(a_rating)
    page = with_an_unsaved_answer(open_page, steering)
    state = stored(page, steering, 0, URGENCY)
    page.reload()
    expect(question(page, steering, 0, URGENCY).nth(3)).to_be_checked()
    expect(state).to_contain_text("Not saved yet")
    page.unroute("**/ratings")
    expect(state).to_have_text("Saved.")
    page.reload()
    expect(question(page, steering, 0, URGENCY).nth(3)).to_be_checked()
    expect(state).to_have_text("Saved.")


def test_somebody_else_on_the_same_tablet_does_not_send_what_was_kept(
    open_page: OpenPage, write: Write
) -> None:
    steering: Steering = write(a_rating)
    page = with_an_unsaved_answer(open_page, steering)
    page.goto("about:blank")
    page.context.clear_cookies()
    page.unroute("**/ratings")
    page.goto(f"/w/{steering.code}")
    page.locator("button.join").click()
    answer(page, steering, 1, [2])
    expect(question(page, steering, 0, URGENCY).nth(3)).not_to_be_checked()
    expect(stored(page, steering, 0, URGENCY)).to_have_attribute("data-value", "")


def test_the_last_of_many_quick_taps_counts(open_page: OpenPage, write: Write) -> None:
    steering: Steering = write(a_rating)
    page = phone_of(open_page, steering, "en")
    for place in (0, 4, 2, 5, 1):
        question(page, steering, 0, EFFECT).nth(place).check()
    expect(stored(page, steering, 0, EFFECT)).to_have_attribute("data-value", "2")
    page.reload()
    expect(question(page, steering, 0, EFFECT).nth(1)).to_be_checked()


def test_a_rating_is_given_by_keyboard_alone(open_page: OpenPage, write: Write) -> None:
    steering: Steering = write(a_rating)
    page = phone_of(open_page, steering, "en")
    question(page, steering, 0, URGENCY).first.focus()
    for key in ("Space", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(stored(page, steering, 0, URGENCY)).to_have_attribute("data-value", "3")
    expect(stored(page, steering, 0, URGENCY)).to_have_text("Saved.")
    expect(question(page, steering, 0, URGENCY).nth(2)).to_be_focused()
    page.locator(f"#fold-{steering.goals[0]} [data-next]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#fold-{steering.goals[1]}")).to_have_attribute("open", "")
    expect(page.locator(f"#fold-{steering.goals[1]} summary")).to_be_focused()


def test_a_goal_is_rated_without_javascript(open_page: OpenPage, write: Write) -> None:
    steering: Steering = write(a_rating)
    page = phone_of(open_page, steering, "en", java_script_enabled=False)
    for criterion, place in ((URGENCY, 4), (ATTAINMENT, 5)):
        question(page, steering, 0, criterion).nth(place).check()
    page.locator(f"#goal-{steering.goals[0]} form button").click()
    expect(page.locator(f"#done-{steering.goals[0]}")).to_have_text("2 of 4 questions answered")
    expect(question(page, steering, 0, ATTAINMENT).nth(5)).to_be_checked()
    expect(question(page, steering, 0, INFLUENCE).nth(0)).not_to_be_checked()
