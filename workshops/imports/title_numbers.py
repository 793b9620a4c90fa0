"""Numbers that somebody wrote before titles: "1. Education", "8.1 Language", "Ziel A: School".

The concept counts by itself, so they would stand there twice. Pure.
"""

import re
from collections.abc import Callable

# A single number or letter needs a sign behind it: "1. May", not "1 May" and not "A city".
_NUMBER = re.compile(
    r"((?:\d{1,3}(?:\.\d{1,3})+|(?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z])(?=[.):]))[.):]*)\s+"
)
_BARE = re.compile(r"((?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z]{1,2})(?:\.\w{1,3})*)[.):]*\s+(?:[-–—]\s+)?")

Parting = Callable[[str], tuple[str, str]]


def parted(text: str, prefix: str = "") -> tuple[str, str]:
    """The number before a title, and the title; an empty number where there is none."""
    return _parted(_NUMBER, text, prefix)


def parted_bare(text: str, prefix: str = "") -> tuple[str, str]:
    """The same where no sign needs to stand behind the number: "A Language". It may be a word,
    so whether it is the number of the entry must be seen otherwise."""
    return _parted(_BARE, text, prefix)


def _parted(number: re.Pattern[str], text: str, prefix: str) -> tuple[str, str]:
    start = len(prefix) if prefix and text.startswith(prefix) else 0
    found = number.match(text, start)
    if found is None or found.end() == len(text):
        return "", text
    return text[:start] + found[1].rstrip(".):"), text[found.end() :]


def without_prefix(number: str) -> str:
    """The number itself: "A" of "Ziel A"."""
    return number.rpartition(" ")[2]
