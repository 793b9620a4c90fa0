"""The wall in the moderator's hand: pages, size, languages, blank, and a network that goes away."""

import re

import pytest
from playwright.sync_api import Page, StorageState, expect
from sqlalchemy.orm import Session

from app.database.base import utc_now
from tests.builders import Cast, a_workshop, dots, guests
from tests.journeys.browsing import DESK, WALL, OpenPage
from tests.journeys.conftest import Write
from workshops.agenda.services import close_step, go_to
from workshops.models import Workshop

TURN = 12_500  # ms: a little more than a page stays


def a_long_result(write: Write, **more) -> Cast:
    """Forty measures in two fields: more than two pages each."""

    def build(session) -> Cast:
        cast = a_workshop(session, "vote", measures=40, **more)
        for guest in guests(session, cast, 3):
            dots(session, cast, guest, {cast.measures[0]: 2, cast.measures[30]: 1})
        close_step(session, cast.id, cast.vote)
        go_to(session, cast.id, 3)
        return cast

    cast: Cast = write(build)
    return cast


def wall_and_console(
    write: Write, open_page: OpenPage, office: StorageState, **more
) -> tuple[Page, Page]:
    cast = a_long_result(write, **more)
    wall = open_page(None, size=WALL)
    wall.clock.install()
    wall.goto(f"/projector/{cast.projector_token}")
    console = open_page(f"/moderation/{cast.code}", size=DESK, storage_state=office)
    return wall, console


def test_the_moderator_holds_a_page_and_lets_it_turn_again(
    write: Write, open_page: OpenPage, office: StorageState
) -> None:
    wall, console = wall_and_console(write, open_page, office)
    expect(wall.locator("#leaf-1")).to_be_visible()
    wall.clock.fast_forward(TURN)
    expect(wall.locator("#leaf-2")).to_be_visible()
    console.locator("#wall-on").click()
    expect(wall.locator("#leaf-1")).to_be_visible()
    console.locator("#wall-on").click()
    expect(wall.locator("#leaf-2")).to_be_visible()
    wall.clock.fast_forward(TURN)
    expect(wall.locator("#leaf-2")).to_be_visible()
    expect(wall.locator(".leaf:visible")).to_have_count(1)
    console.locator("#wall-turn").click()
    expect(console.locator("#wall-turn")).to_have_attribute("aria-pressed", "true")
    expect(wall.locator("#stage[data-page]")).to_have_count(0)
    wall.clock.fast_forward(TURN)
    expect(wall.locator("#leaf-3")).to_be_visible()


def test_larger_type_has_more_pages_and_blank_shows_nothing(
    write: Write, open_page: OpenPage, office: StorageState
) -> None:
    wall, console = wall_and_console(write, open_page, office)
    before = wall.locator(".leaf").count()
    size = wall.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
    console.locator("#wall-size-2").click()
    expect(wall.locator("#stage")).to_have_attribute("data-size", "2")
    assert wall.locator(".leaf").count() > before
    larger = wall.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert larger > size * 1.3
    assert wall.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    console.locator("#wall-blank").click()
    expect(wall.locator(".blank")).to_be_visible()
    expect(wall.locator(".leaf")).to_have_count(0)
    expect(console.locator("#wall-blank[value=no]")).to_be_visible()
    console.locator("#wall-blank").click()
    expect(wall.locator(".leaf:visible")).to_have_count(1)


OVERLAPS = """() => {
  const timer = document.querySelector('.stage > .timer').getBoundingClientRect();
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()];
  };
  const meets = (line) => line.left < timer.right && line.right > timer.left
    && line.top < timer.bottom && line.bottom > timer.top;
  const texts = [...document.querySelectorAll('.stage header :is(h1, p)')];
  return texts.filter((text) => lines(text).some(meets)).map((text) => text.textContent);
}"""


@pytest.mark.parametrize("language", ["de", "ar", "tr"])
def test_that_time_is_up_covers_nothing(write: Write, open_page: OpenPage, language: str) -> None:
    def build(session: Session) -> Cast:
        cast = a_workshop(session, "collect", measures=3, languages=(language,))
        workshop = session.get_one(Workshop, cast.id)
        workshop.timer_ends_at, workshop.screen = utc_now(), {"size": 2}
        return cast

    cast = write(build)
    wall = open_page(f"/projector/{cast.projector_token}", size=WALL)
    expect(wall.locator("#stage")).to_have_attribute("data-size", "2")
    expect(wall.locator(".clock")).to_have_text(re.compile(r"^\D+$"))
    assert wall.evaluate(OVERLAPS) == []


def test_two_languages_take_turns_page_by_page(
    write: Write, open_page: OpenPage, office: StorageState
) -> None:
    wall, console = wall_and_console(write, open_page, office, languages=("de", "ar"))
    console.locator("#wall-languages summary").click()
    console.locator("#wall-second-ar").click()
    expect(wall.locator("#stage[data-other]")).to_be_visible()
    expect(wall.locator("html")).to_have_attribute("dir", "ltr")
    wall.clock.fast_forward(TURN)
    expect(wall.locator("#second")).to_be_visible()
    expect(wall.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    expect(wall.locator("#second #leaf-1")).to_be_visible()
    wall.clock.fast_forward(TURN)
    expect(wall.locator("html[lang=de][dir=ltr]")).to_have_count(1)
    expect(wall.locator("#stage:visible #leaf-2")).to_be_visible()
    console.locator("#wall-second-none").click()
    expect(wall.locator("#stage[data-other]")).to_have_count(0)


def test_the_wall_says_discreetly_that_the_network_is_gone_and_comes_back_by_itself(
    write: Write, open_page: OpenPage, office: StorageState
) -> None:
    cast = a_long_result(write)
    wall = open_page(
        f"/projector/{cast.projector_token}", size=WALL, forgives="ERR_INTERNET|Failed to fetch"
    )
    console = open_page(f"/moderation/{cast.code}", size=DESK, storage_state=office)
    expect(wall.locator(".leaf:visible")).to_have_count(1)
    wall.context.set_offline(True)
    expect(wall.locator("#connection[data-state=lost]")).to_be_visible()
    expect(wall.locator(".leaf:visible")).to_have_count(1)  # the room still sees the result
    console.locator("#back").click()
    expect(console.locator("#step h1")).not_to_be_empty()
    wall.context.set_offline(False)
    expect(wall.locator(".leaf")).to_have_count(0)  # where the room has gone meanwhile
    expect(wall.locator("#connection[data-state=lost]")).to_have_count(0)
