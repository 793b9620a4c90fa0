"""Numbers as people write them in files, read and written without rounding. Pure."""

import re
from fractions import Fraction

from workshops.proportional.instance import Exact

# At most 30 digits: a longer number is no amount of money, and slow to reckon with.
_PLAIN = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,2})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3}){1,9},\d{1,30}|(?:,\d{3}){1,9}\.\d{1,30})")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3}){2,9}|(?:,\d{3}){2,9})")
_SPACES = re.compile(r"\s|(?<=\d)['’](?=\d{3})")


def exact(text: str) -> Exact | None:
    """The number that a text says: `1200`, `1200.50`, `1200,50`, `1 200,50`, `1.200,50`, `1.2e3`.

    A single comma is a decimal comma, two are not: `1,200,000`. None where it is no such number.
    """
    text = _SPACES.sub("", text)
    if text.isascii() and text.isdigit() and len(text) <= 30:
        return int(text)
    if _GROUPED.fullmatch(text):
        mark = max(text.rfind("."), text.rfind(","))
        text = re.sub("[.,]", "", text[:mark]) + "." + text[mark + 1 :]
    elif _THOUSANDS.fullmatch(text):
        text = re.sub("[.,]", "", text)
    elif not (text.isascii() and _PLAIN.fullmatch(text)):
        return None
    number = Fraction(text.replace(",", "."))
    return number.numerator if number.denominator == 1 else number


def decimal(number: Exact) -> str:
    """The number as decimal text, such as `1200.5`, without rounding.

    Raises:
        ValueError: it has no end as a decimal number, such as a third.
    """
    if number.denominator == 1:
        return str(number.numerator)
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        if places > number.denominator.bit_length():
            raise ValueError(f"{number} has no end as a decimal number")
    digits = str(abs(number * 10**places)).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
