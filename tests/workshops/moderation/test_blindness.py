"""Until a vote is closed, nothing that others see depends on where the dots lie.

Two dots are moved from one measure to another and back between two complete walks through all
pages, streams and exports. Turnout stays the same, so every answer must stay the same, byte for
byte; a number, an order, a width or a cache key that gives a hint would differ.
"""

import io
import logging
import re
import zipfile

import httpx
import pytest
from litestar import Litestar

from app.access import ACCESS
from tests.builders import Cast, a_measure, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate, sign_in_as
from workshops.agenda.services import close_step

FORMATS = ("docx", "xlsx", "csv")


def pages(cast: Cast, idea: int) -> list[str]:
    """Every address of the access table that can be read, for this workshop."""
    values = {
        "code": cast.code,
        "token": cast.projector_token,
        "step_id": str(cast.vote),
        "measure_id": str(idea),
        "node_id": str(cast.one_field),
        "name": cast.concept_name,
        "account_id": "1",
        "upload_id": "1",
        "export_id": "1",
        "letterhead_id": "1",
        "scheme": "bielefeld",
        "path": "none.css",
        "group_id": "1",
        "key": "1",
        "card": "none",
        "run": "none",
        "ticket": "none",
        "question": "none",
        "image": "none",
        "place": "1",
        "number": "1",
        "tag": "de",
        "secret": "none",
    }
    found = []
    for line in ACCESS:
        method, path = line.split()
        if method != "GET":
            continue
        for form in FORMATS if "{format}" in path else ("",):
            try:
                address = path.format(**values, format=form)
            except KeyError as missing:
                pytest.fail(f"say here what {missing} of {path} stands for")
            found.append(f"{address}?poll" if address.endswith("/live") else address)
            if "export" in path and path.startswith("/concepts"):
                found.append(f"{address}?workshop={cast.code}")
    return found


_MADE = ("docProps/", "meta.xml")  # where office files say when they were made


def content(answer: httpx.Response) -> object:
    """What an answer tells, without its own number, the time, and a document's hour of making."""
    if not answer.content.startswith(b"PK"):
        own_number = answer.headers["x-request-id"].encode()
        text = re.sub(rb'"server-now" content="\d+"', b"", answer.content.replace(own_number, b""))
        text = re.sub(rb'<meta name="server-now" content="\d+">', b"", text)
        return answer.status_code, answer.headers.get("etag"), text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        names = [name for name in parts.namelist() if not name.startswith(_MADE)]
        return {name: parts.read(name) for name in names}


async def walk(who: Visitor, addresses: list[str]) -> dict[str, object]:
    return {path: content(await who.get(path, follow_redirects=False)) for path in addresses}


async def test_nothing_that_others_see_depends_on_where_the_dots_lie(
    app: Litestar, new_visitor: NewVisitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cast, idea = app.state.ledger.write_now(_a_vote)
    voters = [await join(new_visitor(), cast) for _ in range(3)]
    watchers = {
        "a stranger": new_visitor(),
        "another participant": await join(new_visitor(), cast),
        "the moderator": await moderate(app, new_visitor(), cast),
        "the office": await _office(app, new_visitor()),
    }
    here, there = cast.measures[0], cast.measures[1]
    addresses = pages(cast, idea)

    async def place(measure: int, count: int) -> None:
        for voter in voters:
            path = f"/w/{cast.code}/measures/{measure}/dots"
            answer = await voter.post(path, {"count": str(count)}, method="PUT", htmx=True)
            assert answer.status_code == 200

    async def seen() -> dict[str, dict[str, object]]:
        return {name: await walk(who, addresses) for name, who in watchers.items()}

    await place(here, 2)
    caplog.clear()
    before = await seen()
    told_before = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    await place(here, 0)
    await place(there, 2)
    caplog.clear()
    after = await seen()
    told_after = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    for name in watchers:
        for path in addresses:
            assert before[name][path] == after[name][path], (name, path)
    assert _measures_named(told_before, cast) == _measures_named(told_after, cast) == []

    # The same walk tells the two votes apart once they are closed: the test can see.
    app.state.ledger.write_now(close_step, cast.id, cast.vote)
    closed = await seen()
    results = f"/moderation/{cast.code}/results"
    assert "<strong>6<" in repr(closed["the moderator"][results])
    assert before["the moderator"][results] != closed["the moderator"][results]


def _a_vote(session):
    cast = a_workshop(session, "vote", state="waiting", measures=4, fields=2)
    idea = a_measure(session, cast.one_field, "Eine Idee", workshop_id=cast.id)
    from workshops.agenda.services import open_step

    open_step(session, cast.id, cast.vote)
    return cast, idea


async def _office(app: Litestar, visitor: Visitor) -> Visitor:
    await sign_in_as(app, visitor, "Olga", role="office")
    return visitor


def _measures_named(messages: list[str], cast: Cast) -> list[str]:
    return [text for text in messages if "Maßnahme" in text]


@pytest.mark.parametrize("step", ["collect", "vote", "results"])
async def test_going_back_while_the_vote_is_open_shows_no_result(
    app: Litestar, new_visitor: NewVisitor, step: str
) -> None:
    cast, _ = app.state.ledger.write_now(_a_vote)
    me = await moderate(app, new_visitor(), cast)
    target = {"collect": "1", "vote": "2", "results": "3"}[step]
    await me.post(f"/moderation/{cast.code}/position", {"position": target})
    shown = (await me.get(f"/moderation/{cast.code}")).text
    assert 'class="results"' not in shown
