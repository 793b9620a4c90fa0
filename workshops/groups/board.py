"""What console, projector and phones show of the groups: numbers of people, never who."""

import zlib
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.kinds import TABLE, title_of
from workshops.agenda.room import (
    COLOURS,
    GROUPS,
    Field,
    Room,
    RoomStep,
    in_room,
    may_choose,
    room,
    steps_of,
)
from workshops.agenda.timer import Timer
from workshops.dots.rules import Turnout
from workshops.dots.turnout import turnout_of
from workshops.groups.rules import LONGEST_TITLE, letter
from workshops.models import Measure, Participant, Workshop, WorkshopNode
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class GroupName:
    """What a group is called, and its sign: a letter on a colour, for fields have numbers."""

    id: int
    code: str
    index: int  # in the order in which the groups were made, from 0
    title: str
    place: str
    fields: tuple[Field, ...]
    main_language: str  # of the workshop: a group called like its field is so in every language

    @property
    def letter(self) -> str:
        return letter(self.index)

    @property
    def colour(self) -> int:
        return self.index % COLOURS + 1

    def name(self, language: str) -> str:
        """Its title; where that is the title of its one field, in the reader's language."""
        only = self.fields[0] if len(self.fields) == 1 else None
        if only and only.title(self.main_language)[:LONGEST_TITLE] == self.title:
            return only.title(language)
        return self.title


@dataclass(frozen=True, slots=True)
class GroupSize:
    """A group as people see it when they choose."""

    name: GroupName
    people: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as the moderator sees it. `turnout` while it votes, `ideas` while it collects."""

    name: GroupName
    people: int
    step: Message | str
    state: str
    position: int
    steps: int
    timer: Timer
    turnout: Turnout | None
    ideas: int | None
    projector_token: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A group that was taken away and may come back."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A kind of step that all groups have, to which they can be brought together."""

    kind: str
    title: Message | str


