"""The page on which an agenda is changed: that of a workshop, or one of the office's own."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.editing import removed_steps
from workshops.agenda.kinds import kind_of, kinds, title_of
from workshops.agenda.room import Room, RoomStep, room
from workshops.agenda.templates import Template, TemplateStep
from workshops.journal.reads import last_done
from workshops.journal.services import Done


@dataclass(frozen=True, slots=True)
class Line:
    """A step. `mark`: "now", "open" or ""; `typed`: the title that was given to it, if any."""

    id: int
    place: int
    title: Message | str
    typed: str
    kind: Message
    minutes: int | None
    mark: str = ""

    @property
    def form(self) -> str:
        """The id of its form: another one as soon as what stands in it is out of date."""
        return f"more-{self.id}-{zlib.crc32(repr((self.typed, self.minutes)).encode()):08x}"

    @property
    def fixed(self) -> bool:
        """The room is in it, or people are voting in it: it cannot be taken out now."""
        return bool(self.mark)


@dataclass(frozen=True, slots=True)
class Editor:
    """`base`: the address below which its actions lie. `after`: where a new step is proposed.

    For a workshop: the address of its `console`, and what would be undone now.
    """

    base: str
    lines: tuple[Line, ...]
    out: tuple[Line, ...]
    kinds: tuple[tuple[str, Message], ...]
    after: int
    console: str = ""
    undo: Done | None = None


def workshop_editor(session: Session, workshop_id: int) -> tuple[Room, Editor]:
    """
    Raises:
        Missing: there is no such workshop.
    """
    here = room(session, workshop_id)
    lines = _lines(here.steps)
    marked = tuple(_marked(line, step, here) for line, step in zip(lines, here.steps, strict=True))
    out = _lines(removed_steps(session, workshop_id))
    console = f"/moderation/{here.code}"
    undo = last_done(session, workshop_id)
    return here, Editor(f"{console}/agenda", marked, out, _kinds(), here.position, console, undo)


def template_editor(template: Template) -> Editor:
    lines = _lines(template.steps)
    return Editor(f"/agendas/{template.key}", lines, _lines(template.out), _kinds(), len(lines) - 1)


def _kinds(inside: bool = False) -> tuple[tuple[str, Message], ...]:
    """What may be added; `inside` a group there are no further groups."""
    found = kinds().items()
    return tuple((name, kind.title) for name, kind in found if not (inside and name == "groups"))


def _lines(steps: Iterable[RoomStep | TemplateStep]) -> tuple[Line, ...]:
    return tuple(
        Line(
            step.id,
            place,
            title_of(step),
            step.title or "",
            kind_of(step.kind).title,
            step.minutes,
        )
        for place, step in enumerate(steps)
    )


def _marked(line: Line, step: RoomStep, here: Room) -> Line:
    if step.position == here.position:
        return replace(line, mark="now")
    is_open = step.state == "open" and kind_of(step.kind).first_state == "waiting"
    return replace(line, mark="open") if is_open else line
