"""A believable city to try everything on, built through the services as people would build it.

The concept is Bielefeld's of 2010 (Anlage 3, a public council paper): 16 upper goals with their
58 measures. Two workshops have taken place and have a result, and a steering group has rated the
goals; another workshop waits for its people. The council has decided on the first measures of the
proposal, and the office has reported on some: all this, and what measures cost, is made up. Surveys
go with it, before, after and in a workshop (`demo_surveys.py`). Beside it lies Aschaffenburg's plan
in steps, as another scheme.
"""

import datetime as dt
import random
from itertools import cycle
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.services import add_account, invite, link
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.demo_surveys import ask_how_it_was, ask_the_city, ask_who_is_there
from app.refused import Refused
from app.settings import Settings
from app.welcome import Links
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.concepts.editing import edit_measure
from workshops.concepts.history import act
from workshops.concepts.snapshot import Node
from workshops.concepts.tree import concept_row, structure
from workshops.door import join_url
from workshops.dots.placing import place_dots
from workshops.dots.services import ballot_fields
from workshops.followup import services as followup
from workshops.gathering.reads import proposal_page
from workshops.gathering.services import propose
from workshops.imports import samples
from workshops.imports.arrivals import import_new
from workshops.imports.brought import brought
from workshops.models import Workshop, WorkshopModerator
from workshops.participants.guest import Guest
from workshops.participants.services import join
from workshops.ratings.criteria import active_criteria, first_of, weigh
from workshops.ratings.goals import candidates
from workshops.ratings.services import rate
from workshops.schemes.columns import Money
from workshops.services import plan_workshop

OFFICE = "integrationsbuero@demo.example"
OFFICE_NAME = "Integrationsbüro"
MODERATOR = "moderation@demo.example"
LANGUAGES = ("de", "tr", "ar", "en")
REPORTS = (
    ("running", "Die Stelle ist ausgeschrieben, die Räume sind gemietet."),
    ("planned", "Die Mittel stehen im Haushalt des kommenden Jahres."),
    ("done", "Der erste Durchgang ist abgeschlossen."),
)
PAST = (
    ("Integrationsworkshop Mitte", 28, (3, 4, 5, 8)),
    ("Frauenforum", 19, (4, 5, 6, 7)),
)
"""Workshops that have taken place: how many people were there, and which fields they voted on."""
VOTED = slice(3, 9)  # all of these fields
STEERING = ("Lenkungsgruppe", 9)
WEIGHTS = (3, 1, 2, 1)  # of the criteria: urgency counts most


def build(ledger: Ledger) -> None:
    """Fill an empty database."""
    ledger.write_now(_city, utc_now())


def links(ledger: Ledger, settings: Settings) -> Links | None:
    """The way in for each person, with new one-time links; None where the city is not the demo."""
    return ledger.write_now(_links, settings.public_url, utc_now())


def _city(session: Session, now: dt.datetime) -> None:
    add_account(session, email=OFFICE, name=OFFICE_NAME, role="office", now=now)
    moderator = add_account(session, email=MODERATOR, name="Sema Yılmaz", role="moderator", now=now)
    concept, fields = _concept(session, now)
    concept_id = concept_row(session, concept).id
    ask_the_city(session, concept_id, now)
    _costs(session, concept, fields[VOTED])
    for index, (title, people, places) in enumerate(PAST):
        day = now - dt.timedelta(days=30 - 7 * index)
        there = [fields[place] for place in places]
        code = _plan(session, concept, title, there, moderator.id, day, now)
        _hold(session, code, people, random.Random(16 + index), day)
    day = now - dt.timedelta(days=16)
    code = _plan(
        session, concept, STEERING[0], fields[VOTED], moderator.id, day, now, agenda="steering"
    )
    _steer(session, code, STEERING[1], random.Random(7), day)
    _follow_up(session, concept, now)
    _import(session, "aschaffenburg", now)
    ask_how_it_was(session, concept_id, PAST[-1][0], now)
    waits = "Integrationsworkshop Heepen"
    code = _plan(session, concept, waits, fields[:3], moderator.id, now, now)
    workshop_id = session.scalars(select(Workshop.id).where(Workshop.code == code)).one()
    ask_who_is_there(session, concept_id, workshop_id, now)


def _concept(session: Session, now: dt.datetime) -> tuple[str, list[int]]:
    """The concept's short name and its fields."""
    name = _import(session, "bielefeld", now)
    return name, [field.id for field in structure(session, name).nodes]


def _import(session: Session, sample: str, now: dt.datetime) -> str:
    found = brought(samples.text(sample))
    return import_new(session, found, title=None, scheme=None, language=None, now=now)


def _costs(session: Session, concept: str, fields: list[int]) -> None:
    """What the measures of these fields cost, roughly; one of them nobody knows yet."""
    chance = random.Random(16)
    measures = [m for node in _below(session, concept, fields) for m in node.measures]
    for measure in measures[:-1]:
        cost = Money(chance.randint(2, 60) * 50_000, chance.choice(("once", "year")), about=True)
        edit_measure(
            session, concept, measure.id, texts=measure.texts, columns={"cost": cost.value()}
        )
    unknown = {"cost": Money(None).value()}
    edit_measure(session, concept, measures[-1].id, texts=measures[-1].texts, columns=unknown)


