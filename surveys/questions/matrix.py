"""One row after the other with the same choices. Pure."""

from surveys.questionnaire import Question, Value
from surveys.questions.choosing import UNKNOWN, choice, label
from surveys.questions.way import (
    NO_ANSWER,
    Faults,
    Parts,
    Sent,
    Voice,
    Way,
    field,
    first,
    no_rule,
)

_LONGEST_NAME = 100


def read(question: Question, sent: Sent, _voice: Voice) -> Parts:
    """The rows that were answered; None where no row was, and "no answer" was chosen in one."""
    typed = {
        row.name: first(sent, field(question, row.name))[:_LONGEST_NAME] for row in question.rows
    }
    given = {row: text for row, text in typed.items() if text not in ("", NO_ANSWER)}
    if given:
        return {"": given}
    return {"": None} if NO_ANSWER in typed.values() else {}


def faults(question: Question, value: Value, _other: Value, _voice: Voice) -> Faults:
    given = value if isinstance(value, dict) else {"": value}
    for row, chosen in given.items():
        if choice(question.rows, row) is None:
            yield "", UNKNOWN
        elif choice(question.choices, str(chosen)) is None:
            yield row, UNKNOWN


def words(question: Question, value: Value, _other: Value, voice: Voice) -> str:
    given = value if isinstance(value, dict) else {}
    return voice.listed(
        f"{voice.text(row.label)}: {label(question, str(given[row.name]), None, voice)}"
        for row in question.rows
        if row.name in given
    )


WAY = Way(read, faults, words, no_rule)
