"""Which groups a workshop has, and who is in which: small reads that everything may ask.

A group is a workshop with a parent. A person is in at most one group: their row in the parent says
in which (`group_id`). Their row in the group only stands for them there, and counts while they are.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from workshops.agenda.room import GROUPS, Room
from workshops.models import Participant, Workshop
from workshops.participants.guest import Guest


def is_in_group(session: Session, participant_id: int, group_id: int) -> bool:
    """Whether this participant of the parent workshop is in this group now."""
    return (
        session.scalar(
            select(Participant.id).where(Participant.id == participant_id, in_group(group_id))
        )
        is not None
    )


def in_group(group_id: int) -> ColumnElement[bool]:
    """Of participants of the parent workshop: those who are in this group now, paper not among
    them. Nobody is in a group that was removed."""
    stands = exists().where(Workshop.id == group_id, Workshop.removed_at.is_(None))
    return and_(Participant.group_id == group_id, Participant.revoked_at.is_(None), stands)


def groups_of(session: Session, workshop_id: int) -> Sequence[int]:
    """The ids of the groups that stand, in the order in which they were made."""
    return session.scalars(
        select(Workshop.id)
        .where(Workshop.parent_id == workshop_id, Workshop.removed_at.is_(None))
        .order_by(Workshop.id)
    ).all()


def home_of(session: Session, code: str) -> str | None:
    """The code under which people join the workshop with this one: its own, or that of the
    workshop it is a group of. None: there is no such workshop."""
    home = aliased(Workshop)
    return session.scalar(
        select(home.code)
        .join(Workshop, home.id == func.coalesce(Workshop.parent_id, Workshop.id))
        .where(Workshop.code == code)
    )


def seat_of(session: Session, person: Guest, code: str) -> Guest | None:
    """Who this participant of the parent is in the group with this code; None: not in it now."""
    own = aliased(Participant)
    row = session.execute(
        select(own.id, own.workshop_id)
        .join(Workshop, Workshop.id == own.workshop_id)
        .join(Participant, Participant.id == own.person_id)
        .where(Workshop.code == code, Workshop.removed_at.is_(None))
        .where(own.person_id == person.id, Participant.group_id == Workshop.id)
        .where(Participant.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Guest(row.id, row.workshop_id, code, person.id, person.workshop_id)


def elsewhere(session: Session, here: Room, who: Guest) -> str | None:
    """The code of the workshop that this person is in at the moment: from the plenary their group
    while groups work, from a group the plenary. None: they are where they are."""
    if here.plenary is not None:
        stays = here.plenary.meets and _is_in(session, who.person_id, here.id)
        return None if stays else here.plenary.code
    if here.step.kind != GROUPS:
        return None
    return session.scalar(
        select(Workshop.code)
        .join(Participant, Participant.group_id == Workshop.id)
        .where(Participant.id == who.id, Workshop.removed_at.is_(None))
    )


def _is_in(session: Session, person_id: int | None, group_id: int) -> bool:
    return person_id is not None and is_in_group(session, person_id, group_id)
