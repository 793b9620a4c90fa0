"""The limits of a question as a constraint, so that other programs keep to them, too. Pure."""

from surveys.questionnaire import TEXTS, Question
from surveys.xlsform.numbers import written


def constraint(question: Question) -> str:
    """What an answer must fulfil: the question's own check, and its limits."""
    return joined([question.check, *_limits(question)])


def joined(conditions: list[str]) -> str:
    """All of them."""
    there = [one for one in conditions if one]
    return there[0] if len(there) == 1 else " and ".join(f"({one})" for one in there)


def _limits(question: Question) -> list[str]:
    match question.kind:
        case "number":
            return _between(".", question.low, question.high)
        case "multiple":
            alone = [
                f"not(selected(., '{one.name}') and count-selected(.) > 1)"
                for one in question.choices
                if one.exclusive
            ]
            return [*_between("count-selected(.)", question.least, question.most), *alone]
        case "date":
            least, most = (day and f"date('{day}')" for day in (question.earliest, question.latest))
            return [f". >= {least}" if least else "", f". <= {most}" if most else ""]
    if question.kind in TEXTS:
        return _between("string-length(.)", question.least, question.most)
    return []


def _between(what: str, low: float | None, high: float | None) -> list[str]:
    return [
        f"{what} {sign} {written(end)}"
        for sign, end in ((">=", low), ("<=", high))
        if end is not None
    ]
