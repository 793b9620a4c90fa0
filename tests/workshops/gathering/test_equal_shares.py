"""Equal Shares beside the ranking, and the election as a file."""

import random
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.refused import Refused
from tests.builders import ConceptCast, a_concept, a_guest, dots
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.gathering.cast import an_event
from tests.workshops.groups.cast import a_family, bring, member
from workshops.agenda.services import close_step, go_to, open_step
from workshops.gathering import equal_shares_routes
from workshops.gathering.costs import costed, election_file, second_opinion
from workshops.gathering.election import (
    Opinion,
    Voter,
    anonymous,
    down_the_ranking,
    election,
    opinion,
)
from workshops.gathering.later import Later
from workshops.models import Measure
from workshops.proportional import pabulib
from workshops.proportional.instance import tally
from workshops.schemes.columns import Money


def test_the_ranking_buys_what_fits_and_passes_over_the_rest() -> None:
    assert down_the_ranking([1, 2, 3, 4], {1: 60, 2: 50, 3: 30, 4: 10}, 100) == (1, 3, 4)


def test_a_minority_that_agrees_gets_its_part_of_the_budget() -> None:
    many = [Voter(1, {1: 1, 2: 1, 3: 1})] * 12
    few = [Voter(2, {4: 1})] * 6
    found = opinion([*many, *few], [1, 2, 3, 4], dict.fromkeys((1, 2, 3, 4), 600), 1800, "points")
    assert found.ranking == (1, 2, 3)
    assert set(found.shares) == {1, 2, 4}
    assert (found.only_ranking, found.only_shares, found.both) == ((3,), (4,), (1, 2))
    assert [(one.event, one.ranking, one.shares) for one in found.events] == [
        (1, 12, 12),
        (2, 0, 6),
    ]


def test_an_approval_counts_a_measure_once_however_many_dots_it_got() -> None:
    them = [Voter(1, {1: 3, 2: 1})]
    assert tally(election(them, {1: 100, 2: 100}, 100, "points"))["1"].points == 3
    assert tally(election(them, {1: 100, 2: 100}, 100, "approvals"))["1"].points == 1


VOTERS = st.lists(
    st.builds(Voter, st.integers(1, 3), st.dictionaries(st.integers(1, 6), st.integers(1, 3))),
    min_size=1,
    max_size=12,
)


@given(VOTERS, st.integers(0, 1000))
def test_a_file_has_the_same_ballots_in_another_order_under_new_numbers(them, seed: int) -> None:
    found = election(them, dict.fromkeys(range(1, 7), 100), 300, "points")
    made = anonymous(found, random.Random(seed))
    assert sorted(sorted(b.points.items()) for b in made.ballots) == sorted(
        sorted(b.points.items()) for b in found.ballots
    )
    assert [b.voter for b in made.ballots] == [str(n) for n in range(1, len(them) + 1)]


@given(VOTERS, st.integers(1, 700), st.sampled_from(["points", "approvals"]))
def test_neither_selection_costs_more_than_the_budget(them, budget: int, worth: str) -> None:
    costs = {n: 50 * n for n in range(1, 7)}
    found = opinion(them, list(costs), costs, budget, worth)
    for chosen in (found.ranking, found.shares):
        assert sum(costs[id] for id in chosen) <= budget
    assert set(found.ranking) | set(found.shares) == {
        *found.only_ranking,
        *found.only_shares,
        *found.both,
    }


# Read from the database


def price(session: Session, costs: dict[int, int | None]) -> None:
    """What measures cost, in whole euros; None: it costs something, and nobody knows what."""
    for id, euros in costs.items():
        cents = None if euros is None else euros * 100
        columns = {"cost": Money(cents, "once").value()}
        session.execute(update(Measure).where(Measure.id == id).values(columns=columns))


def with_costs(session: Session) -> ConceptCast:
    concept = a_concept(session, fields=1, measures=4)
    one, two, three, _ = concept.measures
    an_event(session, concept, [{one: 2, two: 1}] * 8, title="Workshop Mitte")
    an_event(session, concept, [{three: 2, two: 1}] * 6, title="Workshop Nord")
    price(session, {one: 500, two: 400, three: 300, concept.measures[3]: None})
    return concept


def test_costs_come_from_the_money_column_and_what_has_none_is_named(session: Session) -> None:
    concept = with_costs(session)
    found = costed(session, concept.name, "de")
    one, two, three, four = concept.measures
    assert found.costs == {one: 50_000, two: 40_000, three: 30_000}
    assert (found.unknown, found.currency, len(found.voters)) == ((four,), "EUR", 14)
    assert second_opinion(found, 90_000, "points").ranking == (one, two)
    price(session, {four: 10})  # nobody gave it a dot, so no rest of the money buys it
    found = costed(session, concept.name, "de")
    assert set(second_opinion(found, 200_000, "points").shares) == {one, two, three}


