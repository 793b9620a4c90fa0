"""The room as everybody in it needs it: which workshop, which step, which fields."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.database.ledger import changed
from app.language.content import best_text
from app.refused import Missing
from workshops.agenda.timer import Timer
from workshops.models import Concept, Node, Participant, Step, Workshop, WorkshopNode

COLOURS = 8
GROUPS = "groups"  # the kind of step in which groups are at work

STEP = (
    Step.id,
    Step.workshop_id,
    Step.position,
    Step.kind,
    Step.state,
    Step.title,
    Step.settings,
)
"""The columns of a `RoomStep`, in its order."""


@dataclass(frozen=True, slots=True)
class RoomStep:
    """One step of the agenda. `state`: "waiting", "open" or "closed".

    `title` is None where the step bears the title of its kind; `settings` belong to the kind.
    """

    id: int
    workshop_id: int
    position: int
    kind: str
    state: str
    title: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def minutes(self) -> int | None:
        """How long it is planned to take: what the timer is offered with."""
        return minutes_of(self.settings)


def minutes_of(settings: Mapping[str, Any]) -> int | None:
    """The planned minutes in a step's settings."""
    minutes = settings.get("minutes")
    return minutes if isinstance(minutes, int) else None


@dataclass(frozen=True, slots=True)
class Field:
    """A node that the workshop works on. `number` counts from 1 and stands beside its colour.

    `label`: what stands there instead on pages of the whole concept, see gathering/places.py.
    """

    id: int
    number: int
    titles: dict[str, str]
    original: str  # language of the concept
    label: str = ""

    @property
    def mark(self) -> str:
        return self.label or str(self.number)

    @property
    def colour(self) -> int:
        return (self.number - 1) % COLOURS + 1

    def title(self, language: str) -> str:
        return best_text(self.titles, language, self.original)


@dataclass(frozen=True, slots=True)
class Plenary:
    """The workshop that a group belongs to, and where it stands.

    `meets`: the group is at work now; else its people are in the plenary. `choose`: people may
    change the group themselves.
    """

    id: int
    code: str
    title: str
    step_id: int
    meets: bool
    choose: bool
    dealt: int  # how often the moderator has given people a group

    @property
    def mark(self) -> str:
        """Another text whenever phones in the group have something to ask anew."""
        return f"{self.dealt}{'c' if self.choose else ''}"


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop and where it stands."""

    id: int
    code: str
    title: str
    place: str
    date: dt.date | None
    languages: tuple[str, ...]
    approve_first: bool
    projector_token: str
    concept_name: str
    people: int
    position: int
    steps: tuple[RoomStep, ...]
    fields: tuple[Field, ...]
    parent_id: int | None = None  # the workshop that this one is a group of
    plenary: Plenary | None = None
    others_shown: bool = False
    codes_required: bool = False
    timer_ends_at: dt.datetime | None = None
    timer_left: int | None = None  # seconds, of a timer that is paused
    screen: dict[str, Any] = field(default_factory=dict)  # see workshops/projector/screen.py
    followed: bool = False  # anybody may read what becomes of it, see workshops/followup

    @property
    def step(self) -> RoomStep:
        return self.steps[self.position]

    def name(self, language: str) -> str:
        """Its title; of a group that is called like its one field, in the reader's language."""
        only = self.fields[0] if self.plenary and len(self.fields) == 1 else None
        same = only is not None and only.title(self.languages[0]).startswith(self.title)
        return only.title(language) if only is not None and same else self.title

    @property
    def timer(self) -> Timer:
        return Timer(self.timer_ends_at, self.timer_left)


def room(session: Session, workshop_id: int) -> Room:
    """The workshop as it stands now.

    Raises:
        Missing: there is no such workshop.
    """
    found = session.execute(_ROOM, {"workshop": workshop_id}).one_or_none()
    if found is None:
        raise Missing
    workshop, concept_name, language, published_at = found
    return Room(
        id=workshop.id,
        code=workshop.code,
        title=workshop.title,
        place=workshop.place,
        date=workshop.date,
        languages=tuple(workshop.languages),
        approve_first=workshop.approve_first,
        projector_token=workshop.projector_token,
        concept_name=concept_name,
        people=people(session, workshop_id),
        position=workshop.position,
        steps=steps_of(session, workshop_id),
        fields=fields_of(session, workshop_id, language),
        parent_id=workshop.parent_id,
        plenary=_plenary(session, workshop),
        others_shown=workshop.others_shown,
        codes_required=workshop.codes_required,
        timer_ends_at=workshop.timer_ends_at,
        timer_left=workshop.timer_left,
        screen=dict(workshop.screen),
        followed=published_at is not None,
    )


