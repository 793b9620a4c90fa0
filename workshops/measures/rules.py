"""What a proposal must be like. Lengths are in characters, after trimming."""

from app.refused import Message, say, say_n

SHORTEST = 3
LONGEST = 500

EMPTY = say("Please write your idea first.")
TOO_SHORT = say("This is very short. Please write your idea in a few words.")


def wrong_text(text: str) -> Message | None:
    """What is wrong with the text of a proposal, None where nothing is."""
    length = len(text.strip())
    if not length:
        return EMPTY
    if length < SHORTEST:
        return TOO_SHORT
    if length > LONGEST:
        return say_n(
            "This is too long by %(num)d character. Please shorten it.",
            "This is too long by %(num)d characters. Please shorten it.",
            length - LONGEST,
        )
    return None


def alike(text: str) -> str:
    """Texts with the same value here are one and the same proposal, sent twice."""
    return " ".join(text.split()).casefold()
