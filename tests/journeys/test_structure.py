"""A large concept in a real browser: by keyboard, by touch, without a script, right to left."""

import re

import pytest
from playwright.sync_api import Page, StorageState, expect
from sqlalchemy.orm import Session

from tests.bench.large_concept import a_large_concept
from tests.builders import a_concept, a_node
from tests.journeys.access import NARROW, open_everything, violations, wider_than_the_screen
from tests.journeys.browsing import DESK, OpenPage
from tests.journeys.conftest import Write
from workshops.concepts.tree import Structure, structure


def desk(open_page: OpenPage, office: StorageState, path: str, language: str = "en") -> Page:
    page: Page = open_page(path, language=language, size=DESK, storage_state=office)
    return page


@pytest.fixture(scope="module")
def large(write: Write) -> Structure:
    def make(session: Session) -> Structure:
        return structure(session, a_large_concept(session))

    found: Structure = write(make)
    return found


def test_branches_open_in_their_place_and_stay_open_when_something_moves(
    open_page: OpenPage, office: StorageState, large: Structure
) -> None:
    page = desk(open_page, office, f"/concepts/{large.name}")
    first, second = large.nodes[:2]
    toggle = page.locator(f"#toggle-n{first.id}")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.press("Enter")
    expect(page.locator(f"#n{first.children[0].id}")).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(toggle).to_be_focused()
    page.locator(f"#toggle-n{first.children[0].id}").press("Enter")
    measure = first.children[0].measures[0]
    expect(page.locator(f"#m{measure.id}")).to_be_visible()
    page.locator(f"#down-n{first.id}").press("Enter")
    expect(page.locator("#tree-all > li").first).to_have_id(f"n{second.id}")
    expect(page.locator(f"#m{measure.id}")).to_be_visible()
    expect(page.locator(f"#down-n{first.id}")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Moved")
    page.reload()
    expect(page.locator(f"#m{measure.id}")).to_be_visible()
    toggle.press("Enter")
    expect(page.locator(f"#m{measure.id}")).to_be_hidden()
    page.reload()
    expect(page.locator(f"#m{measure.id}")).to_have_count(0)
    page.locator(f"#up-n{first.id}").press("Enter")
    expect(page.locator("#tree-all > li").first).to_have_id(f"n{first.id}")


def test_a_form_that_was_opened_in_a_branch_keeps_it_open(
    open_page: OpenPage, office: StorageState, large: Structure
) -> None:
    page = desk(open_page, office, f"/concepts/{large.name}")
    field = large.nodes[2]
    page.locator(f"#toggle-n{field.id}").click()
    goal = field.children[0]
    page.locator(f"#more-n{goal.id}").click()
    page.get_by_role("link", name="New: Proposed measure").click()
    form = page.locator(f"#new-n{goal.id}")
    form.locator("textarea[name=text-de]").fill("Ganz neu")
    form.get_by_role("button", name="Save", exact=True).click()
    made = page.locator("#tree-all").get_by_text("Ganz neu", exact=True)
    expect(made).to_be_visible()
    expect(page.locator(f"#n{field.children[-1].id}")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(made).to_have_count(0)
    expect(page.locator("#announcer")).to_contain_text("Undone: Added")
    expect(page.locator("#what-was-done")).to_be_focused()


def test_a_form_closes_by_escape_and_the_focus_returns(
    open_page: OpenPage, office: StorageState, write: Write
) -> None:
    cast = write(a_concept, fields=2, measures=2)
    page = desk(open_page, office, f"/concepts/{cast.name}")
    more = page.locator(f"#more-m{cast.measures[0]}")
    more.press("Enter")
    page.get_by_role("link", name="Move to …").first.press("Enter")
    where = page.get_by_label("Where to")
    expect(where).to_be_focused()
    where.press("Escape")
    expect(where).to_have_count(0)
    expect(more).to_be_focused()
    page.locator(f"#row-n{cast.fields[0]} a.edits").click()
    title = page.locator("form.editing input:not([type=hidden])").first
    title.fill(" ")  # refused, and what was typed comes back as the field's own value
    title.press("Enter")
    expect(page.locator("form.editing .error")).to_be_visible()
    title.press("Escape")
    expect(title).to_be_visible()


def test_a_measure_moves_to_another_entry_and_the_focus_goes_with_it(
    open_page: OpenPage, office: StorageState, write: Write
) -> None:
    cast = write(a_concept, fields=2, measures=2)
    page = desk(open_page, office, f"/concepts/{cast.name}")
    row = f"m{cast.measures[0]}"
    page.locator(f"#more-{row}").click()
    page.locator(f"#row-{row}").get_by_role("link", name="Move to …").click()
    page.get_by_label("Where to").select_option(f"n{cast.fields[1]}")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(f"#lines-{cast.fields[1]} > li")).to_have_count(2)
    expect(page.locator(f"#more-{row}")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"#lines-{cast.fields[0]} > li")).to_have_count(1)


