"""The office writes a survey in two languages, tries it out, publishes it, and sees its results."""

import re

from playwright.sync_api import Page, StorageState, expect
from sqlalchemy.orm import Session

from app.database.base import utc_now
from surveys.answering.services import begin, finish, save
from surveys.questionnaire import Answers
from tests.journeys.browsing import DESK, OpenPage
from tests.journeys.conftest import Write
from tests.journeys.test_survey_answers import on

KIDS = "Haben Sie Kinder?"
WISH = "Was fehlt ihnen?"
CITY = "Wie sehen Sie die Stadt?"
ARABIC = {KIDS: "هل لديكم أطفال؟", WISH: "ما الذي ينقصهم؟", CITY: "كيف ترون المدينة؟"}


def add(page: Page, kind: str, label: str) -> None:
    page.goto(re.sub(r"/questions.*", f"/new-question?kind={kind}", page.url))
    page.locator("#field-label").fill(label)


def save_question(page: Page, label: str) -> None:
    page.locator(".foot-actions [value=save]").click()
    expect(page.locator("#editor")).to_contain_text(label)


def four_more(session: Session, run: str) -> None:
    """They have children and see noise as a weakness."""
    answers: Answers = {"kids": "yes", "wish": "Ein Hort", "city": {"weaknesses": ["Lärm"]}}
    for number in range(4):
        who = f"neighbour {number}"
        begin(session, run, holder=who, language="de", now=utc_now())
        save(session, run, who, answers, now=utc_now())
        finish(session, run, who, now=utc_now())


def write_questions(office: Page) -> str:
    """All three; returns the survey's address."""
    office.locator("#field-title").fill("Familien im Stadtteil")
    office.locator("#field-language").select_option("de")
    office.locator("[name=languages][value=ar]").check()
    office.locator("main .button.main").click()
    office.wait_for_url("**/questions")
    base = office.url.removesuffix("/questions")
    for kind, name, label in (
        ("yes_no", "kids", KIDS),
        ("short_text", "wish", WISH),
        ("swot", "city", CITY),
    ):
        add(office, kind, label)
        office.locator("#more summary").click()
        office.locator("#field-name").fill(name)
        if name == "wish":
            office.locator("#field-show_if summary").click()
            office.locator("#if-add").click()
            office.locator("#if-0").select_option("kids")
            office.locator("#if-0-value").select_option("yes")
        save_question(office, label)
    return base


def move_choices(office: Page, base: str) -> None:
    """An empty field that comes back empty does not keep what was typed into it meanwhile."""
    office.goto(f"{base}/new-question?kind=single")
    first, second = office.locator("#choices-0"), office.locator("#choices-1")
    first.fill("Hort")
    first.press("Enter")
    expect(second).to_be_focused()
    office.locator("#choices-down-0").click()
    expect(second).to_have_value("Hort")
    expect(first).to_have_value("")
    office.evaluate("delete document.getElementById('question').dataset.changed")  # leave it


def translate(office: Page, base: str) -> None:
    office.goto(f"{base}/texts/ar")
    for german, arabic in ARABIC.items():
        line = office.locator(".text-line", has_text=german)
        line.locator("textarea").fill(arabic)
        line.locator("button").click()
        expect(line.locator(".ok-word")).to_be_visible()


def try_out(office: Page, base: str) -> None:
    """Who has no children is not asked what they miss."""
    office.goto(f"{base}/preview?in=ar")
    go = office.locator(".main[name=go]")
    go.click()
    expect(office.locator("main")).to_contain_text(ARABIC[KIDS])
    office.locator("[name=q-kids][value=no]").check()
    go.click()
    expect(office.locator("main")).to_contain_text(ARABIC[CITY])


def hand_out(office: Page, base: str) -> str:
    """Publish it, and make a run; returns its code."""
    office.goto(f"{base}/publication")
    office.locator("main .button.main").click()
    office.wait_for_url(f"{base}*")
    office.locator("#new-run #field-title").fill("Herbst")
    office.locator("#new-run .actions .button").click()
    office.wait_for_url("**/runs/*")
    return office.url.rpartition("/")[2]


def test_a_survey_is_written_in_two_languages_answered_and_its_results_are_seen(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    desk = open_page("/surveys/new", language="en", storage_state=office, size=DESK)
    base = write_questions(desk)
    move_choices(desk, base)
    translate(desk, base)
    try_out(desk, base)
    run = hand_out(desk, base)

    phone = open_page(f"/s/{run}", language="ar")
    phone.locator("#begin").click()
    expect(phone.locator("main")).to_contain_text(ARABIC[KIDS])
    phone.locator("[name=q-kids][value=no]").check()
    on(phone, 3)
    phone.locator("[name=q-city-strengths]").first.fill("الجيران")
    phone.locator(".main[name=go]").click()
    expect(phone.locator("#another")).to_be_visible()
    write(four_more, run)

    desk.goto(f"{base}/results")
    expect(desk.locator(".one-result")).to_have_count(0)  # while it is open, five are too few
    desk.goto(f"{base}/runs/{run}")
    desk.locator("[name=state][value=closed]").click()
    expect(desk.locator("[name=state][value=open]")).to_be_visible()
    desk.goto(f"{base}/results")
    kids, wish, city = desk.locator(".one-result").all()
    expect(kids).to_contain_text("4 · 80")
    expect(city).to_contain_text("الجيران")
    expect(city.locator(".quadrant-2 li")).to_have_text(["Lärm ×4"])
    expect(wish).to_contain_text("so that nobody can be recognised")
