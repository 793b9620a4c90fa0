"""Every heading that a table of a scheme may have, and what may stand below it. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.refused import Message, say
from workshops.exports.sheet_words import (
    FIXED,
    LANGUAGE,
    MONEY_PARTS,
    NO,
    NUMBER,
    NUMBERS,
    PERIODS,
    REASON,
    YES,
)
from workshops.schemes.scheme import Column, Naming, Scheme

Words = Callable[[Message], str]  # puts a message into the language of the reader

_TAKES = {
    "text": say("any text"),
    "bodies": say("one or several, separated by semicolons"),
    "money": say("an amount such as 5000, about 5000 per year, or ? where it is not known"),
    "date": say("a day such as 2027-06-30"),
    "number": say("a number such as 12.5"),
    "computed": say("nothing: it is found from the other columns"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """`also`: other words for it, in whatever language; `takes`: what may stand below it."""

    name: str
    also: tuple[str, ...]
    takes: str


def headings(scheme: Scheme, language: str, words: Words) -> Iterator[Heading]:
    """All that a table may have, in this language: first the levels and the measure, then their
    columns, then those of every scheme."""
    for level in scheme.levels:
        told = words(say("a title; an empty cell continues the row above"))
        yield _heading((level.naming,), told, language)
    yield _heading((scheme.measure,), words(say("a measure, or several, one a line")), language)
    for column in scheme.columns:
        yield from _of_column(column, (column.naming,), language, words)
    for level in scheme.levels:
        for column in level.columns:
            yield from _of_column(column, (column.naming,), language, words)
            choice = scheme.column(column.per)
            for option in choice.options if choice else ():
                naming = (column.naming, option.naming)
                yield _heading(naming, _takes(column, language, words), language)
    for column in (*FIXED, REASON):
        yield from _of_column(column, (column.naming,), language, words)
    yield _heading((LANGUAGE.naming,), words(say("a language such as en")), language)
    number = NUMBER.name(language)
    others = tuple(word for word in NUMBERS if word != number.casefold())
    yield Heading(number, others, words(say("The numbers are made anew.")))


def _of_column(
    column: Column, naming: tuple[Naming, ...], language: str, words: Words
) -> Iterator[Heading]:
    yield _heading(naming, _takes(column, language, words), language)
    for part in MONEY_PARTS if column.kind == "money" and not column.per else ():
        told = {
            "per": _options(PERIODS, language),
            "about": _yes_or_no(language),
            "currency": "EUR",
        }.get(part.key, words(_TAKES["text"]))
        yield _heading((*naming, part.naming), told, language)


def _takes(column: Column, language: str, words: Words) -> str:
    if column.kind == "choice":
        return _options(column, language)
    return _yes_or_no(language) if column.kind == "yes_no" else words(_TAKES[column.kind])


def _options(column: Column, language: str) -> str:
    return " / ".join(option.naming.name(language) for option in column.options)


def _yes_or_no(language: str) -> str:
    return f"{YES.name(language)} / {NO.name(language)}"


def _heading(naming: tuple[Naming, ...], takes: str, language: str) -> Heading:
    name = ": ".join(one.name(language) for one in naming)
    also = dict.fromkeys(naming[0].headings()) if len(naming) == 1 else {}
    return Heading(name, tuple(word for word in also if word != name), takes)
