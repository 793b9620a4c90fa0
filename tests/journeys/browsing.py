"""Browsers of several people at once, and what must be wrong on none of their pages."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    Error,
    Locator,
    Page,
    Request,
    TimeoutError,
    ViewportSize,
    expect,
)

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
WALL: ViewportSize = {"width": 1920, "height": 1080}

PATIENCE = 10_000  # ms: what is true at once is not waited for, and slow machines get there
expect.set_options(timeout=PATIENCE)
REFUSALS = (403, 409, 410, 422, 429)

OpenPage = Callable[..., Page]


@contextmanager
def opening(browser: Browser, url: str) -> Iterator[OpenPage]:
    """Opens pages of the server at `url`, each in a browser of its own.

    `open_page("/", language="ar")`. Afterwards: no error in any console, and no request to another
    host. `forgives` is a pattern of the errors that a test brings about itself.
    """
    wrong: list[str] = []
    contexts = []

    def open_one(
        path: str | None = "/",
        *,
        language: str = "de",
        size: ViewportSize = PHONE,
        forgives: str | None = None,
        **more: Any,
    ) -> Page:
        context = browser.new_context(base_url=url, locale=language, viewport=size, **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("page", lambda page: _watch(page, wrong, forgives))
        context.on("request", lambda request: _note_foreign(request, url, wrong))
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    try:
        yield open_one
    finally:
        for context in contexts:
            context.close()
    assert not wrong, "\n".join(wrong)


def _watch(page: Page, wrong: list[str], forgives: str | None) -> None:
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            wrong.append(f"{page.url}: {message.text}")
            if message.type == "error" and not _expected(message.text, forgives)
            else None
        ),
    )


def _expected(text: str, forgives: str | None) -> bool:
    """Chromium reports answers such as 409 and 422 as errors; they are a part of our pages."""
    return bool(forgives and re.search(forgives, text)) or any(
        f"with a status of {status} " in text for status in REFUSALS
    )


def _note_foreign(request: Request, own: str, wrong: list[str]) -> None:
    if urlsplit(request.url).netloc != urlsplit(own).netloc and request.url[:5] != "data:":
        wrong.append(f"a request to another host: {request.url}")


def ask_page(page: Page, script: str) -> Any:
    """What a script says of a page; if that is just being left, of the one that comes."""
    for _ in range(5):
        try:
            return page.evaluate(script)
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
            page.wait_for_load_state()
    return page.evaluate(script)


def press(button: Locator, *, until: Locator) -> None:
    """Press until it has had its effect.

    The console takes no click on a button that has just changed its meaning; every button of ours
    sends an absolute value, so that pressing it again changes nothing.
    """
    for _ in range(20):
        with suppress(TimeoutError):  # an effect that came late may have taken the button away
            button.click(timeout=1000)
        with suppress(AssertionError):
            expect(until.first).to_be_visible(timeout=1000)
            return
    expect(until.first).to_be_visible()
