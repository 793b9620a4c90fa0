"""Numbers as people type them: with comma or point, in digits of any script. Pure."""

import re
import unicodedata
from decimal import Decimal

_UNSEEN = re.compile(r"[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")  # marks of direction
_MINUS = str.maketrans("−–", "--")
_THOUSANDS = re.compile(r"(?<=\d)[\s'’\u066c](?=\d{3}(?!\d))")
_ARABIC = re.compile(r"([+-]?)(\d*)\u066b(\d+)")  # its own sign before the fraction
_LONGEST = 40  # characters that are looked at
_LARGEST = 10**15  # below, every whole number is exact in JSON, spreadsheets and browsers


def digits(text: str) -> str:
    """The same text with ASCII's digits and minus, without marks that cannot be seen."""
    seen = _UNSEEN.sub("", text).translate(_MINUS).strip()
    return "".join(str(unicodedata.decimal(one, one)) for one in seen)


def number(typed: str, decimal: str, *, whole: bool) -> int | float | None:
    """The number that somebody typed, None where it is none or too large.

    `decimal`: the sign before the fraction in their language. The other one of comma and point
    stands between thousands, or, where it cannot, before a fraction too. With `whole` both stand
    between thousands where they can: "1.000" people are a thousand in every language.
    """
    if len(typed) > _LONGEST:
        return None
    text = _THOUSANDS.sub("", digits(typed))
    plain = _plain(text, decimal, whole=whole)
    if plain is None or abs(plain) >= _LARGEST:
        return None
    if plain == plain.to_integral_value():
        return int(plain)
    return None if whole else float(plain)


def _plain(text: str, decimal: str, *, whole: bool) -> Decimal | None:
    if found := _ARABIC.fullmatch(text):
        return Decimal(f"{found[1]}{found[2] or 0}.{found[3]}")
    if whole and (found := re.fullmatch(r"([+-]?)([1-9]\d{0,2}(?:[.,]\d{3})+)", text)):
        return Decimal(found[1] + re.sub(r"\D", "", found[2]))
    other = "," if decimal == "." else "."
    for point, group in ((decimal, other), (other, decimal)):
        pattern = rf"([+-]?)([1-9]\d{{0,2}}(?:\{group}\d{{3}})+|\d*)(?:\{point}(\d+))?"
        found = re.fullmatch(pattern, text)
        if found and (found[2] or found[3]):
            return Decimal(f"{found[1]}{found[2].replace(group, '') or 0}.{found[3] or 0}")
    return None


def written(value: float, decimal: str) -> str:
    """A number as it is typed: without thousands, never with an exponent."""
    return format(Decimal(repr(value + 0)), "f").replace(".", decimal)
