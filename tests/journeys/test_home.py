from collections.abc import Callable

from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]


def test_the_start_page_opens_without_an_error_and_without_a_third_party(
    open_page: OpenPage,
) -> None:
    page = open_page("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("input[name=code]")).to_be_editable()


def test_the_language_is_changed_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/", language="en", java_script_enabled=False)
    page.locator("details.languages summary").click()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_nothing_is_wider_than_a_small_phone(open_page: OpenPage) -> None:
    page = open_page("/", size={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
