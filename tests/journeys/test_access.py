"""Every page for everybody: WCAG 2.2 AA, 400 % zoom, keyboard alone, and no third party."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app import demo
from app import settings as environment
from app.access import ACCESS
from app.database.ledger import Ledger
from app.documents.direction import direction_of
from tests import servers
from tests.journeys.access import NARROW, open_everything, violations, wider_than_the_screen
from tests.journeys.browsing import opening
from tests.journeys.city import City, a_city
from tests.journeys.pages import NOT_PAGES, PLACES, Place
from tests.servers import Server

SMALL: ViewportSize = {"width": 360, "height": 640}
LARGE: ViewportSize = {"width": 1280, "height": 800}
SIZED = ("target-size", "scrollable-region-focusable")  # what the size of a screen decides

Visit = Callable[[Place, str], Page]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.running(tmp_path_factory.mktemp("city")) as running:
        yield running


@pytest.fixture(scope="module")
def city(town: Server) -> City:
    settings = environment.load(town.env)
    ledger = Ledger(settings.database_url)
    demo.build(ledger)
    made = ledger.write_now(a_city, settings.secret)
    ledger.close()
    return made


@pytest.fixture(scope="module")
def visit(browser: Browser, town: Server, city: City) -> Iterator[Visit]:
    """Opens a place as its visitor sees it, and does there what is to be done first.

    Each kind of visitor has one browser for each language. When all pages have been seen: none of
    them had an error in its console, or asked another host for anything.
    """
    with opening(browser, town.url) as open_page:

        @cache
        def page_of(who: str, language: str) -> Page:
            page = open_page(
                None, language=language, forgives="status of 404", reduced_motion="reduce"
            )
            page.on("dialog", lambda dialog: dialog.accept())  # what was typed may be left
            cookies = city.cookies[who].items()
            page.context.add_cookies(
                [{"name": name, "value": value, "url": town.url} for name, value in cookies]
            )
            return page

        def visit(place: Place, language: str) -> Page:
            page = page_of(place.who, language)
            page.set_viewport_size(SMALL)
            page.emulate_media(color_scheme="light")
            path = place.path(city)
            if path.startswith("/projector"):
                path += f"?language={language}"  # a wall has no language of its own
            answer = page.goto(path)
            assert answer
            assert answer.status == place.status
            if place.act:
                place.act(page)
            return page

        yield visit


@contextmanager
def turned_round(page: Page) -> Iterator[None]:
    """The same page, laid out from right to left."""
    page.evaluate("document.documentElement.dir = 'rtl'")
    yield
    page.evaluate("document.documentElement.dir = 'ltr'")


def close_menus(page: Page) -> None:
    page.locator(".menu[open]").evaluate_all("all => all.forEach((one) => { one.open = false; })")


def is_desk(place: Place) -> bool:
    """A page of the office at its desk: not of the room, for which every page is seen in Arabic."""
    return place.who == "office" and not place.name.startswith("console")


WALKS = [
    pytest.param(place, language, id=f"{place.name.replace(' ', '-')}-{language}")
    for place in PLACES
    for language in (["de"] if is_desk(place) and place.name != "concept" else ["de", "ar"])
]


@pytest.mark.parametrize(("place", "language"), WALKS)
def test_a_page_can_be_used_by_everybody(visit: Visit, place: Place, language: str) -> None:
    page = visit(place, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", direction_of(language))
    expect(page.locator("h1:visible")).to_have_count(1)
    page.set_viewport_size(NARROW)
    assert wider_than_the_screen(page) == []
    open_everything(page)
    assert wider_than_the_screen(page) == []
    page.set_viewport_size(LARGE)
    assert wider_than_the_screen(page) == []
    if is_desk(place):  # its words are German; its shape is turned round as it is in Arabic
        with turned_round(page):
            assert wider_than_the_screen(page) == []
            page.set_viewport_size(NARROW)
            assert wider_than_the_screen(page) == []
    if language == "de":  # what axe looks at is the same in every language
        close_menus(page)  # what an open one covers may be reached when it is closed
        own, other = (LARGE, SMALL) if place.who == "office" else (SMALL, LARGE)
        page.set_viewport_size(own)
        assert violations(page) == []
        page.set_viewport_size(other)
        page.emulate_media(color_scheme="dark")
        assert violations(page, *SIZED, "color-contrast") == []


def test_what_is_wrong_would_be_found(visit: Visit) -> None:
    page = visit(PLACES[0], "de")
    page.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.insertAdjacentHTML("beforeend", "<img src='data:,'><button></button>");
            main.lastChild.style.minWidth = "500px";
        }"""
    )
    assert {line.split(":")[0] for line in violations(page)} == {"image-alt", "button-name"}
    assert wider_than_the_screen(page) != []


def test_no_page_is_missing_from_the_list(city: City) -> None:
    pages = [key.removeprefix("GET ") for key in ACCESS if key.startswith("GET ")]
    seen = {_route(place.path(city).split("?")[0], pages) for place in PLACES}
    assert set(pages) - seen == set(NOT_PAGES)


def _route(path: str, routes: list[str]) -> str:
    """The route that answers at this address: that with the fewest parameters."""
    fitting = [r for r in routes if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", r), path)]
    return min(fitting, key=lambda route: route.count("{"), default=path)
