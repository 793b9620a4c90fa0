"""Languages as XLSForms call them: "Deutsch (de)", "German", "ar"."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError

from app.language.tags import LANGUAGES

LONGEST = 20
"""Characters of a language's tag."""

_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
_IN_BRACKETS = re.compile(rf"\(\s*({_TAG})\s*\)\s*$")
_BARE = re.compile(_TAG)
_SPOKEN = (  # whose own names forms use: "Français", "Українська"
    *("am", "ar", "bg", "bs", "ckb", "cs", "de", "el", "en", "es", "fa", "fr", "hr", "hu", "it"),
    *("ku", "lt", "mk", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "ti"),
    *("tr", "uk", "ur", "vi", "zh"),
)
_COMMON = {  # words that nearly every form in this language has
    "de": "und der die das ist sie nicht wie ihre ihr welche haben wir für mit ein",
    "en": "the and is you what how your which have we for with are of do to",
    "tr": "ve bir bu için ne nasıl misiniz mısınız hangi kaç ile var siz",
}


def tag_of(name: str) -> str:
    """The tag of a language as a heading calls it; empty where nobody knows it."""
    if found := _IN_BRACKETS.search(name):
        return _plain(found[1])
    if _BARE.fullmatch(name) and _base(name) in _codes():
        return _plain(name)
    wanted = name.casefold()
    return LANGUAGES_CALLED.get(wanted) or _called().get(wanted, "")


def heading(tag: str) -> str:
    """How a heading calls this language, so that other programs know it, too."""
    return f"{_own_name(tag) or tag} ({tag})"


def guessed(texts: Iterable[str]) -> str:
    """The language of texts that do not say theirs: by their letters, and by common words."""
    common = {tag: frozenset(words.split()) for tag, words in _COMMON.items()}
    found = dict.fromkeys((*_COMMON, "ar"), 0)
    for text in texts:
        found["ar"] += 3 * len(re.findall("[\u0600-\u06ff]+", text))
        for word in re.findall(r"\w+", text.lower()):
            for tag, words in common.items():
                found[tag] += word in words
    return max(found, key=lambda tag: found[tag])


LANGUAGES_CALLED = {one.own_name.casefold(): tag for tag, one in LANGUAGES.items()}


def _base(tag: str) -> str:
    return re.split("[-_]", tag)[0].lower()


def _plain(tag: str) -> str:
    base = _base(tag)
    return base if base in LANGUAGES else tag.replace("_", "-")[:LONGEST]


def _codes() -> frozenset[str]:
    return frozenset(Locale("en").languages)


@cache
def _called() -> dict[str, str]:
    """Names of languages, in several of them and in their own, and their tags."""
    found: dict[str, str] = {}
    for locale in ("en", "de", "fr", "es", "tr", "ar"):
        for code, name in Locale(locale).languages.items():
            found.setdefault(name.casefold(), _plain(code))
    for code in _SPOKEN:
        found.setdefault(_own_name(code).casefold(), _plain(code))
    return found


def _own_name(tag: str) -> str:
    if tag in LANGUAGES:
        return LANGUAGES[tag].own_name
    try:
        return Locale.parse(tag, sep="-").get_language_name() or ""
    except (ValueError, UnknownLocaleError):
        return ""
