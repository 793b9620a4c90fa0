"""The same idea in two languages: found with the optional extra `multilingual`.

A model of several languages turns texts into vectors that are close where the texts mean much the
same. Close is not the same: "courses for women" lies near "courses for men", in any language. So
three more things must hold: the vocabulary finds nothing that tells the two apart, each is the
other's nearest in its language, and no third one comes near. Without the extra nothing is found.
"""

from collections.abc import Sequence
from importlib import import_module

from workshops.merging import model
from workshops.merging.reading import Reading, reading
from workshops.merging.similar import APART, SAME, Id, Item, Pair, differ

CLOSE = 0.88  # from here on two texts are the same idea; measured in tests/workshops/merging
MARGIN = 0.01  # by so much the nearest must be nearer than the next one
FAR = 0.83  # nearness below which nothing the vocabulary says would help
ONE_SIDED = 0.015  # what it costs that only one text says for whom, when, where
AGREED = 0.008  # what it gains that both say the same, twice at most
ODD = 0.006  # what each subject costs that only one of two known texts names


def near(items: Sequence[Item], same: Sequence[Pair] = ()) -> list[Pair]:
    """Pairs that have no language in common and mean the same, the closest first.

    Of the texts that the model has read. `same`: pairs within one language, so that two ways of
    saying it in one language are no rivals.
    """
    vectors = model.vectors(texts_of(items))
    here = [n for n, item in enumerate(items) if item.texts[0][1] in vectors]
    if len(here) < 2:
        return []
    numpy = import_module("numpy")
    matrix = numpy.stack([vectors[items[n].texts[0][1]] for n in here])
    closeness = numpy.triu(matrix @ matrix.T / 2, 1)
    scores: dict[tuple[int, int], float] = {}
    for i, j in numpy.argwhere(closeness >= FAR).tolist():
        if score := _score(items[here[i]], items[here[j]], float(closeness[i, j])):
            scores[here[i], here[j]] = score
    return _nearest(items, scores, {(pair.one, pair.other) for pair in same})


def texts_of(items: Sequence[Item]) -> set[str]:
    """What the model has to read: nothing where all is in one language."""
    several = len({item.texts[0][0] for item in items}) > 1
    return {item.texts[0][1] for item in items} if several else set()


def nearness(typed: Item, items: Sequence[Item]) -> dict[Id, float]:
    """How near these are to a text in another language; only those that are sure."""
    vectors = model.vectors(texts_of([typed, *items]))
    mine = vectors.get(typed.texts[0][1])
    if mine is None:
        return {}
    found: dict[Id, float] = {}
    for item in items:
        theirs = vectors.get(item.texts[0][1])
        score = 0.0 if theirs is None else _score(typed, item, float(mine @ theirs) / 2)
        if score >= CLOSE:
            found[item.id] = _shown(score)
    return found


def _shown(score: float) -> float:
    """On the scale of likeness within a language."""
    return min(0.99, SAME + 2 * (score - CLOSE))


def _score(one: Item, other: Item, closeness: float) -> float:
    """How sure it is that both are one idea; 0 where something speaks against it."""
    if {language for language, _ in one.texts} & {language for language, _ in other.texts}:
        return 0.0
    mine, theirs = (reading(i.texts[0][1], i.texts[0][0]) for i in (one, other))
    subjects = mine.of("what"), theirs.of("what")
    if differ(mine, theirs) or (all(subjects) and not subjects[0] & subjects[1]):
        return 0.0
    return closeness + _agreement(mine, theirs)


def _agreement(one: Reading, other: Reading) -> float:
    """What the vocabulary adds to the closeness of two texts, or takes from it."""
    said = [(one.of(kind), other.of(kind)) for kind in APART]
    both = sum(1 for mine, theirs in said if mine and mine == theirs)
    lone = sum(1 for mine, theirs in said if mine != theirs)
    mine, theirs = one.of("what"), other.of("what")
    odd = len(mine ^ theirs) if mine and theirs else int(bool(mine or theirs))
    agreed = min(both, 2) + min(len(mine & theirs), 2)
    return AGREED * agreed - ONE_SIDED * lone - ODD * odd


def _nearest(
    items: Sequence[Item], scores: dict[tuple[int, int], float], same: set[tuple[Id, Id]]
) -> list[Pair]:
    """The pairs in which each is the nearest of all in its language, and no other comes close."""
    of: dict[tuple[int, str], list[tuple[float, int]]] = {}
    for (i, j), score in scores.items():
        for one, other in ((i, j), (j, i)):
            of.setdefault((one, items[other].texts[0][0]), []).append((score, other))

    def rivals(one: int, other: int) -> list[float]:
        chosen = items[other].id
        return [
            score
            for score, n in of[one, items[other].texts[0][0]]
            if n != other and not {(chosen, items[n].id), (items[n].id, chosen)} & same
        ]

    found = []
    for (i, j), score in scores.items():
        if score >= CLOSE and score - max(rivals(i, j) + rivals(j, i), default=0.0) >= MARGIN:
            found.append((-_shown(score), i, j))
    return [Pair(items[i].id, items[j].id, -score) for score, i, j in sorted(found)]
