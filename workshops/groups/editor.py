"""What the page on which groups are made needs to know."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing
from workshops.agenda.own_templates import all_templates
from workshops.agenda.room import Room, room
from workshops.agenda.templates import Template
from workshops.groups.board import Board, board
from workshops.models import Workshop, WorkshopNode


@dataclass(frozen=True, slots=True)
class GroupsPage:
    room: Room
    board: Board
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group as it stands. `nodes`: the ids of its fields."""

    room: Room  # the plenary
    id: int
    title: str
    place: str
    nodes: frozenset[int]


def groups_page(session: Session, workshop_id: int) -> GroupsPage:
    """
    Raises:
        Missing: there is no such workshop, or it is itself a group.
    """
    here = _plenary(session, workshop_id)
    return GroupsPage(here, board(session, here), all_templates(session))


def group_shown(session: Session, workshop_id: int, group_id: int) -> GroupShown:
    """
    Raises:
        Missing: there is no such group.
    """
    here = _plenary(session, workshop_id)
    row = session.execute(
        select(Workshop.id, Workshop.title, Workshop.place).where(
            Workshop.id == group_id,
            Workshop.parent_id == workshop_id,
            Workshop.removed_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise Missing
    nodes = session.scalars(
        select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == group_id)
    )
    return GroupShown(here, row.id, row.title, row.place, frozenset(nodes))


def _plenary(session: Session, workshop_id: int) -> Room:
    here = room(session, workshop_id)
    if here.parent_id is not None:
        raise Missing
    return here
