"""The step in which groups are at work: the plenary's phones are each in their group."""

from sqlalchemy.orm import Session

from app.refused import Message, say, say_n
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.agenda.room import Room
from workshops.groups.board import board, choice_page, choice_version


def still_at_work(session: Session, room: Room) -> Message | None:
    """How many groups have a vote open: their people leave it when the plenary goes on."""
    voting = [line for line in board(session, room).groups if line.turnout and line.state == "open"]
    if not voting:
        return None
    return say_n(
        "%(num)d group is still voting. Its people are called back in the middle of it.",
        "%(num)d groups are still voting. Their people are called back in the middle of it.",
        len(voting),
    )


KIND = StepKind(
    title=say("Group work"),
    phone=OwnPage("workshops/groups/phone.html", choice_page),
    console=Screen("workshops/groups/_console.html", board),
    projector=Screen("workshops/groups/_projector.html", board),
    version=choice_version,
    unfinished=still_at_work,
)
