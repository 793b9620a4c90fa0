"""Names of ours from LimeSurvey's codes, and codes from our names. Pure.

LimeSurvey: codes of questions and subquestions are letters and digits, at most 20, a letter first;
codes of answers are at most 5.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

from surveys.questionnaire import CHOICE_NAME, NAME

Pattern: TypeAlias = "re.Pattern[str]"

_QUESTION = re.compile(r"[A-Za-z][A-Za-z0-9]{0,19}")
_PART = re.compile(r"[A-Za-z0-9]{1,20}")
_ANSWER = re.compile(r"[A-Za-z0-9]{1,5}")
_RESERVED = {
    *("and", "or", "eq", "ne", "lt", "le", "gt", "ge", "self", "this", "that", "other"),
    *("comment", "time", "lang", "sid", "savedid", "token", "random"),
}


def question_code(name: str, taken: Iterable[str]) -> str:
    return _code(name, taken, _QUESTION, "q", 20)


def part_code(name: str, taken: Iterable[str]) -> str:
    """Of a subquestion: a choice of several, a row, what gets points."""
    return _code(name, taken, _PART, "SQ", 20)


def answer_code(name: str, taken: Iterable[str]) -> str:
    return _code(name, taken, _ANSWER, "A", 5)


def _code(
    name: str, taken: Iterable[str], allowed: "re.Pattern[str]", start: str, most: int
) -> str:
    """The name itself where it may be a code, else what it leaves, with a number where needed."""
    used = {one.lower() for one in taken} | _RESERVED
    if allowed.fullmatch(name) and name.lower() not in used:
        return name
    base = re.sub(r"[^A-Za-z0-9]", "", name)[:most]
    if most > 5 and allowed.fullmatch(base) and base.lower() not in used:
        return base
    base = base[: most - 4] if most > 5 and allowed.fullmatch(base) else start
    numbers = range(1, len(used) + 2)
    return next(f"{base}{n}" for n in numbers if f"{base}{n}".lower() not in used)


def question_name(code: str, taken: Iterable[str]) -> str:
    """The code itself, or the name that is closest to it and free."""
    base = re.sub(r"[^A-Za-z0-9_-]", "_", code)[:58]
    if not NAME.fullmatch(base):
        base = f"q_{base}"
    return _free(base, set(taken))


def choice_name(code: str, taken: Iterable[str]) -> str:
    base = re.sub(r"[^A-Za-z0-9_.-]", "_", code)[:58]
    return _free(base if CHOICE_NAME.fullmatch(base) else f"c{base}", set(taken))


def _free(base: str, taken: set[str]) -> str:
    names = (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
