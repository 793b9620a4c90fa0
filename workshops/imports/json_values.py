"""What a JSON file says: texts, and what stands in a column, of its kind or refused. Pure."""

import datetime as dt
import re
from typing import Any

from app.refused import Refused, say
from workshops.imports.json_place import MISSING, Place
from workshops.schemes.columns import PERIODS, Money, number
from workshops.schemes.scheme import Column

MOST_CENTS = 10**15
_MOST_BODIES = 50
_MOST_LANGUAGES = 40
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}")
_PARTING = re.compile(r"[;؛\n]")


def a_value(at: Place, key: str, column: Column, most: int) -> Any:
    """The value at this key, as columns.py describes it.

    Raises:
        Refused: it is none of this kind; the sentence says where.
    """
    match column.kind:
        case "bodies":
            return _bodies(at, key, most)
        case "choice":
            return at.choice(key, [option.key for option in column.options])
        case "money":
            return _money(at.place(key), most)
        case "date":
            return a_day(at, key)
        case "yes_no":
            return at.flag(key)
        case "number":
            return _number(at, key)
    return at.text(key, most)


def a_day(at: Place, key: str) -> str:
    """A day as ISO 8601.

    Raises:
        Refused: it is none.
    """
    found = at.text(key, 10)
    try:
        good = dt.date.fromisoformat(found).isoformat() == found
    except ValueError:
        good = False
    if not good:
        raise at.wrong(key, say("“%(place)s” in this file is no day such as 2027-06-30.").text)
    return found


def _number(at: Place, key: str) -> str:
    found = at.text(key, 40)
    try:
        good = number(found) == found
    except Refused:
        good = False
    if not good:
        raise at.wrong(key, say('“%(place)s” in this file is no number such as "12.5".').text)
    return found


def _bodies(at: Place, key: str, most: int) -> list[str]:
    found = at.items(key, _MOST_BODIES)
    inner = Place({str(n): body for n, body in enumerate(found, start=1)}, at.name(key))
    bodies = [inner.text(n, most) for n in inner]
    if not bodies:
        raise at.wrong(key, say("“%(place)s” in this file is empty.").text)
    if any(_PARTING.search(body) for body in bodies):
        sentence = say("“%(place)s” in this file has a semicolon or a line break in a name.")
        raise at.wrong(key, sentence.text)
    return bodies


def _money(at: Place, most: int) -> dict[str, Any]:
    cents = at.value("cents")
    found = Money(
        cents=None if cents is None else at.whole("cents", low=0, high=MOST_CENTS),
        per=at.choice("per", PERIODS) if "per" in at else "",
        about=at.flag("about") if "about" in at else False,
        note=at.text("note", most, empty=True) if "note" in at else "",
        currency=at.text("currency", 3) if "currency" in at else "EUR",
    )
    if not re.fullmatch(r"[A-Z]{3}", found.currency):
        raise at.wrong("currency", say("“%(place)s” in this file is no currency.").text)
    at.end()
    return found.value()


def texts(at: Place, key: str, most: int) -> dict[str, str]:
    """Language -> text, at least one.

    Raises:
        Refused: none, too many, or one is none; the sentence says where.
    """
    inner = at.place(key)
    tags = list(inner)
    if not 1 <= len(tags) <= _MOST_LANGUAGES:
        raise at.wrong(key, MISSING)
    return {a_tag(inner, tag, tag): inner.text(tag, most) for tag in tags}


def a_tag(at: Place, key: str, tag: str) -> str:
    """
    Raises:
        Refused: it is no tag of a language.
    """
    if not _TAG.fullmatch(tag) or len(tag) > 20:
        raise at.wrong(key, say("“%(place)s” in this file is no tag of a language.").text)
    return tag


def one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)
