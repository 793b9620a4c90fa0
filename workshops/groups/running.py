"""Running the group work: who is given which group, who may choose, and where the groups are."""

from collections import Counter
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say, say_n
from workshops.agenda.kinds import kind_of
from workshops.agenda.room import GROUPS, in_room, room_changed, steps_of
from workshops.agenda.services import go_to, still_open
from workshops.groups.reads import groups_of
from workshops.groups.rules import spread
from workshops.groups.services import group_alone, people_changed, plenary_alone
from workshops.journal.said import did
from workshops.journal.services import noted
from workshops.models import Participant, Step, Workshop


def let_choose(session: Session, workshop_id: int, choose: bool) -> None:
    """Whether people choose their group themselves, or the moderator alone gives them one."""
    plenary_alone(session, workshop_id)
    _set(session, workshop_id, choose=choose)
    if choose:
        did(session, say("People may choose their group"))
    else:
        did(session, say("People may not choose their group any more"))
    room_changed(session, workshop_id)


def assign_rest(session: Session, workshop_id: int) -> int:
    """Give everybody who has no group one, so that the groups are as even as can be.

    Nobody who is in a group is moved. Returns how many were given one.

    Raises:
        Refused: there is no group.
    """
    plenary_alone(session, workshop_id)
    groups = groups_of(session, workshop_id)
    if not groups:
        raise Refused(say("There is no group yet. Make one first."))
    rows = session.execute(
        select(Participant.id, Participant.group_id)
        .where(in_room(workshop_id))
        .order_by(Participant.number)
        .with_for_update()
    ).all()
    sizes = Counter(dict.fromkeys(groups, 0))
    sizes.update(row.group_id for row in rows if row.group_id in sizes)
    before = {row.id: row.group_id for row in rows if row.group_id not in sizes}
    found = spread({group: sizes[group] for group in groups}, list(before))
    for person, group in found.items():
        session.execute(update(Participant).where(Participant.id == person).values(group_id=group))
        old = {"group_id": before[person]}
        noted(session, "participants", (person,), old, {"group_id": group})
    if found:
        _set(session, workshop_id, dealt=_dealt(session, workshop_id) + 1)
        did(
            session,
            say_n(
                "%(num)d person was given a group", "%(num)d people were given a group", len(found)
            ),
        )
        people_changed(session, workshop_id)
    return len(found)


def bring_groups(session: Session, workshop_id: int, kind: str) -> None:
    """Bring every group to its first step of this kind; where one stands there, it stays.

    Raises:
        Refused: in a group a vote before that step is open. Missing: no group has such a step.
    """
    plenary_alone(session, workshop_id)
    moved = 0
    for id in groups_of(session, workshop_id):
        steps = steps_of(session, id)
        target = next((step for step in steps if step.kind == kind), None)
        if target is None:
            continue
        group = group_alone(session, workshop_id, id)
        if still_open(steps, target.position):
            raise Refused(
                say(
                    "The group “%(group)s” is still voting. Close its vote first.",
                    group=group.title,
                )
            )
        moved += 1
        if group.position != target.position:
            _bring(session, group, target.position)
    if not moved:
        raise Missing
    did(session, say("All groups were brought to “%(step)s”", step=kind_of(kind).title))
    room_changed(session, workshop_id)


def _bring(session: Session, group: Workshop, position: int) -> None:
    """The journal of the plenary does not watch where its groups are by itself."""
    before = _place(group)
    go_to(session, group.id, position)
    session.refresh(group)
    noted(session, "workshops", (group.id,), before, _place(group))


def _place(group: Workshop) -> dict[str, Any]:
    ends_at = group.timer_ends_at
    return {
        "position": group.position,
        "timer_ends_at": ends_at.isoformat() if ends_at else None,
        "timer_left": group.timer_left,
    }


def _set(session: Session, workshop_id: int, **settings: bool | int) -> None:
    """Change the settings of the group work, in all its steps."""
    steps = session.scalars(
        select(Step).where(Step.workshop_id == workshop_id, Step.kind == GROUPS)
    )
    for step in steps:
        step.settings = {**step.settings, **settings}
    session.flush()


def _dealt(session: Session, workshop_id: int) -> int:
    steps = select(Step.settings).where(Step.workshop_id == workshop_id, Step.kind == GROUPS)
    return max((int(one.get("dealt", 0)) for one in session.scalars(steps)), default=0)
