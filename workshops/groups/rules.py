"""Spreading people over groups, and what a group is called. Pure."""

from collections.abc import Mapping, Sequence

LONGEST_TITLE = 120  # characters of a group's name: it stands on cards and on the wall
LONGEST_PLACE = 80
MOST_GROUPS = 40


def spread(sizes: Mapping[int, int], people: Sequence[int]) -> dict[int, int]:
    """Person -> group, so that the groups come out as even as they can; nobody is moved.

    `sizes` holds how many people each group has already, in the order of the groups. One after
    the other goes where the fewest are, and where several have as few, to the first of them.
    """
    now = dict(sizes)
    found = {}
    for person in people:
        group = min(now, key=lambda id: now[id])
        found[person] = group
        now[group] += 1
    return found


def letter(index: int) -> str:
    """What a group is called for short, counted from 0: A, B, … Z, AA. Fields have numbers."""
    head, place = divmod(index, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + place)


def average(dots: int, voters: int) -> float:
    """Dots per voter: groups differ in size, so their sums cannot be compared."""
    return dots / voters if voters else 0.0