@dataclass(frozen=True, slots=True)
class Board:
    """All groups of a workshop. `without`: how many people have none. `step`: the group work that
    the room is in, or comes to next; None where the agenda has none."""

    groups: tuple[GroupLine, ...]
    people: int
    without: int
    step: RoomStep | None
    free_fields: int  # that no group works on
    removed: tuple[Removed, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def choose(self) -> bool:
        return self.step is not None and may_choose(self.step.settings)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The groups with how many are in each: the same for all phones."""

    groups: tuple[GroupSize, ...]
    without: int


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """A person's page of the group work. `own`: the group they are in."""

    sizes: Sizes
    choose: bool
    own: GroupName | None


def names(session: Session, workshop: Room) -> tuple[GroupName, ...]:
    """The groups that stand, in the order in which they were made."""
    by_id = {field.id: field for field in workshop.fields}
    rows = session.execute(
        select(Workshop.id, Workshop.code, Workshop.title, Workshop.place)
        .where(Workshop.parent_id == workshop.id, Workshop.removed_at.is_(None))
        .order_by(Workshop.id)
    ).all()
    nodes = session.execute(
        select(WorkshopNode.workshop_id, WorkshopNode.node_id)
        .where(WorkshopNode.workshop_id.in_([row.id for row in rows]))
        .order_by(WorkshopNode.position)
    ).all()
    return tuple(
        GroupName(
            row.id,
            row.code,
            index,
            row.title,
            row.place,
            tuple(by_id[n] for g, n in nodes if g == row.id and n in by_id),
            workshop.languages[0],
        )
        for index, row in enumerate(rows)
    )


def sizes(session: Session, workshop: Room) -> Sizes:
    """How many are in each group now, and how many in none."""
    counts = _counts(session, workshop.id)
    groups = tuple(GroupSize(name, counts[name.id]) for name in names(session, workshop))
    return Sizes(groups, workshop.people - sum(one.people for one in groups))


def sizes_of(session: Session, workshop_id: int) -> Sizes:
    """The same, for who knows the workshop by its id."""
    return sizes(session, room(session, workshop_id))


def _counts(session: Session, workshop_id: int) -> Counter[int | None]:
    rows = session.execute(
        select(Participant.group_id, func.count())
        .where(in_room(workshop_id), Participant.group_id.is_not(None))
        .group_by(Participant.group_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def choice_page(session: Session, workshop: Room, guest: Guest) -> ChoicePage:
    """What somebody chooses from, or what group they were given."""
    shown = sizes(session, workshop)
    mine = session.scalar(select(Participant.group_id).where(Participant.id == guest.id))
    own = next((one.name for one in shown.groups if one.name.id == mine), None)
    return ChoicePage(shown, may_choose(workshop.step.settings), own)


@dataclass(frozen=True, slots=True)
class DoorPage:
    """Before a group that one is not in. `own`: the group one is in; `free`: one may go in."""

    plenary: str  # its code
    group: GroupName | None  # None: it was removed
    own: GroupName | None
    free: bool


def door_page(session: Session, guest: Guest, code: str) -> DoorPage:
    """What somebody of the plenary sees who has opened the code of a group."""
    here = room(session, guest.workshop_id)
    found = names(session, here)
    mine = session.scalar(select(Participant.group_id).where(Participant.id == guest.id))
    own = next((name for name in found if name.id == mine), None)
    meets = here.step.kind == GROUPS and may_choose(here.step.settings)
    group = next((name for name in found if name.code == code), None)
    return DoorPage(here.code, group, own, meets or own is None)


def choice_version(session: Session, workshop: Room) -> int:
    """Another number whenever phones must show the choice anew: not at each person's choice."""
    shown = [(g.id, g.title, g.place, [f.id for f in g.fields]) for g in names(session, workshop)]
    return zlib.crc32(repr((shown, workshop.step.settings)).encode())


def board(session: Session, workshop: Room) -> Board:
    """Where every group is, for the plenary's moderators and for its projector."""
    counts = _counts(session, workshop.id)
    lines = tuple(_line(session, name, counts[name.id]) for name in names(session, workshop))
    taken = {field.id for line in lines for field in line.name.fields}
    return Board(
        groups=lines,
        people=workshop.people,
        without=workshop.people - sum(line.people for line in lines),
        step=group_work(workshop),
        free_fields=sum(1 for field in workshop.fields if field.id not in taken),
        removed=_removed(session, workshop.id),
        stops=_stops(session, [line.name.id for line in lines]),
    )


def group_work(workshop: Room) -> RoomStep | None:
    """The group work that the room is in, else the next one, else the last one."""
    steps = [step for step in workshop.steps if step.kind == GROUPS]
    ahead = [step for step in steps if step.position >= workshop.position]
    return next(iter(ahead or steps[-1:]), None)


def _line(session: Session, name: GroupName, people: int) -> GroupLine:
    here = room(session, name.id)
    return GroupLine(
        name=name,
        people=people,
        step=title_of(here.step),
        state=here.step.state,
        position=here.position,
        steps=len(here.steps),
        timer=here.timer,
        turnout=_turnout(session, here),
        ideas=_ideas(session, here),
        projector_token=here.projector_token,
    )


def _turnout(session: Session, here: Room) -> Turnout | None:
    if here.step.kind != "vote" or here.step.state == "waiting":
        return None
    return turnout_of(session, here).turnout


def _ideas(session: Session, here: Room) -> int | None:
    if here.step.kind != "collect":
        return None
    query = select(func.count()).where(
        Measure.workshop_id == here.id, Measure.state == "approved", Measure.deleted_at.is_(None)
    )
    return session.scalar(query) or 0


def _removed(session: Session, workshop_id: int) -> tuple[Removed, ...]:
    """The newest first. One whose making was undone has no field any more, and stays away."""
    rows = session.execute(
        select(Workshop.id, Workshop.title)
        .where(Workshop.parent_id == workshop_id, Workshop.removed_at.is_not(None))
        .where(Workshop.id.in_(select(WorkshopNode.workshop_id)))
        .order_by(Workshop.removed_at.desc(), Workshop.id.desc())
    )
    return tuple(Removed(row.id, row.title) for row in rows)


def _stops(session: Session, group_ids: list[int]) -> tuple[Stop, ...]:
    """The kinds of steps that every group has, in the order of the first one's agenda."""
    agendas = [steps_of(session, id) for id in group_ids]
    if len(agendas) < 2:
        return ()
    common = set.intersection(*({step.kind for step in steps} for steps in agendas))
    first: dict[str, Stop] = {}
    for step in agendas[0]:
        if step.kind in common and step.kind in TABLE:
            first.setdefault(step.kind, Stop(step.kind, title_of(step)))
    return tuple(first.values())
