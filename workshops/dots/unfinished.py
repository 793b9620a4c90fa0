"""Who has not finished voting, before the room goes elsewhere: numbers, never names."""

from sqlalchemy.orm import Session

from app.refused import Message, say_n
from workshops.agenda.room import Room
from workshops.dots.turnout import turnout_of


def still_voting(session: Session, room: Room) -> Message | None:
    """How many have dots left while the vote is open; None where all have placed all."""
    if room.step.state != "open":
        return None
    turnout = turnout_of(session, room).turnout
    if turnout is None:
        return None
    return (
        say_n(
            "%(num)d of %(people)d has not placed all their dots.",
            "%(num)d of %(people)d have not placed all their dots.",
            turnout.some + turnout.none,
            people=turnout.people,
        )
        if turnout.some + turnout.none
        else None
    )
