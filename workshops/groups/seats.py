"""People take their place in a group. They stay who they are in the plenary."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import gate
from app.database.ledger import changed
from app.refused import Missing, Refused, say
from workshops.agenda.room import GROUPS, may_choose, screens_changed
from workshops.groups.reads import home_of, seat_of
from workshops.models import Dots, Participant, Step, Workshop
from workshops.participants.guest import Guest, seats_topic
from workshops.participants.services import join


def choose_group(
    session: Session, who: Guest, group_id: int, *, now: dt.datetime, door: bool = False
) -> Guest:
    """Go into a group, also from another one. Returns who they are in it.

    `door`: by the group's own QR code, which lets people in who have no group yet, at any time.
    Follows: plenary and groups see how many are where.

    Raises:
        Missing: no such group in this person's workshop. Refused: it is not theirs to choose now,
            or they would leave dots behind in a vote that is open.
    """
    gate.enter(session, who.workshop_id)
    group = _standing(session, who.workshop_id, group_id)
    person = session.scalar(
        select(Participant)
        .where(Participant.id == who.id, Participant.workshop_id == who.workshop_id)
        .where(Participant.revoked_at.is_(None))
        .with_for_update()
    )
    if person is None:
        raise Missing
    if person.group_id != group.id:
        _check_choice(session, person, door)
        person.group_id = group.id
        session.flush()
        changed(session, seats_topic(who.workshop_id))
    return _seat(session, who, group, person.language, now)


def enter_group(session: Session, who: Guest, code: str, *, now: dt.datetime) -> Guest | None:
    """First visit of somebody who was given the group with this code; None: it is not theirs."""
    group = session.scalar(
        select(Workshop).where(
            Workshop.code == code,
            Workshop.parent_id == who.workshop_id,
            Workshop.removed_at.is_(None),
        )
    )
    person = session.get(Participant, who.id)
    if group is None or person is None or person.group_id != group.id:
        return None
    return _seat(session, who, group, person.language, now)


def join_group(session: Session, code: str, *, key: str, language: str, now: dt.datetime) -> Guest:
    """Join the plenary and its group with this code in one go; `key` is theirs in the plenary.

    Raises:
        Missing: there is no such group. Refused: the plenary wants a personal code, or they are in
            another group and may not choose.
    """
    home = home_of(session, code)
    group = session.scalar(select(Workshop.id).where(Workshop.code == code))
    if home is None or group is None or home == code:
        raise Missing
    who = join(session, home, key=key, language=language, now=now)
    return choose_group(session, who, group, now=now, door=True)


def _standing(session: Session, workshop_id: int, group_id: int) -> Workshop:
    group = session.get(Workshop, group_id, populate_existing=True)
    if group is None or group.parent_id != workshop_id or group.removed_at is not None:
        raise Missing
    return group


def _check_choice(session: Session, person: Participant, door: bool) -> None:
    kind, settings = _present_step(session, person.workshop_id)
    free = kind == GROUPS and may_choose(settings)
    old = session.get(Workshop, person.group_id) if person.group_id else None
    if old is None or old.removed_at is not None:
        if not door and not free:
            raise Refused(say("You cannot choose a group at the moment."))
        return
    if not free:
        raise Refused(
            say("You are in the group “%(group)s”, and cannot change it now.", group=old.title)
        )
    _check_leaving(session, person, old)


def _present_step(session: Session, workshop_id: int) -> tuple[str, dict[str, object]]:
    row = session.execute(
        select(Step.kind, Step.settings)
        .join(Workshop, (Workshop.id == Step.workshop_id) & (Workshop.position == Step.position))
        .where(Workshop.id == workshop_id)
    ).one()
    return row.kind, row.settings


def _check_leaving(session: Session, person: Participant, old: Workshop) -> None:
    """Whoever has voted stays until the vote is closed, so that its voters are in the group; and
    nobody's dots are taken back for them."""
    gate.shut(session, old.id)  # no dot is being placed meanwhile
    placed = session.scalar(
        select(Dots.step_id)
        .join(Step, Step.id == Dots.step_id)
        .join(Participant, Participant.id == Dots.participant_id)
        .where(Participant.person_id == person.id, Participant.workshop_id == old.id)
        .where(Step.state == "open")
        .limit(1)
    )
    if placed is not None:
        raise Refused(
            say(
                "You have placed dots in “%(group)s”. Take them back first, or change the group "
                "when its vote is closed.",
                group=old.title,
            )
        )


def _seat(session: Session, who: Guest, group: Workshop, language: str, now: dt.datetime) -> Guest:
    known = seat_of(session, who, group.code)
    if known is None:
        # Locked, so that two who come in at once do not get the same number (PostgreSQL).
        session.execute(
            select(Workshop.id).where(Workshop.id == group.id).with_for_update(key_share=True)
        )
        query = select(func.max(Participant.number)).where(Participant.workshop_id == group.id)
        session.add(
            Participant(
                workshop_id=group.id,
                key=f"person/{who.id}",
                number=(session.scalar(query) or 0) + 1,
                language=language,
                draft=None,
                joined_at=now,
                person_id=who.id,
            )
        )
        session.flush()
        known = seat_of(session, who, group.code)
    assert known is not None
    screens_changed(session, group.id, who.workshop_id)
    return known
