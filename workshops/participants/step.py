"""The step in which people arrive: the lobby."""

from sqlalchemy.orm import Session

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.agenda.room import Room
from workshops.moderation.reads import arrivals
from workshops.participants.guest import Guest


def _lobby(session: Session, room: Room, guest: Guest) -> None:
    """The lobby shows the room itself, nothing more."""


KIND = StepKind(
    title=say("Arrive"),
    phone=OwnPage("workshops/participants/phone.html", _lobby),
    console=Screen("workshops/moderation/_arrive.html", arrivals),
    projector=Screen("workshops/projector/_arrive.html", arrivals),
)
