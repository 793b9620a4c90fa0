"""What an action changed, as rows before and after, and the way back. Pure.

A state maps (table, key) to the row's columns; all values are what JSON can hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.refused import Message

Key = tuple[Any, ...]
Row = dict[str, Any]
State = Mapping[tuple[str, Key], Row]


@dataclass(frozen=True, slots=True)
class Change:
    """One row: `before` is None where it is new, `after` is None where it is gone.

    A row that was only altered holds just the columns that differ.
    """

    table: str
    key: Key
    before: Row | None
    after: Row | None


def changes_between(before: State, after: State) -> list[Change]:
    """What differs, in the order of the tables as they were read."""
    found = []
    for table, key in dict.fromkeys([*before, *after]):
        old, new = before.get((table, key)), after.get((table, key))
        if old is None or new is None:
            found.append(Change(table, key, old, new))
        elif old != new:
            columns = [name for name in old if old[name] != new[name]]
            found.append(
                Change(table, key, {c: old[c] for c in columns}, {c: new[c] for c in columns})
            )
    return found


def way_back(change: Change, now: Row | None) -> Row | None:
    """The columns to write so that an altered row is as it was; `now` is the row at present.

    What somebody else has changed since stays theirs. None: there is nothing to write.
    """
    if change.before is None or change.after is None or now is None:
        return None
    after = change.after
    back = {c: v for c, v in change.before.items() if now.get(c) == after[c]}
    return back or None


def isolated(message: Message) -> Message:
    """The same sentence, in which words of another direction do not turn the others round."""
    return replace(message, params={name: _isolated(v) for name, v in message.params.items()})


def _isolated(value: Any) -> Any:
    if isinstance(value, Message):
        return isolated(value)
    return f"\u2068{value}\u2069" if isinstance(value, str) else value
