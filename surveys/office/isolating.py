"""Words of another direction in a sentence of ours. Pure."""

from dataclasses import replace
from typing import Any

from app.refused import Message


def isolated(message: Message) -> Message:
    """The same sentence, in which words of another direction do not turn the others round."""
    return replace(message, params={name: _isolated(one) for name, one in message.params.items()})


def _isolated(value: Any) -> Any:
    if isinstance(value, Message):
        return isolated(value)
    return f"\u2068{value}\u2069" if isinstance(value, str) else value
