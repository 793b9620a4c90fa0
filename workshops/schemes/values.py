"""What stands in a column, in words that a reader understands. Pure."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.refused import Message, say
from workshops.schemes.columns import Money, Value, Values, money
from workshops.schemes.scheme import Column, value_of

STATUS = {
    "planned": say("planned"),
    "running": say("running"),
    "done": say("done"),
    "dropped": say("dropped"),
}
DECISIONS = {
    "proposed": say("proposed to the council"),
    "adopted": say("adopted"),
    "rejected": say("rejected"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, and how things are said in it: our sentences, amounts (cents, currency), days,
    and the names of languages."""

    language: str
    words: Callable[[Message], str]
    amount: Callable[[int, str], str]
    day: Callable[[dt.date], str]
    language_name: Callable[[str], str]


def shown(column: Column, values: Values, voice: Voice) -> str:
    """The value of a column among `values`; an empty text where nothing stands."""
    return shown_value(column, value_of(column, values), voice)


def shown_value(column: Column, value: Value, voice: Voice) -> str:
    """One value of this column, in words."""
    if value is None or value == "":
        return ""
    kind = column.kind
    if kind == "bodies":
        return "; ".join(value) if isinstance(value, list) else str(value)
    if kind in ("choice", "computed"):
        option = column.option(str(value))
        return option.naming.name(voice.language) if option else str(value)
    if kind == "money":
        found = money(value)
        return amount(found, voice) if found else ""
    if kind == "date":
        return voice.day(dt.date.fromisoformat(value))
    if kind == "yes_no":
        return voice.words(say("yes") if value else say("no"))
    return str(value)


def amount(found: Money, voice: Voice) -> str:
    """An amount with what is known of it, such as "about €5,000 per year"."""
    if found.cents is None:
        return found.note or voice.words(say("not known yet"))
    said = voice.amount(found.cents, found.currency)
    if found.about:
        said = voice.words(say("about %(amount)s", amount=said))
    sentence = {
        "once": say("%(amount)s once", amount=said),
        "year": say("%(amount)s per year", amount=said),
        "step": say("%(amount)s per step", amount=said),
    }.get(found.per)
    said = voice.words(sentence) if sentence else said
    return f"{said} ({found.note})" if found.note else said
