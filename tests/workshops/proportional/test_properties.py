"""What holds for every election."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.proportional.random_elections import elections
from workshops.proportional.equal_shares import equal_shares
from workshops.proportional.greedy import greedy
from workshops.proportional.instance import Ballot, Election, Project, tally, total_cost

UTILITIES = st.sampled_from(["cost", "points"])
COMPLETIONS = st.sampled_from(["none", "add1", "add1u"])
SUPPORT = st.sampled_from(["voters", "points"])


def replaced(election: Election, **changes) -> Election:
    fields = {name: getattr(election, name) for name in Election.__slots__}
    return Election(**fields | changes)


def subsets(items):
    return chain.from_iterable(combinations(items, size) for size in range(1, len(items) + 1))


@given(elections(), UTILITIES, COMPLETIONS)
def test_the_budget_is_kept_and_nothing_is_selected_twice(election, utility, completion):
    outcome = equal_shares(election, utility, completion)
    assert outcome.spent == total_cost(election, outcome.selected) <= election.budget
    assert len(set(outcome.selected)) == len(outcome.selected)


@given(elections(), UTILITIES)
def test_after_add1u_nothing_more_fits(election, utility):
    outcome = equal_shares(election, utility, "add1u")
    left = election.budget - outcome.spent
    assert all(p.cost > left for p in election.projects if p.id not in outcome.selected)


@given(elections(), SUPPORT)
def test_greedy_keeps_the_budget_and_leaves_nothing_that_fits(election, by):
    selected = greedy(election, by)
    left = election.budget - total_cost(election, selected)
    assert left >= 0
    assert all(p.cost > left for p in election.projects if p.id not in selected)


@given(elections(), UTILITIES, COMPLETIONS, SUPPORT, st.randoms())
def test_the_order_of_ballots_and_of_projects_is_irrelevant(
    election, utility, completion, by, random
):
    ballots, projects = list(election.ballots), list(election.projects)
    random.shuffle(ballots)
    random.shuffle(projects)
    mixed = replaced(election, ballots=tuple(ballots), projects=tuple(projects))
    assert equal_shares(mixed, utility, completion) == equal_shares(election, utility, completion)
    assert greedy(mixed, by) == greedy(election, by)


@given(elections(), UTILITIES, st.integers(2, 1000))
def test_scaling_all_money_changes_nothing_without_completion(election, utility, factor):
    projects = tuple(Project(p.id, p.cost * factor) for p in election.projects)
    larger = replaced(election, projects=projects, budget=election.budget * factor)
    assert equal_shares(larger, utility).selected == equal_shares(election, utility).selected


@given(elections(), UTILITIES, COMPLETIONS, st.integers(2, 9))
def test_every_voter_twice_and_all_money_twice_changes_nothing(election, utility, completion, n):
    projects = tuple(Project(p.id, p.cost * n) for p in election.projects)
    cloned = replaced(
        election, projects=projects, ballots=election.ballots * n, budget=election.budget * n
    )
    same = equal_shares(election, utility, completion).selected
    assert equal_shares(cloned, utility, completion).selected == same


@given(elections(), UTILITIES, st.sampled_from(["none", "add1"]))
def test_what_nobody_supports_is_never_selected(election, utility, completion):
    support = tally(election)
    selected = equal_shares(election, utility, completion).selected
    assert all(support[project_id].voters for project_id in selected)


@given(elections())
def test_approvals_are_the_same_under_both_utilities(election):
    ballots = tuple(
        Ballot({p: 1 for p, given in b.points.items() if given > 0}) for b in election.ballots
    )
    approved = replaced(election, ballots=ballots, kind="approval")
    for completion in ("none", "add1", "add1u"):
        by_cost = equal_shares(approved, "cost", completion)
        assert by_cost == equal_shares(approved, "points", completion)


@settings(max_examples=60)
@given(elections(most_projects=5, most_voters=6), UTILITIES, COMPLETIONS)
def test_a_cohesive_group_gets_its_share_up_to_one_project(election, utility, completion):
    """Extended justified representation up to one project (EJR-1), which the method guarantees:
    Peters, Pierczyński, Skowron (2021), Proportional Participatory Budgeting with Additive
    Utilities. Raised endowments leave no group with a smaller part, so it holds for all of them.

    A group whose part of the budget pays for the projects T, each of which is worth at least
    alpha(c) to every one of them, has a member with a utility of at least the sum of alpha(T), or
    of more than that with one further project of T.
    """
    selected = equal_shares(election, utility, completion).selected
    worth = [worths(election, ballot, utility) for ballot in election.ballots]
    for projects in subsets(election.projects):
        needed = sum(p.cost for p in projects)
        for group in subsets(worth):
            alpha = {p.id: min(own.get(p.id, 0) for own in group) for p in projects}
            if needed * len(worth) > len(group) * election.budget or not all(alpha.values()):
                continue
            assert any(represented(own, selected, alpha) for own in group)


def worths(election, ballot, utility):
    costs = {p.id: p.cost for p in election.projects}
    return {
        p: costs[p] * (points if utility == "points" else 1)
        for p, points in ballot.points.items()
        if points > 0
    }


def represented(own, selected, alpha):
    has = sum(own.get(p, 0) for p in selected)
    due = sum(alpha.values())
    return has >= due or any(has + own[p] > due for p in alpha if p not in selected)


@pytest.mark.parametrize("voters", [3, 7, 12])
@given(seats=st.integers(1, 6), size=st.integers(1, 12), data=st.data())
def test_a_group_with_l_seats_of_k_gets_a_member_with_l_projects(voters, seats, size, data):
    """Extended justified representation (EJR) for equal costs: Peters, Skowron (2020),
    Proportionality and the Limits of Welfarism. A group of l/k of the voters, all for
    the same l projects, has a member with at least l selected ones that the member supports."""
    group = min(size, voters)
    due = group * seats // voters
    common = [f"common{number}" for number in range(due)]
    others = [f"other{number}" for number in range(5)]
    choice = st.lists(st.sampled_from(others), unique=True)
    votes = [dict.fromkeys([*common, *data.draw(choice)], 1) for _ in range(group)]
    votes += [dict.fromkeys(data.draw(choice), 1) for _ in range(voters - group)]
    projects = tuple(Project(name, 1) for name in [*common, *others])
    election = Election(projects, tuple(map(Ballot, votes)), seats)
    selected = equal_shares(election).selected
    assert due == 0 or any(sum(p in vote for p in selected) >= due for vote in votes[:group])
