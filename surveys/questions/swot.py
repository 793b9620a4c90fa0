"""Strengths, weaknesses, chances and risks, several entries each. Pure."""

from collections.abc import Mapping

from app.refused import say, say_n
from surveys.questionnaire import QUADRANTS, Question, Value
from surveys.questions.texts import too_long
from surveys.questions.way import (
    Faults,
    Parts,
    Sent,
    Voice,
    Way,
    field,
    left_out,
    names,
    no_rule,
    one_line,
)

TITLES = {
    "strengths": say("Strengths"),
    "weaknesses": say("Weaknesses"),
    "chances": say("Chances"),
    "risks": say("Risks"),
}
MOST_ENTRIES = 20  # in each quadrant
LONGEST = 300  # characters of an entry


def read(question: Question, sent: Sent, _voice: Voice) -> Parts:
    """The quadrants with entries; empty fields are left out."""
    given: dict[str, list[str]] = {}
    for quadrant in QUADRANTS:
        typed = [one_line(text) for text in sent.many(field(question, quadrant))]
        if any(typed):
            given[quadrant] = [text for text in typed if text]
    if given:
        return {"": given}
    return left_out(question, sent)


def most(question: Question) -> int:
    """Entries that a quadrant takes."""
    return min(question.most or MOST_ENTRIES, MOST_ENTRIES)


def faults(question: Question, value: Value, _other: Value, _voice: Voice) -> Faults:
    given: Mapping[str, object] = value if isinstance(value, dict) else {"": None}
    limit = most(question)
    for quadrant, entries in given.items():
        texts = entries if isinstance(entries, list) else []
        if quadrant not in QUADRANTS or not texts or not all(isinstance(x, str) for x in texts):
            yield "", say("Please write your answer into the fields.")
            continue
        if len(texts) > limit:
            yield (
                quadrant,
                say_n(
                    "At most %(num)d entry fits here. Please take some away.",
                    "At most %(num)d entries fit here. Please take some away.",
                    limit,
                ),
            )
        for message in filter(None, (too_long(entry, LONGEST) for entry in texts)):
            yield quadrant, message


def words(_question: Question, value: Value, _other: Value, voice: Voice) -> str:
    given = value if isinstance(value, dict) else {}
    return "; ".join(
        f"{voice.words(TITLES[quadrant])}: {voice.listed(names(given[quadrant]))}"
        for quadrant in QUADRANTS
        if quadrant in given
    )


WAY = Way(read, faults, words, no_rule)
