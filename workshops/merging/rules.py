"""What merging does, as values. Pure.

A forest maps a measure to the one it is merged into. Merging a measure that has sources of its own
keeps them: they hang below it, and come along when it is taken out again.
"""

from collections.abc import Iterable, Mapping

from app.refused import Message, Refused, say, say_n

Forest = Mapping[int, int]
Texts = Mapping[str, str]

LONGEST = 500  # characters of a title, as of any measure


def merged(forest: Forest, target: int, sources: Iterable[int]) -> dict[int, int]:
    """The forest after these sources were merged into the target; those already there stay.

    Raises:
        Refused: nothing to merge, or one of them is part of another measure already. So there
            can be no circle: what hangs below something is never what others are hung below.
    """
    given = set(sources) - {target}
    if not given:
        raise Refused(say("Choose at least two ideas that say the same."), 422)
    new = {source for source in given if root_of(forest, source) != target}
    if new and (target in forest or new & forest.keys()):
        raise Refused(say("One of these has been put together with another in the meantime."))
    return {**forest, **dict.fromkeys(new, target)}


def root_of(forest: Forest, measure: int) -> int:
    """The measure that stands for this one: itself where it is not merged."""
    while measure in forest:
        measure = forest[measure]
    return measure


def trees(forest: Forest) -> dict[int, tuple[int, ...]]:
    """Root -> all that is merged into it, directly or through others, in the order of their ids."""
    found: dict[int, list[int]] = {}
    for measure in sorted(forest):
        found.setdefault(root_of(forest, measure), []).append(measure)
    return {root: tuple(sources) for root, sources in found.items()}


def wrong_title(title: str) -> Message | None:
    """What is wrong with a title that was typed; None where nothing is."""
    if len(title) <= LONGEST:
        return None
    return say_n(
        "This is too long by %(num)d character. Please shorten it.",
        "This is too long by %(num)d characters. Please shorten it.",
        len(title) - LONGEST,
    )


def texts_with(own: Texts, sources: Iterable[tuple[str, Texts]]) -> dict[str, str]:
    """The merged measure's texts: its own and, in languages it lacks, those of its sources.

    So whoever reads Turkish reads the words of the one who wrote it in Turkish. `sources` holds
    the language each was written in, and its texts; what was written goes before a translation.
    """
    texts = dict(own)
    found = list(sources)
    for language, theirs in found:
        texts.setdefault(language, theirs[language])
    for _, theirs in found:
        for language, text in theirs.items():
            texts.setdefault(language, text)
    return texts


def texts_without(now: Texts, own: Texts, language: str, gone: Iterable[Texts]) -> dict[str, str]:
    """The texts after sources have left: what came from one of them goes with it.

    `own` are the measure's own texts, `language` that of its title: those stay.
    """
    left = {(tag, text) for texts in gone for tag, text in texts.items()}
    return {
        tag: text
        for tag, text in now.items()
        if tag == language or own.get(tag) == text or (tag, text) not in left
    }
