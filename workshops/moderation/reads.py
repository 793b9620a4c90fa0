"""What the console shows: the agenda, the present step, the room, and the one next thing to do."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Message, Missing, say
from workshops.agenda.kinds import StepKind, kind_of, title_of
from workshops.agenda.room import Room, RoomStep, in_room, room
from workshops.journal.reads import last_done
from workshops.journal.services import Done, journal
from workshops.models import Measure, Participant, Workshop
from workshops.passes.reads import ended_passes
from workshops.projector.screen import wall_of

LAST = 4  # actions shown beside the step


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who is there: how many, and how many in each language, the largest first."""

    people: int
    languages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A step in the run of show. `place`: "passed", "now" or "later"; `open`: it takes input.

    `ended`: "done" or "skipped", of a step before this one that is opened and closed; of the others
    nobody knows whether the room was there.
    """

    position: int
    title: Message | str
    place: str
    open: bool
    ended: str


@dataclass(frozen=True, slots=True)
class Action:
    """A button: the address below the workshop's console, and what it sends."""

    label: Message
    address: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Console:
    """Everything on the console. It is the same for every moderator, so it is rendered once.

    `next` is the one filled button, None at the end of the agenda; `again` reopens what was closed.
    """

    room: Room
    arrivals: Arrivals
    agenda: tuple[AgendaLine, ...]
    title: Message | str
    template: str
    data: Any
    next: Action | None
    back: Action | None
    again: Action | None
    wall_pages: int  # of the list on the projector; 0 where it shows none
    undo: Done | None  # what would be undone now
    last: tuple[Done, ...]  # actions, the newest first
    ended: int  # passes that were revoked


def arrivals(session: Session, room: Room) -> Arrivals:
    """The people in the room, by the language they read."""
    rows = session.execute(
        select(Participant.language, func.count())
        .where(in_room(room.id))
        .group_by(Participant.language)
        .order_by(func.count().desc(), Participant.language)
    )
    return Arrivals(room.people, tuple((row[0], row[1]) for row in rows))


def console(session: Session, workshop_id: int) -> Console:
    """The console as it stands now.

    Raises:
        Missing: there is no such workshop.
    """
    here = room(session, workshop_id)
    kind = kind_of(here.step.kind)
    data = kind.console.read(session, here)
    return Console(
        room=here,
        arrivals=arrivals(session, here),
        agenda=agenda_of(here),
        title=title_of(here.step),
        template=kind.console.template,
        data=data,
        next=_next(here),
        back=_to(here, here.position - 1, say("Back to “%(step)s”", step=_title(here, -1))),
        again=_again(here.step),
        undo=last_done(session, workshop_id),
        last=journal(session, workshop_id, LAST),
        ended=ended_passes(session, workshop_id),
        wall_pages=_wall_pages(session, here, kind, data),
    )


def _wall_pages(session: Session, room: Room, kind: StepKind, data: Any) -> int:
    """As many as in the workshop's first language: in another one the last may be cut otherwise.

    `data` is the console's: most kinds show the same on the wall, and it is not read twice.
    """
    screen = kind.projector
    if screen.pages is None:
        return 0
    if screen.read is not kind.console.read:
        data = screen.read(session, room)
    return screen.pages(data, room.languages[0], wall_of(room.screen).size)


def agenda_of(room: Room) -> tuple[AgendaLine, ...]:
    """The steps in their order, with where the room is."""
    return tuple(
        AgendaLine(
            position=step.position,
            title=title_of(step),
            place=_place(step.position, room.position),
            open=_can_close(step) and step.state == "open",
            ended=_ended(step, room.position),
        )
        for step in room.steps
    )


def _place(position: int, now: int) -> str:
    return "now" if position == now else "passed" if position < now else "later"


def _ended(step: RoomStep, now: int) -> str:
    if step.position >= now or not _can_close(step):
        return ""
    return {"closed": "done", "waiting": "skipped"}.get(step.state, "")


def _can_close(step: RoomStep) -> bool:
    return kind_of(step.kind).first_state == "waiting"


def _next(room: Room) -> Action | None:
    """Open what waits, close what is open, else go on."""
    step, kind = room.step, kind_of(room.step.kind)
    if _can_close(step) and step.state == "waiting" and kind.open_label and kind.ready(step):
        return _state(step, kind.open_label, "open")
    if _can_close(step) and step.state == "open" and kind.close_label:
        return _state(step, kind.close_label, "closed")
    return _to(room, room.position + 1, say("Go on to “%(step)s”", step=_title(room, 1)))


def _again(step: RoomStep) -> Action | None:
    label = kind_of(step.kind).reopen_label
    if not label or not _can_close(step) or step.state != "closed":
        return None
    return _state(step, label, "open")


def _state(step: RoomStep, label: Message, state: str) -> Action:
    return Action(label, f"steps/{step.id}/state", "state", state)


def _to(room: Room, position: int, label: Message) -> Action | None:
    if not 0 <= position < len(room.steps):
        return None
    return Action(label, "position", "position", str(position))


def _title(room: Room, ahead: int) -> Message | str:
    position = room.position + ahead
    if not 0 <= position < len(room.steps):
        return ""
    return title_of(room.steps[position])


def titled(session: Session, workshop_id: int) -> str:
    """The workshop's title, for the pages beside its console."""
    return session.scalars(select(Workshop.title).where(Workshop.id == workshop_id)).one()


def proposal_text(session: Session, workshop_id: int, measure_id: int) -> str:
    """A proposal of this workshop as it was written.

    Raises:
        Missing: there is none, or it was proposed elsewhere.
    """
    found = session.execute(
        select(Measure.texts, Measure.language).where(
            Measure.id == measure_id,
            Measure.workshop_id == workshop_id,
            Measure.deleted_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise Missing
    return str(found.texts[found.language])
