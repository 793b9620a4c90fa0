"""Texts to read, and calculations: nobody answers them. Pure."""

from surveys.questionnaire import Question, Value
from surveys.questions.way import Faults, Parts, Sent, Voice, Way, no_rule


def read(_question: Question, _sent: Sent, _voice: Voice) -> Parts:
    return {}


def faults(_question: Question, _value: Value, _other: Value, _voice: Voice) -> Faults:
    return iter(())


def words(_question: Question, value: Value, _other: Value, voice: Voice) -> str:
    return voice.number(value) if isinstance(value, int | float) else str(value)


SILENCE = Way(read, faults, words, no_rule)
