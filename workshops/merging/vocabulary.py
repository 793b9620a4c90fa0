"""Words cut to what matters, and what they mean, for the languages we know best. Pure.

Of other languages only the letters are known: their words are compared as they are.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.toml")
LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru")
KINDS = ("turn", "who", "when", "where", "tongue", "what")
LONGEST_PHRASE = 4  # words
LONG = 8  # letters of a word in which one may be wrong

# "Schüler*innen", "Lehrer/-innen", "MieterInnen": the people, whoever they are.
_GENDER = re.compile(r"(?<=\w)(?:[*:_·]|/-?)(?:innen|in|r|n)\b|(?<=[a-zäöüß])In(?:nen)?\b")
_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"(?<=\w)['’ʼ`](?=\w)")  # сім'я, Türkiye'de
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": None, "ı": "i", "ё": "е"})

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "de": ("ungen", "ung", "ern", "en", "em", "es", "e", "n", "s"),
    "en": ("ing", "ers", "es", "s", "e"),
    "tr": (
        *("larinin", "lerinin", "larina", "lerine", "larinda", "lerinde", "larini", "lerini"),
        *("larin", "lerin", "lara", "lere", "larda", "lerde", "lardan", "lerden", "lari", "leri"),
        *("lar", "ler", "sindan", "sinden", "sinda", "sinde", "sina", "sine", "si", "su"),
        *("inin", "unun", "inda", "inde", "unda", "unde", "ina", "ine", "una", "une", "ini"),
        *("dan", "den", "tan", "ten", "da", "de", "ta", "te", "nin", "nun", "in", "un"),
        *("li", "lu", "yi", "yu", "ya", "ye", "i", "u", "a", "e"),
    ),
    "ar": ("ات", "ون", "ين", "يه", "ها", "هم", "نا", "ان", "ه", "ي"),
    "uk": (
        *("ами", "ями", "ого", "ому", "ими", "ої", "их", "ах", "ях", "ам", "ям", "ів", "ові"),
        *("еві", "ею", "ою", "ій", "ий", "им", "ом", "ем", "ні", "на", "а", "я", "у", "ю", "е"),
        *("о", "и", "і", "ь"),
    ),
    "ru": (
        *("ами", "ями", "ого", "ому", "ыми", "ими", "ей", "ов", "ев", "ах", "ях", "ам", "ям"),
        *("ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ом", "ем", "а"),
        *("я", "у", "ю", "е", "о", "ы", "и", "ь"),
    ),
}
_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل")
_PLURALS = re.compile(r"(kind|haus|buch|land|mann|rad|bild|wort|dach|amt|feld|licht)er[n]?$")
_ADJECTIVE = re.compile(r"(ig|lich|isch|los|bar|sam|er|iv|al|frei|weit)(er|es|en|em|e)$")
SHORTEST_STEM = 3
LEAST = {"ung": 6, "ungen": 6}  # Sanierung, sanieren; but a Schulung is no school
LINKS = ("", "s", "n", "en", "es", "er", "e", "ns", "ern")  # between the parts of a compound
_FIRST_LINK = re.compile(r"^(?:en|n|er)(?=[bcfhjklmnpqrsvwxz])")
SUFFIXES = ("schaft", "heit", "keit", "lich", "isch", "ung", "ier")  # no words of their own


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says. `kind`: one of KINDS; `name` as in words.toml.

    `group`: words of one language with the same name and another group are related, not the same.
    """

    kind: str
    name: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, as stems.

    `exact`: words whose stem means several things, as they are written. `parts`: stems that
    compounds are made of. `long`: those in which a slip of the pen is seen.
    """

    stop: frozenset[str]
    light: frozenset[str]
    meanings: Mapping[tuple[str, ...], Meaning]
    exact: Mapping[str, Meaning]
    parts: frozenset[str]
    long: tuple[str, ...]

    def halves(self, cut: str) -> tuple[str, str] | None:
        """The two parts of a compound, at least one of which is known; None for other words."""
        if len(cut) < 7:
            return None
        first = next((cut[:n] for n in range(len(cut) - 3, 2, -1) if cut[:n] in self.parts), "")
        last = next((cut[n:] for n in range(3, len(cut) - 2) if cut[n:] in self.parts), "")
        if first and last and len(first + last) <= len(cut):
            between = cut[len(first) : len(cut) - len(last)]
            if between in LINKS:
                return first, last
        rest = cut[: len(cut) - len(last)]
        if len(last) >= 4 and len(rest) >= 4:
            return stem(rest, "de").removesuffix("s"), last
        rest = _FIRST_LINK.sub("", cut[len(first) :])
        if len(first) >= 4 and len(rest) >= 4 and not rest.startswith(SUFFIXES):
            return first, rest
        return None


def words_of(text: str, language: str) -> list[str]:
    """The words of a text in small letters without marks, numbers in our digits."""
    text = _JOINED.sub("", _GENDER.sub("", unicodedata.normalize("NFKC", text)))
    if language == "tr":
        text = text.replace("İ", "i").replace("I", "ı")
    decomposed = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    digits = "".join(str(unicodedata.digit(c, c)) for c in plain.translate(_LETTERS))
    return _both_genders(_WORD.findall(digits.replace("_", " ")))


def _both_genders(words: list[str]) -> list[str]:
    """ "Schülerinnen und Schüler" are one group of people, not two."""
    there = {stem(word, "de") for word in words}
    return [w for w in words if not (w.endswith("innen") and stem(w[:-5], "de") in there)]


def stem(word: str, language: str) -> str:
    """The word without its endings, roughly; always the same for the same word."""
    if language == "de":
        word = _ADJECTIVE.sub(r"\1", _PLURALS.sub(r"\1", word))
    if language == "ar":
        word = _without_article(word)
    if language == "en" and word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST.get(ending, SHORTEST_STEM):
            word = word[: -len(ending)]
            break
    if language == "en" and len(word) > SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word


def bare(word: str, language: str) -> str:
    """The word as it is written, without an article that is written with it."""
    return _without_article(word) if language == "ar" else word


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of this language; empty for one we do not know."""
    found = tomllib.loads(WORDS.read_text("utf-8"))
    phrases = [
        (phrase, Meaning(kind, name, group))
        for kind in KINDS
        for name, row in found[kind].items()
        for group, same in enumerate(row.get(language, "").split("|"))
        for phrase in same.split()
    ]
    several: dict[tuple[str, ...], set[Meaning]] = {}
    for phrase, meaning in phrases:
        several.setdefault(_stems(phrase, language), set()).add(meaning)
    meanings = {key: next(iter(means)) for key, means in several.items() if len(means) == 1}
    exact = {
        bare(words[0], language): meaning
        for phrase, meaning in phrases
        if len(words := words_of(phrase, language)) == 1
        and len(several[_stems(phrase, language)]) > 1
    }
    stop, light = _all(found["stop"], language), _all(found["light"], language)
    whole = {
        key[0] for key, meaning in meanings.items() if len(key) == 1 and meaning.kind != "turn"
    }
    heads = {cut for cut in stop if len(cut) >= 6}
    long = tuple(sorted(cut for cut in whole if len(cut) >= LONG))
    return Vocabulary(stop, light, meanings, exact, frozenset(whole | light | heads), long)


def _all(rows: Mapping[str, str], language: str) -> frozenset[str]:
    return frozenset("_".join(_stems(p, language)) for p in rows.get(language, "").split())


def _stems(phrase: str, language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words_of(phrase, language))
