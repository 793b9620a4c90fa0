"""A room, its moderators and the office, all at the same moment: on SQLite and PostgreSQL."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_measure, a_workshop, guests
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.concepts.services import delete_measure, delete_node, restore_measure, restore_node
from workshops.dots.placing import place_dots
from workshops.dots.services import VISIBLE
from workshops.measures.services import approve, hide
from workshops.models import BallotLine, Dots, Measure

ALLOWANCE = 3


def fullest_ballot(session: Session, cast: Cast) -> int:
    """The most dots that one person has in one field, on measures that can be seen."""
    line = (BallotLine.step_id == Dots.step_id) & (BallotLine.measure_id == Dots.measure_id)
    sums = (
        select(func.sum(Dots.count).label("n"))
        .join(BallotLine, line)
        .join(Measure, Measure.id == Dots.measure_id)
        .where(Dots.step_id == cast.vote, *VISIBLE)
        .group_by(Dots.participant_id, BallotLine.field_id)
        .subquery()
    )
    return session.scalar(select(func.max(sums.c.n))) or 0


def test_no_ballot_is_over_its_allowance_whatever_happens_around_it(ledger):
    cast, ideas, people = ledger.write_now(_a_busy_room)
    measures = [*cast.measures, *ideas]

    def vote(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(60):
            who, measure = chance.choice(people), chance.choice(measures)
            _try(ledger, place_dots, who, measure_id=measure, count=chance.randint(0, 2))

    def change(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(25):
            idea, measure = chance.choice(ideas), chance.choice(measures)
            verbs: list[tuple[Any, ...]] = [
                (hide, cast.id, idea),
                (approve, cast.id, idea),
                (partial(delete_measure, now=NOW), cast.concept_name, measure),
                (restore_measure, cast.concept_name, measure),
                (partial(delete_node, now=NOW), cast.concept_name, cast.one_field),
                (restore_node, cast.concept_name, cast.one_field),
                (close_step, cast.id, cast.vote),
                (open_step, cast.id, cast.vote),
            ]
            _try(ledger, *chance.choice(verbs))
            assert ledger.read_now(fullest_ballot, cast) <= ALLOWANCE

    with ThreadPoolExecutor(10) as pool:
        running = [pool.submit(vote, seed) for seed in range(7)]
        running += [pool.submit(change, seed) for seed in range(3)]
        for one in running:
            one.result()
    assert ledger.read_now(fullest_ballot, cast) <= ALLOWANCE


def test_a_vote_does_not_open_while_the_room_walks_past_it(ledger):
    for _ in range(10):
        cast = ledger.write_now(a_workshop, "vote", state="waiting")
        ready = Barrier(2)

        def at_once(verb: Callable[..., None], target: int, cast=cast, ready=ready) -> None:
            ready.wait()
            _try(ledger, verb, cast.id, target)

        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(at_once, open_step, cast.vote), pool.submit(at_once, go_to, 3)]
            for one in running:
                one.result()
        here = ledger.read_now(room, cast.id)
        assert (here.step.kind, here.steps[2].state) in {("vote", "open"), ("results", "waiting")}


def _a_busy_room(session: Session):
    cast = a_workshop(session, "vote", measures=8, fields=2, allowance=ALLOWANCE)
    ideas = [a_measure(session, cast.one_field, f"Idee {n}", workshop_id=cast.id) for n in range(3)]
    for idea in ideas:
        hide(session, cast.id, idea)
        approve(session, cast.id, idea)
    return cast, ideas, guests(session, cast, 6)


def _try(ledger: Ledger, verb: Callable[..., object], *args: object, **kwargs: object) -> None:
    """Do it, or be refused: both are fine here, anything else is not."""
    with suppress(Refused, Missing):
        ledger.write_now(verb, *args, **kwargs)
