"""A believable city to try everything on, built through the services as people would build it.

The concept is Bielefeld's of 2010 (Anlage 3, a public council paper): 16 upper goals with their
58 measures. One workshop has taken place and has a result; another waits for its people.
"""

import datetime as dt
import random
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.services import add_account, invite, link
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Refused
from app.settings import Settings
from app.welcome import Links
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.concepts import samples
from workshops.concepts.arrivals import import_new
from workshops.concepts.brought import brought
from workshops.concepts.tree import structure
from workshops.door import join_url
from workshops.dots.placing import place_dots
from workshops.dots.services import ballot_fields
from workshops.models import Workshop, WorkshopModerator
from workshops.participants.guest import Guest
from workshops.participants.services import join
from workshops.services import plan_workshop

OFFICE = "integrationsbuero@demo.example"
MODERATOR = "moderation@demo.example"
LANGUAGES = ("de", "tr", "ar", "en")
PEOPLE = 28  # in the workshop that has taken place


def build(ledger: Ledger, settings: Settings) -> None:
    """Fill an empty database."""
    ledger.write_now(_city, utc_now())


def links(ledger: Ledger, settings: Settings) -> Links | None:
    """The way in for each person, with new one-time links; None where the city is not the demo."""
    return ledger.write_now(_links, settings.public_url, utc_now())


def _city(session: Session, now: dt.datetime) -> None:
    add_account(session, email=OFFICE, name="Integrationsbüro", role="office", now=now)
    moderator = add_account(session, email=MODERATOR, name="Sema Yılmaz", role="moderator", now=now)
    concept, fields = _concept(session, now)
    _past_workshop(session, concept, fields[3:6], moderator.id, now)
    _plan(session, concept, "Integrationsworkshop Heepen", fields[:3], moderator.id, now, now)


def _concept(session: Session, now: dt.datetime) -> tuple[str, list[int]]:
    """The concept's short name and its fields."""
    sample = brought(samples.text("bielefeld"))
    name = import_new(session, sample, title=None, scheme=None, language=None, now=now)
    return name, [field.id for field in structure(session, name).nodes]


def _plan(
    session: Session,
    concept: str,
    title: str,
    fields: list[int],
    moderator: int,
    day: dt.datetime,
    now: dt.datetime,
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
    )


def _past_workshop(
    session: Session, concept: str, fields: list[int], moderator: int, now: dt.datetime
) -> None:
    """A workshop with its result: people joined and placed their dots.

    They proposed nothing, so that the concept holds what the council paper held, and no more.
    """
    day = now - dt.timedelta(days=30)
    code = _plan(session, concept, "Integrationsworkshop Mitte", fields, moderator, day, now)
    guests = [
        join(session, code, key=f"{n:064x}", language=language, now=day)
        for n, language in zip(range(PEOPLE), cycle(LANGUAGES), strict=False)
    ]
    workshop_id = guests[0].workshop_id
    go_to(session, workshop_id, 2)
    vote = room(session, workshop_id).step
    open_step(session, workshop_id, vote.id)
    chance = random.Random(16)  # the same city for everyone
    for guest in guests:
        _place_all(session, guest, list(ballot_fields(session, vote.id)), chance)
    close_step(session, workshop_id, vote.id)
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
