"""What a kind of step is. A further kind is one more `step.py` and one more line in TABLE.

A kind says what it shows to a phone, to the console and to the projector (a template, and the
read that gathers its data), and what happens when it is opened or closed. Routes for its actions
stand in its own folder; the agenda, the console and the projector know no kind by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.refused import Message
from workshops.agenda.names import NAMES
from workshops.agenda.room import Room, RoomStep
from workshops.participants.guest import Guest

TABLE = {
    "arrive": "workshops.participants.step",
    "collect": "workshops.measures.step",
    "merge": "workshops.merging.step",
    "vote": "workshops.dots.step",
    "rate": "workshops.ratings.step",
    "discuss": "workshops.discussion.step",
    "groups": "workshops.groups.step",
    "results": "workshops.priorities.step",
    "survey": "workshops.surveying.step",
}


def _unasked(cookies: Mapping[str, str], data: Any) -> None:
    """Most kinds ask the browser nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A shared view: `read(session, room)` gives the template its `data`. Rendered once for all.

    `pages(data, language, size)`: on the projector, into how many pages its list is cut, so that
    the console can turn them; None where the view has no list.
    """

    template: str
    read: Callable[[Session, Room], Any]
    pages: Callable[[Any, str, int], int] | None = None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A phone's view: `read(session, room, guest)` gives one person's `data`.

    `draft_form`: the id of the form people write in; changing the language carries its content
    along. `waits`: the states in which there is nothing to type or tap, so that a page without
    JavaScript may reload itself. `shared`: the part that is the same on all phones, rendered once
    for each language and change, for a whole room asks at the same moment; the template puts it
    in its place, and the page is shown anew whenever it changes. `browser(cookies, data)` gives
    the template its `browser`: what nobody but this person's own browser knows.
    """

    template: str
    read: Callable[[Session, Room, Guest], Any]
    draft_form: str | None = None
    waits: tuple[str, ...] = ("waiting", "open", "closed")
    shared: Screen | None = None
    browser: Callable[[Mapping[str, str], Any], Any] = _unasked


def _nothing(session: Session, step: RoomStep) -> None:
    """Most kinds need nothing done."""


def _always_one(session: Session, room: Room) -> int:
    return 0


def _always_ready(step: RoomStep) -> bool:
    return True


def _everybody_ready(session: Session, room: Room) -> None:
    """In most kinds nobody is in the middle of something."""


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step."""

    title: Message
    phone: OwnPage
    console: Screen
    projector: Screen
    # A step that starts "waiting" is opened and closed by the moderator; the others are "open".
    first_state: str = "open"
    made: Callable[[Session, RoomStep], None] = _nothing  # the step was added to an agenda
    opened: Callable[[Session, RoomStep], None] = _nothing
    closed: Callable[[Session, RoomStep], None] = _nothing
    # A number that changes when phones must show the step anew (besides step and state).
    version: Callable[[Session, Room], int] = _always_one
    # A number that changes when a part of the step that phones fetch by itself has news.
    news: Callable[[Session, Room], int] = _always_one
    # Before the room leaves the step: who is still busy in it, as a sentence with numbers only.
    unfinished: Callable[[Session, Room], Message | None] = _everybody_ready
    # Labels of the moderator's one next action, where the step is opened and closed.
    open_label: Message | None = None
    # Whether it can be opened as it is; where not, going on is the next thing.
    ready: Callable[[RoomStep], bool] = _always_ready
    close_label: Message | None = None
    reopen_label: Message | None = None


@cache
def kind_of(name: str) -> StepKind:
    """The kind of this name.

    Raises:
        KeyError: no such kind: the database holds something this version does not know.
    """
    kind = import_module(TABLE[name]).KIND
    assert isinstance(kind, StepKind)
    return kind


class Titled(Protocol):
    """A step, or a row of one: its kind, and the title and settings it was given."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def settings(self) -> dict[str, Any]: ...


def title_of(step: Titled) -> Message | str:
    """What a step is called: the title it was given, the one in its template, else its kind's.

    A title that somebody typed is a `str`, in their language: show it with dir="auto". The filter
    `words` takes both, and so do parameters of messages.
    """
    named = NAMES.get(step.settings.get("named", ""))
    return step.title or named or kind_of(step.kind).title


def kinds() -> dict[str, StepKind]:
    """All kinds there are, in the order in which an evening uses them."""
    return {name: kind_of(name) for name in TABLE}
