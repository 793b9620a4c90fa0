"""Writing ideas on a phone: hints, details, second thoughts, and the room that moves on."""

from playwright.sync_api import FloatRect, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_measure, a_workshop
from tests.journeys.browsing import OpenPage
from tests.journeys.conftest import Write
from tests.journeys.test_phone import Moderator, phone
from tests.servers import wait_until
from workshops.models import Measure, Participant, Workshop

BELOW = """() => document.querySelector('#propose .button.main').getBoundingClientRect().top
    - document.getElementById('field-text').getBoundingClientRect().bottom"""


def a_room_that_shows_others(session: Session) -> Cast:
    cast = a_workshop(session, "collect", fields=2, measures=0)
    session.get_one(Workshop, cast.id).others_shown = True
    for n in range(23):
        a_measure(session, cast.one_field, f"Idee {n}", workshop_id=cast.id)
    a_measure(session, cast.fields[1], "Im anderen Feld", workshop_id=cast.id)
    return cast


def drafts(session: Session, cast: Cast) -> list[str]:
    """What people are writing, as the server has it."""
    query = select(Participant.draft).where(Participant.workshop_id == cast.id)
    return [draft["text"] for draft in session.scalars(query) if draft and draft.get("text")]


def newest(session: Session, cast: Cast) -> tuple[str, str, dict[str, str]]:
    query = select(Measure.texts, Measure.state, Measure.details).where(
        Measure.workshop_id == cast.id
    )
    row = session.execute(query.order_by(Measure.id.desc())).first()
    assert row is not None
    return next(iter(row.texts.values())), row.state, row.details


def meet(one: FloatRect | None, other: FloatRect | None) -> bool:
    assert one
    assert other
    return one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]


def send(page: Page, text: str) -> None:
    page.locator("#field-text").fill(text)
    page.locator("#propose .button.main").click()
    expect(page.locator("#field-text")).to_have_value("")


def test_who_writes_sees_what_is_there_already_and_is_not_held_up(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1, measures=0)
    write(a_measure, cast.one_field, "Ein Sprachcafé für Frauen", ar="مقهى لغوي للنساء")
    page = phone(open_page, cast, language="de")
    page.locator("#field-text").fill("Ein Sprach")
    before = page.evaluate(BELOW)
    page.locator("#field-text").fill("Sprachcafé für Frauen")
    hint = page.locator("#similar")
    expect(hint).to_contain_text("Ein Sprachcafé für Frauen")
    expect(page.locator("#announcer")).to_contain_text("Ein Sprachcafé für Frauen")
    assert page.evaluate(BELOW) == before, "nothing moves under a finger"
    expect(page.locator("#field-text")).to_be_focused()
    page.locator("#field-text").fill("kurz")
    expect(hint).to_be_empty()

    arabic = phone(open_page, cast, language="ar")
    arabic.locator("#field-text").fill("مقهى لغوي للنساء هنا")
    expect(arabic.locator("#similar bdi")).to_have_text("مقهى لغوي للنساء")

    send(page, "Sprachcafé für Frauen")
    expect(page.locator("#thanks")).to_be_visible()


def test_an_idea_is_sent_with_details_changed_withdrawn_and_brought_back(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast)
    page.locator("#details summary").click()
    page.locator("#field-who").fill("die Stadt")
    send(page, "Ein Garten")
    assert write(newest, cast) == ("Ein Garten", "approved", {"who": "die Stadt"})
    expect(page.locator("#field-who")).to_have_value("")

    own = page.locator(".own")
    own.locator("summary", has_text="Change").click()
    own.locator("textarea[name=text]").fill("Ein Garten für alle")
    own.get_by_role("button", name="Save the change").click()
    expect(own).to_contain_text("Your idea is changed.")
    expect(own.locator("> p").first).to_have_text("Ein Garten für alle")
    expect(own.locator("summary", has_text="Change")).to_be_focused()
    assert write(newest, cast) == ("Ein Garten für alle", "approved", {"who": "die Stadt"})

    own.get_by_text("Withdraw", exact=True).click()
    expect(own.locator(".tag")).to_have_text("Withdrawn")
    expect(page.locator("#announcer")).to_contain_text("Nobody else sees it any more")
    back = own.get_by_text("Bring back", exact=True)
    expect(back).to_be_focused()
    back.click()
    expect(own.locator(".tag")).to_have_text("The room sees it")


def test_what_is_being_written_stays_while_another_idea_is_withdrawn(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast)
    send(page, "Ein Garten")
    page.locator("#field-text").fill("Der nächste Gedanke")
    page.locator(".own").get_by_text("Withdraw", exact=True).click()
    expect(page.locator(".own .tag")).to_have_text("Withdrawn")
    expect(page.locator("#field-text")).to_have_value("Der nächste Gedanke")


