"""A survey in a workshop: which one is asked, and the ticket of each participant."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.refused import Missing, Refused, say
from surveys import public
from workshops.agenda.room import RoomStep, room_changed, screens_topic
from workshops.agenda.rules import LONGEST_TITLE
from workshops.agenda.steps import step_alone, step_of
from workshops.journal.said import did
from workshops.models import Step, Workshop
from workshops.participants.guest import Guest

KIND = "survey"
CHOSEN = "survey"
"""Where a step's settings name the survey: by its short name."""


def choose_survey(session: Session, workshop_id: int, step_id: int, *, name: str) -> None:
    """Which survey is asked in this step. The step is called like it, unless it has a name.

    Raises:
        Missing: no such step. Refused: no such survey is published, or one has been asked already.
    """
    step = step_alone(session, workshop_id, step_id, KIND)
    wanted = public.offer(session, name)
    if wanted is None:
        raise Refused(say("Please choose a survey."), 422)
    if step.settings.get(CHOSEN) == name:
        return
    if public.run_of_step(session, step_id, utc_now()) is not None:
        raise Refused(
            say("Another survey was answered in this step. Add a step for a further one.")
        )
    title = wanted.title.get(wanted.original, name)
    former = public.offer(session, step.settings.get(CHOSEN, ""))
    own = step.title if former is None or step.title != _called(former) else None
    values = {"settings": {**step.settings, CHOSEN: name}, "title": own or _called(wanted)}
    session.execute(update(Step).where(Step.id == step_id).values(values))
    did(session, say("The survey of the step is “%(survey)s”", survey=title))
    room_changed(session, workshop_id)


def _called(survey: public.Offer) -> str:
    """In an agenda, where two steps that are both called “Survey” are hard to tell apart."""
    return survey.title.get(survey.original, survey.name)[:LONGEST_TITLE]


def is_chosen(step: RoomStep) -> bool:
    """Whether it is known which survey the step asks."""
    return bool(step.settings.get(CHOSEN))


def open_survey(session: Session, step: RoomStep) -> None:
    """
    Raises:
        Refused: no survey was chosen, or it is gone.
    """
    workshop = session.get_one(Workshop, step.workshop_id)
    public.open_for_step(
        session,
        step.id,
        name=step.settings.get(CHOSEN, ""),
        title=_title(session, workshop),
        back=f"/w/{workshop.code}",
        tells=screens_topic(step.workshop_id),
        now=utc_now(),
    )


def _title(session: Session, workshop: Workshop) -> str:
    """Of the run: a group's also says of which workshop it is, cut where it is too long."""
    if workshop.parent_id is None:
        return workshop.title
    plenary = session.get_one(Workshop, workshop.parent_id).title
    room = LONGEST_TITLE - len(f": {workshop.title}")
    return f"{plenary[:room]}: {workshop.title}"


def close_survey(session: Session, step: RoomStep) -> None:
    public.close_for_step(session, step.id, now=utc_now())


def ticket_of(session: Session, guest: Guest, step_id: int, *, secret: str) -> str:
    """This person's ticket for the survey of an open step.

    Raises:
        Missing: no such step. Refused: it is not open.
    """
    query = select(Step.state).where(
        Step.id == step_id, Step.workshop_id == guest.workshop_id, Step.kind == KIND
    )
    state = session.scalar(query)
    if state is None:
        raise Missing
    if state != "open":
        raise Refused(say("This survey is not open. The room goes on in a moment."))
    return public.seat_ticket(session, step_id, seat_of(guest), secret=secret)


def seat_of(guest: Guest) -> str:
    """By which a participant's ticket is found again, whatever device they are on."""
    return f"seat/{guest.id}"


def text_of_step(
    session: Session, workshop_id: int, step_id: int, *, question: str, key: str
) -> public.Written:
    """A text of the step's survey.

    Raises:
        Missing: no such step, or no such text is shown.
    """
    step_of(session, workshop_id, step_id, KIND)
    return public.text_at(session, step_id, question, key)
