"""Putting choices into an order. Pure."""

from surveys.questionnaire import Question, Value
from surveys.questions.choosing import UNKNOWN, label, many_rule, so_many
from surveys.questions.way import (
    Faults,
    Parts,
    Sent,
    Voice,
    Way,
    field,
    left_out,
    names,
)

_LONGEST_NAME = 100


def read(question: Question, sent: Sent, _voice: Voice) -> Parts:
    """The fields come in the order of the places; of a choice that comes twice the first counts."""
    sent_names = [one.strip()[:_LONGEST_NAME] for one in sent.many(field(question))]
    ranked = list(dict.fromkeys(one for one in sent_names if one))
    if ranked:
        return {"": ranked}
    return left_out(question, sent)


def faults(question: Question, value: Value, _other: Value, voice: Voice) -> Faults:
    ranked = names(value)
    known = {one.name for one in question.choices}
    if not ranked or not known.issuperset(ranked) or len(set(ranked)) < len(ranked):
        yield "", UNKNOWN
    elif (message := many_rule(question, voice)) and not so_many(question, ranked):
        yield "", message


def words(question: Question, value: Value, _other: Value, voice: Voice) -> str:
    places = enumerate(names(value), 1)
    return voice.listed(f"{place}. {label(question, one, None, voice)}" for place, one in places)


WAY = Way(read, faults, words, many_rule)
