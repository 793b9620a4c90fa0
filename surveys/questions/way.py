"""What all kinds of questions share: how they are read, checked and said. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from app.refused import Message
from surveys.questionnaire import Question, Texts, Value

NO_ANSWER = "-"
"""What a radio button or box sends for "no answer": no choice can have this name."""
NONE = "none"
"""The part of a question with the box "no answer", where it is not one of the choices."""
NOTE = "note"
"""The part with what an interviewer wrote down, as a field and as an entry."""
OTHER_WORDS = "other"
"""The part with the words typed for "other", as a field and as an entry."""

Parts: TypeAlias = dict[str, Value]
"""What was read: "" → the answer, OTHER_WORDS → words. Without "" nothing was answered."""

Faults: TypeAlias = Iterator[tuple[str, Message]]
"""The part of the question that is wrong ("" the whole), and why."""


class Sent(Protocol):
    """What a person sent; `Form` is one."""

    def many(self, name: str, /) -> list[str]:
        """All values of a field, cleaned; none where it was not sent."""
        ...


class Filled(Sent, Protocol):
    """What a person sent, with what is wrong with it; `Form` is one."""

    def refuse(self, name: str, message: Message) -> None:
        """Say so beside the field."""
        ...


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields that nobody sent: what stands in a question before somebody answers."""

    values: Mapping[str, Sequence[str]]

    def many(self, name: str, /) -> list[str]:
        return list(self.values.get(name, ()))


@dataclass(frozen=True, slots=True)
class Voice:
    """How things are said in one language. `decimal`: the sign before the fraction of a number,
    `comma`: what stands between the items of a list."""

    decimal: str
    comma: str
    text: Callable[[Texts], str]
    words: Callable[[Message], str]
    number: Callable[[float], str]
    day: Callable[[str], str]

    def listed(self, texts: Iterable[str]) -> str:
        return self.comma.join(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class Way:
    """How a kind of question is asked.

    `read` never refuses: what makes no sense stays as it was typed, and `faults` names it.
    `words` says an answer without faults; its third argument are the words for "other".
    `rule` is the limit of the question in one sentence: it stands as a hint, and, where an answer
    does not keep to it, as the error.
    """

    read: Callable[[Question, Sent, Voice], Parts]
    faults: Callable[[Question, Value, Value, Voice], Faults]
    words: Callable[[Question, Value, Value, Voice], str]
    rule: Callable[[Question, Voice], Message | None]


def field(question: Question, part: str = "") -> str:
    """The name of the form's field."""
    return f"q-{question.name}-{part}" if part else f"q-{question.name}"


def first(sent: Sent, name: str) -> str:
    return next(iter(sent.many(name)), "").strip()


def left_out(question: Question, sent: Sent) -> Parts:
    """What an empty question says: nothing, or that there is no answer."""
    return {"": None} if first(sent, field(question, NONE)) else {}


def one_line(text: str) -> str:
    return text.replace("\n", " ").strip()


def names(value: Value) -> list[str]:
    """A list as it is, anything else as an empty one; what is no text in it is nobody's name."""
    found = value if isinstance(value, list) else []
    return [one if isinstance(one, str) else "" for one in found]


def no_rule(_question: Question, _voice: Voice) -> Message | None:
    return None
