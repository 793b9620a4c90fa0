"""One question of LimeSurvey as one of ours. Pure."""

import re
from dataclasses import replace
from typing import Any

from app.refused import say
from surveys.limesurvey.beside import restored
from surveys.limesurvey.from_script import ALWAYS
from surveys.limesurvey.patterns import quoted, whole_pattern
from surveys.limesurvey.places import OTHER_CODE
from surveys.limesurvey.plan import Planned
from surveys.limesurvey.script import Untranslatable
from surveys.limesurvey.source import LimeQuestion, Part, once
from surveys.limesurvey.types import built_in, whole
from surveys.limesurvey.values import day, limits, number, scale
from surveys.limesurvey.work import Work
from surveys.questionnaire import OTHER, Choice, Question

_CHANGES_MUCH = (
    "array_filter",
    "array_filter_exclude",
    "em_validation_sq",
    "min_num_value",
    "max_num_value",
    "other_replace_text",
    "other_numbers_only",
    "random_group",
    "time_limit",
    "multiflexible_min",
    "multiflexible_max",
    "max_subquestions",
)
_RANDOM = ("random_order", "answer_order", "subquestion_order")


def filled(work: Work, plan: Planned) -> Question:
    """The question with all that this file says of it."""
    lime = plan.lime
    question = Question(
        kind=plan.kind,
        name=plan.name,
        label=_label(work, lime),
        hint=hint(work, lime),
        required=lime.mandatory == "Y",
        show_if=work.condition(relevance(lime), lime.row, lime.code),
        check=_check(work, lime),
        check_message=work.texts(
            lime.attributes.get("em_validation_q_tip", {}), lime.row, lime.code
        ),
        default=_default(plan),
        random=any(lime.attribute(name) in ("1", "random") for name in _RANDOM),
        **_of_kind(work, plan),
    )
    report_settings(work, lime)
    return restored(question, plan.own.get("fields"), scripts(lime))


def _label(work: Work, lime: LimeQuestion) -> dict[str, str]:
    """Nobody reads the one of an equation; where its field is empty, its text is the equation."""
    texts = work.texts(lime.texts, lime.row, lime.code) if _has_label(lime) else {}
    return texts or ({work.languages[0]: lime.code} if lime.kind == "*" else {})


def _has_label(lime: LimeQuestion) -> bool:
    return lime.kind != "*" or bool(lime.attribute("equation"))


def scripts(lime: LimeQuestion) -> dict[str, str]:
    """How LimeSurvey holds the question's expressions."""
    return {
        "show_if": relevance(lime),
        "check": lime.attribute("em_validation_q"),
        "formula": lime.attribute("equation"),
    }


def hint(work: Work, lime: LimeQuestion) -> dict[str, str]:
    """The help, and what stands before and behind the field in LimeSurvey: "… Euro"."""
    texts = work.texts(lime.help, lime.row, lime.code)
    around = [
        work.texts(_for_all(work, lime, n), lime.row, lime.code) for n in ("prefix", "suffix")
    ]
    for tag in work.languages:
        before, behind = (one.get(tag, "") for one in around)
        if before or behind:
            field = " ".join(filter(None, (before, "…", behind)))
            texts[tag] = "\n".join(filter(None, (texts.get(tag, ""), field)))
    return texts


def relevance(lime: LimeQuestion) -> str:
    """The condition; from the older lists of conditions where there is no newer one."""
    if lime.relevance.strip() not in ALWAYS or not lime.conditions:
        return lime.relevance.strip()
    scenarios: dict[str, dict[str, list[str]]] = {}
    for scenario, name, sign, value in lime.conditions:
        one = _old_condition(name, sign.strip(), value)
        scenarios.setdefault(scenario, {}).setdefault(name, []).append(one)
    return " or ".join(
        " and ".join(f"({' or '.join(ones)})" for ones in fields.values())
        for fields in scenarios.values()
    )


