"""Where the room may go next. Going anywhere destroys nothing, so little is forbidden."""

from collections.abc import Sequence

from app.refused import Refused, say

MOST_STEPS = 50  # of one agenda: an evening has ten
LONGEST_TITLE = 200  # characters


def check_move(target: int, count: int) -> None:
    """Whether there is a step at `target`, counted from 0.

    Raises:
        Refused: there is none.
    """
    if not 0 <= target < count:
        raise Refused(say("The agenda has no further step in that direction."))


def in_the_way(target: int, states: Sequence[str]) -> list[int]:
    """The places before `target` that are open for input which must not be shown yet.

    `states` holds "open" only for steps that the moderator closes.
    """
    return [place for place, state in enumerate(states[: max(0, target)]) if state == "open"]


def moved(order: Sequence[int], id: int, to: int) -> list[int]:
    """The order with `id` at place `to`, whether it stood elsewhere before or not at all.

    A place beyond either end is that end, so that what was meant for a longer list does no harm.
    """
    others = [other for other in order if other != id]
    place = max(0, min(to, len(others)))
    return [*others[:place], id, *others[place:]]


def place_of(order: Sequence[int], id: int) -> int:
    """Where `id` stands; -1, which is before the first, for 0, and the last for what is not there.

    So "behind the step 7" is understood also by who was told so before the step went.
    """
    if id == 0:
        return -1
    return order.index(id) if id in order else len(order) - 1


def one_line(typed: str | None) -> str | None:
    """A title as it was typed: one line, not too long; None where there is none."""
    return " ".join((typed or "").split())[:LONGEST_TITLE] or None
