"""What the office chooses, and what goes to the council."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import a_concept, a_guest, a_measure, dots
from tests.workshops.gathering.cast import an_event
from tests.workshops.ratings.rooms import Steering, a_rating, ratings
from workshops.agenda.services import close_step, go_to, open_step
from workshops.concepts.history import act, history, newest, undo
from workshops.gathering.reads import proposal_page, ranking_page
from workshops.gathering.services import (
    gather_from,
    propose,
    rank_by,
    size_proposal,
    take_back_proposal,
)
from workshops.models import Measure, Workshop

OLGA = "Olga"


def test_the_office_says_which_workshops_count(session: Session) -> None:
    concept = a_concept(session, measures=2)
    one, two = concept.measures
    here = an_event(session, concept, [{one: 1}] * 6)
    there = an_event(session, concept, [{two: 2}] * 6)
    act(session, OLGA, gather_from, concept.name, [here.id])
    assert [e.gathered for e in ranking_page(session, concept.name).events] == [True, False]
    assert ranking_page(session, concept.name).rows[0].measure.id == one
    with pytest.raises(Missing):
        gather_from(session, concept.name, [here.id, a_rating(session).cast.id])
    undo_newest(session, concept.name, concept.id)
    assert ranking_page(session, concept.name).rows[0].measure.id == two
    assert session.get_one(Workshop, there.id).gathered


def test_the_order_is_kept_and_said_in_the_history(session: Session) -> None:
    concept = a_concept(session, measures=2)
    act(session, OLGA, rank_by, concept.name, "share")
    act(session, OLGA, rank_by, concept.name, "share")
    assert ranking_page(session, concept.name).concept.gathering.order == "share"
    assert [done.what.text for done in history(session, concept.id)] == [
        "Measures are ranked by: %(order)s"
    ]
    with pytest.raises(Missing):
        rank_by(session, concept.name, "alphabet")


def undo_newest(session: Session, name: str, concept_id: int) -> None:
    last = newest(session, concept_id)
    assert last is not None
    undo(session, name, last.id, by=OLGA)


def a_process(session: Session) -> tuple[Steering, list[int]]:
    """Three goals: a steering group puts the second first; each goal has two measures with dots."""
    steering = a_rating(session, goals=3)
    for _ in range(6):
        guest = a_guest(session, steering.cast)
        said = zip(steering.goals, ([2] * 4, [5] * 4, [4] * 4), strict=True)
        ratings(session, steering, guest, dict(said))
    close_step(session, steering.cast.id, steering.step)
    made = [
        a_measure(session, goal, f"Maßnahme {n} zu {goal}")
        for goal in steering.goals
        for n in range(2)
    ]
    cast = steering.cast
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    for n in range(7):
        placed = {measure: 2 if n < 5 - i % 2 else 1 for i, measure in enumerate(made)}
        dots(session, cast, a_guest(session, cast), placed)
    session.execute(update_rule(cast.vote))
    close_step(session, cast.id, cast.vote)
    return steering, made


def update_rule(step_id: int):
    from workshops.models import VoteRule

    return update(VoteRule).where(VoteRule.step_id == step_id).values(allowance=20, scope="step")


def decisions(session: Session, ids: list[int]) -> list[str | None]:
    session.expire_all()
    found = session.execute(select(Measure.id, Measure.decision).where(Measure.id.in_(ids)))
    by_id = {row.id: row.decision for row in found}
    return [by_id[id] for id in ids]


def test_the_first_measures_of_the_first_goals_become_the_proposal(session: Session) -> None:
    steering, made = a_process(session)
    name = steering.cast.concept_name
    act(session, OLGA, size_proposal, name, goals=2, measures=1)
    page = proposal_page(session, name)
    assert [row.goal_id for row in page.proposal.chosen] == [steering.goals[1], steering.goals[2]]
    assert page.proposal.measure_ids == page.to_mark == (made[2], made[4])
    act(session, OLGA, propose, name, seen=page.seen)
    assert decisions(session, made) == [None, None, "proposed", None, "proposed", None]
    undo_newest(session, name, steering.cast.concept_id)
    assert decisions(session, made) == [None] * 6


def test_a_smaller_proposal_unmarks_and_what_the_council_decided_stays(session: Session) -> None:
    steering, made = a_process(session)
    name = steering.cast.concept_name
    size_proposal(session, name, goals=3, measures=1)
    propose(session, name, seen=proposal_page(session, name).seen)
    session.execute(update(Measure).where(Measure.id == made[0]).values(decision="adopted"))
    session.expire_all()
    size_proposal(session, name, goals=1, measures=2)
    page = proposal_page(session, name)
    assert (page.to_mark, page.to_clear) == ((made[3],), (made[4],))
    propose(session, name, seen=page.seen)
    assert decisions(session, made) == ["adopted", None, "proposed", "proposed", None, None]
    act(session, OLGA, take_back_proposal, name)
    assert decisions(session, made) == ["adopted", *[None] * 5]
    undo_newest(session, name, steering.cast.concept_id)
    assert decisions(session, made) == ["adopted", None, "proposed", "proposed", None, None]
    size_proposal(session, name, goals=3, measures=1)
    assert proposal_page(session, name).proposal.measure_ids == (made[2], made[4], made[1])
    session.execute(update(Measure).where(Measure.id.in_(made)).values(decision="rejected"))
    session.expire_all()
    page = proposal_page(session, name)
    assert page.nothing_new
    assert [len(row.decided) for row in page.proposal.chosen] == [2, 2, 2]


def test_another_proposal_than_the_one_that_was_seen_is_not_marked(session: Session) -> None:
    steering, made = a_process(session)
    name = steering.cast.concept_name
    seen = proposal_page(session, name).seen
    size_proposal(session, name, goals=1, measures=1)
    with pytest.raises(Refused, match="changed meanwhile"):
        propose(session, name, seen=seen)
    assert decisions(session, made) == [None] * 6


def test_without_ratings_there_is_nothing_to_propose(session: Session) -> None:
    concept = a_concept(session, measures=2)
    an_event(session, concept, [{concept.measures[0]: 2}] * 6)
    page = proposal_page(session, concept.name)
    assert (page.steering, page.proposal.measure_ids) == ((), ())
    with pytest.raises(Refused, match="nothing to propose"):
        propose(session, concept.name, seen=page.seen)


def test_an_open_rating_says_nothing(session: Session) -> None:
    steering, _ = a_process(session)
    go_to(session, steering.cast.id, steering.position)
    open_step(session, steering.cast.id, steering.step)
    page = proposal_page(session, steering.cast.concept_name)
    assert (page.steering, page.proposal.chosen) == ((), ())
