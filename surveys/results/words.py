"""Short answers as groups: the same words once, with how many people wrote them. Pure.

The same are words that differ in capitals, hyphens, dots or marks above Arabic letters only. Which
others mean the same a person says: plurals, slips of the pen, words of two languages. Those that
look alike are suggested.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rapidfuzz.distance import OSA

LARGEST = 4
"""Words are as large as 1 to 4, the more often the larger."""

ALIKE = 0.72  # of two words, from here on they are suggested to be the same
SHORTEST = 5  # letters of a word that is compared: below, every slip makes another word
SUGGESTIONS = 3

_SIGNS = re.compile(r"[\W_]+")  # all that is no letter and no figure
# Arabic letters that people write in one way or another, each as its plainest one.
_PLAIN = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ")


@dataclass(frozen=True, slots=True)
class Word:
    """The same answer by one or several people. `folded`: see below; several, where somebody has
    put different words together. `key`: of one of its texts, where they have any."""

    text: str
    times: int
    size: int
    folded: frozenset[str]
    key: str = ""


def fold(text: str) -> str:
    """What is the same in all spellings of a text; of signs alone the text itself."""
    plain = unicodedata.normalize("NFC", text.casefold()).translate(_PLAIN)
    return _SIGNS.sub("", plain) or plain.strip()


def grouped(
    texts: Sequence[str],
    together: Iterable[Collection[str]] = (),
    preferred: Collection[str] = (),
) -> tuple[Word, ...]:
    """The groups, the largest first, each as most people wrote it.

    `together`: folded words that mean the same. `preferred`: texts by which a group is called if
    one of them is in it, such as those in the reader's language.
    """
    lines = Counter(" ".join(text.split()) for text in texts)
    folded = {line: fold(line) for line in lines}
    place = _places(set(folded.values()), together)
    groups: dict[str, dict[str, int]] = {}
    for line, times in lines.items():
        groups.setdefault(place[folded[line]], {})[line] = times
    first = {" ".join(text.split()) for text in preferred}
    most = max((sum(found.values()) for found in groups.values()), default=1)
    words = (_word(found, folded, first, most) for found in groups.values())
    return tuple(sorted(words, key=lambda one: (-one.times, one.text.casefold())))


def alike(words: Sequence[Word]) -> tuple[tuple[Word, Word], ...]:
    """Pairs that look as if they meant the same, the likest first."""
    found = [(_likeness(one, other), one, other) for one, other in combinations(words, 2)]
    near = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return tuple((one, other) for _, one, other in near[:SUGGESTIONS])


def _places(words: Collection[str], together: Iterable[Collection[str]]) -> dict[str, str]:
    """Each word, and the one by which its group is found."""
    place = {word: word for word in words}
    for some in together:
        meant = {place[word] for word in some if word in place}
        for word, at in place.items():
            if at in meant:
                place[word] = min(meant)
    return place


def _word(
    found: Mapping[str, int], folded: Mapping[str, str], first: Collection[str], most: int
) -> Word:
    times = sum(found.values())
    spelt: Counter[str] = Counter()
    for line, number in found.items() if len(found) > 1 else ():
        spelt[folded[line]] += number

    def rank(line: str) -> tuple[bool, int, int, int, str]:
        return line not in first, -spelt[folded[line]], -found[line], _signs(line), line

    text = min(found, key=rank) if len(found) > 1 else next(iter(found))
    size = 1 if most == 1 else 1 + round((LARGEST - 1) * (times - 1) / (most - 1))
    return Word(text, times, size, frozenset(folded[line] for line in found))


def _signs(text: str) -> int:
    return sum(not sign.isalnum() for sign in text)


def _likeness(one: Word, other: Word) -> float:
    pairs = product(_long(one), _long(other))
    return max((OSA.normalized_similarity(here, there) for here, there in pairs), default=0.0)


def _long(word: Word) -> list[str]:
    """Those of its spellings that can be compared, without the dots of ä and the hook of ş."""
    parts = (unicodedata.normalize("NFD", one) for one in word.folded if len(one) >= SHORTEST)
    return ["".join(sign for sign in one if not unicodedata.combining(sign)) for one in parts]
