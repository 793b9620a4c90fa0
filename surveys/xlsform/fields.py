"""One row of the sheet "survey" as one question."""

import math
from collections.abc import Mapping
from typing import Any

from app.refused import say
from surveys.questionnaire import NAME, OTHER, Question
from surveys.xlsform.choices import plain_name
from surveys.xlsform.form import Form, Listing
from surveys.xlsform.lines import Line
from surveys.xlsform.numbers import parameters, range_of
from surveys.xlsform.types import Type
from surveys.xlsform.words import said

APPEARANCES = frozenset({"columns", "likert", "minimal"})
"""Words that keep their meaning here, see docs/xlsform.md."""

YES = frozenset({"yes", "true", "true()", "1"})
NO = frozenset({"", "no", "false", "false()", "0"})
_PARAMETERS = {"start", "end", "step", "tick_labelset", "randomize", "rows"}
_LAYOUT = {"multiline", "rating", "field-list", "table-list", "label", "list-nolabel"}
_NUMBERS: Mapping[str, dict[str, Any]] = {
    "whole": {"whole": True},
    "decimal": {"whole": False},
    "percentage": {"whole": True, "low": 0, "high": 100},
}


def question_of(line: Line, type: Type, form: Form) -> Question | None:
    """The question of this row, with the names and conditions of the form; None where there is
    nothing like it here, which is told."""
    listing = form.lists.get(type.list_name) if type.list_name else None
    if type.list_name and listing is None:
        form.tell(line, say("There is no list “%(list)s” with choices.", list=type.list_name))
        return None
    of_kind = _of_kind(line, type, listing, form)
    fields = _common(line, of_kind["kind"], form) | of_kind
    fields["appearance"] = _appearance(line, form)
    question: Question = form.restored(line, Question, Question(**fields))
    if form.renamed.get(line.cell("name")) == fields["name"]:
        form.renamed[line.cell("name")] = question.name
    form.lines[f"q:{question.name}"] = line
    if listing is not None:
        form.listed[question.name] = listing
    return question


def required(line: Line, form: Form) -> bool:
    text = line.cell("required")
    if text.lower() not in YES | NO:
        reason = say("Whether it is required cannot depend on a condition here: it is not.")
        form.tell(line, reason)
    return text.lower() in YES


def appearance(line: Line) -> list[str]:
    return line.cell("appearance").lower().split()


def tell_unread(line: Line, form: Form) -> None:
    """What stands in columns that have no meaning here."""
    if line.unread:
        columns = ", ".join(line.unread)
        form.tell(line, say("What stands in “%(column)s” has no meaning here.", column=columns))


def name_of(line: Line, otherwise: str, form: Form) -> str:
    """The name that a question or group gets; where it is another one, that is told."""
    name = line.cell("name")
    fits = NAME.fullmatch(name) and name.lower() not in form.taken
    called = name if fits else plain_name(name, form.taken, otherwise)
    if not NAME.fullmatch(called):
        called = plain_name(f"{otherwise}_{called}", form.taken, otherwise)
    form.taken.add(called.lower())
    if called != name and name:
        form.tell(line, say("“%(old)s” is called “%(new)s” here.", old=name, new=called))
    if name:
        form.renamed.setdefault(name, called)
    return called


def _common(line: Line, kind: str, form: Form) -> dict[str, Any]:
    if line.cell("choice_filter"):
        form.tell(line, say("Choices cannot be filtered here: all of them are shown."))
    tell_unread(line, form)
    if line.text("image"):
        form.tell(line, say("Questions have no pictures here."))
    return {
        "name": name_of(line, kind, form),
        "label": line.text("label"),
        "hint": _hint(line, form),
        "required": required(line, form),
        "required_message": line.text("required_message"),
        "show_if": line.cell("relevant"),
        "check": line.cell("constraint"),
        "check_message": line.text("constraint_message"),
        "default": _given(line, form),
    }