def test_the_server_has_the_draft_soon_and_a_phone_that_dies_loses_nothing(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=2)
    page = phone(open_page, cast)
    page.locator("#propose input[type=radio]").nth(1).check()
    page.locator("#field-text").fill("Mitten im Satz")
    wait_until(lambda: write(drafts, cast) == ["Mitten im Satz"])
    page.evaluate("() => localStorage.clear()")  # another browser, or one that has forgotten
    page.reload()
    expect(page.locator("#field-text")).to_have_value("Mitten im Satz")
    expect(page.locator("#propose input[type=radio]").nth(1)).to_be_checked()
    page.locator("#propose .button.main").click()
    expect(page.locator("#thanks")).to_be_visible()
    wait_until(lambda: write(drafts, cast) == [])


def test_what_is_typed_before_the_scripts_have_come_is_kept_too(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast)
    held: list[Route] = []
    page.route("**/phone/drafts*", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("#field-text").fill("Früh getippt")
    wait_until(lambda: page.evaluate("1") and held)
    held[0].continue_()
    wait_until(lambda: write(drafts, cast) == ["Früh getippt"])


def test_who_leaves_in_mid_sentence_finds_the_sentence_again(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    page = phone(open_page, cast)
    page.locator("#field-text").fill("Noch schnell")
    page.goto("/")
    wait_until(lambda: write(drafts, cast) == ["Noch schnell"])


def test_in_mid_sentence_nobody_is_interrupted_and_the_draft_waits_in_every_step(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "collect", fields=1)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    text = page.locator("#field-text")
    text.press_sequentially("Mitten im")
    text.evaluate("text => scrollBy(0, text.getBoundingClientRect().top - 10)")
    before = text.bounding_box()
    moderator.go_to(2)
    banner = page.locator("#moved-on")
    expect(banner).to_be_visible()
    assert text.bounding_box() == before, "nothing moves under a finger"
    assert not meet(before, banner.bounding_box()), "nor is it covered"
    text.press_sequentially(" Satz")
    expect(text).to_be_focused()
    expect(text).to_have_value("Mitten im Satz")

    page.locator("#moved-on a").click()
    expect(page.locator("#step h1")).to_have_text("The vote opens soon")
    kept = page.locator("#kept-draft")
    kept.locator("summary").click()
    expect(kept).to_contain_text("Mitten im Satz")
    expect(kept).to_contain_text("It waits until ideas are collected again")

    moderator.go_to(1)
    expect(text).to_have_value("Mitten im Satz")
    page.locator("#propose .button.main").click()
    expect(page.locator("#thanks")).to_be_visible()
    moderator.go_to(2)
    expect(page.locator("#step h1")).to_have_text("The vote opens soon")
    expect(kept).to_have_count(0)


def test_a_draft_that_is_not_wanted_any_more_is_deleted(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, "collect", fields=1)
    moderator = Moderator(open_page, write, cast)
    page = phone(open_page, cast)
    page.locator("#field-text").fill("Doch nicht")
    moderator.go_to(2)
    page.locator("#moved-on a").click()
    page.locator("#kept-draft summary").click()
    page.get_by_role("button", name="Delete this draft").click()
    expect(page.locator("#kept-draft")).to_have_count(0)
    moderator.go_to(1)
    expect(page.locator("#field-text")).to_have_value("")
    page.reload()
    expect(page.locator("#field-text")).to_have_value("")


def test_ideas_of_others_are_folded_away_and_follow_while_somebody_writes(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_room_that_shows_others)
    page = phone(open_page, cast)
    other = phone(open_page, cast)
    items = page.locator("#others-list li")
    page.locator("#others summary").click()
    expect(page.locator("#others-list")).to_contain_text("Choose a topic first")
    page.locator("#propose input[type=radio]").first.check()
    expect(items).to_have_count(20)
    expect(items.first).to_have_text("Idee 22")
    page.get_by_role("link", name="Show more ideas").click()
    expect(items).to_have_count(23)

    page.locator("#field-text").press_sequentially("Mitten im")
    other.locator("#propose input[type=radio]").first.check()
    send(other, "Ganz neu")
    expect(items.first).to_have_text("Ganz neu")
    expect(items).to_have_count(24)
    page.locator("#field-text").press_sequentially(" Satz")
    expect(page.locator("#field-text")).to_have_value("Mitten im Satz")
    expect(page.locator("#moved-on")).to_be_hidden()


def test_who_is_told_that_all_dots_are_placed_is_not_told_so_any_more_after_taking_one_back(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, "vote", fields=1, measures=2, allowance=1)
    page = phone(open_page, cast)
    one, two = cast.measures
    page.locator(f"#plus-{one}").click()
    expect(page.locator(".stock .left")).to_have_text("Your 1 dot is placed.")
    page.locator(f"#plus-{two}").click(force=True)
    expect(page.locator(f"#state-{two}")).to_contain_text("Take it back first")
    page.locator(f"#minus-{one}").click()
    expect(page.locator(f"#state-{two}")).to_be_empty()