def report_settings(work: Work, lime: LimeQuestion) -> None:
    """What changes the question in LimeSurvey and does nothing here."""
    for name in _CHANGES_MUCH:
        if lime.attribute(name) not in ("", "0"):
            work.setting(lime.row, lime.code, name)
    if lime.kind == "P":
        reason = say("“%(code)s”: the fields for comments were left out.", code=lime.code)
        work.report(lime.row, reason)
    if lime.kind == "D" and re.search("[Hh]", lime.attribute("date_format")):
        reason = say("“%(code)s”: only the day is asked here, no time.", code=lime.code)
        work.report(lime.row, reason)
    for part in lime.subquestions:
        if part.relevance.strip() not in ALWAYS:
            work.setting(part.row, f"{lime.code}_{part.code}", "relevance")


def choices(work: Work, lime: LimeQuestion, parts: list[Part], names: dict[str, str]) -> Any:
    """Parts as our choices or rows; a code that stands twice only counts once."""
    return tuple(
        Choice(names[part.code], work.texts(part.texts, part.row, f"{lime.code}_{part.code}"))
        for part in once(parts)
    )


def _of_kind(work: Work, plan: Planned) -> dict[str, Any]:
    lime = plan.lime
    found = lime.attribute
    answers = choices(work, lime, lime.answers, plan.answers)
    parts = choices(work, lime, lime.of_scale(0), plan.parts)
    match plan.kind:
        case "single":
            return {"choices": answers or built_in(lime.kind, work.languages)} | _single(lime)
        case "multiple":
            names = re.split(r"[;,]", found("exclude_all_others"))
            alone = {plan.parts.get(name.strip()) for name in names}
            several = tuple(replace(one, exclusive=one.name in alone) for one in parts)
            return {"choices": several, "other": lime.other == "Y"} | limits(work, lime)
        case "matrix":
            return {"choices": built_in(lime.kind, work.languages) or answers, "rows": parts}
        case "ranking":
            return {"choices": answers or parts} | limits(work, lime)
        case "points":
            return {"choices": parts, "total": whole(found("equals_num_value"))}
        case "scale":
            return scale(work, lime)
        case "number":
            low, high = (number(work, lime, f"{end}_num_value_n") for end in ("min", "max"))
            return {"low": low, "high": high, "whole": found("num_value_int_only") == "1"}
        case "date":
            days = {"earliest": "date_min", "latest": "date_max"}
            return {ours: day(work, lime, theirs) for ours, theirs in days.items()}
        case "short_text" | "long_text":
            return {"most": whole(found("maximum_chars"))}
        case "calculation":
            script = found("equation") or next(iter(lime.texts.values()), "")
            return {"formula": work.formula(script, lime.row, lime.code)}
    return {}


def _single(lime: LimeQuestion) -> dict[str, Any]:
    return {"other": lime.other == "Y", "appearance": "minimal" if lime.kind == "!" else ""}


def _check(work: Work, lime: LimeQuestion) -> str:
    """LimeSurvey has two: an equation, and a pattern."""
    found = work.check(lime.attribute("em_validation_q"), lime.row, lime.code)
    if not lime.pattern.strip():
        return found
    try:
        pattern = f"regex(., {quoted(whole_pattern(lime.pattern))})"
    except Untranslatable:
        work.setting(lime.row, lime.code, lime.pattern)
        return found
    return f"({found}) and {pattern}" if found else pattern


def _default(plan: Planned) -> str:
    lime = plan.lime
    if plan.kind == "multiple":
        return " ".join(plan.parts[p.code] for p in lime.subquestions if p.default == "Y")
    if plan.kind == "yes_no":
        return {"Y": "yes", "N": "no"}.get(lime.default, "")
    if lime.default == OTHER_CODE:
        return OTHER
    return plan.answers.get(lime.default, lime.default)


def _for_all(work: Work, lime: LimeQuestion, name: str) -> dict[str, str]:
    values = lime.attributes.get(name, {})
    return {tag: values.get(tag) or values.get("", "") for tag in work.languages}


def _old_condition(name: str, sign: str, value: str) -> str:
    if name.startswith("+"):  # a choice of several: the value says that it is ticked
        return f'{name[1:]}.NAOK == "Y"'
    mark = '"' if '"' not in value else "'"
    if sign == "RX":
        return f"regexMatch({mark}{value}{mark}, {name}.NAOK)"
    return f"{name}.NAOK {sign} {mark}{value}{mark}"
