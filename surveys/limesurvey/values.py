"""Limits of a question, as LimeSurvey's attributes give them. Pure.

What is an expression there, and so depends on answers, has no place here and is named.
"""

import datetime as dt
import re
from typing import Any

from surveys.limesurvey.source import LimeQuestion
from surveys.limesurvey.types import whole
from surveys.limesurvey.work import Work


def limits(work: Work, lime: LimeQuestion) -> dict[str, Any]:
    found = {}
    for ours, theirs in (("least", "min_answers"), ("most", "max_answers")):
        text = lime.attribute(theirs)
        found[ours] = whole(text)
        if text and found[ours] is None:
            work.setting(lime.row, lime.code, theirs)
    return found


def scale(work: Work, lime: LimeQuestion) -> dict[str, Any]:
    """Its ends: those of the type, of the field, or the first and the last answer, "10: very"."""
    if lime.kind == "5":
        return {"low": 1, "high": 5}
    if lime.kind == "N":
        low, high = (number(work, lime, f"{end}_num_value_n") for end in ("min", "max"))
        return {"low": low, "high": high}
    found: dict[str, Any] = {}
    for end, part in zip(("low", "high"), (lime.answers[:1] + lime.answers[-1:]), strict=False):
        found[end] = whole(part.code)
        texts = work.texts(part.texts, part.row, f"{lime.code}_{part.code}")
        start = f"{part.code}: "
        found[f"{end}_label"] = {
            tag: text.removeprefix(start) for tag, text in texts.items() if text.startswith(start)
        }
    return found


def number(work: Work, lime: LimeQuestion, name: str) -> float | None:
    text = lime.attribute(name)
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,15}[.,][0-9]{1,15}", text):
        return float(text.replace(",", "."))
    if text:
        work.setting(lime.row, lime.code, name)
    return None


def day(work: Work, lime: LimeQuestion, name: str) -> str:
    """LimeSurvey also takes "2026-01-01 08:00", "01.01.2026", and expressions, which we name."""
    text = lime.attribute(name)
    if not text:
        return ""
    match = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})\b", text)
    other = re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b", text)
    year, month, day = match.groups() if match else other.groups()[::-1] if other else "000"
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        work.setting(lime.row, lime.code, name)
        return ""
