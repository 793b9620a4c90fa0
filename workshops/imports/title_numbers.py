"""Numbers that somebody wrote before titles: "1. Education", "8.1 Language", "Ziel A: School".

The concept counts by itself, so they would stand there twice. Pure.
"""

import re

# A single number or letter needs a sign behind it: "1. May", not "1 May" and not "A city".
_NUMBER = re.compile(
    r"((?:\d{1,3}(?:\.\d{1,3})+|(?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z])(?=[.):]))[.):]*)\s+"
)


def parted(text: str, prefix: str = "") -> tuple[str, str]:
    """The number before a title, and the title; an empty number where there is none."""
    start = len(prefix) if prefix and text.startswith(prefix) else 0
    found = _NUMBER.match(text, start)
    if found is None or found.end() == len(text):
        return "", text
    return text[:start] + found[1].rstrip(".):"), text[found.end() :]
