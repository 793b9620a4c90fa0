"""Failure 6: one person changes what belongs to another.

The table of routes is walked as a whole, so a new route is held to it from its first day: every
kind of visitor who has no right to it, and every right visitor with the ids of somebody else's
room. Nobody gets in, and afterwards every row in the database is what it was.
"""

import re
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import ACCESS, Who
from app.database.base import Base, utc_now
from app.database.ledger import Ledger
from surveys.answering.runs import create_run
from tests.builders import Cast, a_guest, a_measure, a_workshop, dots
from tests.conftest import NewVisitor
from tests.surveys.answering.cast import KINDER, a_survey, begin
from tests.visitor import Visitor
from tests.workshops.followup.city import a_report_on, last_done
from tests.workshops.groups.cast import a_family
from tests.workshops.people import join, moderate, sign_in_as
from tests.workshops.ratings.rooms import a_rating
from workshops.agenda.own_templates import copy_template
from workshops.agenda.services import go_to
from workshops.journal.services import Actor, act, newest
from workshops.letterheads.services import add_letterhead
from workshops.measures.services import hide
from workshops.paper.services import enter_ballot
from workshops.passes.services import make_pass
from workshops.schemes.own_schemes import copy as copy_scheme

ANNA = Actor("Anna")
MAY = {
    Who.PARTICIPANT: {"participant"},
    Who.RESPONDENT: {"respondent"},
    Who.PROJECTOR: set(),  # whoever holds the link: the walk tries one that was made up
    Who.STAFF: {"moderator", "moderator elsewhere", "office"},
    Who.MODERATOR: {"moderator", "moderator by a pass", "office"},
    Who.INTERPRETER: {"moderator", "moderator by a pass", "interpreter by a pass", "office"},
    Who.OFFICE: {"office"},
}
FORM = {
    "count": "1",
    "text": "Etwas anderes",
    "title": "Etwas anderes",
    "value": "5",
    "chosen": "proposed",
    "status": "done",
    "on": "2026-03-26",
    "position": "1",
    "state": "hidden",
    "scope": "step",
    "allowance": "9",
    "most": "1",
    "lines": "1",
    "minutes": "7",
    "first": "1",
    "place": "0",
    "language": "en",
    "confirm": "yes",
    "choose": "yes",
    "replace": "yes",
}
UNSEEN = ("staff_sessions",)  # when they were last here


@dataclass(frozen=True, slots=True)
class Room:
    """The parts of addresses that belong to one workshop."""

    cast: Cast
    ids: dict[str, Any]


def a_room(session: Session) -> Room:
    """A workshop with something of everything that an address can name."""
    cast = a_workshop(session, "vote", measures=4)
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[0]: 2})
    enter_ballot(session, cast.id, cast.vote, number=1, marks={1: 1}, replaces=False, now=utc_now())
    idea = a_measure(session, cast.one_field, "Eine Idee", workshop_id=cast.id)
    made = act(
        session,
        ANNA,
        make_pass,
        cast.id,
        name="Sam",
        role="moderator",
        lasts="evening",
        by="Anna",
        now=utc_now(),
    )
    act(session, ANNA, hide, cast.id, idea)
    survey = a_survey(session, KINDER, cast.concept_name)  # an address names both the same way
    steering, family = a_rating(session), a_family(session)
    ids = {
        "code": cast.code,
        "token": "made-up-by-somebody-who-tries",
        "name": cast.concept_name,
        "measure_id": idea,
        "node_id": cast.one_field,
        "step_id": cast.vote,
        "criterion_id": steering.criteria[0],
        "group_id": family.groups[0].id,
        "pass_id": made.id,
        "action_id": newest(session, cast.id),
        "number": 1,
        "tag": "ar",
        "report_id": a_report_on(session, cast.concept_name, cast.measures[1]),
        "done_id": last_done(session, cast.concept_id),
        "key": copy_template(session, "hour", title="Kurz", now=utc_now()),
        "letterhead_id": add_letterhead(session, title="Kopf", content=b"PK", now=utc_now()),
        "run": create_run(session, survey, title="Herbst", now=utc_now()),
        "question": "kids",
        "scheme": copy_scheme(session, "leitfaden", utc_now()),
    }
    return Room(cast, ids)


