"""The same idea in three languages is put together and taken apart, with dots already placed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect
from sqlalchemy.orm import Session

from tests.builders import Cast, a_guest, a_measure, a_workshop
from tests.journeys.browsing import DESK, WALL, OpenPage, press
from tests.journeys.conftest import Write
from workshops.agenda.editing import insert_step
from workshops.agenda.services import go_to, open_step

IDEAS = {
    "de": "Mehr Bänke im Park",
    "tr": "Parkta daha fazla bank",
    "ar": "المزيد من المقاعد في الحديقة",
}


def a_room(session: Session, step: str = "merge") -> tuple[Cast, dict[str, int]]:
    """The same idea in three languages and one of its own, one field; a step to merge them in."""
    cast = a_workshop(session, "collect", measures=1, fields=1, scope="step", allowance=3, most=2)
    ideas = {
        language: a_measure(
            session,
            cast.one_field,
            text,
            language=language,
            workshop_id=cast.id,
            participant_id=a_guest(session, cast).id,
        )
        for language, text in IDEAS.items()
    }
    insert_step(session, cast.id, after=1, kind="merge")
    go_to(session, cast.id, 2)
    if step == "vote":
        go_to(session, cast.id, 3)
        open_step(session, cast.id, cast.vote)
    return cast, ideas


def console(open_page: OpenPage, office: StorageState, cast: Cast, **more: Any) -> Page:
    options = {"size": DESK, "storage_state": office, "language": "de", **more}
    desk = open_page(f"/moderation/{cast.code}", **options)
    expect(desk.locator("#step h1")).to_be_visible()
    return desk


def phone(open_page: OpenPage, cast: Cast, language: str) -> Page:
    page = open_page(f"/w/{cast.code}", language=language)
    page.locator("button.join").click()
    expect(page.locator("#step h1")).to_be_visible()
    return page


def place(page: Page, measure: int, count: int) -> None:
    for n in range(count):
        page.locator(f"#plus-{measure}").click()
        expect(mine(page, measure)).to_have_attribute("data-count", str(n + 1))
    expect(page.locator(f"#state-{measure}")).to_be_empty()


def mine(page: Page, measure: int) -> Locator:
    return page.locator(f"#stepper-{measure}")


def choose(desk: Page, *measures: int) -> None:
    """Search and select, in the form that has been opened."""
    for measure in measures:
        desk.locator(f"#pick-{measure}").check()
    desk.locator("#merge-chosen").press("Enter")  # a click so soon would be taken for a double one
    expect(desk.locator(f"#merged-{min(measures)}")).to_be_visible()


def dots_of(wall: Page, text: str) -> str:
    row = wall.locator(".leaf:visible .result", has_text=text)
    expect(row).to_have_count(1)
    return row.locator(".sum strong").inner_text().split()[0]


def test_three_languages_are_one_measure_and_three_again_with_dots_already_placed(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast, ideas = write(a_room, "vote")
    german, turkish, arabic = (phone(open_page, cast, language) for language in IDEAS)
    place(german, ideas["de"], 2)
    place(turkish, ideas["tr"], 2)
    place(turkish, ideas["de"], 1)  # the same person on two ideas that are one: two count
    place(arabic, ideas["ar"], 1)
    desk = console(open_page, office, cast)
    desk.goto(f"/moderation/{cast.code}/merging")
    choose(desk, *ideas.values())
    target = ideas["de"]
    for page, count in ((german, 2), (turkish, 2), (arabic, 1)):
        expect(page.locator(f"#measure-{ideas['tr']}")).to_have_count(0)
        expect(mine(page, target)).to_have_attribute("data-count", str(count))
    expect(turkish.locator(f"#measure-{target}")).to_contain_text(IDEAS["tr"])
    expect(arabic.locator(f"#measure-{target}")).to_contain_text(IDEAS["ar"])

    desk.locator(f"#unmerge-{ideas['ar']}").click()
    expect(arabic.locator(f"#measure-{ideas['ar']}")).to_be_visible()
    expect(mine(arabic, ideas["ar"])).to_have_attribute("data-count", "1")
    expect(mine(arabic, target)).to_have_attribute("data-count", "0")

    desk.goto(f"/moderation/{cast.code}")
    press(desk.locator("#forward"), until=desk.get_by_text(re.compile("geschlossen|closed")))
    desk.locator("#go-4").click()
    wall = open_page(f"/projector/{cast.projector_token}?language=de", size=WALL)
    assert dots_of(wall, IDEAS["de"]) == "4"  # two of each of two people
    assert dots_of(wall, IDEAS["ar"]) == "1"

    desk.goto(f"/moderation/{cast.code}/merging")
    desk.locator(f"#unmerge-{ideas['tr']}").click()
    expect(desk.locator("#merged")).to_have_count(0)
    wall.reload()
    assert dots_of(wall, IDEAS["de"]) == "3"
    assert dots_of(wall, IDEAS["tr"]) == "2"
    assert dots_of(wall, IDEAS["ar"]) == "1"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_ideas_are_searched_chosen_named_and_seen_by_all(
    open_page: OpenPage, write: Write, office: StorageState, language: str
) -> None:
    cast, ideas = write(a_room)
    author = phone(open_page, cast, "tr")
    wall = open_page(f"/projector/{cast.projector_token}?language=de", size=WALL)
    expect(wall.locator(".gathered")).to_have_count(4)
    desk = console(open_page, office, cast, language=language)
    desk.locator("#open-select").click()
    desk.locator("#merge-q").fill("park")
    expect(desk.locator(".pick")).to_have_count(2)
    desk.locator(f"#pick-{ideas['tr']}").check()
    desk.locator("#merge-q").fill("bänke")
    expect(desk.locator(".pick").first).to_contain_text(IDEAS["tr"])  # chosen, so it stays
    expect(desk.locator(".pick")).to_have_count(2)
    expect(desk.locator("#merge-q")).to_be_focused()
    desk.locator("#field-title").fill("Viele Bänke")
    choose(desk, ideas["de"], ideas["tr"])
    expect(desk.locator("#select")).to_have_count(0)
    row = wall.locator(f"#measure-{ideas['de']}")
    expect(row).to_contain_text("Viele Bänke")
    expect(row.locator(".sum")).to_contain_text("2")
    expect(author.locator("#step h1")).to_be_visible()
    desk.locator(f"#unmerge-{ideas['tr']}").click()
    expect(row).to_contain_text(IDEAS["de"])
    expect(wall.locator(".gathered")).to_have_count(4)


def test_one_chosen_idea_is_refused_and_nothing_that_was_typed_is_lost(
    open_page: OpenPage, write: Write, office: StorageState
) -> None:
    cast, ideas = write(a_room)
    desk = console(open_page, office, cast)
    desk.locator("#open-select").click()
    desk.locator(f"#pick-{ideas['tr']}").check()
    desk.locator("#field-title").fill("Viele Bänke")
    press(desk.locator("#merge-chosen"), until=desk.locator("#select-error"))
    expect(desk.locator(f"#pick-{ideas['tr']}")).to_be_checked()
    expect(desk.locator("#field-title")).to_have_value("Viele Bänke")


def same_twice(session: Session) -> tuple[Cast, list[int]]:
    cast, _ = a_room(session)
    texts = ("Ein Repair-Café", "Repaircafé gründen", "Ein Chor", "Einen Chor gründen")
    return cast, [a_measure(session, cast.one_field, text, workshop_id=cast.id) for text in texts]


@pytest.mark.parametrize("script", [True, False])
def test_suggestions_are_accepted_dismissed_and_undone(
    open_page: OpenPage, write: Write, office: StorageState, script: bool
) -> None:
    cast, [cafe, other_cafe, choir, other_choir] = write(same_twice)
    desk = console(open_page, office, cast, java_script_enabled=script)
    pair = desk.locator(f"#proposal-pair-{cafe}-{other_cafe}")
    pair.locator(f"input[type=radio][value='{other_cafe}']").check()
    desk.locator(f"#accept-{cafe}-{other_cafe}").click()
    expect(desk.locator(f"#unmerge-{cafe}")).to_be_visible()
    expect(pair).to_have_count(0)
    choirs = desk.locator(f"#proposal-pair-{choir}-{other_choir}")
    press(desk.locator(f"#dismiss-{choir}-{other_choir}"), until=desk.locator("#dismissed"))
    expect(choirs).to_have_count(0)
    press(desk.locator("[id^=undo-]").first, until=choirs)
    press(desk.locator("[id^=undo-]").first, until=pair)
    expect(desk.locator("#merged")).to_have_count(0)