def test_under_five_voters_there_is_neither_an_opinion_nor_a_file(session: Session) -> None:
    concept = a_concept(session, measures=2)
    an_event(session, concept, [{concept.measures[0]: 1}] * 4)
    found = costed(session, concept.name, "de")
    for make in (second_opinion, election_file):
        rest = ("de",) if make is election_file else ()
        with pytest.raises(Refused, match="Fewer than 5 people"):
            make(found, 1000, "points", *rest)


def test_somebody_in_a_group_and_in_the_plenary_is_one_voter(session: Session) -> None:
    family = a_family(session, measures=6)
    group = family.groups[0]
    bring(session, group, "vote")
    persons = [a_guest(session, family.plenary) for _ in range(6)]
    for person in persons:
        dots(session, group, member(session, person, group), {group.measures[0]: 2})
    close_step(session, group.id, group.vote)
    other = next(m for m in family.plenary.measures if m not in group.measures)
    go_to(session, family.plenary.id, 3)
    open_step(session, family.plenary.id, family.plenary.vote)
    for person in persons:
        dots(session, family.plenary, person, {other: 1})
    close_step(session, family.plenary.id, family.plenary.vote)
    found = costed(session, family.plenary.concept_name, "de").voters
    assert len(found) == 6


def test_the_file_holds_the_election_and_nobodys_number(session: Session) -> None:
    concept = with_costs(session)
    found = costed(session, concept.name, "de")
    read = pabulib.read(election_file(found, 90_000, "points", "de"))
    one, two, three, _ = concept.measures
    assert {id: (s.voters, s.points) for id, s in tally(read).items()} == {
        str(one): (8, 16),
        str(two): (14, 14),
        str(three): (6, 12),
    }
    assert (read.budget, read.projects[0].name) == (900, "Maßnahme 1")
    assert [ballot.voter for ballot in read.ballots] == [str(n) for n in range(1, 15)]


# The page


async def test_the_page_compares_within_the_budget(app: Litestar, visitor: Visitor) -> None:
    concept = app.state.ledger.write_now(with_costs)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}/priorities/equal-shares"
    assert "What would change" not in (await visitor.get(base)).text
    page = await visitor.submit(base, {"budget": "700"})
    assert "Only by Equal Shares" in page.text
    assert "14 people are compared." in page.text
    assert "1 measure has no cost and is left out" in page.text
    file = await visitor.get(f"{base}/election.pb?budget=700&worth=points")
    assert file.text.startswith("META\n")
    assert 'filename="' in file.headers["content-disposition"]


async def test_what_takes_longer_is_said_to_be_computed_and_there_later(
    app: Litestar, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    concept = app.state.ledger.write_now(with_costs)
    await at_the_desk(app, visitor)
    path = f"/concepts/{concept.name}/priorities/equal-shares?budget=701"
    monkeypatch.setattr(equal_shares_routes, "MOMENT", 0)
    before = threading.Event()

    def another() -> Opinion:
        before.wait(10)
        return opinion([Voter(1, {1: 1})], [1], {1: 100}, 100, "points")

    await equal_shares_routes.OPINIONS.outcome("another", another, 0)  # comes first
    page = await visitor.get(path)
    assert 'id="computing"' in page.text
    assert "What would change" not in page.text
    before.set()
    monkeypatch.setattr(equal_shares_routes, "MOMENT", 60)
    page = await visitor.get(path)
    assert 'id="computing"' not in page.text
    assert "What would change" in page.text


async def test_an_outcome_is_computed_once_and_a_failure_is_tried_anew() -> None:
    later: Later[int] = Later("test")
    released, calls = threading.Event(), []

    def make() -> int:
        released.wait(10)
        calls.append(1)
        if len(calls) == 1:
            raise LookupError
        return 7

    assert await later.outcome("a", make, 0) is None
    released.set()
    with pytest.raises(LookupError):
        await later.outcome("a", make, 10)
    assert [await later.outcome("a", make, 10) for _ in range(2)] == [7, 7]
    assert len(calls) == 2


async def test_what_is_no_budget_is_said_beside_the_field(app: Litestar, visitor: Visitor) -> None:
    concept = app.state.ledger.write_now(with_costs)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}/priorities/equal-shares"
    for budget in ("viel", "-5", "0"):
        page = await visitor.get(f"{base}?budget={budget}")
        assert page.status_code == 422, budget
        assert 'id="field-budget-error"' in page.text, budget
        assert (await visitor.get(f"{base}/election.pb?budget={budget}")).status_code == 422


async def test_without_costs_the_page_says_what_to_do(app: Litestar, visitor: Visitor) -> None:
    def plain(session: Session) -> ConceptCast:
        concept = a_concept(session, measures=2)
        an_event(session, concept, [{concept.measures[0]: 1}] * 6)
        return concept

    concept = app.state.ledger.write_now(plain)
    await at_the_desk(app, visitor)
    page = await visitor.get(f"/concepts/{concept.name}/priorities/equal-shares")
    assert "No measure that was voted on has a cost yet." in page.text
