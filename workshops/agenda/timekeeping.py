"""The room's timer as moderators use it. Projector, phones and consoles follow."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.refused import say, say_n
from workshops.agenda.room import room_changed
from workshops.agenda.timer import Timer, started
from workshops.journal.said import did
from workshops.models import Workshop


def start_timer(session: Session, workshop_id: int, minutes: int, *, now: dt.datetime) -> None:
    """Start it anew, whatever it showed before."""
    _set(session, workshop_id, started(minutes, now))
    did(
        session,
        say_n(
            "The timer was started: %(num)d minute",
            "The timer was started: %(num)d minutes",
            minutes,
        ),
    )


def pause_timer(session: Session, workshop_id: int, *, now: dt.datetime) -> None:
    _set(session, workshop_id, _now(session, workshop_id).pause(now))
    did(session, say("The timer was paused"))


def continue_timer(session: Session, workshop_id: int, *, now: dt.datetime) -> None:
    _set(session, workshop_id, _now(session, workshop_id).go_on(now))
    did(session, say("The timer went on"))


def add_minute(session: Session, workshop_id: int, mark: str, *, now: dt.datetime) -> None:
    """One minute more, if the timer is still the one with this mark.

    Raises:
        Refused: there is no timer.
    """
    _set(session, workshop_id, _now(session, workshop_id).longer(mark, now))
    did(session, say("The timer got one minute more"))


def stop_timer(session: Session, workshop_id: int) -> None:
    """Take it away. Nothing else ends with it."""
    _set(session, workshop_id, Timer())
    did(session, say("The timer was taken away"))


def _now(session: Session, workshop_id: int) -> Timer:
    gate.shut(session, workshop_id)
    row = session.execute(
        select(Workshop.timer_ends_at, Workshop.timer_left).where(Workshop.id == workshop_id)
    ).one()
    return Timer(*row)


def _set(session: Session, workshop_id: int, timer: Timer) -> None:
    session.execute(
        update(Workshop)
        .where(Workshop.id == workshop_id)
        .values(timer_ends_at=timer.ends_at, timer_left=timer.left)
    )
    room_changed(session, workshop_id)
