"""Before a question is read: what becomes of it, under which names, and what leads there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.refused import say
from surveys.limesurvey.beside import kept
from surveys.limesurvey.names import choice_name, question_name
from surveys.limesurvey.places import Place
from surveys.limesurvey.source import OWN, LimeQuestion, Part
from surveys.limesurvey.types import LETTERS, SEVERAL, built_in, kind_of
from surveys.limesurvey.work import Work
from surveys.questionnaire import CHOICE_NAME, NAME, OTHER, QUADRANTS

_SCALES = frozenset("5LN")


@dataclass(slots=True)
class Planned:
    """A question of LimeSurvey that becomes one of ours (`kind`) or several ("").

    `answers`, `parts`: codes → our names. `several`: code of a part → name of its own question.
    """

    lime: LimeQuestion
    kind: str
    name: str
    own: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    several: dict[str, str] = field(default_factory=dict)


def planned(work: Work, lime: LimeQuestion) -> Planned | None:
    """None for what cannot be asked here; the report says so."""
    own = kept(lime.attribute(OWN))
    kind = _kind(lime, own)
    if lime.relevance.strip() == "0" or (lime.attribute("hidden") == "1" and kind != "calculation"):
        work.report(
            lime.row,
            say("“%(code)s” is never shown by LimeSurvey and was left out.", code=lime.code),
        )
        return None
    if not kind and lime.kind not in SEVERAL:
        _unknown(work, lime)
        return None
    plan = Planned(lime, kind, _name(work, lime, own), own)
    plan.answers = _names(lime.answers, own.get("answers"))
    plan.parts = _names(lime.subquestions, own.get("parts"))
    if lime.id:
        work.places.codes.setdefault(lime.id, lime.code)
        for part in lime.subquestions:
            work.places.codes.setdefault(f"S{part.id}", part.code)
    if kind:
        _register(work, plan)
    return plan


def _kind(lime: LimeQuestion, own: Mapping[str, Any]) -> str:
    """Our attribute says more than the letter, as long as the letter is the one we wrote."""
    kind = own.get("kind")
    if kind == "scale" and lime.kind in _SCALES:
        return "scale"
    if isinstance(kind, str) and LETTERS.get(kind) == lime.kind:
        return kind
    return kind_of(lime)


def _unknown(work: Work, lime: LimeQuestion) -> None:
    reason = say(
        "“%(code)s” was left out: questions of LimeSurvey’s type “%(kind)s” cannot be asked here.",
        code=lime.code,
        kind=lime.kind,
    )
    work.report(lime.row, reason)


def _name(work: Work, lime: LimeQuestion, own: Mapping[str, Any]) -> str:
    wanted = own.get("name")
    if not (isinstance(wanted, str) and NAME.fullmatch(wanted) and wanted not in work.taken):
        wanted = question_name(lime.code, work.taken)
        if wanted != lime.code:
            reason = say("“%(code)s” is called “%(name)s” here.", code=lime.code, name=wanted)
            work.report(lime.row, reason)
    work.taken.add(wanted)
    return wanted


def _names(parts: Iterable[Part], own: Any) -> dict[str, str]:
    known = own if isinstance(own, dict) else {}
    names: dict[str, str] = {}
    for part in parts:
        wanted = known.get(part.code)
        if not (isinstance(wanted, str) and CHOICE_NAME.fullmatch(wanted)):
            wanted = choice_name(part.code, names.values())
        names.setdefault(part.code, wanted)
    return names


def _register(work: Work, plan: Planned) -> None:
    lime, places = plan.lime, work.places
    fixed = {one.name: one.name for one in built_in(lime.kind, work.languages)}
    values: Mapping[str, str] = {**fixed, **plan.answers}
    match plan.kind:
        case "yes_no":
            values = {"Y": "yes", "N": "no"}
        case "consent":
            values = dict.fromkeys(plan.answers, "yes")
        case "statement" | "ranking":
            return
    places.add(lime.code, Place(plan.name, plan.kind, values=values))
    if plan.kind in ("multiple", "matrix", "points"):
        for code, name in plan.parts.items():
            places.add(lime.code, Place(plan.name, plan.kind, name, values), code)
    if plan.kind == "swot":
        for code, quadrant in zip(plan.parts, QUADRANTS, strict=False):
            places.add(lime.code, Place(plan.name, plan.kind, quadrant), code)
    if lime.other == "Y" and plan.kind == "multiple":
        places.add(lime.code, Place(plan.name, plan.kind, OTHER, typed=True), "other")
    if lime.other == "Y" and plan.kind == "single":
        places.add(lime.code, Place(plan.name, plan.kind, typed=True), "other")
    if lime.kind == "O":
        plan.several["comment"] = question_name(f"{plan.name}_comment", work.taken)
        work.taken.add(plan.several["comment"])
        places.add(lime.code, Place(plan.several["comment"], "long_text"), "comment")
