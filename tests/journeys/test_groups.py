"""Two groups at different steps at the same time; then the plenary calls everybody back."""

from playwright.sync_api import Page, Route, StorageState, expect
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.journeys.browsing import DESK, WALL, OpenPage, press
from tests.journeys.conftest import Write
from tests.servers import wait_until
from workshops.agenda.editing import insert_step
from workshops.agenda.services import go_to
from workshops.groups.reads import groups_of
from workshops.models import Workshop

FIELDS = ("Sprache", "Arbeit")


def a_plenary(session: Session) -> Cast:
    """A workshop whose next step is group work."""
    cast = a_workshop(session, "collect", measures=6, titles=FIELDS)
    insert_step(session, cast.id, after=1, kind="groups")
    return cast


def codes(session: Session, cast: Cast) -> list[str]:
    return [session.get_one(Workshop, id).code for id in groups_of(session, cast.id)]


def joined(open_page: OpenPage, code: str, language: str = "de") -> Page:
    page = open_page(f"/w/{code}", language=language, forgives="status of 404")  # its group is gone
    page.locator("button.join").click()
    return page


def choose(page: Page, group: int, code: str) -> None:
    page.locator(".group-card").nth(group).click()
    page.wait_for_url(f"**/w/{code}")


def place(page: Page, dots: int) -> None:
    """Dots on the measure that stands first, and one on the next."""
    for number in range(1, dots + 1):
        page.locator(".plus").first.click()
        expect(page.locator(".stepper").first).to_have_attribute("data-count", str(number))
        expect(page.locator(".stepper").first).not_to_have_attribute("aria-busy", "true")


def test_two_groups_at_different_steps_and_back_to_the_plenary(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast = write(a_plenary)
    base = f"/moderation/{cast.code}"
    desk = open_page(f"{base}/groups", size=DESK, storage_state=office)
    desk.locator("#by-field").click()
    expect(desk.locator(".group-tile")).to_have_count(2)
    a, b = write(codes, cast)

    phones = [joined(open_page, cast.code, language) for language in ("de", "ar", "tr", "de")]
    wall = open_page(f"/projector/{cast.projector_token}", size=WALL)
    desk.goto(base)
    press(desk.locator("#forward"), until=desk.locator("#group-board"))
    expect(wall.locator(".groups .card")).to_have_count(2)
    for phone in phones:
        expect(phone.locator(".group-card")).to_have_count(2)

    # Everybody chooses; who is still choosing sees the numbers grow.
    choose(phones[0], 0, a)
    choose(phones[1], 0, a)
    expect(phones[2].locator(".group-card").first).to_contain_text("2")
    choose(phones[2], 1, b)
    expect(desk.locator(".group-people")).to_contain_text("1")
    press(
        desk.locator("#assignment-rest"),
        until=desk.locator("#group-board li:last-child:has-text('2')"),
    )
    phones[3].wait_for_url(f"**/w/{b}")  # it was given the group, and is led there by itself
    expect(wall.locator(".groups .count strong").first).to_have_text("2")

    # Undone, and done again: who waits is led to where they are each time.
    again = desk.locator("#assignment-rest")
    press(desk.locator(".undo button"), until=again)
    phones[3].wait_for_url(f"**/w/{cast.code}")
    expect(phones[3].locator(".group-card")).to_have_count(2)
    press(again, until=desk.locator("#group-board li:last-child:has-text('2')"))
    phones[3].wait_for_url(f"**/w/{b}")

    # A group goes, and comes back: who is writing in it is not thrown out, also when their page
    # was just brought anew with what the server keeps of their words.
    held: list[Route] = []
    phones[2].route("**/step", lambda route: held.append(route), times=1)
    desk_b = open_page(f"/moderation/{b}", size=DESK, storage_state=office)
    desk_b.locator("#switch-others").click()
    wait_until(lambda: phones[2].evaluate("() => true") and held)
    desk_b.close()
    sentence = phones[2].locator("#propose textarea").first
    with phones[2].expect_response("**/draft"):
        sentence.fill("Mahalle")
    held[0].continue_()
    expect(sentence).to_have_js_property("defaultValue", "Mahalle")
    choosers = desk.locator("#group-board > li")
    groups = open_page(f"{base}/groups", size=DESK, storage_state=office)
    groups.locator("[name=removal]").last.click()
    phones[3].wait_for_url(f"**/w/{cast.code}")
    expect(phones[3].locator(".group-card")).to_have_count(1)
    expect(phones[2].locator("#moved-on")).to_be_visible()
    expect(sentence).to_have_value("Mahalle")
    sentence.press_sequentially(" b")
    expect(choosers).to_have_count(1)
    press(desk.locator(".undo button"), until=choosers.nth(1))
    phones[3].wait_for_url(f"**/w/{b}")
    expect(phones[2].locator("#moved-on")).to_be_hidden()
    expect(sentence).to_have_value("Mahalle b")

    # Group A votes, group B still collects: each phone follows its own group.
    desk_a = open_page(f"/moderation/{a}", size=DESK, storage_state=office)
    press(desk_a.locator(".steps .go:has-text('Abstimmen')"), until=desk_a.locator("#change-rule"))
    press(desk_a.locator("#forward"), until=desk_a.locator("#turnout"))
    for phone in phones[:2]:
        expect(phone.locator(".stepper").first).to_be_visible()
    for phone in phones[2:]:
        expect(phone.locator("#propose")).to_be_visible()
    place(phones[0], 2)
    place(phones[1], 1)
    expect(desk.locator("#group-board > li").first.locator(".tag.warn")).to_be_visible()
    expect(desk.locator("#group-board")).not_to_contain_text("Maßnahme")
    press(desk_a.locator("#forward"), until=desk_a.locator("#again"))

    # One of B is in the middle of a sentence when the plenary goes on.
    phones[2].locator("#propose textarea").first.fill("Mahalle bah")
    press(desk.locator(".steps .go").last, until=desk.locator(".side-by-side"))
    for phone in (*phones[:2], phones[3]):
        phone.wait_for_url(f"**/w/{cast.code}")
        expect(phone.locator(".side-by-side")).to_be_visible()
    expect(phones[2].locator("#moved-on")).to_be_visible()
    expect(phones[2].locator("#propose textarea").first).to_have_value("Mahalle bah")
    phones[2].locator("#moved-on a").click()
    phones[2].wait_for_url(f"**/w/{cast.code}")

    # The results together: A's ranking, and B has not voted.
    first, second = (desk.locator(".side-by-side .group-tile").nth(n) for n in range(2))
    expect(first.locator(".group-rows li").first).to_be_visible()
    expect(second.locator(".group-rows")).to_have_count(0)
    expect(wall.locator(".group-column").first.locator("li").first).to_be_visible()
    expect(wall.locator(".group-column").nth(1).locator(".still")).to_be_visible()

    # Back to work: the sentence is still there.
    write(go_to, cast.id, 2)
    phones[2].reload()
    phones[2].wait_for_url(f"**/w/{b}")
    expect(phones[2].locator("#propose textarea").first).to_have_value("Mahalle bah")
