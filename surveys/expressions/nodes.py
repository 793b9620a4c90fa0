"""What an expression is made of. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """`${question}`, or `${question.part}`: a row of a matrix, the points of a choice."""

    question: str
    part: str = ""

    @property
    def full(self) -> str:
        return f"{self.question}.{self.part}" if self.part else self.question


@dataclass(frozen=True, slots=True)
class Own:
    """`.`: the answer that is checked."""


@dataclass(frozen=True, slots=True)
class Negative:
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one rank, from left to right: `a + b - c` is (a, ((+, b), (-, c)))."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


Node: TypeAlias = Number | Text | Reference | Own | Negative | Call | Chain


def walk(node: Node) -> Iterator[Node]:
    """The node and all that stands in it."""
    yield node
    match node:
        case Negative(operand):
            yield from walk(operand)
        case Call(_, arguments):
            for one in arguments:
                yield from walk(one)
        case Chain(first, rest):
            yield from walk(first)
            for _, one in rest:
                yield from walk(one)
