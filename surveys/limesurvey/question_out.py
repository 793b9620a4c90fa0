"""One question of ours as LimeSurvey would hold it. Pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from surveys.limesurvey.beside import as_text
from surveys.limesurvey.names import answer_code, part_code
from surveys.limesurvey.places import OTHER_CODE
from surveys.limesurvey.scripts_out import Scripts
from surveys.limesurvey.source import OWN, LimeQuestion, Part
from surveys.limesurvey.to_script import Asked
from surveys.limesurvey.types import LETTERS, kind_of, words
from surveys.questionnaire import OTHER, QUADRANTS, Choice, Question

_STEPS = 10
"""A scale of at most so many steps is a list of its numbers, a longer one a number."""
MakeCode: TypeAlias = Callable[[str, Iterable[str]], str]


def code_parts(question: Question, code: str) -> Asked:
    """The codes of a question, of its answers and of its parts, by our names."""
    answers: dict[str, str] = {}
    parts: dict[str, str] = {}
    match question.kind:
        case "single" | "matrix" | "ranking":
            answers = _by_name(question.choices, answer_code)
        case "multiple" | "points":
            parts = _by_name(question.choices, part_code)
        case "yes_no":
            answers = {"yes": "Y", "no": "N"}
        case "consent":
            answers = {"yes": "yes"}
        case "swot":
            parts = {name: name for name in QUADRANTS}
    if question.kind == "matrix":
        parts = _by_name(question.rows, part_code)
    return Asked(code, question.kind, answers, parts, question.other)


def written(question: Question, texts: Scripts) -> LimeQuestion:
    """All that LimeSurvey has a place for, and the names that it cannot hold."""
    asked = texts.next()
    lime = LimeQuestion(
        0,
        _letter(question),
        asked.code,
        texts=texts.all_html(question.label),
        help=texts.all_html(question.hint),
        relevance=texts.condition(question.show_if),
        mandatory="Y" if question.required else "N",
        other="Y" if question.other else "N",
        default=_default(question, asked),
    )
    _add_parts(lime, question, texts)
    values = {
        "random_order": "1" if question.random else "",
        "em_validation_q": texts.check(question.check, question.name, asked),
        **_attributes(question, texts),
    }
    lime.attributes = {name: {"": value} for name, value in values.items() if value}
    if question.check_message:
        lime.attributes["em_validation_q_tip"] = texts.all_html(question.check_message)
    if own := as_text(_own(lime, question)):
        lime.attributes[OWN] = {"": own}
    return lime


def _letter(question: Question) -> str:
    if question.kind == "scale":
        steps = _steps(question)
        if steps == ["1", "2", "3", "4", "5"] and not (question.low_label or question.high_label):
            return "5"
        return "L" if steps else "N"
    if question.kind == "single" and question.appearance == "minimal":
        return "!"
    return LETTERS[question.kind]


def _steps(question: Question) -> list[str]:
    low, high = question.low, question.high
    if low is None or high is None or not 0 <= low <= high <= low + _STEPS:
        return []
    if low != int(low) or high != int(high):
        return []
    return [str(number) for number in range(int(low), int(high) + 1)]


def _add_parts(lime: LimeQuestion, question: Question, texts: Scripts) -> None:
    match question.kind:
        case "single" | "ranking":
            lime.answers = _parts(question.choices, answer_code, texts)
        case "matrix":
            lime.answers = _parts(question.choices, answer_code, texts)
            lime.subquestions = _parts(question.rows, part_code, texts)
        case "multiple" | "points":
            lime.subquestions = _parts(question.choices, part_code, texts)
        case "scale" if lime.kind == "L":
            lime.answers = _numbers(question, texts)
        case "consent":
            lime.answers = [Part(0, "yes", texts=dict(words("yes", texts.languages)))]
        case "swot":
            lime.subquestions = [
                Part(0, name, texts=dict(words(name, texts.languages))) for name in QUADRANTS
            ]
    if question.kind == "multiple":
        ticked = question.default.split()
        for part, choice in zip(lime.subquestions, question.choices, strict=True):
            part.default = "Y" if choice.name in ticked else ""


def _parts(ones: Sequence[Choice], code: MakeCode, texts: Scripts) -> list[Part]:
    codes = _in_order(ones, code)
    return [
        Part(0, name, texts=texts.all_html(one.label))
        for one, name in zip(ones, codes, strict=True)
    ]


def _numbers(question: Question, texts: Scripts) -> list[Part]:
    """The steps of a scale, with the names of its ends behind the first and the last one."""
    steps = _steps(question)
    names = {steps[-1]: question.high_label, steps[0]: question.low_label}
    found = []
    for step in steps:
        label = names.get(step, {})
        each = {tag: f"{step}: {label[tag]}" if tag in label else step for tag in texts.languages}
        found.append(Part(0, step, texts=texts.all_html(each)))
    return found


def _attributes(question: Question, texts: Scripts) -> dict[str, str]:
    match question.kind:
        case "multiple" | "ranking":
            codes = _in_order(question.choices, part_code)
            alone = zip(question.choices, codes, strict=True)
            exclusive = ";".join(code for one, code in alone if one.exclusive)
            limits = {"min_answers": _text(question.least), "max_answers": _text(question.most)}
            return limits | ({"exclude_all_others": exclusive} if question.kind[0] == "m" else {})
        case "points":
            fixed = {"min_num_value_n": "0", "num_value_int_only": "1"}
            return {"equals_num_value": _text(question.total), **fixed}
        case "number":
            ends = {
                "min_num_value_n": _text(question.low),
                "max_num_value_n": _text(question.high),
            }
            return {**ends, "num_value_int_only": "1" if question.whole else ""}
        case "scale" if _letter(question) == "N":
            low, high = _text(question.low), _text(question.high)
            whole = {"num_value_int_only": "1"}
            return {"min_num_value_n": low, "max_num_value_n": high, **whole}
        case "date":
            return {"date_min": question.earliest, "date_max": question.latest}
        case "short_text" | "long_text":
            return {"maximum_chars": _text(question.most)}
        case "swot":
            return {"display_rows": "4"}
        case "calculation":
            return {"hidden": "1", "equation": texts.formula(question.formula)}
    return {}


def _own(lime: LimeQuestion, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if kind_of(lime) != question.kind:
        found["kind"] = question.kind
    if lime.code != question.name:
        found["name"] = question.name
    rows = question.rows if question.kind == "matrix" else question.choices
    for key, parts, ones in (
        ("answers", lime.answers, question.choices),
        ("parts", lime.subquestions, rows),
    ):
        names = {
            part.code: one.name
            for part, one in zip(parts, ones, strict=False)
            if part.code != one.name
        }
        if names:
            found[key] = names
    return found


def _default(question: Question, asked: Asked) -> str:
    """Control characters would break the file: they are put beside it."""
    default = question.default
    if question.kind == "multiple" or not default.isprintable():
        return ""
    if default == OTHER and question.other and question.kind == "single":
        return OTHER_CODE
    return asked.answers.get(default, default)


def _by_name(ones: Sequence[Choice], code: MakeCode) -> dict[str, str]:
    """The first one counts where two have one name."""
    found: dict[str, str] = {}
    for one, name in zip(ones, _in_order(ones, code), strict=True):
        found.setdefault(one.name, name)
    return found


def _in_order(ones: Sequence[Choice], code: MakeCode) -> list[str]:
    codes: list[str] = []
    for one in ones:
        codes.append(code(one.name, codes))
    return codes


def _text(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
