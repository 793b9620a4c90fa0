"""What LimeSurvey has no place for stands beside it, in an attribute of our own. Pure.

Only what differs: the file is read without it, and what then differs from the questionnaire is
kept. So whoever changes a label in LimeSurvey finds the changed label here again.
"""

import json
from collections.abc import Mapping
from typing import Any

from app.refused import Refused
from surveys.codec import as_data, from_data
from surveys.questionnaire import Question, Questionnaire, Section

_LONGEST = 100_000
_EXPRESSIONS = ("show_if", "check", "formula")


def kept(text: str) -> dict[str, Any]:
    """What the attribute holds; nothing where somebody has damaged it."""
    try:
        found = json.loads(text) if 0 < len(text) <= _LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def as_text(found: Mapping[str, Any]) -> str:
    """JSON in which no backslash stands before a quotation mark: LimeSurvey reads its text files
    with PHP, for which such a mark does not end a cell."""
    if not found:
        return ""
    text = json.dumps(found, separators=(",", ":"), sort_keys=True)
    return text.replace("\\\\", "\\u005c").replace('\\"', "\\u0022")


def differences(read: Any, wanted: Any, scripts: Mapping[str, str]) -> dict[str, Any]:
    """What to keep so that `restored` makes of `read` what is wanted: parts of a questionnaire.

    `scripts`: for each expression, how LimeSurvey holds it. Ours only counts as long as that stays.
    """
    found = _differ(_own(read), _own(wanted))
    return {
        key: [scripts.get(key, ""), value] if key in _EXPRESSIONS else value
        for key, value in found.items()
    }


def restored(question: Question, found: Any, scripts: Mapping[str, str]) -> Question:
    """The question with what was kept beside it, as far as it is still one then."""
    if not isinstance(found, Mapping):
        return question
    data = _merged(as_data(question), found, scripts)
    frame = {"title": {}, "languages": ["en"], "sections": [{"questions": [data]}]}
    whole = _valid(frame)
    return whole.sections[0].questions[0] if whole else question


def restored_section(
    section: Section, found: Mapping[str, Any], scripts: Mapping[str, str]
) -> Section:
    data = _merged(_own(section), found, scripts)
    whole = _valid({"title": {}, "languages": ["en"], "sections": [{**data, "questions": []}]})
    if whole is None:
        return section
    one = whole.sections[0]
    return Section(section.questions, one.name, one.title, one.text, one.show_if, one.together)


def restored_questionnaire(whole: Questionnaire, found: Any) -> Questionnaire:
    frame = _valid(_merged(_own(whole), found, {})) if isinstance(found, Mapping) else None
    if frame is None:
        return whole
    return Questionnaire(
        frame.title, frame.languages, whole.sections, frame.welcome, frame.privacy, frame.thanks
    )


def _own(part: Any) -> dict[str, Any]:
    """Its data without the parts below it, which are looked at by themselves."""
    data = as_data(part)
    return {key: value for key, value in data.items() if key not in ("questions", "sections")}


def _valid(data: Mapping[str, Any]) -> Questionnaire | None:
    try:
        return from_data(data)
    except Refused:
        return None


def _differ(read: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """None for what is to be taken away."""
    found: dict[str, Any] = {}
    for key in {**read, **wanted}:
        one, other = read.get(key), wanted.get(key)
        if one == other:
            continue
        by_name = _by_name(one), _by_name(other)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            found[key] = _differ(one, other)
        elif by_name[0] and by_name[1] and list(by_name[0]) == list(by_name[1]):
            found[key] = _differ(by_name[0], by_name[1])
        else:
            found[key] = other
    return found


def _merged(
    data: Mapping[str, Any], found: Mapping[str, Any], scripts: Mapping[str, str]
) -> dict[str, Any]:
    merged = dict(data)
    for key, value in found.items():
        if key in scripts:
            if isinstance(value, list) and len(value) == 2 and value[0] == scripts[key]:
                merged[key] = value[1] or ""
        elif value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(data.get(key), Mapping):
            merged[key] = _merged(data[key], value, {})
        elif isinstance(value, Mapping) and (by_name := _by_name(data.get(key))):
            merged[key] = list(_merged(by_name, value, {}).values())
        else:
            merged[key] = value
    return merged


def _by_name(value: Any) -> dict[str, Any]:
    """A list of choices by their names; nothing where it is none, or two have one name."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return {}
    found = {str(one.get("name")): one for one in value}
    return found if len(found) == len(value) else {}
