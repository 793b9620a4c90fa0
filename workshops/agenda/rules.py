"""Where the room may go next. Going anywhere destroys nothing, so little is forbidden."""

from collections.abc import Sequence

from app.refused import Refused, say

MOST_STEPS = 50  # of one agenda: an evening has ten
LONGEST_TITLE = 200  # characters


def check_move(target: int, count: int, states: list[str]) -> None:
    """Whether the room may go to the step at `target` (from 0).

    Raises:
        Refused: there is no such step, or a step before it is still open for input that must
            not be shown yet; `states` holds "open" only for steps that the moderator closes.
    """
    if not 0 <= target < count:
        raise Refused(say("The agenda has no further step in that direction."))
    if "open" in states[:target]:
        raise Refused(say("The vote is still open. Close it first, then go on."))


def moved(order: Sequence[int], id: int, to: int) -> list[int]:
    """The order with `id` at place `to`, whether it stood elsewhere before or not at all.

    A place beyond either end is that end, so that what was meant for a longer list does no harm.
    """
    others = [other for other in order if other != id]
    place = max(0, min(to, len(others)))
    return [*others[:place], id, *others[place:]]
