"""Everything a participant does, in a browser that runs no script at all."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.journeys.conftest import OpenPage, Write
from workshops.agenda.services import close_step, go_to, open_step


def a_phone(open_page: OpenPage, cast: Cast, language: str = "de") -> Page:
    """That has joined."""
    phone = open_page(f"/w/{cast.code}", language=language, java_script_enabled=False)
    phone.locator("button.join").click()
    expect(phone.locator("#step")).to_be_visible()
    return phone


def expect_dots(phone: Page, *counts: int) -> None:
    """On each measure, in the order of this phone."""
    for place, count in enumerate(counts):
        expect(phone.locator(".stepper").nth(place).locator(".dot")).to_have_count(count)


def close_and_show(session: Session, cast: Cast) -> None:
    close_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 3)


def test_an_idea_is_proposed_and_a_mistake_is_said_beside_its_field(
    open_page: OpenPage, write: Write
) -> None:
    phone = a_phone(open_page, write(a_workshop, step="collect", approve_first=True))
    send, text = phone.locator("#propose button"), phone.locator("#field-text")
    fields = phone.locator("#propose input[name=field_id]")

    text.fill("Ein Nachbarschaftsfest")
    send.click()
    expect(phone.locator("#field-field_id .error")).to_be_visible()
    expect(text).to_have_value("Ein Nachbarschaftsfest")

    text.fill("")
    fields.nth(1).check()
    send.click()
    expect(phone.locator("#field-text-error")).to_be_visible()
    expect(text).to_have_attribute("aria-describedby", "field-text-hint field-text-error")
    expect(fields.nth(1)).to_be_checked()

    text.fill("Ein Nachbarschaftsfest")
    send.click()
    expect(phone.locator("#thanks")).to_be_visible()
    expect(phone.locator(".error")).to_have_count(0)
    expect(text).to_have_value("")
    expect(phone.get_by_role("paragraph").filter(has_text="Ein Nachbar")).to_be_visible()


def test_a_change_of_language_keeps_what_was_typed(open_page: OpenPage, write: Write) -> None:
    phone = a_phone(open_page, write(a_workshop, step="collect"))
    phone.locator("#propose input[name=field_id]").nth(1).check()
    phone.locator("#field-text").fill("Noch nicht fertig geschr")
    phone.locator("#language-menu").click()
    phone.locator("#languages button[value=ar]").click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("#field-text")).to_have_value("Noch nicht fertig geschr")
    expect(phone.locator("#propose input[name=field_id]").nth(1)).to_be_checked()


def test_dots_are_placed_and_taken_back_and_too_many_are_refused_in_words(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, step="vote", scope="step", allowance=3, measures=4)
    phone = a_phone(open_page, cast)
    plus, minus = phone.locator(".plus"), phone.locator(".minus")
    for button, expected in (
        (plus.nth(0), (1, 0, 0, 0)),
        (plus.nth(0), (2, 0, 0, 0)),
        (plus.nth(1), (2, 1, 0, 0)),
        (minus.nth(0), (1, 1, 0, 0)),
        (plus.nth(3), (1, 1, 0, 1)),
    ):
        button.click()
        expect_dots(phone, *expected)
        expect(phone.locator("#notice")).to_be_hidden()
    plus.nth(2).click(force=True)  # it is named disabled, but a browser sends it
    expect(phone.locator("#notice p")).not_to_be_empty()
    expect_dots(phone, 1, 1, 0, 1)
    phone.goto(f"/w/{cast.code}")
    expect_dots(phone, 1, 1, 0, 1)


def test_the_results_are_seen_after_closing(open_page: OpenPage, write: Write) -> None:
    cast = write(a_workshop, step="vote", fields=1, measures=3)
    phone = a_phone(open_page, cast)
    phone.locator(".plus").nth(2).click()
    expect_dots(phone, 0, 0, 1)
    best = phone.locator("li.measure > p").nth(2).inner_text()
    write(close_and_show, cast)
    phone.reload()
    expect(phone.locator(".result")).to_have_count(3)
    expect(phone.locator(".result p [dir=auto]").first).to_have_text(best)
    expect(phone.locator(".result .own")).to_have_count(1)


def test_a_page_looks_again_by_itself_only_while_there_is_nothing_to_do(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, step="vote", state="waiting")
    phone = a_phone(open_page, cast)
    again = phone.locator("meta[http-equiv=refresh]")
    expect(again).to_have_count(1)
    write(lambda session: open_step(session, cast.id, cast.vote))
    phone.reload()
    expect(phone.locator(".plus").first).to_be_visible()
    expect(again).to_have_count(0)
