"""What a short text says, cut into parts that can be compared. Pure."""

from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workshops.merging.vocabulary import (
    LONG,
    LONGEST_PHRASE,
    Meaning,
    Vocabulary,
    bare,
    stem,
    vocabulary,
    words_of,
)

LIGHT = 0.2  # weight of a word that tells little; a plain one weighs 1
PART = 0.7  # of each part of a compound

COURSE, LANGUAGE = Meaning("what", "course"), Meaning("what", "tongues")
LANGUAGE_COURSE, GERMAN = Meaning("what", "languagecourse"), Meaning("tongue", "german")


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or a part of one, that says something."""

    stem: str
    meaning: Meaning | None
    weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is compared: its words, what of them counts, its meanings and numbers."""

    words: tuple[str, ...]
    parts: tuple[Part, ...]
    says: frozenset[Meaning]
    numbers: frozenset[str]

    def of(self, kind: str) -> frozenset[str]:
        return frozenset(meaning.name for meaning in self.says if meaning.kind == kind)


@lru_cache(maxsize=8192)
def reading(text: str, language: str) -> Reading:
    """What a text says, as far as it can be compared."""
    known = vocabulary(language)
    words = words_of(text, language)
    parts: list[Part] = []
    place = 0
    while place < len(words):
        taken, found = _next(words[place : place + LONGEST_PHRASE], known, language)
        parts += found
        place += taken
    numbers = frozenset(word for word in words if any(c.isdigit() for c in word))
    parts = _settled(parts)
    says = frozenset(part.meaning for part in parts if part.meaning)
    return Reading(tuple(words), tuple(parts), says, numbers)


def _next(words: list[str], known: Vocabulary, language: str) -> tuple[int, list[Part]]:
    """How many words belong together at the beginning, and what they say."""
    stems = tuple(stem(word, language) for word in words)
    for length in range(len(stems), 0, -1):
        if meaning := known.meanings.get(stems[:length]):
            return length, [Part("_".join(stems[:length]), meaning, 1.0)]
    if meaning := known.exact.get(plain := bare(words[0], language)):
        return 1, [Part(plain, meaning, 1.0)]
    return 1, _one(stems[0], known, language)


def _one(cut: str, known: Vocabulary, language: str) -> list[Part]:
    if cut in known.stop or len(cut) < 2:
        return []
    if cut in known.light:
        return [Part(cut, None, LIGHT)]
    if right := _slip(cut, language):
        return [Part(right, known.meanings[(right,)], 1.0)]
    if language == "de" and (halves := known.halves(cut)):
        return [_half(half, known) for half in halves]
    return [Part(cut, None, 1.0 if len(cut) > 2 or known.stop else LIGHT)]


@lru_cache(maxsize=8192)
def _slip(cut: str, language: str) -> str | None:
    """The word of the vocabulary that was meant, where a long one has one wrong letter."""
    if len(cut) < LONG:
        return None
    near = process.extractOne(cut, vocabulary(language).long, scorer=OSA.distance, score_cutoff=1)
    return str(near[0]) if near and near[0][0] == cut[0] else None


def _half(cut: str, known: Vocabulary) -> Part:
    weight = LIGHT if cut in known.light or cut in known.stop else PART
    return Part(cut, known.meanings.get((cut,)), weight)


def _settled(parts: list[Part]) -> list[Part]:
    """Each part once. A course and a language are a language course, whatever words were used;
    and what is said anyway weighs little: that it is German, that swimming is taught in a course.
    """
    says = {part.meaning for part in parts}
    kinds = {meaning.kind for meaning in says if meaning}
    language = LANGUAGE_COURSE in says or (
        COURSE in says and ("tongue" in kinds or LANGUAGE in says)
    )
    subject = language or any(m and m.kind == "what" and m != COURSE for m in says)
    found: dict[str, Part] = {}
    for part in parts:
        if part.meaning == COURSE and subject:
            if language and LANGUAGE_COURSE not in says:
                part = Part("course_language", LANGUAGE_COURSE, 1.0)
            else:
                part = replace(part, weight=LIGHT)
        elif language and part.meaning in (GERMAN, LANGUAGE):
            part = replace(part, weight=LIGHT)
        found.setdefault(part.stem, part)
    return list(found.values())
