"""Where the room may go next. Going anywhere destroys nothing, so little is forbidden."""

from app.refused import Refused, say


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
