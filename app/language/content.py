"""Texts that people wrote, kept in several languages beside each other."""

from collections.abc import Mapping


def best_text(texts: Mapping[str, str], language: str, original: str) -> str:
    """The text in this language where there is one, else as it was written."""
    return texts.get(language) or texts.get(original) or next(iter(texts.values()), "")
