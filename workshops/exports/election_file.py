"""A concept as an election with costs, in the format of pabulib.org."""

import secrets
from collections.abc import Iterator
from fractions import Fraction

from workshops.concepts.snapshot import Measure, Node
from workshops.exports.selection import selected
from workshops.exports.source import Source
from workshops.exports.telling import Wanted, best
from workshops.gathering.election import anonymous
from workshops.proportional.instance import Ballot, Election, Project
from workshops.proportional.pabulib_write import write
from workshops.schemes.columns import Money, money

NO_COSTS = "no costs are known: each measure costs 1"
UNCOUNTED = "ballots of votes of fewer than five people are not in it"
OVERLAP = "the budget is the sum of all costs, which may overlap: put the real one in its place"


def election_file(found: Source, wanted: Wanted) -> bytes:
    """Measures as projects, everybody's dots as points; the budget is what all of them cost.

    A project is named by its place in the concept, counted from 1, with the entry it belongs to as
    its category. Measures that nobody could vote on are left out where somebody has voted, and
    measures without a cost, unless none has one: then each costs 1. The file says so, and that
    costs may overlap. Voters have random numbers in random order.
    """
    chosen = selected(found.snapshot, wanted.choice)
    every = [(node, measure) for top in chosen.nodes for node, measure in _measures(top)]
    listed = [(n, one) for n, one in every if not found.voters or one.dots is not None]
    column = next(found.scheme.of_kind("money"), None)
    costs = {one.id: _cost(one, column.key) for _, one in listed} if column else {}
    known = {id: cost for id, cost in costs.items() if cost is not None}
    places = [measure.id for measure in found.snapshot.measures()]
    ids = {id: str(n) for n, id in enumerate(places, start=1)}
    title = " ".join(found.snapshot.title.split())
    projects = tuple(
        Project(
            ids[measure.id],
            Fraction(known[measure.id].cents or 0, 100) if known else 1,
            _one_line(best(measure.texts, wanted.language, measure.language).text),
            {"category": _one_line(best(node.titles, wanted.language, measure.language).text)},
        )
        for node, measure in listed
        if not known or measure.id in known
    )
    on_sale = {project.id for project in projects}
    ballots = tuple(
        Ballot({ids[m]: n for m, n in one.dots.items() if ids.get(m) in on_sale})
        for one in found.voters
    )
    meta = {"description": title, "unit": title, "language": wanted.language}
    left = len(every) - len(projects)
    if known:
        meta["currency"] = next(iter(known.values())).currency
    remarks = (
        OVERLAP if known else NO_COSTS,
        UNCOUNTED if found.uncounted else "",
        f"{left} measures without a cost or a vote are left out" if left else "",
    )
    meta["comment"] = " ".join(f"#{n}: {one}" for n, one in enumerate(filter(None, remarks), 1))
    budget = sum((Fraction(project.cost) for project in projects), Fraction(0))
    whole = Election(projects, ballots, budget, "cumulative", meta)
    return write(anonymous(whole, secrets.SystemRandom()))


def _measures(node: Node) -> Iterator[tuple[Node, Measure]]:
    for inner in node.walk():
        for measure in inner.measures:
            yield inner, measure


def _cost(measure: Measure, key: str) -> Money | None:
    found = money(measure.columns.get(key))
    return found if found and found.cents is not None else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
