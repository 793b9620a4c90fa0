"""What is typed from a ballot on paper, and whether the rule allows it. Pure.

"3 3 7" means two dots on line 3 and one on line 7, in any order.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.refused import Message, Refused, say, say_n
from workshops.dots.rules import Rule

HIGHEST_NUMBER = 99_999  # of a ballot
LONGEST = 2_000  # characters
SEPARATORS = re.compile(r"[\s,;،؛.+/-]+")

UNCLEAR = say(
    "Please type the numbers of the lines that have dots, with spaces between them, such as: 3 3 7"
)
NOTHING = say(
    "Please type the numbers of the lines that have dots. "
    "If there is none, choose “Blank or not valid”."
)


class EnteredBefore(Refused):
    """This ballot has been entered before, with something else on it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed. `field_number` counts the workshop's fields from 1."""

    measure_id: int
    field_id: int
    field_number: int


def read_marks(typed: str) -> dict[int, int]:
    """Line -> dots. Digits of every script count as digits.

    Raises:
        Refused: something else than numbers, or nothing at all.
    """
    # NFKC makes full-width and other digits plain; no Arabic or Persian digit is left out here.
    text = "".join(map(_plain, unicodedata.normalize("NFKC", typed[:LONGEST])))
    parts = [part for part in SEPARATORS.split(text) if part]
    if not parts:
        raise Refused(NOTHING, 422)
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise Refused(UNCLEAR, 422)
    marks = Counter(int(part) for part in parts)
    return dict(sorted(marks.items()))


def typed_as(marks: Mapping[int, int]) -> str:
    """As one would type these marks."""
    return " ".join(str(line) for line, count in sorted(marks.items()) for _ in range(count))


def dots_on(rule: Rule, lines: Mapping[int, Printed], marks: Mapping[int, int]) -> dict[int, int]:
    """Measure -> dots, as this ballot gives them.

    It is judged as it was printed: a line that was merged or hidden since takes dots all the same;
    what counts of them is decided as for everybody else.

    Raises:
        Refused: a line that is not on the ballot, too many dots on one, or too many in all.
    """
    for line, count in marks.items():
        if line not in lines:
            raise Refused(say("There is no line %(line)d on this ballot.", line=line), 422)
        if count > rule.most:
            raise Refused(_too_many_on(line, count, rule.most), 422)
    pools: Counter[int] = Counter()
    for line, count in marks.items():
        pools[rule.pool(lines[line].field_id)] += count
    for line in marks:
        given = pools[rule.pool(lines[line].field_id)]
        if given > rule.allowance:
            field = lines[line].field_number if rule.scope == "field" else None
            raise Refused(_too_many(given, rule.allowance, field), 422)
    return {lines[line].measure_id: count for line, count in marks.items()}


def _too_many_on(line: int, count: int, most: int) -> Message:
    return say_n(
        "Line %(line)d has %(count)d dots, and at most %(num)d is allowed. "
        "If it is so on the paper, the ballot is not valid.",
        "Line %(line)d has %(count)d dots, and at most %(num)d are allowed. "
        "If it is so on the paper, the ballot is not valid.",
        most,
        line=line,
        count=count,
    )


def _too_many(given: int, allowance: int, field: int | None) -> Message:
    if field is None:
        return say_n(
            "These are %(given)d dots, and only %(num)d is allowed. "
            "If it is so on the paper, the ballot is not valid.",
            "These are %(given)d dots, and only %(num)d are allowed. "
            "If it is so on the paper, the ballot is not valid.",
            allowance,
            given=given,
        )
    return say_n(
        "Field %(field)d has %(given)d dots, and only %(num)d is allowed. "
        "If it is so on the paper, the ballot is not valid.",
        "Field %(field)d has %(given)d dots, and only %(num)d are allowed. "
        "If it is so on the paper, the ballot is not valid.",
        allowance,
        given=given,
        field=field,
    )


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)
