"""A plenary that is in its group work, with a group for each field."""

from dataclasses import dataclass
from itertools import cycle
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import NOW, Cast, ConceptCast, a_guest, a_workshop, dots, guests
from workshops.agenda.editing import insert_step
from workshops.agenda.room import GROUPS, room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.lines import ballot_fields
from workshops.groups.reads import groups_of
from workshops.groups.seats import choose_group
from workshops.groups.services import add_group, make_groups, remove_group
from workshops.models import Measure, Step, Workshop, WorkshopNode
from workshops.participants.cookie import key_of
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class Family:
    """`plenary` is in the step `work`; each of `groups` works on one of its fields."""

    plenary: Cast
    work: int
    groups: tuple[Cast, ...]


def a_family(
    session: Session, /, *, fields: int = 2, measures: int = 6, step: str = "arrive", **more: Any
) -> Family:
    """A plenary at work in groups. `step` says where each group is; "vote" is open then."""
    plenary = a_workshop(session, "collect", fields=fields, measures=measures, **more)
    work = insert_step(session, plenary.id, after=1, kind=GROUPS)
    go_to(session, plenary.id, 2)
    make_groups(session, plenary.id)
    groups = tuple(group_cast(session, plenary, id) for id in groups_of(session, plenary.id))
    for group in groups:
        if step != "arrive":
            bring(session, group, step)
    return Family(plenary, work, groups)


def group_cast(session: Session, plenary: Cast, id: int) -> Cast:
    """A group as the builders know workshops."""
    group = session.get_one(Workshop, id)
    fields = tuple(
        session.scalars(select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == id))
    )
    query = select(Measure.id).where(Measure.node_id.in_(fields)).order_by(Measure.id)
    rows = session.execute(select(Step.kind, Step.id).where(Step.workshop_id == id))
    return Cast(
        id,
        group.code,
        group.projector_token,
        plenary.concept_id,
        plenary.concept_name,
        fields,
        tuple(session.scalars(query)),
        {row.kind: row.id for row in rows},
    )


def bring(session: Session, cast: Cast, kind: str, state: str = "open") -> None:
    """Bring a workshop to its step of this kind; a vote is opened, and closed if `state` says."""
    position = next(s.position for s in room(session, cast.id).steps if s.kind == kind)
    go_to(session, cast.id, position)
    if kind == "vote":
        open_step(session, cast.id, cast.vote)
        if state == "closed":
            close_step(session, cast.id, cast.vote)


def member(session: Session, person: Guest, group: Cast) -> Guest:
    """This person of the plenary chooses the group; who they are in it."""
    return choose_group(session, person, group.id, now=NOW)


def group_rooms(session: Session, secret: str, token: str, concept: ConceptCast) -> dict[str, Cast]:
    """For the walk through all pages: the phone with this token chooses in one plenary, is in a
    group of a second one, and sees the groups' results in a third. One group is still voting."""
    rooms: dict[str, Cast] = {}
    for name in ("choice", "at work", "back"):
        family = a_family(session, concept=concept, title=f"Plenum: {name}")
        me = a_guest(session, family.plenary, key=key_of(secret, token, family.plenary.code))
        persons = guests(session, family.plenary, 24)
        where = cycle(family.groups)
        seats = [
            (group, member(session, p, group)) for group, p in zip(where, persons, strict=False)
        ]
        if name != "choice":
            seats.append((family.groups[0], member(session, me, family.groups[0])))
        for group in family.groups[:2]:
            bring(session, group, "vote")
        for group, seat in seats:
            if group in family.groups[:2]:
                ballot = cycle(ballot_fields(session, group.vote))
                dots(session, group, seat, dict(zip(ballot, (2, 1), strict=False)))
        if name == "back":
            close_step(session, family.groups[0].id, family.groups[0].vote)
            go_to(session, family.plenary.id, 4)
        nodes = family.plenary.fields[:2]
        spare: dict[str, Any] = {"place": "Raum 2, am Fenster", "node_ids": nodes}
        add_group(session, family.plenary.id, title="Querdenkerinnenundquerdenker", **spare)
        gone = add_group(session, family.plenary.id, title="Aufgelöst", **spare)
        remove_group(session, family.plenary.id, gone)
        rooms |= {f"groups {name}": family.plenary, f"group {name}": family.groups[0]}
    return rooms
