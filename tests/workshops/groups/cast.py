"""A plenary that is in its group work, with a group for each field."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import NOW, Cast, a_workshop
from workshops.agenda.editing import insert_step
from workshops.agenda.room import GROUPS, room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.groups.reads import groups_of
from workshops.groups.seats import choose_group
from workshops.groups.services import make_groups
from workshops.models import Measure, Step, Workshop, WorkshopNode
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class Family:
    """`plenary` is in the step `work`; each of `groups` works on one of its fields."""

    plenary: Cast
    work: int
    groups: tuple[Cast, ...]


def a_family(
    session: Session, *, fields: int = 2, measures: int = 6, step: str = "arrive", **more: str
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
