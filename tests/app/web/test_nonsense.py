"""Nonsense at every address, from every kind of visitor: an answer, and never our own failure.

On PostgreSQL, which refuses more than SQLite does: NUL in texts, numbers beyond its integers.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote_from_bytes

import pytest
from litestar import Litestar
from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from app.access import ACCESS
from app.database.base import utc_now
from app.settings import Settings
from surveys.answering.runs import create_run
from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.ledgers import Databases
from tests.surveys.answering.cast import a_survey, begin
from tests.visitor import Visitor
from tests.workshops.people import join, moderate, sign_in_as

PLACES: tuple[str, ...] = (
    "",
    "%00",
    "a%00b",
    "-1",
    "-99999999999",
    "2147483648",
    "9" * 5000,
    "%D9%A3",
    "1_0",
    "1",
)
PLACES += ("%F0%9F%98%80", "a" * 3000, "..%2f..%2fetc", "%0d%0aX:%201", "%22%3E%3Cscript%3E", "%25")
TEXTS: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "ä😀\u202e".encode(),
    b"=1+1",
    b"9" * 5000,
)
TEXTS += (b"1", b"-1", b"2026-02-30", b"9999-12-31", b"x" * 6000, b"open", b"de", b"measure-1")
FIELDS = "count text field_id language next state position scope allowance most email password name"
FIELDS += " role title date nodes concept scheme parent level node title-de text-de at open deleted"
FIELDS += " workshop dots poll sent code moderators asked question go move token ticket me q-kids"
FIELDS += " q-count q-wish q-first-school survey step run kind label show_if texts format"
HEADERS = ("Accept-Language", "If-None-Match", "Host", "HX-Request", "X-CSRFToken", "Content-Type")
VALUES = ("\xff", "[", "x" * 9000, "de;q=nan", "*", "a/b; charset=nonsense", "multipart/form-data")


@pytest.fixture
def settings(settings: Settings, databases: Databases) -> Iterator[Settings]:
    url = databases.fresh("postgresql", MetaData())
    yield replace(settings, database_url=url)
    databases.drop(url)


@pytest.mark.parametrize("who", ["a stranger", "a participant", "a moderator", "the office"])
async def test_nonsense_is_answered(app: Litestar, new_visitor: NewVisitor, who: str) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote")
    run = app.state.ledger.write_now(_a_run, cast)
    visitor = await _as(who, app, new_visitor(), cast, run)
    token = await visitor.token()
    chance = random.Random(who)
    for line in ACCESS:
        for _ in range(2):
            method, path = line.split()
            path = _filled(path, cast, run, chance)
            if method == "POST" and path.startswith(("/sign-out", "/account")):
                continue  # the visitor would be nobody from here on
            fields = [(chance.choice(FIELDS.split()), chance.choice(TEXTS)) for _ in range(4)]
            sent = "&".join(f"{name}={quote_from_bytes(text)}" for name, text in fields)
            headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
            if chance.random() < 0.4:
                headers[chance.choice(HEADERS)] = chance.choice(VALUES)
            poll = "poll&" if path.endswith("/live") else ""
            answer = await visitor._send(
                method,
                f"{path}?{poll}{sent}",
                htmx=False,
                content=sent,
                headers={name: value.encode("latin-1") for name, value in headers.items()},
                follow_redirects=False,
            )
            assert answer.status_code < 500, (method, path, headers, sent)
            assert "content-security-policy" in answer.headers


def _a_run(session: Session, cast: Cast) -> str:
    """Of a survey that is called as the concept: its name stands in addresses of both."""
    survey = a_survey(session, name=cast.concept_name)
    return create_run(session, survey, title="Herbst", now=utc_now())


def _filled(path: str, cast: Cast, run: str, chance: random.Random) -> str:
    known = {
        "code": cast.code,
        "token": cast.projector_token,
        "step_id": str(cast.vote),
        "measure_id": str(cast.measures[0]),
        "node_id": str(cast.one_field),
        "name": cast.concept_name,
        "run": run,
        "question": "kids",
        "tag": "ar",
    }

    def value(place: re.Match[str]) -> str:
        return known.get(place[1], "1") if chance.random() < 0.6 else chance.choice(PLACES)

    return re.sub(r"{(\w+)}", value, path)


async def _as(who: str, app: Litestar, visitor: Visitor, cast: Cast, run: str) -> Visitor:
    if who == "a participant":
        return await begin(await join(visitor, cast), run)
    if who == "a moderator":
        return await moderate(app, visitor, cast)
    if who == "the office":
        await sign_in_as(app, visitor, "Olga", "office")
    return visitor
