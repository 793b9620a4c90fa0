"""The agenda on the evening: changed while a phone follows, timed, and asked before it goes on."""

import re
from typing import Any

from playwright.sync_api import APIResponse, Page, Route, StorageState, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.base import utc_now
from tests.builders import Cast, a_guest, a_workshop
from tests.journeys.browsing import DESK, WALL, press
from tests.journeys.conftest import OpenPage, Write
from tests.servers import wait_until
from workshops.models import Participant


def desk_of(open_page: OpenPage, office: StorageState, cast: Cast, **more: Any) -> Page:
    path = f"/moderation/{cast.code}"
    size = more.pop("size", DESK)
    return open_page(path, language="en", size=size, storage_state=office, **more)


def phone_of(open_page: OpenPage, cast: Cast, **more: Any) -> Page:
    page = open_page(f"/w/{cast.code}", language="en", **more)
    page.locator(f"form[action='/w/{cast.code}/participants'] button").first.click()
    return page


NOTICE_THE_OLD_ANSWER = """() => new MutationObserver(() => {
    window.drawn ||= document.querySelectorAll("#lines strong")[2].textContent == "Collect ideas";
}).observe(document.getElementById("lines"), { childList: true, subtree: true })"""


def with_a_writer(session: Session) -> Cast:
    """Somebody else has typed something a moment ago, and not sent it."""
    cast = a_workshop(session, "collect")
    writer = a_guest(session, cast).id
    values = {"draft": {"text": "Mehr Bä"}, "draft_at": utc_now()}
    session.execute(update(Participant).where(Participant.id == writer).values(values))
    return cast


def drafts(session: Session, cast: Cast) -> list[str]:
    """What people are writing, as far as the server knows."""
    query = select(Participant.draft).where(Participant.workshop_id == cast.id)
    return [str(draft.get("text")) for draft in session.scalars(query) if draft]


def add(desk: Page, kind: str, after: str, title: str) -> None:
    desk.get_by_label("Kind").select_option(label=kind)
    desk.get_by_label("Where").select_option(label=f"After “{after}”")
    desk.locator("#add-called").fill(title)
    desk.locator("#add").click()
    expect(desk.locator(".agenda-line strong", has_text=title)).to_be_visible()


def test_the_agenda_is_changed_during_the_event_and_the_phone_follows(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop, "collect")
    desk = desk_of(open_page, office, cast)
    phone = phone_of(open_page, cast)
    expect(phone.locator("h1")).to_have_text("What should be done?")
    phone.locator("#field-text").press_sequentially("Mehr Bänke")
    wait_until(lambda: write(drafts, cast) == ["Mehr Bänke"])

    desk.locator("#change-agenda").click()
    add(desk, "Vote", "Collect ideas", "A first vote")
    titles = desk.locator("#lines ol .agenda-line strong")
    expect(titles).to_have_text(["Arrive", "Collect ideas", "A first vote", "Vote", "Results"])
    first = desk.locator(".agenda-line", has_text="A first vote")
    first.get_by_role("button", name="Down").click()
    expect(titles.nth(3)).to_have_text("A first vote")
    expect(first.get_by_role("button", name="Down")).to_be_focused()
    first.get_by_role("button", name="Up").click()
    expect(titles.nth(2)).to_have_text("A first vote")
    last = desk.locator(".agenda-line", has_text="Results")
    last.get_by_role("button", name="Take out").click()
    expect(titles).to_have_count(4)
    expect(desk.get_by_role("heading", name="Taken out")).to_be_visible()
    desk.get_by_role("button", name="Bring back Results").click()
    expect(titles).to_have_text(["Arrive", "Collect ideas", "A first vote", "Vote", "Results"])
    undo = desk.get_by_role("button", name="Undo: Brought back")
    press(undo, until=desk.get_by_role("heading", name="Taken out"))
    expect(titles).to_have_count(4)
    desk.get_by_role("button", name="Bring back Results").click()
    expect(titles).to_have_count(5)
    first.get_by_text("Title and time").click()
    first.get_by_label("Minutes").fill("7")
    first.get_by_role("button", name="Save").click()
    expect(first).to_contain_text("7 minutes")

    # All the while nobody was interrupted.
    expect(phone.locator("#field-text")).to_have_value("Mehr Bänke")
    expect(phone.locator("#moved-on")).to_be_hidden()
    phone.locator("#field-text").press_sequentially(" im ")
    wait_until(lambda: write(drafts, cast) == ["Mehr Bänke im "])
    desk.get_by_role("link", name="Back to the console").click()
    desk.locator("#go-2").click()
    expect(desk.locator(".ask")).to_contain_text("1 person is still typing.")
    press(desk.locator("#anyway"), until=desk.locator("h1", has_text="A first vote"))
    expect(desk.get_by_label("Minutes")).to_have_value("7")
    expect(phone.locator("#moved-on")).to_be_visible()
    expect(phone.locator("#field-text")).to_have_value("Mehr Bänke im ")
    phone.locator("#moved-on a").click()
    expect(phone.locator("h1")).to_have_text("The vote opens soon")


