"""One question's results in pages for the wall. Pure but for the words of the languages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveys import public
from workshops.projector.leaves import pages_of

Page = public.Drawing
"""A page holds a part of the drawing's lines, texts or words, and all of what stands around it."""

# Of each size of the wall (workshops/projector/screen.py):
ENTRIES = (4, 3, 2)  # of a quadrant
CARDS = 4
LONG_CARDS = 2
LONG = (230, 190, 110)  # letters from which on one card in four is too small
LETTERS = (360, 260, 190)  # of words; a large one counts as several
AROUND = 6  # a word needs room for so many more


def pages(drawing: public.Drawing, language: str, size: int) -> tuple[Page, ...]:
    """At least one, also where there is nothing to see."""
    match drawing.shape:
        case "lines":
            parts = pages_of(drawing.lines, language, size)
            return tuple(replace(drawing, lines=part) for part in parts)
        case "board":
            return tuple(_boards(drawing, ENTRIES[size]))
        case "cards":
            return tuple(replace(drawing, cards=part) for part in _stacks(drawing.cards, size))
        case "words":
            return tuple(replace(drawing, words=part) for part in _heaps(drawing.words, size))
        case _:
            return (drawing,)


def _boards(drawing: public.Drawing, each: int) -> Iterator[Page]:
    """All quadrants turn at once; one that has no more is empty."""
    most = max(len(texts) for _, texts in drawing.board)
    for at in range(0, most, each):
        board = tuple((title, texts[at : at + each]) for title, texts in drawing.board)
        yield replace(drawing, board=board)


def _stacks(cards: Sequence[public.Entry], size: int) -> Iterator[tuple[public.Entry, ...]]:
    """As many cards beside each other as leave room to the longest of them."""
    at = 0
    while at < len(cards):
        long = any(len(one.text) > LONG[size] for one in cards[at : at + CARDS])
        most = LONG_CARDS if long else CARDS
        yield tuple(cards[at : at + most])
        at += most


def _heaps(words: Sequence[public.Word], size: int) -> Iterator[tuple[public.Word, ...]]:
    heap: list[public.Word] = []
    room = LETTERS[size]
    for word in words:
        needed = (len(word.text) + AROUND) * word.size
        if heap and needed > room:
            yield tuple(heap)
            heap, room = [], LETTERS[size]
        heap.append(word)
        room -= needed
    if heap:
        yield tuple(heap)
