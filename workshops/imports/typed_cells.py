"""What somebody wrote into a cell, as a value of a column. Pure."""

import re
from collections.abc import Iterable

from app.refused import Refused, say
from workshops.exports.sheet_words import ABOUT, NO, PERIODS, UNKNOWN, YES
from workshops.imports.cells import bodies, fold, one_line
from workshops.schemes.columns import Money, Value, cents, day, number
from workshops.schemes.scheme import Column, Naming

_NOTHING = ("-", "–", "—", "/")
_NOTE = re.compile(r"(?P<amount>.*?)(?:\s*\((?P<brackets>.*)\)|,\s+(?P<comma>[^\d].*))", re.DOTALL)
_PERIOD = re.compile(r"(?P<amount>.*\d.*?)(?:\s*/\s*|\s+)(?P<per>[^\d\s/][^\d/]*)", re.DOTALL)
_CURRENCY = re.compile(r"(?i)\s*(?:euro|eur|€)\s*")


def value_in(text: str, column: Column, language: str, *, exact: bool = False) -> Value:
    """The value of a cell that is not empty; None where it says that nothing stands there.
    `exact`: we have written it ourselves, so that every sign counts.

    Raises:
        Refused: it is none of this kind; the sentence says what is possible.
    """
    match column.kind:
        case "bodies":
            return [body.strip() for body in text.split(";")] if exact else bodies(text)
        case "text":
            return text if exact else one_line(text)
    if text in _NOTHING:
        return None
    match column.kind:
        case "choice":
            return option_in(text, column, language)
        case "yes_no":
            return yes_or_no(text)
        case "money":
            return typed_money(text).value()
        case "date":
            return day(text)
        case "number":
            return number(text)
    return None  # computed: it comes by itself


def option_in(text: str, column: Column, language: str) -> str:
    """The key of the option with this key, or with this name in any language.

    Raises:
        Refused: there is none.
    """
    if column.option(text):
        return text
    wanted = fold(text)
    for option in column.options:
        if wanted in _folded(option.naming) or wanted == fold(option.key):
            return option.key
    names = ", ".join(option.naming.name(language) for option in column.options)
    raise Refused(say("“%(value)s” is none of these: %(options)s.", value=text, options=names), 422)


def yes_or_no(text: str) -> bool:
    """
    Raises:
        Refused: it is neither.
    """
    if fold(text) in _folded(YES):
        return True
    if fold(text) in _folded(NO):
        return False
    raise Refused(say("This is neither yes nor no. Write one of them, or x for yes."), 422)


def typed_money(text: str) -> Money:
    """An amount as people write it, such as "ca. 5.000 Euro/Jahr (siehe Anlage)" or "?".

    Raises:
        Refused: it is none.
    """
    if fold(text) in map(fold, UNKNOWN):
        return Money(None)
    if fold(text) in ("offen", "open", "açık", "مفتوح"):
        return Money(None, note=text)
    found = _NOTE.fullmatch(text)
    amount, note = (found["amount"], found["brackets"] or found["comma"]) if found else (text, "")
    about = next((word for word in ABOUT if fold(amount).startswith(fold(word))), "")
    amount = amount.strip()[len(about) :].strip() if about else amount
    per = ""
    parted = _PERIOD.fullmatch(_CURRENCY.sub(" ", amount).strip())
    if parted:
        amount, per = parted["amount"], _period(parted["per"])
    if not re.search(r"\d", amount):
        raise Refused(say("This is no amount of money. Write it such as 5000 or 5000.50."), 422)
    return Money(cents(amount), per, bool(about), one_line(note or ""))


def _period(text: str) -> str:
    plain = re.sub(r"(?i)^(pro|je|per|im)\s+", "", text.strip())
    for words in (text.strip(), plain):
        for option in PERIODS.options:
            if fold(words) in _folded(option.naming):
                return option.key
    raise Refused(say("This is no amount of money. Write it such as 5000 or 5000.50."), 422)


def _folded(naming: Naming) -> set[str]:
    return {fold(word) for word in _words(naming)}


def _words(naming: Naming) -> Iterable[str]:
    return naming.headings()
