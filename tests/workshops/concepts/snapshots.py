"""Concepts as plain data, and any concept for property tests."""

from hypothesis import strategies as st

from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.schemes.library import load_built_in
from workshops.schemes.scheme import Scheme

BIELEFELD: Scheme = load_built_in("bielefeld")


def a_measure(
    id: int, text: str = "", *, dots: int | None = None, voters: int | None = None, **texts: str
) -> Measure:
    return Measure(id, "de", {"de": text or f"Maßnahme {id}", **texts}, {}, dots, voters)


def a_node(id: int, level: int, *below: Node | Measure, title: str = "", **titles: str) -> Node:
    return Node(
        id,
        level,
        {"de": title or f"Titel {id}", **titles},
        tuple(node for node in below if isinstance(node, Node)),
        tuple(measure for measure in below if isinstance(measure, Measure)),
    )


def a_concept(*nodes: Node) -> Snapshot:
    return Snapshot("Integrationskonzept", "de", nodes)


@st.composite
def concepts(draw: st.DrawFn) -> Snapshot:
    """Any concept of the Bielefeld scheme: levels empty, skipped where they may be, or full."""
    ids = iter(range(1, 10_000))

    def measures() -> tuple[Measure, ...]:
        votes = st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9))
        found = draw(st.lists(votes, max_size=3))
        return tuple(
            a_measure(next(ids), dots=vote and vote[0], voters=vote and vote[1]) for vote in found
        )

    def node(level: int) -> Node:
        below = () if level == 2 else tuple(node(level + 1) for _ in range(draw(st.integers(0, 2))))
        return a_node(next(ids), level, *below, *measures())

    return a_concept(*(node(0) for _ in range(draw(st.integers(0, 3)))))
