"""The wall at each of its sizes: nothing overlaps, is cut off or reaches beyond the screen."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.builders import Cast
from tests.journeys.browsing import WALL, OpenPage
from tests.journeys.conftest import Write
from tests.journeys.helping import scanned
from tests.journeys.walls import WALLS, arriving
from workshops.models import Workshop
from workshops.projector.screen import SIZES

CHECK = Path(__file__).with_name("wall_check.js").read_text()
SMALL: ViewportSize = {"width": 1280, "height": 720}
ROOM_LEFT = """() => [...document.querySelectorAll(".group-column ol")].map((list) => {
    const texts = [...list.querySelectorAll("li p")];
    if (texts.every((e) => e.scrollHeight <= e.clientHeight + 2)) return "whole";
    list.style.setProperty("--lines", Number(list.style.getPropertyValue("--lines")) + 1);
    return list.scrollHeight > list.clientHeight + 2 ? "full" : "room for one line more";
})"""
TURN_TO = "n => document.querySelectorAll('.leaf').forEach((e, at) => { e.hidden = at !== n; })"


@pytest.fixture(scope="module")
def walls(write: Write) -> dict[str, Cast]:
    return {name: write(build) for name, build in WALLS.items()}


def resize(session: Session, casts: list[Cast], size: int) -> None:
    ids = [cast.id for cast in casts]
    session.execute(update(Workshop).where(Workshop.id.in_(ids)).values(screen={"size": size}))


def a_wall_page(open_page: OpenPage, size: ViewportSize) -> Page:
    """It shows what the page says, not the frames of a server that was not told of the change."""
    page = open_page(None, size=size, forgives="ERR_FAILED|Failed to fetch")
    page.route("**/live*", lambda route: route.abort())
    return page


@pytest.mark.parametrize(("language", "view", "sizes"), [("de", WALL, (0, 2)), ("ar", SMALL, (2,))])
def test_nothing_on_the_wall_overlaps_or_is_cut_off_at_any_size(
    write: Write,
    open_page: OpenPage,
    walls: dict[str, Cast],
    language: str,
    view: ViewportSize,
    sizes: Sequence[int],
) -> None:
    page = a_wall_page(open_page, view)
    wrong = []
    for size in sizes:
        write(resize, list(walls.values()), size)
        for name, cast in walls.items():
            page.goto(f"/projector/{cast.projector_token}?language={language}")
            assert page.locator(f"#stage[data-size='{size}']").count() == 1
            for leaf in {0, max(page.locator(".leaf").count() - 1, 0)}:
                page.evaluate(TURN_TO, leaf)
                found = page.evaluate(CHECK)
                wrong += [f"{name}, size {size}, page {leaf + 1}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


def test_a_phone_scans_the_lobby_at_every_size(write: Write, open_page: OpenPage) -> None:
    cast = write(arriving)
    for view in (WALL, SMALL):
        page = a_wall_page(open_page, view)
        for size in SIZES:
            write(resize, [cast], size)
            page.goto(f"/projector/{cast.projector_token}")
            assert scanned(page.locator(".lobby .qr")).endswith(f"/W/{cast.code}")
            assert scanned(page.locator("body")).endswith(f"/W/{cast.code}")
            code = page.locator(".lobby .code")
            assert (
                code.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") > view["height"] / 9
            )


def test_what_has_room_is_as_large_as_it_was_wished(write: Write, open_page: OpenPage) -> None:
    """A short evening: the larger sizes are larger by all of their factor."""
    cast = write(WALLS["survey"])
    page = a_wall_page(open_page, WALL)
    sizes = []
    for size in SIZES:
        write(resize, [cast], size)
        page.goto(f"/projector/{cast.projector_token}")
        sizes.append(page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)"))
    assert [round(size / sizes[0], 2) for size in sizes] == [1, 1.17, 1.38]


def test_a_column_of_results_gives_its_texts_all_the_lines_it_has(
    write: Write, open_page: OpenPage
) -> None:
    page = a_wall_page(open_page, WALL)
    page.goto(f"/projector/{write(WALLS['groups back']).projector_token}?language=de")
    page.wait_for_function("() => document.querySelector('.group-column ol').style.cssText")
    assert set(page.evaluate(ROOM_LEFT)) <= {"whole", "full"}
