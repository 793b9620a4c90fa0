"""What any language is called in itself, and which way it runs: also one that we do not speak."""

from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from app.language.tags import LANGUAGES

# Where the tables of Babel say too much, or nothing.
_NAMES = {
    "de-simple": "Deutsch (Leichte Sprache)",
    "fa-af": "دری",
    "kmr": "Kurmancî",
    "ku": "Kurdî (Kurmancî)",
    "prs": "دری",
    "rom": "Romani čhib",
}
_RIGHT_TO_LEFT = {"prs"}


@lru_cache(maxsize=500)
def own_name(tag: str) -> str:
    """What it is called in itself; the tag of one that nobody knows."""
    if tag in LANGUAGES:
        return LANGUAGES[tag].own_name
    known = _locale(tag)
    said = known.get_display_name() if known else None
    return _NAMES.get(tag.lower()) or str(said or tag)


@lru_cache(maxsize=500)
def own_direction(tag: str) -> Literal["ltr", "rtl"]:
    """An unknown one runs left to right."""
    known = LANGUAGES.get(tag) or _locale(tag)
    if isinstance(known, Locale):
        return "rtl" if known.text_direction == "rtl" else "ltr"
    return "rtl" if (known and known.direction == "rtl") or tag in _RIGHT_TO_LEFT else "ltr"


def _locale(tag: str) -> Locale | None:
    """The nearest that Babel knows: for a tag with further parts perhaps that of its first."""
    for one in (tag.replace("-", "_"), tag.partition("-")[0]):
        try:
            return Locale.parse(one)
        except (ValueError, UnknownLocaleError):
            continue
    return None
