"""Elections in one line, for the tests of this folder."""

from collections.abc import Iterable, Mapping

from workshops.proportional.instance import Ballot, Election, Exact, Kind, Project


def an_election(
    costs: Mapping[str, Exact],
    votes: Iterable[Mapping[str, Exact] | Iterable[str]],
    budget: Exact,
    kind: Kind = "approval",
) -> Election:
    """A vote is points by project id, or ids that get one point each: `"ab"`, `["p1", "p2"]`."""
    ballots = tuple(
        Ballot(dict(vote) if isinstance(vote, Mapping) else dict.fromkeys(vote, 1))
        for vote in votes
    )
    projects = tuple(Project(project_id, cost) for project_id, cost in costs.items())
    return Election(projects, ballots, budget, kind)
