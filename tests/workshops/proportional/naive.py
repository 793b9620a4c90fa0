"""The Method of Equal Shares once more, as its definition reads: slow, and nothing clever."""

from fractions import Fraction

from workshops.proportional.instance import Election


def naive_equal_shares(election: Election, utility: str, completion: str) -> list[str]:
    """Selected ids, in order of selection."""
    n = len(election.ballots)
    if n == 0:
        outcome = []
    else:
        endowment = Fraction(election.budget) / n
        outcome = _one_run(election, utility, endowment)
        if completion in ("add1", "add1u"):
            wanted = {
                p
                for ballot in election.ballots
                for p, points in ballot.points.items()
                if points > 0
            }
            while set(outcome) != wanted:
                endowment += 1
                further = _one_run(election, utility, endowment)
                if _cost(election, further) > election.budget:
                    break
                outcome = further
    if completion == "add1u":
        while more := _next_greedy(election, outcome, utility):
            outcome = [*outcome, more]
    return outcome


def _one_run(election, utility, endowment):
    money = [endowment for _ in election.ballots]
    selected = sorted(
        p.id for p in election.projects if p.cost == 0 and _worth(election, p, "cost")
    )
    while True:
        bids = []
        for project in election.projects:
            if project.id not in selected and project.cost > 0:
                worth = _worth(election, project, utility)
                if (rho := _rho(project.cost, worth, money)) is not None:
                    bids.append((rho, project.id, worth))
        if not bids:
            return selected
        rho, project_id, worth = min(bids, key=lambda bid: bid[:2])
        for voter, value in worth.items():
            money[voter] -= min(money[voter], rho * value)
        selected.append(project_id)


def _worth(election, project, utility):
    """The utility of one project to each voter who supports it."""
    worth = {}
    for voter, ballot in enumerate(election.ballots):
        points = Fraction(ballot.points.get(project.id, 0))
        if points > 0:
            worth[voter] = project.cost * (points if utility == "points" else 1)
    return worth


def _rho(cost, worth, money):
    """The least rho with sum of min(money, rho * utility) = cost, None where there is none.

    The sum grows with rho and bends where a voter's money ends: so each number of voters who give
    all they have is tried, beginning with those who reach that point first.
    """
    if not worth or sum(money[voter] for voter in worth) < cost:
        return None
    order = sorted(worth, key=lambda voter: money[voter] / worth[voter])
    for poor in range(len(order)):
        rest = cost - sum(money[voter] for voter in order[:poor])
        rho = Fraction(rest) / sum(worth[voter] for voter in order[poor:])
        if sum(min(money[voter], rho * worth[voter]) for voter in order) == cost:
            return rho
    raise AssertionError("money that suffices can be collected")


def _next_greedy(election, selected, utility):
    left = election.budget - _cost(election, selected)
    fitting = [p for p in election.projects if p.id not in selected and p.cost <= left]
    best = min(fitting, key=lambda p: (-_popular(election, p, utility), p.id), default=None)
    return best.id if best else None


def _popular(election, project, utility):
    given = [Fraction(ballot.points.get(project.id, 0)) for ballot in election.ballots]
    return sum(given) if utility == "points" else sum(points > 0 for points in given)


def _cost(election, selected):
    return sum(project.cost for project in election.projects if project.id in selected)
