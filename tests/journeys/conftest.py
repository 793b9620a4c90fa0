"""A real Chromium on a real server.

Journeys are plain functions: Playwright's synchronous interface keeps a loop of its own running,
so it is started for this folder only, and ended before asynchronous tests of other folders run.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from tests import chromium, servers
from tests.servers import Server

PHONE: ViewportSize = {"width": 360, "height": 740}

OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.running(tmp_path_factory.mktemp("server")) as running:
        yield running


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
    """Opens pages, each in a browser of its own: `open_page(language="ar", path="/")`.

    Afterwards: no error in any console, and no request to another host.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_one(
        path: str | None = "/", *, language: str = "de", size: ViewportSize = PHONE, **more: Any
    ) -> Page:
        context = browser.new_context(
            base_url=server.url,
            locale=language,
            viewport=size,
            **more,
        )
        contexts.append(context)
        context.on("page", lambda page: _watch(page, wrong))
        context.on("request", lambda request: _note_foreign(request, server.url, wrong))
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


def _watch(page: Page, wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            wrong.append(f"{page.url}: {message.text}")
            if message.type == "error" and not _refusal(message.text)
            else None
        ),
    )


def _refusal(text: str) -> bool:
    """Chromium reports answers such as 409 and 422 as errors; they are a part of our pages."""
    return any(f"with a status of {status} " in text for status in (403, 409, 422, 429))


def _note_foreign(request: Request, own: str, wrong: list[str]) -> None:
    if urlsplit(request.url).netloc != urlsplit(own).netloc and request.url[:5] != "data:":
        wrong.append(f"a request to another host: {request.url}")
