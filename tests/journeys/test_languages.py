"""One room, each person in their own language."""

import pytest
from playwright.sync_api import Page, expect

from tests.builders import Cast, a_workshop
from tests.journeys.conftest import OpenPage, Write

DIRECTIONS = {"de": "ltr", "en": "ltr", "tr": "ltr", "ar": "rtl"}


def in_every_language(open_page: OpenPage, cast: Cast) -> dict[str, Page]:
    phones = {}
    for language, direction in DIRECTIONS.items():
        phone = open_page(f"/w/{cast.code}", language=language)
        expect(phone.locator("html")).to_have_attribute("lang", language)
        expect(phone.locator("html")).to_have_attribute("dir", direction)
        phone.locator("button.join").click()
        expect(phone.locator("#step")).to_be_visible()
        phones[language] = phone
    return phones


@pytest.mark.parametrize("step", ["arrive", "collect", "vote", "results"])
def test_no_two_languages_say_the_same(open_page: OpenPage, write: Write, step: str) -> None:
    phones = in_every_language(open_page, write(a_workshop, step=step, measures=2))
    for part in ("h1", "#where", "#step"):
        said = {phone.locator(part).inner_text() for phone in phones.values()}
        assert len(said) == len(DIRECTIONS)


def test_a_phone_that_speaks_none_of_ours_begins_in_the_main_language_of_the_workshop(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, languages=("tr", "de"))
    phone = open_page(f"/w/{cast.code}", language="fi")
    expect(phone.locator("html")).to_have_attribute("lang", "tr")


def test_a_change_of_language_stays_and_is_the_same_person(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_workshop, step="vote", measures=2)
    phone = open_page(f"/w/{cast.code}", language="de")
    phone.locator("button.join").click()
    phone.locator(".plus").first.click()
    expect(phone.locator(".mine .dot:not(.sending)")).to_have_count(1)
    phone.locator("#language-menu").click()
    phone.locator("#languages button[value=ar]").click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator(".mine .dot")).to_have_count(1)
    phone.reload()
    expect(phone.locator("html")).to_have_attribute("lang", "ar")
