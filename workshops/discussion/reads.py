"""What a discussion shows: its question, and beside it measures or the last result."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Message, Missing
from workshops.agenda.kinds import title_of
from workshops.agenda.room import Field, Room, RoomStep, room
from workshops.discussion.rules import MEASURES, RESULTS, Talk, talk_of
from workshops.discussion.services import KIND
from workshops.measures.candidates import measures_by_field
from workshops.models import Measure
from workshops.participants.guest import Guest
from workshops.priorities.services import results_of
from workshops.projector.leaves import leaves
from workshops.ratings.results import result_of


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A measure or goal shown beside the question; `rank` is None where it is no result."""

    texts: Mapping[str, str]
    original: str
    rank: int | None
    field: Field | None

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A discussion. `field` is set where its measures are shown beside the question.

    `notes` are for the console alone.
    """

    step: RoomStep
    talk: Talk
    title: Message | str
    original: str  # the workshop's first language
    fields: tuple[Field, ...]
    field: Field | None
    beside: tuple[BesideRow, ...]

    def question(self, language: str) -> Message | str:
        """What the room talks about: in this language, else as it was written, else the title."""
        return best_text(self.talk.texts, language, self.original) or self.title

    @property
    def is_result(self) -> bool:
        return self.talk.beside == RESULTS

    def leaves(self, language: str, size: int) -> list[tuple[BesideRow, ...]]:
        """The list in pages for half the wall: its lines are half as long."""
        return leaves(self.beside, [2 * len(row.text(language)) for row in self.beside], size)


def talk_page(session: Session, room: Room) -> TalkPage:
    """The present discussion for console and projector."""
    step = room.step
    talk = talk_of(step.settings)
    field = next((one for one in room.fields if str(one.id) == talk.beside), None)
    rows: tuple[BesideRow, ...] = ()
    if talk.beside == RESULTS:
        rows = _results(session, room, talk.first)
    elif talk.beside == MEASURES:
        rows = tuple(row for one in room.fields for row in _measures(session, room, one))
    elif field is not None:
        rows = _measures(session, room, field)
    return TalkPage(step, talk, title_of(step), room.languages[0], room.fields, field, rows)


def nothing_own(session: Session, room: Room, guest: Guest) -> None:
    """All phones show the same."""


def _measures(session: Session, room: Room, field: Field) -> tuple[BesideRow, ...]:
    order = [id for id, one in measures_by_field(session, room.id).items() if one == field.id]
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language).where(Measure.id.in_(order))
    )
    found = {row.id: BesideRow(row.texts, row.language, None, field) for row in rows}
    return tuple(found[id] for id in order if id in found)


def _results(session: Session, room: Room, first: int) -> tuple[BesideRow, ...]:
    """The first ones of the newest closed vote or rating before this step."""
    for step in reversed(room.steps[: room.position]):
        if step.state != "closed":
            continue
        if step.kind == "vote":
            page = results_of(session, room, step)
            return tuple(
                BesideRow(row.texts, row.original, row.rank, row.field)
                for row in page.overall
                if row.dots and row.rank <= first
            )
        if step.kind == "rate":
            result = result_of(session, room, step)
            return tuple(
                BesideRow(row.goal.titles, row.goal.original, row.rank, row.goal.field)
                for row in (result.rows if result else ())
                if row.rank is not None and row.rank <= first
            )
    return ()


def question_form(session: Session, workshop_id: int, step_id: int) -> tuple[Room, Talk]:
    """A discussion's settings, ready to be changed.

    Raises:
        Missing: not a discussion of this workshop's agenda.
    """
    here = room(session, workshop_id)
    step = next((one for one in here.steps if one.id == step_id and one.kind == KIND), None)
    if step is None:
        raise Missing
    return here, talk_of(step.settings)
