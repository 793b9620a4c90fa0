"""What a proposal must be like, and what its author may still do with it. Pure.

Lengths are in characters, after trimming.
"""

from app.refused import Message, say, say_n

SHORTEST = 3
LONGEST = 500
DETAILS = {"who": 200, "why": 500}  # detail -> at most so many characters
SHORTEST_LOOKUP = 8  # what is shorter than this is like everything

EMPTY = say("Please write your idea first.")
TOO_SHORT = say("This is very short. Please write your idea in a few words.")

MERGED = say("It was merged with similar ideas and belongs to all of them now. It stays as it is.")
HIDDEN = say("The moderator has hidden it. Please ask the moderator if you want to change it.")
WITHDRAWN = say("You have withdrawn it. Bring it back first.")
VOTED_ON = say("It has been put to the vote, so its words stay as they are.")


def wrong_text(text: str) -> Message | None:
    """What is wrong with the text of a proposal, None where nothing is."""
    length = len(text.strip())
    if not length:
        return EMPTY
    if length < SHORTEST:
        return TOO_SHORT
    return _too_long(length - LONGEST)


def wrong_detail(name: str, text: str) -> Message | None:
    """What is wrong with a detail (a key of DETAILS). It may be empty."""
    return _too_long(len(text.strip()) - DETAILS[name])


def _too_long(over: int) -> Message | None:
    if over <= 0:
        return None
    return say_n(
        "This is too long by %(num)d character. Please shorten it.",
        "This is too long by %(num)d characters. Please shorten it.",
        over,
    )


def alike(text: str) -> str:
    """Texts with the same value here are one and the same proposal, sent twice."""
    return " ".join(text.split()).casefold()


def why_not_reworded(state: str, *, merged: bool, on_ballot: bool) -> Message | None:
    """Why its author may not change a proposal's words any more; None where they may.

    `on_ballot`, and not whether somebody has voted: in a blind vote its author must not learn that.
    """
    if state == "withdrawn":
        return WITHDRAWN
    return why_not_withdrawn(state, merged=merged) or (VOTED_ON if on_ballot else None)


def why_not_withdrawn(state: str, *, merged: bool) -> Message | None:
    """Why its author may not withdraw a proposal, or bring it back; None where they may."""
    if merged:
        return MERGED
    return HIDDEN if state == "hidden" else None


def after_rewording(state: str, *, approve_first: bool) -> str:
    """The state of a proposal in new words: what the room sees was read first, if that is asked."""
    return "proposed" if approve_first else state


def after_return(*, approve_first: bool) -> str:
    """The state of a proposal that its author brings back."""
    return "proposed" if approve_first else "approved"
