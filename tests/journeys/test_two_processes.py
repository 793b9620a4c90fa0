"""Two processes on one PostgreSQL: what happens through one is seen through the other."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from app.database.ledger import Ledger
from tests import servers
from tests.builders import Cast, a_workshop
from tests.journeys.browsing import PHONE, WALL, OpenPage, opening
from tests.ledgers import Databases
from tests.servers import wait_until


@dataclass
class Twins:
    """Two processes of one installation, and a workshop in its vote."""

    database_url: str
    cast: Cast
    open_here: OpenPage
    open_there: OpenPage


@pytest.fixture
def twins(
    browser: Browser, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Twins]:
    url = databases.postgres.create()
    secret = secrets.token_hex(32)
    folders = [tmp_path_factory.mktemp(name) for name in ("here", "there")]
    with (
        servers.running(folders[0], url, SECRET=secret) as here,
        servers.running(folders[1], url, SECRET=secret) as there,
        opening(browser, here.url) as open_here,
        opening(browser, there.url) as open_there,
    ):
        ledger = Ledger(url)
        cast = ledger.write_now(a_workshop, step="vote")
        ledger.close()
        yield Twins(url, cast, open_here, open_there)
    databases.drop(url)


def test_a_dot_placed_through_one_process_is_seen_on_a_wall_of_the_other(
    twins: Twins, databases: Databases
) -> None:
    wall = twins.open_there(f"/projector/{twins.cast.projector_token}", size=WALL)
    people = [twins.open_here(f"/w/{twins.cast.code}", size=PHONE) for _ in range(3)]
    for number, phone in enumerate(people, 1):
        phone.locator("button.join").click()
        expect(wall.locator("#turnout strong")).to_have_text(["0", "0", str(number)])

    people[0].locator(".plus").first.click()
    expect(wall.locator("#turnout strong")).to_have_text(["0", "1", "2"])
    for voted in (2, 3):  # and again, each time after both processes have become deaf
        wait_until(lambda: databases.postgres.listeners(twins.database_url) == 2)
        assert databases.postgres.cut_listeners(twins.database_url) == 2
        people[voted - 1].locator(".plus").first.click()
        expect(wall.locator("#turnout strong")).to_have_text(["0", str(voted), str(3 - voted)])


def test_a_phone_is_the_same_participant_in_every_process(twins: Twins) -> None:
    here = twins.open_here(f"/w/{twins.cast.code}")
    here.locator("button.join").click()
    here.locator(".plus").first.click()
    expect(here.locator(".mine .dot:not(.sending)")).to_have_count(1)
    cookies = here.context.storage_state()  # a cookie knows no port
    there = twins.open_there(f"/w/{twins.cast.code}", storage_state=cookies)
    expect(there.locator(".mine .dot")).to_have_count(1)