def test_the_timer_is_seen_on_the_wall_and_on_phones_and_locks_nobody_out(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop, "vote", languages=("en",))
    desk = desk_of(open_page, office, cast)
    phone = phone_of(open_page, cast)
    plain = phone_of(open_page, cast, java_script_enabled=False)
    wall = open_page(f"/projector/{cast.projector_token}", size=WALL)
    phone.evaluate("document.querySelector('#step').dataset.same = 'yes'")
    desk.get_by_label("Minutes").fill("20")
    desk.locator("#timer-start").click()
    for page in (desk, phone, wall):
        expect(page.locator(".clock:visible")).to_have_text(re.compile("^(20:00|19:[45].)$"))
    plain.reload()
    expect(plain.locator(".clock")).to_contain_text("until ")

    desk.locator("#timer-hold").click()
    for page in (desk, phone, wall):
        expect(page.locator(".timer:visible")).to_contain_text("paused")
    desk.locator("#timer-more").click()
    desk.locator("#timer-hold").click()
    for page in (desk, phone, wall):
        expect(page.locator("[data-ends-at]:visible")).to_contain_text("20:")
    assert phone.evaluate("document.querySelector('#step').dataset.same") == "yes", "not fetched"

    # The phone's clock leaps ahead: at five minutes, at one, and at the end it says so.
    leap = "minutes => { const now = Date.now; Date.now = () => now() + minutes * 60000; }"
    for minutes, said in ((17, "5 minutes left."), (3.5, "1 minute left."), (1, "Time is up")):
        phone.evaluate(leap, minutes)
        expect(phone.locator("#announcer")).to_have_text(said)
    expect(phone.locator(".clock")).to_have_text("Time is up")
    plus = phone.locator(".plus").first
    plus.click()
    expect(phone.locator(".stepper [aria-busy=true]")).to_have_count(0)
    expect(phone.locator(".left").first).to_contain_text("2 of 3 dots left")
    desk.locator("#timer-stop").click()
    for page in (desk, phone, wall):
        expect(page.locator(".clock")).to_have_count(0)


