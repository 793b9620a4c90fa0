"""Patterns of `regex()`, by RE2: whatever the pattern, the time is linear in the text. Pure."""

from functools import lru_cache
from typing import Any

import re2

from app.refused import Refused, say

LONGEST = 1000
"""Characters that are compared: mail addresses and numbers are far below. A longer text matches no
pattern."""


@lru_cache(maxsize=64)
def compiled(pattern: str) -> Any:
    """The pattern, to be matched as a whole.

    Raises:
        Refused: RE2 cannot use it (it looks ahead or behind, refers back, is too large, or is
            broken); the message names the part.
    """
    try:
        return re2.compile(pattern, _options())
    except re2.error as error:
        raise Refused(
            say(
                "The pattern “%(pattern)s” cannot be used here, because of “%(part)s”.",
                pattern=pattern[:200],
                part=_part(error, pattern),
            ),
            422,
        ) from error


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text is as the pattern says, as ODK's `regex()` has it."""
    return len(text) <= LONGEST and compiled(pattern).fullmatch(text) is not None


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 18  # bytes: a pattern made to be slow needs more, or it takes a minute
    return options


def _part(error: Exception, pattern: str) -> str:
    """RE2 says "invalid perl operator: (?=": the part stands after the colon."""
    said = error.args[0] if error.args else ""
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return words.partition(": ")[2] or pattern[:200]
