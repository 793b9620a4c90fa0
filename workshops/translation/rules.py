"""What a translation must be like. Pure."""

from app.refused import Message, say_n

LONGEST = 1000  # characters: twice a proposal, for some languages need more room


def wrong_translation(text: str) -> Message | None:
    """What is wrong with it; None where nothing is. It may be empty: then there is none."""
    over = len(text.strip()) - LONGEST
    if over <= 0:
        return None
    return say_n(
        "This is too long by %(num)d character. Please shorten it.",
        "This is too long by %(num)d characters. Please shorten it.",
        over,
    )
