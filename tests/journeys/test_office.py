"""The office edits a concept in a real browser: in place, by keyboard, without losing its place."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.accounts import services as accounts
from app.database.base import utc_now
from tests.builders import a_concept, a_node
from tests.journeys.browsing import DESK, PHONE, OpenPage
from tests.journeys.conftest import Write

REFUSED = "Please fill this in."


def a_link(session: Session) -> str:
    """A sign-in link of one more member of the office."""
    now = utc_now()
    email = f"o{now.timestamp()}@example.org"
    _, token = accounts.invite_new(session, email=email, name="Otto", role="office", now=now)
    return f"/invitations/{token}"


def desk(open_page: OpenPage, write: Write, path: str, **more: Any) -> Page:
    page = open_page(write(a_link), **{"language": "en", "size": DESK, **more})
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/password")
    page.goto(path)
    return page


def test_a_title_is_edited_in_its_place_and_the_focus_stays(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_concept, fields=2)
    page = desk(open_page, write, f"/concepts/{cast.name}")
    row = f"n{cast.fields[0]}"
    page.locator(f"#edit-{row}").press("Enter")
    title = page.locator(f"form#row-{row} input[name=title-de]")
    expect(title).to_be_focused()
    title.fill("Bildung")
    title.press("Enter")
    expect(page.locator(f"#t-{row}")).to_have_text("Bildung")
    expect(page.locator(f"#edit-{row}")).to_be_focused()


def test_an_edit_can_be_given_up(open_page: OpenPage, write: Write) -> None:
    cast = write(a_concept, fields=1)
    page = desk(open_page, write, f"/concepts/{cast.name}")
    row = f"n{cast.fields[0]}"
    page.locator(f"#edit-{row}").click()
    page.locator(f"form#row-{row} input[name=title-de]").fill("Unfug")
    page.locator(f"form#row-{row}").get_by_role("link", name="Cancel").click()
    expect(page.locator(f"#t-{row}")).to_have_text("Handlungsfeld 1")
    expect(page.locator(f"#edit-{row}")).to_be_focused()


def test_measures_are_typed_one_after_the_other(open_page: OpenPage, write: Write) -> None:
    cast = write(a_concept, fields=1, measures=0)
    page = desk(open_page, write, f"/concepts/{cast.name}")
    field = cast.fields[0]
    page.locator(f"#more-n{field}").click()
    page.get_by_role("link", name="New: Proposed measure").click()
    text = page.locator(f"#new-n{field} textarea[name=text-de]")
    for words in ("Lotsen", "Elterncafé"):
        expect(text).to_be_focused()
        expect(text).to_have_value("")
        text.fill(words)
        page.get_by_role("button", name="Save and add another").click()
        expect(page.locator(f"#lines-{field}")).to_contain_text(words)
    text.fill("Messe")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(text).to_have_count(0)
    expect(page.locator(f"#lines-{field} > li")).to_have_count(3)


def test_an_empty_measure_is_refused_in_its_place(open_page: OpenPage, write: Write) -> None:
    cast = write(a_concept, fields=1, measures=0)
    page = desk(open_page, write, f"/concepts/{cast.name}")
    field = cast.fields[0]
    page.locator(f"#more-n{field}").click()
    page.get_by_role("link", name="New: Proposed measure").click()
    form = page.locator(f"#new-n{field}")
    form.locator("textarea[name=text-de]").fill("   ")
    form.locator("[name=column-feasible]").fill("2027")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".error")).to_have_text(REFUSED)
    expect(form.locator("[name=column-feasible]")).to_have_value("2027")
    expect(form.locator("textarea[name=text-de]")).to_be_focused()


def test_the_button_that_moves_keeps_the_focus(open_page: OpenPage, write: Write) -> None:
    cast = write(a_concept, fields=3, measures=0)
    page = desk(open_page, write, f"/concepts/{cast.name}")
    first, second, third = cast.fields
    down = page.locator(f"#down-n{first}")
    down.press("Enter")
    expect(page.locator("#tree-all > li").first).to_have_id(f"n{second}")
    expect(down).to_be_focused()
    down.press("Enter")
    expect(page.locator("#tree-all > li").nth(1)).to_have_id(f"n{third}")
    expect(down).to_be_focused()
    down.press("Enter")  # it is the last one: nothing happens
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def test_deleting_far_down_keeps_ones_place_and_can_be_undone(
    open_page: OpenPage, write: Write
) -> None:
    cast = write(a_concept, fields=1, measures=60)
    page = desk(open_page, write, f"/concepts/{cast.name}")
    measure = cast.measures[50]
    more = page.locator(f"#more-m{measure}")
    more.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    more.press("Enter")
    page.locator(f"#delete-m{measure}").press("Enter")
    expect(page.get_by_role("link", name="Cancel")).to_be_focused()
    page.get_by_role("button", name="Delete “").press("Enter")
    expect(page.locator(f"#m{measure}")).to_have_count(0)
    expect(page.locator("#announcer")).to_contain_text("Deleted “")
    expect(page.locator(f"#edit-m{cast.measures[51]}")).to_be_focused()
    assert abs(page.evaluate("scrollY") - before) < 300
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport()
    undo.click()
    expect(page.locator(f"#m{measure}")).to_be_visible()


def test_a_whole_concept_is_built_without_javascript(open_page: OpenPage, write: Write) -> None:
    page = desk(open_page, write, "/concepts/new", java_script_enabled=False, size=PHONE)
    page.get_by_label("Title").fill("Ohne Skript")
    page.get_by_role("button", name="Create the concept").click()
    page.get_by_role("link", name="New: Field of action").click()
    page.get_by_label("English").last.fill("Schule")
    page.get_by_role("button", name="Save").click()
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="New: Upper goal").click()
    page.get_by_label("English").last.fill("Übergänge")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h3")).to_have_text("Übergänge")
    page.locator("summary", has_text="More").first.click()
    page.get_by_role("link", name="Delete …").first.click()
    page.get_by_role("button", name="Delete “").click()
    expect(page.locator("h2")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h3")).to_have_text("Übergänge")


def test_a_table_is_imported_after_a_look(
    open_page: OpenPage, write: Write, tmp_path: Path
) -> None:
    cast = write(a_concept, fields=1, measures=0)
    table = tmp_path / "t.csv"
    table.write_text("Handlungsfeld;Oberziel;Maßnahme\nKultur;Feste;Ein Fest\n;;42\n")
    page = desk(open_page, write, f"/concepts/{cast.name}/import")
    page.get_by_label("File").set_input_files(table)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 row cannot be imported")
    table.write_text("Handlungsfeld;Oberziel;Maßnahme\nKultur;Feste;Ein Fest\n")
    page.get_by_role("link", name="Choose the corrected table").click()
    page.get_by_label("File").set_input_files(table)
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("button", name="Create all of this").click()
    expect(page.locator("h3")).to_have_text("Feste")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_nothing_of_a_long_concept_is_wider_than_a_small_phone(
    open_page: OpenPage, write: Write, language: str
) -> None:
    long = "Sprachförderlehrkräftefortbildungsveranstaltungsreihenkoordination"
    cast = write(a_concept, titles=[long])
    goal = write(a_node, cast.id, long, parent_id=cast.fields[0], level=1)
    write(a_node, cast.id, long, parent_id=goal, level=2)
    size = {"width": 320, "height": 600}
    page = desk(open_page, write, f"/concepts/{cast.name}", language=language, size=size)
    for path in ("", f"/nodes/{goal}/edit", "/import", "/export"):
        page.goto(f"/concepts/{cast.name}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.goto(f"/workshops/new?concept={cast.name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
