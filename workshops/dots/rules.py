"""The rules of dot voting, as values. Source: the product's rules in docs/dot-voting.md.

A ballot is judged over *pools*: one for each field when the allowance is per field, a single one
(`WHOLE`) when it is for the whole step. Dots on a measure that left the ballot (hidden) lie
outside every pool: they are back in the participant's hand.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.refused import Message, Refused, say, say_n

SCOPES = ("field", "step")
HIGHEST = 100  # dots, of an allowance and on one measure; the table holds the same bound
WHOLE = 0  # the pool of a step-wide allowance; real fields have ids from 1
FEWEST, MOST = 3, 10  # bounds of the proposed allowance
MOST_ON_ONE = 2  # proposed


@dataclass(frozen=True, slots=True)
class Rule:
    """`allowance` dots per field or for the whole step, at most `most` on one measure."""

    scope: str  # "field" or "step"
    allowance: int
    most: int

    def pool(self, field_id: int) -> int:
        return field_id if self.scope == "field" else WHOLE

    def sentence(self) -> Message:
        """The rule for a person, also where there is no limit on one measure."""
        if self.allowance == 1:  # its limits mean nothing, and some languages have one plural form
            if self.scope == "field":
                return say("You have one dot for each field.")
            return say("You have one dot.")
        numbers = {"num": self.allowance, "most": self.most}
        free = self.most >= self.allowance
        if self.scope == "field" and free:
            return say_n(
                "You have %(num)d dot for each field.",
                "You have %(num)d dots for each field. "
                "You may also put all of a field’s dots on one measure.",
                **numbers,
            )
        if self.scope == "field":
            return say_n(
                "You have %(num)d dot for each field, at most %(most)d on one measure.",
                "You have %(num)d dots for each field, at most %(most)d on one measure.",
                **numbers,
            )
        if free:
            return say_n(
                "You have %(num)d dot.",
                "You have %(num)d dots. You may also put all of them on one measure.",
                **numbers,
            )
        return say_n(
            "You have %(num)d dot, at most %(most)d on one measure.",
            "You have %(num)d dots, at most %(most)d on one measure.",
            **numbers,
        )


def proposed_allowance(measures: Iterable[int], scope: str) -> int:
    """A third of the measures, rounded up, between 3 and 10.

    `measures` holds the number of measures in each field. Per field the average field decides, so
    that one long field does not flood the short ones with dots.
    """
    counts = list(measures)
    basis = sum(counts) if scope == "step" else -(-sum(counts) // max(len(counts), 1))
    return min(MOST, max(FEWEST, -(-basis // 3)))


@dataclass(frozen=True, slots=True)
class Ballot:
    """All dots of one participant in one step.

    `fields` maps each measure on the ballot to its field; `dots` holds counts above zero, of
    measures on the ballot only.
    """

    rule: Rule
    fields: Mapping[int, int]
    dots: Mapping[int, int]

    def used(self, pool: int) -> int:
        return sum(n for m, n in self.dots.items() if self.rule.pool(self.fields[m]) == pool)

    def left(self, pool: int) -> int:
        return self.rule.allowance - self.used(pool)

    def place(self, measure_id: int, count: int) -> "Ballot":
        """Set the dots on one measure; `count` is absolute.

        Raises:
            Refused: not on the ballot, more than `most`, or more than the pool has left.
        """
        if measure_id not in self.fields:
            raise Refused(say("This measure is not on the ballot any more. Your dots are back."))
        if not 0 <= count <= self.rule.most:
            raise Refused(
                say_n(
                    "At most %(num)d dot may lie on one measure.",
                    "At most %(num)d dots may lie on one measure.",
                    self.rule.most,
                )
            )
        before = self.dots.get(measure_id, 0)
        pool = self.rule.pool(self.fields[measure_id])
        if count > before and count - before > self.left(pool):
            raise Refused(_all_placed(self.rule.allowance))
        rest = {m: n for m, n in self.dots.items() if m != measure_id}
        return replace(self, dots={**rest, measure_id: count} if count else rest)


def _all_placed(allowance: int) -> Message:
    return say_n(
        "Your %(num)d dot is placed. Take it back first.",
        "All %(num)d dots are placed. Take one back first.",
        allowance,
    )


def capacities(rule: Rule, fields: Mapping[int, int]) -> dict[int, int]:
    """How many dots one person can place in each pool: small fields may hold fewer than allowed."""
    sizes: dict[int, int] = {}
    for field_id in fields.values():
        pool = rule.pool(field_id)
        sizes[pool] = sizes.get(pool, 0) + 1
    return {pool: min(rule.allowance, size * rule.most) for pool, size in sizes.items()}


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people have placed all of their dots, some, and none."""

    all: int
    some: int
    none: int

    @property
    def people(self) -> int:
        return self.all + self.some + self.none


def turnout(capacity: int, used: Iterable[int], people: int) -> Turnout:
    """`used` holds the dots placed by each person who placed any; `people` is everyone."""
    placed = [n for n in used if n > 0]
    complete = sum(1 for n in placed if n >= capacity)
    return Turnout(complete, len(placed) - complete, max(0, people - len(placed)))


def shuffled(measure_ids: Iterable[int], participant_id: int, step_id: int) -> list[int]:
    """A random order, the same at every visit of this participant; new measures disturb nobody."""

    def chance(measure_id: int) -> bytes:
        return hashlib.sha256(f"{step_id}/{participant_id}/{measure_id}".encode()).digest()

    return sorted(measure_ids, key=chance)


def not_eligible(group: str) -> Message:
    """What somebody reads who is not of the group that votes; its title keeps its direction."""
    return say("Only the group “%(group)s” votes now.", group=f"\u2068{group}\u2069")
