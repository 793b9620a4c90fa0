"""How alike two short texts of one language are. Pure.

Precision before recall: a moderator who sees three wrong suggestions stops looking. So what tells
two measures apart weighs more than what they share: "a course for women" and "a course for men"
have three words of four in common, and are not one measure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations

from rapidfuzz.distance import OSA, Prefix

from workshops.merging.reading import LIGHT, PART, Part, Reading, reading
from workshops.merging.vocabulary import words_of

SAME = 0.77  # from here on two measures are suggested to be one
NEAR = 0.6  # from here on a person who is writing is shown what is there already

ADDED = 0.6  # what an added word costs, in words
CHANGED = 2.0  # what a word more costs that stands in the place of another
COMPOUND = 1.0 / PART  # a compound may weigh so much more when it stands in two words
Id = int | str
APART = ("who", "when", "where", "tongue")  # kinds of words that tell measures apart


def likeness(one: Reading, other: Reading) -> float:
    """From 0, not the same, to 1, the same words. The order of the two does not matter."""
    if one.words == other.words:
        return 1.0 if one.words else 0.0
    if differ(one, other):
        return 0.0
    matched, lost, left, right = _matched(one.parts, other.parts)
    if matched < 0.5:
        return 0.0
    less, more = sorted((left, right))
    more += lost
    if one.numbers != other.numbers:
        more += PART
    return matched / (matched + ADDED * more + CHANGED * less)


@dataclass(frozen=True, slots=True)
class Item:
    """A measure with its texts in one or more languages: (language, text), the original first."""

    id: Id
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two measures, in the order in which they were handed in, and how alike they are, 0 to 1."""

    one: Id
    other: Id
    score: float


def base(tag: str) -> str:
    """The language of a tag: German, whether it is de, de-AT or de-simple."""
    return tag.strip().partition("-")[0].lower()


@lru_cache(maxsize=32)
def pairs(items: tuple[Item, ...], least: float = SAME) -> tuple[Pair, ...]:
    """The pairs that are at least so much alike, the likest first.

    Two measures are compared in every language that both have a text in; the likest counts, unless
    they differ for certain in another. Where there is none, only the very same words count: a text
    has the language of a phone, and people write in others, too.
    """
    read = [{language: reading(text, language) for language, text in i.texts} for i in items]
    found = [(-1.0, *pair) for pair in _same_words(items)]
    for here, there in _candidates(read, least):
        score = _likeness_of(read[here], read[there])
        if score >= least:
            found.append((-score, here, there))
    return tuple(Pair(items[i].id, items[j].id, -score) for score, i, j in sorted(found))


def _same_words(items: Sequence[Item]) -> Iterable[tuple[int, int]]:
    """Pairs with a text of the same words, and no language in common."""
    places: dict[tuple[str, ...], list[int]] = {}
    for here, item in enumerate(items):
        for words in {tuple(words_of(text, "")) for _, text in item.texts}:
            places.setdefault(words, []).append(here)
    found = {pair for words, at in places.items() if words for pair in combinations(at, 2)}
    return (
        (here, there)
        for here, there in found
        if not {tag for tag, _ in items[here].texts} & {tag for tag, _ in items[there].texts}
    )


def _likeness_of(one: dict[str, Reading], other: dict[str, Reading]) -> float:
    scores = [likeness(one[language], other[language]) for language in one.keys() & other.keys()]
    return max(scores, default=0.0) if all(scores) else 0.0


def _candidates(read: Sequence[dict[str, Reading]], least: float) -> set[tuple[int, int]]:
    """Pairs that share enough words to be compared at all. Comparing everything would take long."""
    index: dict[tuple[str, str], list[int]] = {}
    found: dict[tuple[int, int, str], float] = {}
    weights = [{language: _weight(r.parts) for language, r in texts.items()} for texts in read]
    for here, texts in enumerate(read):
        for language, one in texts.items():
            for key, weight in _keys(one).items():
                others = index.setdefault((language, key), [])
                for there in others:
                    pair = (there, here, language)
                    found[pair] = found.get(pair, 0.0) + weight
                others.append(here)
    enough = set()
    for (one_, other_, language), shared in found.items():
        less, more = sorted((weights[one_][language], weights[other_][language]))
        if shared >= 0.4 * less and COMPOUND * less >= least * (less + ADDED * (more - less)):
            enough.add((one_, other_))
    return enough


def _keys(one: Reading) -> dict[str, float]:
    """Where to look for texts with the same word, the same meaning, or a slip of the pen."""
    found: dict[str, float] = {}
    for part in one.parts:
        if part.weight > LIGHT:
            key = f"@{part.meaning.name}" if part.meaning else part.stem[:5]
            found[key] = max(found.get(key, 0.0), part.weight)
    return found


def differ(one: Reading, other: Reading) -> bool:
    """Whether something tells the two apart for certain, whatever else they share."""
    if one.of("turn") != other.of("turn"):
        return True
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return True
    for kind in APART:
        mine, theirs = one.of(kind), other.of(kind)
        if mine - theirs and theirs - mine:
            return True
    return False


def _matched(one: Sequence[Part], other: Sequence[Part]) -> tuple[float, float, float, float]:
    """The weight that both share, what of it is not quite the same, and what either has alone."""
    mine, theirs = {p.stem: p for p in one}, {p.stem: p for p in other}
    matched = lost = 0.0
    for cut in sorted(mine.keys() & theirs.keys()):
        matched += max(mine.pop(cut).weight, theirs.pop(cut).weight)
    for quality, here, there in _close(mine.values(), theirs.values()):
        if here.stem in mine and there.stem in theirs:
            weight = max(mine.pop(here.stem).weight, theirs.pop(there.stem).weight)
            matched, lost = matched + quality * weight, lost + (1 - quality) * weight
    matched += _composed(mine, theirs) + _composed(theirs, mine)
    return matched, lost, _weight(mine.values()), _weight(theirs.values())


def _weight(parts: Iterable[Part]) -> float:
    return sum(part.weight for part in parts)


def _close(one: Iterable[Part], other: Collection[Part]) -> list[tuple[float, Part, Part]]:
    """Pairs of different words that say much the same, the closest first."""
    found = [(quality, a, b) for a in one for b in other if (quality := _closeness(a, b))]
    return sorted(found, key=lambda f: (-f[0], *sorted((f[1].stem, f[2].stem))))


def _closeness(one: Part, other: Part) -> float:
    if one.meaning and one.meaning == other.meaning:
        return 0.9
    if one.meaning and other.meaning:
        return 0.0
    a, b = one.stem, other.stem
    shorter, longer = sorted((len(a), len(b)))
    if shorter < 5 or a[0] != b[0]:
        return 0.0
    allowed = 2 if shorter >= 10 else 1
    if OSA.distance(a, b, score_cutoff=allowed) <= allowed:
        return 0.9
    same = Prefix.similarity(a, b)
    return 0.8 if same >= 5 and same >= 0.75 * longer else 0.0


def _composed(one: dict[str, Part], other: dict[str, Part]) -> float:
    """Match compounds of one side with their two parts on the other: "Schulweg", "Weg", "Schule".

    Takes what it matches out of both.
    """
    matched = 0.0
    for cut in [cut for cut in one if len(cut) >= 7]:
        halves = [h for h in other if len(h) >= 3 and (cut.startswith(h) or cut.endswith(h))]
        for first, last in permutations(halves, 2):
            if (
                cut.startswith(first)
                and cut.endswith(last)
                and 0 <= len(cut) - len(first + last) <= 3
            ):
                matched += 0.9 * _weight((other.pop(first), other.pop(last)))
                del one[cut]
                break
    return matched
