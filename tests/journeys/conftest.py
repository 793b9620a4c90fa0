"""A real Chromium on a real server.

Journeys are plain functions: Playwright's synchronous interface keeps a loop of its own running,
so it is started for this folder only, and ended before asynchronous tests of other folders run.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    StorageState,
    StorageStateCookie,
    sync_playwright,
)

from app.accounts.visitor import COOKIE
from app.database.ledger import Ledger
from tests import chromium, servers
from tests.builders import an_office_session
from tests.journeys.browsing import PHONE, OpenPage, opening
from tests.servers import Server

__all__ = ["PHONE", "OpenPage"]

Write = Callable[..., Any]


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.running(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="package")
def write(server: Server) -> Iterator[Write]:
    """Runs a builder or a service on the server's database: `write(a_workshop, step="vote")`.

    From another process, so pages that are open already do not hear of it.
    """
    ledger = Ledger(server.database_url)
    yield ledger.write_now
    ledger.close()


@pytest.fixture(scope="package")
def office(write: Write) -> StorageState:
    """What a browser holds that is signed in as the office: `open_page(…, storage_state=office)`.

    The office may run every workshop.
    """
    cookie: StorageStateCookie = {
        "name": COOKIE,
        "value": write(an_office_session),
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return {"cookies": [cookie], "origins": []}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens pages, each in a browser of its own: `open_page("/", language="ar")`.

    Afterwards: no error in any console, and no request to another host.
    """
    with opening(browser, server.url) as open_one:
        yield open_one
