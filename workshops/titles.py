"""Titles of which several may be the same, as lists and selects show them. Pure."""

from collections import Counter
from collections.abc import Iterable


def told_apart(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name -> title, in the same order; where several have one title, with the name behind it."""
    pairs = list(titles)
    often = Counter(title for _, title in pairs)
    return {name: title if often[title] == 1 else f"{title} ({name})" for name, title in pairs}