def test_ticked_measures_are_counted_changed_and_changed_back(
    open_page: OpenPage, office: StorageState, write: Write
) -> None:
    cast = write(a_concept, fields=1, measures=4)
    page = desk(open_page, office, f"/concepts/{cast.name}")
    for measure in cast.measures[:3]:
        page.locator(f"#pick-m{measure}").press("Space")
    expect(page.locator("#ticks")).to_have_text("3 ticked")
    page.get_by_role("button", name="Change the ticked measures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 3 measures")
    page.get_by_label("Key project", exact=True).check()
    page.locator("[name=column-key_project]").select_option("yes")
    page.get_by_role("button", name="Change 3 measures").click()
    expect(page.locator(".tag.strong")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tag.strong")).to_have_count(0)


def test_a_wrong_cost_is_said_beside_its_field_and_the_right_one_is_shown(
    open_page: OpenPage, office: StorageState, write: Write
) -> None:
    cast = write(a_concept, fields=1, measures=1)
    page = desk(open_page, office, f"/concepts/{cast.name}")
    row = f"m{cast.measures[0]}"
    page.locator(f"#edit-{row}").click()
    form = page.locator(f"form#row-{row}")
    form.locator("[name=column-cost]").fill("viel")
    form.locator("[name=column-responsible]").fill("School office")
    form.get_by_role("button", name="Save").click()
    expect(form.locator(".error")).to_contain_text("This is no amount of money.")
    expect(form.locator("[name=column-responsible]")).to_have_value("School office")
    form.locator("[name=column-cost]").fill("5.000")
    form.locator("[name=column-cost-per]").select_option("year")
    form.locator("[name=column-cost-about]").check()
    form.get_by_role("button", name="Save").click()
    expect(page.locator(f"#row-{row} .facts-of")).to_contain_text("about €5,000 per year")
    expect(page.locator(f"#edit-{row}")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Changed “")


def test_everything_is_reached_without_a_script(
    open_page: OpenPage, office: StorageState, large: Structure
) -> None:
    page = open_page(
        f"/concepts/{large.name}",
        language="en",
        storage_state=office,
        java_script_enabled=False,
    )
    field = large.nodes[3]
    goal = field.children[0]
    page.locator(f"#toggle-n{field.id}").click()
    page.locator(f"#toggle-n{goal.id}").click()
    measure = goal.measures[0]
    expect(page.locator(f"#m{measure.id}")).to_be_visible()
    page.locator(f"#edit-m{measure.id}").click()
    page.locator("textarea[name=text-de]").fill("Ohne Skript geschrieben")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(f"#t-m{measure.id}")).to_have_text("Ohne Skript geschrieben")
    expect(page.locator(f"#toggle-n{field.id}")).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: Changed")).to_be_visible()
    page.get_by_role("searchbox").fill("schule")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text(re.compile(r"^\d+ measures found$"))).to_be_visible()
    page.get_by_role("link", name=re.compile("Change all")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Change")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_large_concept_is_for_everybody_all_open_on_a_small_phone(
    open_page: OpenPage, office: StorageState, write: Write, language: str
) -> None:
    cast = write(a_concept, fields=2, measures=8)
    long = "Sprachförderlehrkräftefortbildungsveranstaltungsreihenkoordination"
    goal = write(a_node, cast.id, long, parent_id=cast.fields[0], level=1)
    write(a_node, cast.id, long, parent_id=goal, level=2)
    page = desk(open_page, office, f"/concepts/{cast.name}", language)
    page.locator(f"#pick-m{cast.measures[0]}").check()
    page.locator(f"#edit-m{cast.measures[1]}").click()
    expect(page.locator(f"form#row-m{cast.measures[1]}")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    open_everything(page)
    assert wider_than_the_screen(page) == []
