"""Elections at random: as a hypothesis strategy, and quick ones by the thousand."""

from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from workshops.proportional.instance import Ballot, Election, Project

POINTS = st.sampled_from([1, 1, 1, 2, 3, 5, Fraction(1, 2), 0])
COSTS = st.one_of(st.integers(1, 12), st.integers(1, 400).map(lambda cents: Fraction(cents, 100)))


@st.composite
def elections(draw, most_projects=6, most_voters=8, points=POINTS, costs=COSTS, budgets=None):
    """Ids are in an order of their own, so that ties are not decided by the place in the file."""
    count = draw(st.integers(1, most_projects))
    ids = draw(st.permutations([str(number) for number in range(6, 6 + count)]))
    projects = tuple(Project(project_id, draw(costs)) for project_id in ids)
    vote = st.dictionaries(st.sampled_from(ids), points, max_size=count)
    ballots = draw(st.lists(vote, min_size=1, max_size=most_voters))
    budget = draw(budgets or st.integers(0, 30))
    return Election(projects, tuple(map(Ballot, ballots)), budget, "cumulative")


def quick_election(random: Random) -> Election:
    """Small whole costs make ties, large ones with decimals make endowments rise a long way."""
    count, coarse = random.randint(1, 7), random.random() < 0.7
    ids = random.sample([str(number) for number in range(6, 14)], count)
    projects = tuple(Project(project_id, _cost(random, coarse)) for project_id in ids)
    likely, most = random.random(), random.choice([1, 1, 3])
    ballots = [
        Ballot({name: random.randint(1, most) for name in ids if random.random() < likely})
        for _ in range(random.randint(0, 9))
    ]
    again = random.choices(ballots, k=random.randint(0, 4)) if ballots else []
    budget = random.randint(0, 40) if coarse else Fraction(random.randint(0, 600), 7)
    return Election(projects, (*ballots, *again), budget, "cumulative")


def _cost(random: Random, coarse: bool) -> int | Fraction:
    return random.randint(0, 12) if coarse else Fraction(random.randint(1, 300), 4)
