"""What stands in several columns, each with its name, in words that a reader understands. Pure."""

from collections.abc import Iterable, Iterator

from workshops.schemes.columns import Values
from workshops.schemes.scheme import Column, Scheme
from workshops.schemes.values import Voice, shown, shown_value

Fact = tuple[str, str]  # name, which is empty where the value says enough; and value


def marks(columns: Iterable[Column], values: Values, voice: Voice) -> Iterator[str]:
    """The yes/no columns that say yes."""
    for column in columns:
        if column.kind == "yes_no" and values.get(column.key) is True:
            yield column.naming.name(voice.language)


def facts(columns: Iterable[Column], values: Values, voice: Voice) -> Iterator[Fact]:
    """What the other columns of a measure say."""
    for column in columns:
        if column.kind == "yes_no" and values.get(column.key) is True:
            continue
        text = shown(column, values, voice)
        if text:
            yield "" if column.kind == "choice" else column.naming.name(voice.language), text


def entry_facts(scheme: Scheme, level: int, values: Values, voice: Voice) -> Iterator[Fact]:
    """What the columns of an entry's level say; one kept for each option of a choice says so for
    each."""
    for column in scheme.levels[level].columns:
        name = column.naming.name(voice.language)
        choice = scheme.column(column.per) if column.per else None
        if choice is None:
            text = shown(column, values, voice)
            if text:
                yield name, text
            continue
        kept = values.get(column.key)
        for option in choice.options:
            value = kept.get(option.key) if isinstance(kept, dict) else None
            text = shown_value(column, value, voice)
            if text:
                yield f"{name}, {option.naming.name(voice.language)}", text
