"""HEAD: what proxies and link checkers ask. The answer to GET, without its body."""

import asyncio

import pytest
from litestar import Litestar

from app.web.assets import asset
from tests.builders import a_workshop
from tests.visitor import Visitor
from tests.workshops.people import join


@pytest.mark.parametrize("path", ["/", "/health", "/join?code=x", "/no/such/page", "/accounts"])
async def test_head_answers_as_get_does_without_the_body(visitor: Visitor, path: str) -> None:
    get = await visitor._send("GET", path, htmx=False, follow_redirects=False)
    head = await visitor._send("HEAD", path, htmx=False, follow_redirects=False)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
    assert "content-security-policy" in head.headers


async def test_head_of_a_file_tells_its_length(visitor: Visitor) -> None:
    address = asset("css/phone.css")
    get, head = [
        await visitor._send(method, address, htmx=False, headers={"Accept-Encoding": "identity"})
        for method in ("GET", "HEAD")
    ]
    assert (head.headers["content-length"], head.content) == (str(len(get.content)), b"")


async def test_head_of_a_stream_ends(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    await join(visitor, cast)
    asked = visitor._send("HEAD", f"/w/{cast.code}/live", htmx=False)
    head = await asyncio.wait_for(asked, timeout=20)
    assert (head.status_code, head.content) == (200, b"")


async def test_head_changes_nothing_where_only_forms_are_taken(visitor: Visitor) -> None:
    head = await visitor._send("HEAD", "/language", htmx=False, follow_redirects=False)
    assert head.status_code == 405
