"""The place of a survey in an agenda. There are no surveys yet: the pages say so, and go on."""

from sqlalchemy.orm import Session

from app.refused import say
from workshops.agenda.kinds import OwnPage, Screen, StepKind
from workshops.agenda.room import Room
from workshops.participants.guest import Guest


def _shared(session: Session, room: Room) -> None:
    """There is nothing to show but that sentence."""


def _own(session: Session, room: Room, guest: Guest) -> None:
    """There is nothing to answer."""


KIND = StepKind(
    title=say("Survey"),
    phone=OwnPage("workshops/surveying/phone.html", _own),
    console=Screen("workshops/surveying/_console.html", _shared),
    projector=Screen("workshops/surveying/_wall.html", _shared),
)
