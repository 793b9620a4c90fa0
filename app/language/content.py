"""Texts that people wrote, kept in several languages beside each other."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from app.language.tags import LANGUAGES


def best_text(texts: Mapping[str, str], language: str, original: str) -> str:
    """The text in this language where there is one, else as it was written."""
    return texts.get(language) or texts.get(original) or next(iter(texts.values()), "")


def written_in(text: str, reading: str, others: Iterable[str]) -> str:
    """The language of a text by somebody who reads in `reading`: that one, unless its letters are
    none of it. Then it is the first of `others` that is written with them, if there is one."""
    scripts = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha())
    if not scripts:
        return reading
    script = scripts.most_common(1)[0][0]
    fitting = (tag for tag in (reading, *others) if LANGUAGES[tag].script == script)
    return next(fitting, reading)
