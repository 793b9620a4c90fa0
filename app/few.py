"""How few people are never shown by themselves, anywhere, and what is told instead. Pure."""

from collections.abc import Mapping

FEWEST = 5
"""People: what is about fewer is not told, and so in no sum that they could be computed from."""


def is_few(people: int | None) -> bool:
    """Whether these are people, but too few to be told or to be in a sum; None: nobody counted."""
    return people is not None and 0 < people < FEWEST


def told_parts(parts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The parts of a sum that are told, and how many people all others are together.

    With a small part goes the smallest of the larger ones, and all as large as that: then nobody
    knows which of the others is the small one. Of fewer than five people nothing is told.
    """
    whole = sum(parts.values())
    if is_few(whole):
        return {}, 0
    partner = min((n for n in parts.values() if n >= FEWEST), default=FEWEST)
    least = partner if any(map(is_few, parts.values())) else 0
    told = {key: number for key, number in parts.items() if number > least}
    return told, whole - sum(told.values())
