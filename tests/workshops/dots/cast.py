"""Open votes, and what the people in them see."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop, guests
from tests.workshops.groups.cast import a_family, member
from workshops.agenda.room import RoomStep, room
from workshops.agenda.services import go_to, open_step
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of
from workshops.dots.services import set_rule
from workshops.journal.services import Actor, newest, undo
from workshops.models import Dots
from workshops.participants.guest import Guest

ANNA = Actor("Anna")


def undo_newest(session: Session, cast: Cast) -> None:
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)


def step_of(session: Session, cast: Cast, step_id: int) -> RoomStep:
    return next(s for s in room(session, cast.id).steps if s.id == step_id)


def placed(session: Session, step_id: int, guest: Guest) -> dict[int, int]:
    query = select(Dots.measure_id, Dots.count).where(
        Dots.step_id == step_id, Dots.participant_id == guest.id
    )
    return {row[0]: row[1] for row in session.execute(query)}


def shown(session: Session, cast: Cast, guest: Guest) -> dict[int, int]:
    """What the person's phone shows."""
    page = ballot_of(session, room(session, cast.id), guest)
    return {measure.id: measure.count for _, measure in page.placed}


def told(session: Session, cast: Cast, guest: Guest) -> list[str]:
    return [m.text for m in ballot_of(session, room(session, cast.id), guest).changes]


def a_vote_of_one_group(session: Session) -> tuple[Cast, Guest, Guest]:
    """An open vote in the plenary for its first group: the cast, a member, and somebody else."""
    family = a_family(session, fields=2, measures=6)
    plenary, group = family.plenary, family.groups[0]
    one, other = guests(session, plenary, 2)
    member(session, one, group)
    set_rule(
        session, plenary.id, plenary.vote, scope="step", allowance=2, most=1, group_id=group.id
    )
    go_to(session, plenary.id, step_of(session, plenary, plenary.vote).position)
    open_step(session, plenary.id, plenary.vote)
    return plenary, one, other


def an_open_vote(session: Session) -> tuple[Cast, Guest, Guest]:
    """Two fields of three measures, three dots in each: one has placed all, one has placed two."""
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=3, most=2)
    full, some = guests(session, cast, 2)
    m = cast.measures
    for measure_id, n in {m[0]: 2, m[1]: 1, m[3]: 2, m[4]: 1}.items():
        place_dots(session, full, measure_id=measure_id, count=n)
    place_dots(session, some, measure_id=m[0], count=1)
    place_dots(session, some, measure_id=m[3], count=1)
    return cast, full, some
