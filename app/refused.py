"""What a domain rule says when it refuses, in words that can still be translated.

Pure: rules import this and nothing else of ours.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person, not yet in their language. `num` chooses between plural forms."""

    text: str
    plural: str | None = None
    num: int | None = None
    params: dict[str, Any] = field(default_factory=dict)


def say(text: str, /, **params: Any) -> Message:
    """A whole sentence; `%(name)s` stands for a parameter."""
    return Message(text, params=params)


def say_n(singular: str, plural: str, /, num: int, **params: Any) -> Message:
    """A whole sentence with a number in it: `%(num)d`."""
    return Message(singular, plural, num, params)


def packed(message: Message) -> dict[str, Any]:
    """A sentence as JSON can hold it; what stands in it may be sentences, too."""
    params = {
        name: packed(value) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return {"text": message.text, "plural": message.plural, "num": message.num, "params": params}


def unpacked(row: dict[str, Any]) -> Message:
    """The sentence that was packed."""
    params = {
        name: unpacked(value) if isinstance(value, dict) else value
        for name, value in row["params"].items()
    }
    return Message(row["text"], row["plural"], row["num"], params)


class Refused(Exception):
    """A rule forbids it. The message says what to do now; nothing was changed."""

    def __init__(self, message: Message, status: int = 409) -> None:
        super().__init__(message.text)
        self.message = message
        self.status = status


class Missing(Exception):
    """There is no such thing, or it is not this person's business: both look the same (404)."""