def _hint(line: Line, form: Form) -> Mapping[str, str]:
    """Guidance is for who asks; it stands as the hint where there is no other one."""
    guidance = line.text("guidance_hint")
    if guidance and line.text("hint"):
        form.tell(line, say("The guidance hint is left out: there is a hint already."))
    return line.text("hint") or guidance


def computed(default: str) -> bool:
    """Whether what is filled in before would have to be computed."""
    return "${" in default or ".." in default or ")" in default.partition("(")[2]


def _given(line: Line, form: Form) -> str:
    text = line.cell("default")
    if computed(text):
        form.tell(line, say("What is filled in before cannot be computed here."))
        return ""
    return text


def _of_kind(line: Line, type: Type, listing: Listing | None, form: Form) -> dict[str, Any]:
    given = parameters(line.cell("parameters"))
    for name in given:
        if name not in _PARAMETERS:
            form.tell(line, say("The parameter “%(name)s” has no meaning here.", name=name))
    if listing is not None:
        return _choosing(line, type, listing, given, form)
    if line.cell("calculation") and type.kind not in ("", "statement"):
        if type.kind != "calculation":
            form.tell(line, say("This answer is computed, and is not shown while answering."))
        return {"kind": "calculation", "formula": line.cell("calculation"), "default": ""}
    if type.kind in _NUMBERS:
        return {"kind": "number", **_NUMBERS[type.kind]}
    if type.kind == "range":
        return _range(line, given, form)
    if type.kind == "short_text" and "multiline" in appearance(line):
        return {"kind": "long_text"}
    return {"kind": type.kind}


def _choosing(
    line: Line, type: Type, listing: Listing, given: Mapping[str, str], form: Form
) -> dict[str, Any]:
    listing.used = True
    form.count(listing)
    if type.kind == "single" and _is_yes_no(listing):
        return {"kind": "yes_no"}
    other = (type.other or listing.other) and type.kind != "ranking"
    choices = [one for one in listing.choices if not (other and one.name == OTHER)]
    if len(choices) < len(listing.choices):
        form.tell(line, say("The choice “other” has our own words."))
    random = given.get("randomize", "") == "true"
    return {"kind": type.kind, "choices": tuple(choices), "other": other, "random": random}


def _is_yes_no(listing: Listing) -> bool:
    """Whether it says nothing but yes and no, as our own question does."""
    if listing.other or [one.name for one in listing.choices] not in (["yes", "no"], ["no", "yes"]):
        return False
    return all(
        not one.exclusive
        and not one.image
        and all(text.casefold() in said(tag, one.name) for tag, text in one.label.items())
        for one in listing.choices
    )


def _range(line: Line, given: Mapping[str, str], form: Form) -> dict[str, Any]:
    found, lost = range_of(dict(given))
    for reason in lost:
        form.tell(line, reason)
    listing = form.lists.get(given.get("tick_labelset", ""))
    if not found.scale(named=listing is not None):
        return {"kind": "number", "low": found.start, "high": found.end, "whole": found.whole}
    ends: dict[str, Any] = {}
    if listing:
        listing.used = True
        for choice in listing.choices:
            value = _value(choice.name)
            if end := {found.start: "low_label", found.end: "high_label"}.get(value):
                ends[end] = choice.label
            else:
                reason = say(
                    "Only the ends of a scale have names: “%(name)s” has none here.",
                    name=choice.name,
                )
                form.tell(line, reason)
    return {"kind": "scale", "low": found.start, "high": found.end, **ends}


def _value(name: str) -> float:
    try:
        return float(name)
    except ValueError:
        return math.nan


def _appearance(line: Line, form: Form) -> str:
    """The first word that has a meaning here; the others are told."""
    kept = ""
    for word in appearance(line):
        if word in APPEARANCES and not kept:
            kept = word
        elif word not in _LAYOUT:
            reason = say("The appearance “%(word)s” has no meaning here.", word=word)
            form.tell(line, reason)
    return kept