def _below(session: Session, concept: str, fields: list[int]) -> list[Node]:
    found = structure(session, concept).nodes
    return [node for field in found if field.id in fields for node in field.walk()]


def _follow_up(session: Session, concept: str, now: dt.datetime) -> None:
    """What the two steps chose went to the council: it has adopted the first and rejected one."""
    found = proposal_page(session, concept)
    act(session, OFFICE_NAME, propose, concept, seen=found.seen)
    today = now.date()
    council, since = today - dt.timedelta(days=12), today - dt.timedelta(days=5)
    *adopted, rejected = found.proposal.measure_ids[: len(REPORTS) + 2]
    for ids, decision in ((adopted, "adopted"), ([rejected], "rejected")):
        values: Any = {"decision": decision, "decided_on": council, "today": today}
        act(session, OFFICE_NAME, followup.decide, concept, ids, **values)
    for measure_id, (status, reason) in zip(adopted, REPORTS, strict=False):
        report: Any = {
            "status": status,
            "on": since,
            "reason": {"de": reason},
            "body": "",
            "next_on": today + dt.timedelta(days=360),
            "by": OFFICE_NAME,
            "now": now,
            "today": today,
        }
        act(session, OFFICE_NAME, followup.add_report, concept, measure_id, **report)
    act(session, OFFICE_NAME, followup.publish, concept, now=now)


def _plan(
    session: Session,
    concept: str,
    title: str,
    fields: list[int],
    moderator: int,
    day: dt.datetime,
    now: dt.datetime,
    agenda: str = "evening",
) -> str:
    return plan_workshop(
        session,
        concept=concept,
        title=title,
        place="Bürgerzentrum Alte Schule",
        date=day.date(),
        languages=LANGUAGES,
        node_ids=fields,
        approve_first=True,
        scope="field",
        allowance=None,
        most=2,
        moderators=[moderator],
        now=now,
        agenda=agenda,
    )


def _hold(
    session: Session, code: str, people: int, chance: random.Random, day: dt.datetime
) -> None:
    """The workshop has its result: people joined and placed their dots.

    They proposed nothing, so that the concept holds what the council paper held, and no more.
    """
    guests = _arrive(session, code, people, day)
    workshop_id = guests[0].workshop_id
    go_to(session, workshop_id, 2)
    vote = room(session, workshop_id).step
    open_step(session, workshop_id, vote.id)
    for guest in guests:
        _place_all(session, guest, list(ballot_fields(session, vote.id)), chance)
    close_step(session, workshop_id, vote.id)
    go_to(session, workshop_id, 3)


def _arrive(session: Session, code: str, people: int, day: dt.datetime) -> list[Guest]:
    return [
        join(session, code, key=f"{n:064x}", language=language, now=day)
        for n, language in zip(range(people), cycle(LANGUAGES), strict=False)
    ]


def _steer(
    session: Session, code: str, people: int, chance: random.Random, day: dt.datetime
) -> None:
    """The steering group has rated the goals by weighted criteria, more or less of one mind."""
    guests = _arrive(session, code, people, day)
    workshop_id = guests[0].workshop_id
    go_to(session, workshop_id, 2)
    step = room(session, workshop_id).step
    criteria = [one.id for one in active_criteria(session, step.id)]
    weights = dict(zip(criteria, WEIGHTS, strict=True))
    weigh(session, workshop_id, step.id, weights=weights, first=first_of(step))
    open_step(session, workshop_id, step.id)
    for goal in candidates(session, workshop_id):
        common = [chance.randint(2, 5) for _ in criteria]
        for guest in guests:
            said = [min(5, max(1, value + chance.choice((-1, 0, 0, 1)))) for value in common]
            values = dict(zip(criteria, said, strict=True))
            rate(session, guest, node_id=goal, values=values)
    close_step(session, workshop_id, step.id)
    go_to(session, workshop_id, 3)


def _place_all(session: Session, guest: Guest, measures: list[int], chance: random.Random) -> None:
    """Most people place nearly all of their dots; some measures please more than others."""
    measures.sort(key=lambda measure_id: chance.random() * (1 + measure_id % 5))
    for measure_id in measures:
        try:
            place_dots(session, guest, measure_id=measure_id, count=chance.choice((1, 1, 2)))
        except Refused:
            continue  # this field's dots are placed


def _links(session: Session, public_url: str, now: dt.datetime) -> Links | None:
    accounts = {row.email: row.id for row in session.execute(select(Account.email, Account.id))}
    if OFFICE not in accounts or MODERATOR not in accounts:
        return None
    workshop = session.execute(
        select(Workshop.code, Workshop.projector_token)
        .join(WorkshopModerator, WorkshopModerator.workshop_id == Workshop.id)
        .where(WorkshopModerator.account_id == accounts[MODERATOR])
        .order_by(Workshop.id.desc())
        .limit(1)
    ).one_or_none()
    if workshop is None:
        return None
    return Links(
        code=workshop.code,
        qr=join_url(public_url, workshop.code),
        phone=f"{public_url}/w/{workshop.code}",
        moderator=link(public_url, invite(session, accounts[MODERATOR], now)),
        projector=f"{public_url}/projector/{workshop.projector_token}",
        office=link(public_url, invite(session, accounts[OFFICE], now)),
    )
