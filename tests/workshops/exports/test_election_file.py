"""A concept as an election for other programs."""

from dataclasses import replace

from sqlalchemy.orm import Session

from tests.builders import a_concept
from tests.workshops.concepts.snapshots import a_concept as a_snapshot
from tests.workshops.concepts.snapshots import a_measure, a_node
from tests.workshops.gathering.cast import an_event
from workshops.exports.election_file import NO_COSTS, election_file
from workshops.exports.source import Source, election_of
from workshops.exports.telling import Choice, Wanted
from workshops.gathering.election import Voter
from workshops.proportional.pabulib import read
from workshops.schemes.columns import Money
from workshops.schemes.library import load_built_in, text_of_built_in

PB = Wanted("pb", "de")


def a_source(*voters: Voter, costs: dict[int, int] | None = None) -> Source:
    """Three measures at one goal; those in `costs` have one, in cents."""
    measures = [
        replace(one, columns={"cost": Money(costs[one.id]).value()})
        if costs and one.id in costs
        else one
        for one in (
            a_measure(n, f'Nr. {n}; "gut"', dots=0 if voters else None) for n in (11, 12, 13)
        )
    ]
    concept = a_snapshot(a_node(1, 0, a_node(2, 1, *measures, title="Ziel")))
    scheme = load_built_in("bielefeld")
    return Source("x", concept, scheme, text_of_built_in("bielefeld"), voters=voters)


def test_measures_are_projects_and_dots_are_points() -> None:
    voters = (Voter(1, {11: 2, 12: 1}), Voter(1, {12: 2, 13: 1}))
    found = read(election_file(a_source(*voters, costs={11: 50_000, 12: 12_550}), PB))
    assert [(one.id, one.name) for one in found.projects] == [
        ("1", 'Nr. 11; "gut"'),
        ("2", 'Nr. 12; "gut"'),
    ]
    assert [float(one.cost) for one in found.projects] == [500.0, 125.5]
    assert float(found.budget) == 625.5
    assert sorted(sorted(one.points.items()) for one in found.ballots) == [
        [("1", 2), ("2", 1)],
        [("2", 2)],
    ]


def test_without_any_cost_each_measure_costs_one_and_the_file_says_so() -> None:
    found = read(election_file(a_source(), PB))
    assert [one.cost for one in found.projects] == [1, 1, 1]
    assert found.meta["comment"] == f"#1: {NO_COSTS}"


def test_the_file_says_what_it_leaves_out() -> None:
    found = read(election_file(a_source(costs={11: 50_000}), PB))
    assert [one.id for one in found.projects] == ["1"]
    assert "2 measures without a cost or a vote are left out" in found.meta["comment"]


def test_the_ballots_are_those_of_the_workshop_that_was_asked_for(session: Session) -> None:
    concept = a_concept(session, fields=1, measures=2)
    one, two = concept.measures
    first = an_event(session, concept, [{one: 1}] * 6)
    an_event(session, concept, [{two: 1}] * 7)
    assert len(election_of(session, concept.name, first.code).voters) == 6
    assert len(election_of(session, concept.name).voters) == 13


def test_only_the_chosen_measures_are_in_it() -> None:
    assert len(read(election_file(a_source(), replace(PB, choice=Choice(first=2)))).projects) == 2


def test_nobody_can_be_traced_and_fewer_than_five_people_are_not_in_it(session: Session) -> None:
    concept = a_concept(session, fields=1, measures=3)
    one, two, three = concept.measures
    an_event(session, concept, [{one: 1}] * 3 + [{two: 2}])
    assert read(election_file(election_of(session, concept.name), PB)).ballots == ()
    an_event(session, concept, [{one: 1}, {two: 1}, {three: 1}, {one: 2}, {two: 2}])
    found = read(election_file(election_of(session, concept.name), PB))
    assert sorted(ballot.voter for ballot in found.ballots) == sorted(
        str(n) for n in range(1, len(found.ballots) + 1)
    )