def test_the_console_asks_before_it_interrupts_somebody(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(with_a_writer)
    desk = desk_of(open_page, office, cast)
    desk.locator("#forward").click()
    expect(desk.locator(".ask")).to_contain_text("1 person is still typing.")
    expect(desk.locator("#question")).to_be_focused()
    expect(desk.locator(".ask")).to_be_in_viewport(ratio=1)
    expect(desk.locator(".button.main:visible")).to_have_count(1)
    phone = phone_of(open_page, cast)  # a frame comes in meanwhile
    expect(desk.locator("#people")).to_have_text("2")
    expect(desk.locator(".ask")).to_be_visible()
    desk.locator("#stay").click()
    expect(desk.locator(".ask")).to_have_count(0)
    expect(desk.locator("#forward")).to_be_focused()
    expect(phone.locator("h1")).to_have_text("What should be done?")
    desk.locator("#forward").click()
    press(desk.locator("#anyway"), until=desk.locator("#step h1", has_text="Vote"))
    expect(phone.locator("h1")).to_have_text("The vote opens soon")


def test_a_double_click_does_not_answer_its_own_question(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(with_a_writer)
    desk = desk_of(open_page, office, cast)
    desk.locator("#forward").dblclick(delay=20)
    expect(desk.locator(".ask")).to_be_visible()
    desk.reload()
    expect(desk.locator("#step h1")).to_have_text("Collect ideas")


def test_what_one_moderator_changes_leaves_what_another_types(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop, "collect")
    one, other = (desk_of(open_page, office, cast) for _ in range(2))
    for desk in (one, other):
        desk.locator("#change-agenda").click()
    line = other.locator(f"#line-{cast.vote}")
    line.get_by_text("Title and time").click()
    line.get_by_label("Title").press_sequentially("Was zu")
    other.get_by_label("Where").select_option(label="After “Results”")
    other.locator("#add-called").fill("Ausklang")
    one.locator(f"#up-{cast.vote}").click()
    expect(other.locator("#lines ol strong")).to_have_text(
        ["Arrive", "Vote", "Collect ideas", "Results"]
    )
    expect(line.get_by_label("Title")).to_have_value("Was zu")
    line.get_by_label("Title").press("End")
    line.get_by_label("Title").press_sequentially("erst?")
    line.get_by_role("button", name="Save").click()
    expect(one.locator(f"#line-{cast.vote} strong")).to_have_text("Was zuerst?")
    other.locator("#add").click()
    expect(one.locator("#lines ol strong").last).to_have_text("Ausklang")
    expect(other.locator("#add-called")).to_have_value("")


def test_an_open_vote_is_closed_on_the_way_without_a_script_too(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop, "vote")
    for scripted in (True, False):
        desk = desk_of(open_page, office, cast, java_script_enabled=scripted)
        desk.locator("#go-3").click()
        expect(desk.locator(".ask")).to_contain_text("“Vote” is still open.")
        desk.locator("#anyway").click()
        expect(desk.locator("#step h1")).to_have_text("Results")
        if scripted:
            desk.locator("#back").click()
            expect(desk.locator("#step h1")).to_have_text("Vote")
            desk.locator("#again").click()
            expect(desk.locator("#turnout")).to_be_visible()


def test_an_answer_that_comes_late_does_not_hide_what_has_happened_since(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_workshop)
    before, moved = ["Arrive", "Collect ideas", "Vote", "Results"], "Collect ideas"
    one, other = (desk_of(open_page, office, cast) for _ in range(2))
    for desk in (one, other):
        desk.locator("#change-agenda").click()
        expect(desk.locator("#lines strong")).to_have_text(before)
    held: list[tuple[Route, APIResponse]] = []
    one.route("**/position", lambda route: held.append((route, route.fetch())))
    one.get_by_role("button", name=f"Down {moved}").click()
    expect(other.locator("#lines strong").nth(2)).to_have_text(moved)
    expect(one.locator("#lines strong").nth(2)).to_have_text(moved)
    press(other.locator(".undo button"), until=other.locator("#lines:not(:has(.undo))"))
    expect(one.locator("#lines strong")).to_have_text(before)
    one.evaluate(NOTICE_THE_OLD_ANSWER)
    route, answer = held[0]
    route.fulfill(response=answer)
    wait_until(lambda: one.evaluate("() => window.drawn"))
    expect(one.locator("#lines strong")).to_have_text(before)


def test_the_office_makes_an_agenda_of_its_own(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    write(a_workshop)
    desk = open_page("/agendas", language="en", size=DESK, storage_state=office)
    desk.locator("#copy-hour").click()
    expect(desk.locator("h1")).to_have_text("One-hour vote (copy)")
    add(desk, "Collect ideas", "Arrive", "First thoughts")
    desk.locator("#field-title").fill("One hour for Heepen")
    desk.locator("#field-allowance").fill("7")
    desk.locator("#save-template").click()
    expect(desk.locator("h1")).to_have_text("One hour for Heepen")
    desk.get_by_role("link", name="Plan a workshop with it").click()
    concept = desk.locator("main a.choice")
    if concept.count():
        concept.first.click()
    own = desk.get_by_role("radio", name="One hour for Heepen")
    expect(own).to_be_checked()
    for agenda, dots in ((desk.locator("#field-agenda input").first, ""), (own, "7")):
        agenda.check()
        expect(desk.locator("#field-allowance")).to_have_value(dots)

    desk.goto("/agendas")
    desk.get_by_role("link", name="One hour for Heepen", exact=True).click()
    desk.get_by_role("link", name="Delete it").click()
    expect(desk.locator("h1")).to_have_text("Delete the agenda “One hour for Heepen”?")
    desk.get_by_role("button", name="Delete it").click()
    expect(desk.locator("h1")).to_have_text("Agendas to start from")
    expect(desk.get_by_text("One hour for Heepen")).to_have_count(0)
