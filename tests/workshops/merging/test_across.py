"""The same idea in two languages, with the optional extra.

ideas.json   60 ideas in five languages each, many of them as close as "courses for men" and
             "courses in the evening"; for the last 24 the vocabulary has hardly a word.
             In rooms in which every idea came in all five languages: precision 1.00 for the
             first 36 with a recall of 0.96, and 1.00 with a recall of 0.7 for the others.
             In rooms in which every idea came in one language only: no suggestion at all.
"""

import json
import random
from pathlib import Path

import pytest

from tests.servers import wait_until
from workshops.merging import across, model
from workshops.merging.similar import Id, Item
from workshops.merging.suggest import suggested, unread

IDEAS = json.loads((Path(__file__).parent / "ideas.json").read_text("utf-8"))
KNOWN = 36  # ideas with words of the vocabulary

needs_the_extra = pytest.mark.skipif(
    not model.available(), reason="the extra `multilingual` is not made for this machine"
)


def items(numbers: range, languages: int) -> tuple[Item, ...]:
    """These ideas, each in so many languages, in an order that is always the same."""
    chance = random.Random(7)
    found = [
        Item(f"{n}/{language}", ((language, IDEAS[n][language]),))
        for n in numbers
        for language in chance.sample(sorted(IDEAS[n]), languages)
    ]
    chance.shuffle(found)
    return tuple(found)


def right(one: Id, other: Id) -> bool:
    return str(one).split("/")[0] == str(other).split("/")[0]


@needs_the_extra
@pytest.mark.parametrize(
    ("numbers", "precision", "recall"),
    [(range(KNOWN), 0.99, 0.92), (range(KNOWN, len(IDEAS)), 0.97, 0.6)],
)
def test_ideas_are_found_in_other_languages(
    numbers: range, precision: float, recall: float
) -> None:
    found = suggested(items(numbers, 5), multilingual=True)
    true = sum(1 for pair in found if right(pair.one, pair.other))
    assert true / len(found) >= precision
    assert true / (len(numbers) * 10) >= recall


@needs_the_extra
def test_different_ideas_in_different_languages_are_not_taken_for_one() -> None:
    assert suggested(items(range(len(IDEAS)), 1), multilingual=True) == ()


@needs_the_extra
def test_two_ways_of_saying_it_in_one_language_are_no_rivals() -> None:
    texts = (
        ("de", "Sprachkurse für Mütter mit Kinderbetreuung"),
        ("de", "Deutschkurs mit Kinderbetreuung für Mütter"),
        ("tr", "Anneler için çocuk bakımlı dil kursları"),
    )
    found = suggested([Item(n, (text,)) for n, text in enumerate(texts)], multilingual=True)
    assert {(p.one, p.other) for p in found} == {(0, 1), (0, 2), (1, 2)}


@needs_the_extra
def test_nobody_waits_for_the_model_if_they_cannot() -> None:
    texts = (("de", "Ein Repaircafé im Zentrum"), ("en", "A repair café in the centre"))
    items = [Item(n, (text,)) for n, text in enumerate(texts)]
    suggested(items, multilingual=True, wait=False)
    wait_until(lambda: not unread(items))
    [pair] = suggested(items, multilingual=True, wait=False)
    assert (pair.one, pair.other) == (0, 1)


def test_texts_of_one_language_do_not_wake_the_model() -> None:
    items = [Item(n, (("de", f"Noch nie gelesen {n}"),)) for n in range(3)]
    assert across.texts_of(items) == set()
    assert across.near(items) == []
    assert unread(items) == 0
