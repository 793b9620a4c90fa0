"""Making, opening and revoking passes. A secret leaves these functions once, in clear.

Whoever may run the console may make and revoke passes, co-moderators with a pass too: when the
first laptop has died, the evening is handed over from the second one.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from workshops.agenda.room import family_changed, screens_changed
from workshops.journal.said import did
from workshops.models import Pass, Workshop
from workshops.passes.rules import LASTS, digest, new_secret, too_many


@dataclass(frozen=True, slots=True)
class NewPass:
    """A pass that was just made: the only moment its secret is known."""

    id: int
    secret: str
    name: str
    role: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What an open link offers to whoever looks at it."""

    id: int
    code: str
    workshop: str
    place: str
    name: str
    role: str
    made_by: str
    expires_at: dt.datetime


def make_pass(
    session: Session,
    workshop_id: int,
    *,
    name: str,
    role: str,
    lasts: str,
    by: str,
    now: dt.datetime,
    secret: str | None = None,
) -> NewPass:
    """Make a link for a person. `lasts` is a key of LASTS. Where one with this `secret` lets
    somebody in already, it is that one.

    Raises:
        Refused: the workshop has too many links that let somebody in.
    """
    secret = secret or new_secret()
    known = session.scalar(
        select(Pass).where(Pass.workshop_id == workshop_id, Pass.digest == digest(secret))
    )
    if known is not None and known.revoked_at is None:
        return NewPass(known.id, secret, known.name, known.role, known.expires_at)
    if known is not None:
        secret = new_secret()
    live = select(func.count()).where(
        Pass.workshop_id == workshop_id, Pass.revoked_at.is_(None), Pass.expires_at > now
    )
    if trouble := too_many(session.scalar(live) or 0):
        raise Refused(trouble)
    made = Pass(
        workshop_id=workshop_id,
        role=role,
        name=name,
        digest=digest(secret),
        made_by=by,
        created_at=now,
        expires_at=now + LASTS[lasts],
        used_at=None,
        revoked_at=None,
    )
    session.add(made)
    session.flush()
    did(session, say("A link was made for %(name)s", name=name))
    screens_changed(session, workshop_id)
    return NewPass(made.id, secret, name, role, made.expires_at)


def revoke_pass(session: Session, workshop_id: int, pass_id: int, *, now: dt.datetime) -> None:
    """End a pass: its link and every browser that opened it. Ended already: nothing happens.

    Follows: open consoles, so that the streams of who was sent away end at once.

    Raises:
        Missing: no such pass of this workshop.
    """
    found = session.get(Pass, pass_id, with_for_update=True)
    if found is None or found.workshop_id != workshop_id:
        raise Missing
    if found.revoked_at is None:
        found.revoked_at = now
        session.flush()
        did(session, say("The link of %(name)s was revoked", name=found.name))
        family_changed(session, workshop_id)


def offer(session: Session, secret: str, now: dt.datetime) -> Offer:
    """What this link offers. Looking uses nothing up, since messengers look, too.

    Raises:
        Missing: no such link, or it has ended.
    """
    row = session.execute(
        select(
            Pass.id,
            Workshop.code,
            Workshop.title,
            Workshop.place,
            Pass.name,
            Pass.role,
            Pass.made_by,
            Pass.expires_at,
        )
        .join(Workshop, Workshop.id == Pass.workshop_id)
        .where(Pass.digest == digest(secret), Pass.revoked_at.is_(None), Pass.expires_at > now)
        .where(Workshop.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Missing
    return Offer(*row)


def use_pass(session: Session, secret: str, now: dt.datetime) -> Offer:
    """Somebody opens their link; it goes on working on their other devices until it ends.

    Raises:
        Missing: no such link, or it has ended.
    """
    found = offer(session, secret, now)
    first = update(Pass).where(Pass.id == found.id, Pass.used_at.is_(None))
    session.execute(first.values(used_at=now))
    return found
