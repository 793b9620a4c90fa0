"""The office changes a scheme beside its preview, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, StorageState, expect

from app.database.base import utc_now
from tests.journeys.browsing import DESK, OpenPage
from tests.journeys.conftest import Write
from workshops.schemes import own_schemes


def editor(open_page: OpenPage, write: Write, office: StorageState, **more: object) -> Page:
    name = write(own_schemes.copy, "wetzlar", utc_now())
    path = f"/schemes/{name}/edit"
    return open_page(path, storage_state=office, language="en", size=DESK, **more)


def unfold(page: Page, place: str) -> None:
    page.locator(f'[id="details-{place}"] > summary').click()


def test_the_preview_follows_each_letter_and_nothing_is_saved(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    page = editor(open_page, write, office)
    title = page.locator("h1").inner_text()
    unfold(page, "levels.0")
    name = page.locator('[id="levels.0.names.en"]')
    name.fill("Chapter")
    expect(page.locator("#preview")).to_contain_text("Chapter: Language and education")
    expect(name).to_be_focused()
    page.locator('[id="levels.0.numbering"]').select_option("I")
    expect(page.locator("#preview .no").first).to_have_text("VIII")
    page.locator('[id="levels.0.start"]').fill("many")
    expect(page.locator("#preview")).to_contain_text("whole number")
    plural = page.locator('[id="levels.0.plurals.en"]')
    expect(plural).to_be_visible()  # else the one of the old name stays in force unseen
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("link", name="As text").click()
    assert asked.value.type == "beforeunload"
    page.wait_for_url(re.compile("/text$"))
    page.get_by_role("link", name="Form").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("#preview")).not_to_contain_text("Chapter")


def test_pieces_are_added_moved_and_removed_in_their_place(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    page = editor(open_page, write, office)
    page.evaluate("window.kept = true")  # gone if the whole page were loaded
    unfold(page, "columns.1")
    page.locator('[id="new.columns.name"]').fill("Bundle")
    page.locator('[id="new.columns.kind"]').select_option("computed")
    page.locator('[id="new.columns.name"]').press("Enter")
    added = page.locator('[id="piece-columns.4"]')
    expect(added).to_contain_text("Bundle")
    expect(page.locator('[id="details-columns.4"]')).to_have_attribute("open", "")
    expect(page.locator('[id="details-columns.1"]')).to_have_attribute("open", "")
    expect(page.locator('[id="new.columns.name"]')).to_have_value("")
    page.locator('[id="columns.4.options.0.names.en"]').fill("Bundle A")
    unfold(page, "columns.4.rules.0")  # what is unfolded next speaks of it by its new name
    expect(page.locator('[id="columns.4.rules.0.gives"]')).to_contain_text("Bundle A")
    expect(page.locator('[id="unfold-columns.4.rules.0"]')).to_be_focused()
    page.locator('[id="up-columns.4"]').click()
    expect(page.locator('[id="piece-columns.3"]')).to_contain_text("Bundle")
    expect(page.locator('[id="details-columns.3"]')).to_have_attribute("open", "")
    page.locator('[id="columns.3.kind"]').select_option("date")
    expect(page.locator('[id="columns.3.rules"]')).to_have_count(0)
    page.locator('[id="remove-columns.3"]').click()
    expect(page.locator("#editor")).not_to_contain_text("Bundle")
    assert page.evaluate("window.kept")
    expect(page.locator("#editor")).to_have_attribute("data-changed", "yes")
    page.on("dialog", lambda dialog: pytest.fail(f"asked on saving: {dialog.type}"))
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("done=saved"))


def test_everything_works_without_a_script(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    page = editor(open_page, write, office, java_script_enabled=False)
    page.locator('[id="new.levels.name"]').fill("Detail")
    page.locator('[id="add-levels"]').click()
    expect(page.locator('[id="piece-levels.3"]')).to_contain_text("Detail")
    expect(page.locator("#preview")).to_contain_text("Detail, example 1")
    page.locator('[id="levels.3.names.en"]').fill("Fine point")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_contain_text("Fine point, example 1")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("done=saved"))
    expect(page.locator("main")).to_contain_text("Fine point")