async def _visitors(app: Litestar, new: NewVisitor, ours: Room, other: Room) -> dict[str, Visitor]:
    office = new()
    await sign_in_as(app, office, "Olga", "office")
    return {
        "stranger": new(),
        "participant": await join(new(), ours.cast),
        "participant elsewhere": await join(new(), other.cast),
        "respondent": await begin(new(), ours.ids["run"]),
        "respondent elsewhere": await begin(new(), other.ids["run"]),
        "moderator": await moderate(app, new(), ours.cast, "Miriam"),
        "moderator elsewhere": await moderate(app, new(), other.cast, "Mehmet"),
        "moderator by a pass": await _by_a_pass(app, new(), ours, "moderator"),
        "interpreter by a pass": await _by_a_pass(app, new(), ours, "interpreter"),
        "moderator elsewhere by a pass": await _by_a_pass(app, new(), other, "moderator"),
        "office": office,
    }


async def _by_a_pass(app: Litestar, visitor: Visitor, room: Room, role: str) -> Visitor:
    ledger: Ledger = app.state.ledger
    who: dict[str, Any] = {
        "name": "Sam",
        "role": role,
        "lasts": "evening",
        "by": "Anna",
        "now": utc_now(),
    }
    made = ledger.write_now(lambda session: make_pass(session, room.cast.id, **who))
    await visitor.get(f"/passes/{made.secret}")
    await visitor.submit(f"/passes/{made.secret}")
    return visitor


def everything(session: Session) -> dict[str, list[str]]:
    """Every row that there is."""
    return {
        table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
        for table in Base.metadata.sorted_tables
        if table.name not in UNSEEN
    }


async def ask(visitor: Visitor, line: str, ids: dict[str, Any]) -> httpx.Response:
    method, path = line.split()
    address = path.format_map({**dict.fromkeys(re.findall(r"{(\w+)}", path), 1), **ids})
    if method == "GET":
        poll = "?poll" if address.endswith("/live") else ""  # a stream never ends
        return await visitor.get(f"{address}{poll}", htmx=True, follow_redirects=False)
    form = FORM | {f: str(ids[i]) for f, i in (("field_id", "node_id"), ("node_id", "node_id"))}
    form |= {"measure_id": str(ids["measure_id"]), "criterion_id": str(ids["criterion_id"])}
    return await visitor.post(address, form, method=method, htmx=True, follow_redirects=False)


SENT_AWAY = (401, 403, 404)  # 401: asked to sign in


@pytest.fixture
def rooms(app: Litestar) -> tuple[Room, Room]:
    ledger: Ledger = app.state.ledger
    return ledger.write_now(a_room), ledger.write_now(a_room)


async def test_no_wrong_person_reaches_any_route(
    app: Litestar, new_visitor: NewVisitor, rooms: tuple[Room, Room]
) -> None:
    ours, other = rooms
    visitors = await _visitors(app, new_visitor, ours, other)
    before = app.state.ledger.read_now(everything)
    let_in = []
    for line, who in ACCESS.items():
        for name, visitor in visitors.items():
            if who is not Who.ANYONE and name not in MAY[who]:
                status = (await ask(visitor, line, ours.ids)).status_code
                if status not in SENT_AWAY:
                    let_in.append((name, line, status))
    assert let_in == []
    assert app.state.ledger.read_now(everything) == before


async def test_what_belongs_to_another_room_is_out_of_reach_from_ones_own(
    app: Litestar, new_visitor: NewVisitor, rooms: tuple[Room, Room]
) -> None:
    ours, other = rooms
    visitors = await _visitors(app, new_visitor, ours, other)
    own = {part: ours.ids[part] for part in ("code", "name", "key")}
    ids = "|".join(part for part in other.ids if part.endswith("_id") or part == "run")
    mixed = [line for line in ACCESS if re.search(rf"{{(code|name|key)}}.*{{({ids})}}", line)]
    # In the collecting step an idea could be changed, in the vote a dot be placed.
    for position in (1, 2):
        app.state.ledger.write_now(lambda s, to=position: go_to(s, ours.cast.id, to))
        before = app.state.ledger.read_now(everything)
        let_in = []
        for line in mixed:
            for name in sorted(MAY[ACCESS[line]]):
                status = (await ask(visitors[name], line, other.ids | own)).status_code
                if status not in SENT_AWAY:
                    let_in.append((name, line, status))
        assert let_in == []
        assert app.state.ledger.read_now(everything) == before
