"""Which measures an export holds: all, what the council has adopted, the first of the ranking."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.exports.telling import Choice, by_priority, priority


def selected(snapshot: Snapshot, choice: Choice) -> Snapshot:
    """The concept with the chosen measures only, and the entries above them. With nothing left
    out, entries without measures stay, too."""
    if not choice.only and choice.first is None:
        return snapshot
    wanted = [m for m in snapshot.measures() if _decided(m, choice.only)]
    if choice.first is not None:
        wanted = first_of(wanted, choice.first)
    ids = {measure.id for measure in wanted}
    return replace(snapshot, nodes=pruned(snapshot.nodes, lambda measure: measure.id in ids))


def first_of(measures: Iterable[Measure], first: int) -> list[Measure]:
    """The first ones of the ranking; those equal to the last one of them belong to them.

    What was not voted on comes after all that was, in the order of the concept.
    """
    order = by_priority(list(measures))
    taken = order[:first]
    if not taken or taken[-1].dots is None:
        return taken
    last = priority(taken[-1])
    return taken + [measure for measure in order[first:] if priority(measure) == last]


def pruned(nodes: Iterable[Node], wanted: Callable[[Measure], bool]) -> tuple[Node, ...]:
    """The entries with the wanted measures; without those that have none at or below them."""
    kept = (
        replace(
            node,
            measures=tuple(filter(wanted, node.measures)),
            children=pruned(node.children, wanted),
        )
        for node in nodes
    )
    return tuple(node for node in kept if node.measures or node.children)


def _decided(measure: Measure, only: str) -> bool:
    if only == "proposed":
        return measure.decision in ("proposed", "adopted")
    return not only or measure.decision == only
