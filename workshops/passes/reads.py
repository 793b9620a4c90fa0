"""Passes as the page of a workshop's links shows them, and who a browser is by them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.refused import Message
from workshops.models import Pass, Workshop
from workshops.passes.rules import ROLES, lets_in, standing


@dataclass(frozen=True, slots=True)
class PassLine:
    """A pass in the list. `standing`: see rules."""

    id: int
    name: str
    role: Message
    made_by: str
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None
    standing: str

    @property
    def lets_in(self) -> bool:
        return lets_in(self.standing)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a browser's secrets prove it to be. `good`: the pass still lets them in."""

    pass_id: int
    name: str
    role: str
    good: bool


def passes_of(session: Session, workshop_id: int, now: dt.datetime) -> tuple[PassLine, ...]:
    """All passes of the workshop: those that let somebody in first, then the newest."""
    rows = session.scalars(
        select(Pass).where(Pass.workshop_id == workshop_id).order_by(Pass.id.desc())
    )
    lines = [
        PassLine(
            id=one.id,
            name=one.name,
            role=ROLES[one.role],
            made_by=one.made_by,
            created_at=one.created_at,
            expires_at=one.expires_at,
            used_at=one.used_at,
            standing=standing(
                used_at=one.used_at, expires_at=one.expires_at, revoked_at=one.revoked_at, now=now
            ),
        )
        for one in rows
    ]
    return tuple(sorted(lines, key=lambda line: not line.lets_in))


def ended_passes(session: Session, workshop_id: int) -> int:
    """How many passes were revoked that let somebody into this workshop.

    Frames of helpers carry it, so that a stream has something new to send, and so finds out that
    it must end, at the moment a pass is revoked.
    """
    parent = select(Workshop.parent_id).where(Workshop.id == workshop_id).scalar_subquery()
    query = select(func.count()).where(
        or_(Pass.workshop_id == workshop_id, Pass.workshop_id == parent),
        Pass.revoked_at.is_not(None),
    )
    return session.scalar(query) or 0


def holder_of(
    session: Session, workshop_ids: Collection[int], digests: Collection[str], now: dt.datetime
) -> Holder | None:
    """Who holds one of these passes of these workshops: a good one first, a moderator's first."""
    rows = session.execute(
        select(Pass.id, Pass.name, Pass.role, Pass.revoked_at, Pass.expires_at).where(
            Pass.workshop_id.in_(workshop_ids), Pass.digest.in_(digests)
        )
    )
    found = [
        Holder(r.id, r.name, r.role, r.revoked_at is None and r.expires_at > now) for r in rows
    ]
    return min(found, key=lambda one: (not one.good, one.role != "moderator"), default=None)
