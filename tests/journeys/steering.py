"""Rooms that rate, discuss or come to a survey, for the list of all pages."""

from dataclasses import replace
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import Cast, ConceptCast, a_guest, a_workshop, guests
from tests.workshops.ratings.rooms import Steering, ratings
from workshops.agenda.kinds import kind_of
from workshops.agenda.room import RoomStep
from workshops.agenda.services import close_step, go_to, open_step
from workshops.discussion.services import ask, take_notes
from workshops.models import Criterion, RatedGoal, Step
from workshops.participants import cookie
from workshops.participants.guest import Guest

STEERING = ("rate waiting", "rate open", "rate closed", "discuss", "survey")


def steering_rooms(
    session: Session, secret: str, token: str, concept: ConceptCast
) -> dict[str, Cast]:
    """One of STEERING -> the workshop that is there; `steps` has the id of its last step, too."""
    return {name: _room(session, secret, token, concept, name) for name in STEERING}


def _room(session: Session, secret: str, token: str, concept: ConceptCast, name: str) -> Cast:
    kind, _, state = name.partition(" ")
    cast = a_workshop(session, "arrive", concept=concept, title=f"Workshop: {name}")
    first = kind_of(kind).first_state
    step = Step(workshop_id=cast.id, position=4, kind=kind, state=first, settings={})
    session.add(step)
    session.flush()
    kind_of(kind).made(session, RoomStep(step.id, cast.id, 4, kind, first))
    cast = replace(cast, steps={**cast.steps, kind: step.id})
    go_to(session, cast.id, 4)
    me = a_guest(session, cast, key=cookie.key_of(secret, token, cast.code))
    if kind == "rate" and state != "waiting":
        open_step(session, cast.id, step.id)
        _rate(session, cast, [me, *guests(session, cast, 11)])
        if state == "closed":
            close_step(session, cast.id, step.id)
    if kind == "discuss":
        _ask(session, cast)
    return cast


def _rate(session: Session, cast: Cast, people: list[Guest]) -> None:
    step = cast.steps["rate"]
    goals = session.scalars(select(RatedGoal.node_id).where(RatedGoal.step_id == step)).all()
    criteria = session.scalars(select(Criterion.id).where(Criterion.step_id == step)).all()
    steering = Steering(cast, step, 4, tuple(goals), tuple(criteria))
    said = cycle([[5, 3, 4, 0], [1, 2, 0, 5], [4, 4, 3, 2]])
    for guest in people[:9]:
        ratings(session, steering, guest, {goal: next(said) for goal in goals[:-1]})


def _ask(session: Session, cast: Cast) -> None:
    texts = {"de": "Was fehlt noch, damit alle Kinder gut Deutsch lernen?", "ar": "ما الذي ينقص؟"}
    field = str(cast.one_field)
    ask(session, cast.id, cast.steps["discuss"], texts=texts, beside=field, first=5)
    take_notes(session, cast.id, cast.steps["discuss"], notes="Mehr Plätze.\nEinigkeit.", opened="")
