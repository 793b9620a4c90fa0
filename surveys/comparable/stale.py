"""Translations that stayed as they were although their original was changed. Pure."""

from collections.abc import Iterator

from app.language.names import own_name
from app.refused import say
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import Question, Questionnaire, Texts

_PARTS = ("label", "hint", "low_label", "high_label")


def stale(old: Questionnaire, new: Questionnaire) -> Faults:
    """Hints only: a slip of the pen was perhaps put right, and every translation still fits."""
    if old.original != new.original:
        return
    for question in new.questions():
        before = old.question(question.name)
        pairs = tuple(_pairs(before, question)) if before else ()
        for tag in new.languages:
            if any(_left(*pair, new.original, tag) for pair in pairs):
                message = say(
                    "The wording has changed, but not everywhere its translation (%(language)s).",
                    language=own_name(tag),
                )
                yield Fault(question.name, "label", message, stops=False)


def _left(before: Texts, after: Texts, original: str, tag: str) -> bool:
    changed = before.get(original) != after.get(original)
    return tag != original and changed and bool(after.get(tag)) and before.get(tag) == after[tag]


def _pairs(before: Question, after: Question) -> Iterator[tuple[Texts, Texts]]:
    for part in _PARTS:
        yield getattr(before, part), getattr(after, part)
    for part in ("choices", "rows"):
        known = {one.name: one.label for one in getattr(before, part)}
        for one in getattr(after, part):
            if one.name in known:
                yield known[one.name], one.label