def _plenary(session: Session, group: Workshop) -> Plenary | None:
    if group.parent_id is None:
        return None
    row = session.execute(
        select(Workshop.id, Workshop.code, Workshop.title, Step.id, Step.kind, Step.settings)
        .join(Step, (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position))
        .where(Workshop.id == group.parent_id)
    ).one()
    id, code, title, step_id, kind, settings = row
    meets = kind == GROUPS and group.removed_at is None
    dealt = int(settings.get("dealt", 0))
    return Plenary(id, code, title, step_id, meets, may_choose(settings), dealt)


def may_choose(settings: dict[str, Any]) -> bool:
    """Whether people choose their group themselves in a step of group work."""
    return bool(settings.get("choose", True))


def people(session: Session, workshop_id: int) -> int:
    """How many have joined, on a phone or with a personal code; voters on paper are not counted.

    In a group: how many are in it now. Who has left it is counted where they are.
    """
    return session.scalar(_PEOPLE, {"workshop": workshop_id}) or 0


def in_room(workshop_id: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Of participants: those who are in this workshop. In a group it finds them where they have
    joined, in the workshop it is a group of."""
    joined = and_(Participant.workshop_id == workshop_id, Participant.person_id.is_(None))
    return and_(
        or_(joined, Participant.group_id == workshop_id),
        Participant.origin != "paper",
        Participant.revoked_at.is_(None),
    )


def steps_of(session: Session, workshop_id: int) -> tuple[RoomStep, ...]:
    """The agenda in its order."""
    return tuple(RoomStep(*row) for row in session.execute(_STEPS, {"workshop": workshop_id}))


def fields_of(session: Session, workshop_id: int, language: str) -> tuple[Field, ...]:
    """The fields in the order of the concept. In a group they keep the numbers, and so the
    colours, that they have in the workshop it is a group of."""
    rows = session.execute(_FIELDS, {"workshop": workshop_id}).all()
    above = [row.id for row in rows if row.workshop_id != workshop_id]
    own = [row for row in rows if row.workshop_id == workshop_id]
    numbers = {id: n for n, id in enumerate(dict.fromkeys([*above, *(r.id for r in own)]), 1)}
    return tuple(Field(row.id, numbers[row.id], row.titles, language) for row in own)


# Asked with nearly every page, and so put together once: that takes longer than to run them.

_WORKSHOP = bindparam("workshop", type_=Integer)

_ROOM = (
    select(Workshop, Concept.name, Concept.language, Concept.published_at)
    .join(Concept, Concept.id == Workshop.concept_id)
    .where(Workshop.id == _WORKSHOP)
)
_PEOPLE = select(func.count()).where(in_room(_WORKSHOP))
_STEPS = (
    select(*STEP).where(Step.workshop_id == _WORKSHOP, Step.position >= 0).order_by(Step.position)
)
_PARENT = select(Workshop.parent_id).where(Workshop.id == _WORKSHOP).scalar_subquery()
_FIELDS = (
    select(Node.id, Node.titles, WorkshopNode.workshop_id)
    .join(WorkshopNode, WorkshopNode.node_id == Node.id)
    .where(WorkshopNode.workshop_id.in_((_WORKSHOP, _PARENT)), Node.deleted_at.is_(None))
    .order_by(WorkshopNode.position, Node.id)
)


def phones_topic(workshop_id: int) -> str:
    """What phones follow: the step, and the measures on the ballot."""
    return f"phones:{workshop_id}"


def screens_topic(workshop_id: int) -> str:
    """What console and projector follow: also people, proposals and turnout."""
    return f"screens:{workshop_id}"


def room_changed(session: Session, workshop_id: int) -> None:
    """Everybody in the room shall see it, and so shall its groups, or what it is a group of:
    phones of a group follow the plenary, whose console and results follow the groups."""
    parent = select(Workshop.parent_id).where(Workshop.id == workshop_id).scalar_subquery()
    query = select(Workshop.id).where(
        or_(Workshop.parent_id == workshop_id, Workshop.id == parent, Workshop.id == workshop_id)
    )
    for id in session.scalars(query):
        changed(session, phones_topic(id))
        changed(session, screens_topic(id))


family_changed = room_changed


def screens_changed(session: Session, workshop_id: int, parent_id: int | None = None) -> None:
    """Only console and projector shall see it; phones have nothing new to show.

    `parent_id`: of a group, so that the plenary's console sees it too.
    """
    changed(session, screens_topic(workshop_id))
    if parent_id is not None:
        changed(session, screens_topic(parent_id))
