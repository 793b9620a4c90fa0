"""What was left as it came: ends of scales without names, the library's examples. Pure.

These are hints: people can answer such questions, but not know what they say.
"""

import re

from app.refused import say
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import Question, Questionnaire

EXAMPLE = re.compile(r"(?:Stadtteil|District|الحي) \d|\d\. semt")
"""What the library has where every city writes names of its own."""


def unfinished_hints(questionnaire: Questionnaire) -> Faults:
    for question in questionnaire.questions():
        yield from _nameless(question, questionnaire.original)
        yield from _examples(question, questionnaire.original)


def _nameless(question: Question, original: str) -> Faults:
    ends = {"low_label": question.low_label, "high_label": question.high_label}
    missing = [part for part, text in ends.items() if not text.get(original, "").strip()]
    if question.kind == "scale" and missing:
        message = say("Name both ends of the scale: nobody knows otherwise which number is good.")
        yield Fault(question.name, missing[0], message, stops=False)


def _examples(question: Question, original: str) -> Faults:
    for choice in question.choices:
        text = choice.label.get(original, "").strip()
        if EXAMPLE.fullmatch(text):
            message = say("“%(name)s” is an example. Write the names of your districts.", name=text)
            yield Fault(question.name, "choices", message, stops=False)
            return
