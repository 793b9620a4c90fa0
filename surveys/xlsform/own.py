"""Our own column: what the others cannot say of a questionnaire, so that it comes back as it was.

A cell holds JSON: the values that differ from what is read without it, and in "was" what was read.
Where somebody has changed the other columns meanwhile, what they wrote counts. Pure.
"""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from app.refused import Refused
from surveys.codec import from_data
from surveys.imports.json_file import from_text
from surveys.questionnaire import Choice, Question, Questionnaire, Section

Data = dict[str, Any]


def difference(wanted: Data, read: Data, kind: type) -> Data:
    """What has to stand in our column so that `read` becomes `wanted`. Both are of `as_data`."""
    keys = [key for key in {**wanted, **read} if wanted.get(key) != read.get(key)]
    found = {key: wanted[key] if key in wanted else _default(kind, key) for key in keys}
    was = {key: read[key] for key in keys if key in read}
    return {**found, "was": was} if was else found


def merged(read: Data, own: Data) -> Data:
    """`read` with what stands in our column, unless that part was changed by somebody."""
    was = own.get("was")
    was = was if isinstance(was, Mapping) else {}
    told = {
        key: value
        for key, value in own.items()
        if key not in ("was", "part") and read.get(key) == was.get(key)
    }
    return {**read, **told}


def cell(own: Data) -> str:
    """Without `${`, after which other programs look for a question in every column."""
    return json.dumps(own, ensure_ascii=False).replace("${", "\\u0024{") if own else ""


def own_data(text: str) -> Data | None:
    """What stands in a cell of our column; None where it is not what we write."""
    if not text:
        return {}
    try:
        found = from_text(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def built(kind: type, data: Data) -> Any:
    """A question, choice, or a section or questionnaire without what stands in it, from its data.

    Raises:
        Refused: it is none.
    """
    if kind is Questionnaire:
        return from_data({**data, "sections": []})
    if kind is Choice:
        data = {"kind": "single", "name": "x", "label": {}, "choices": [data]}
    section = {**data, "questions": []} if kind is Section else {"questions": [data]}
    found = from_data({"title": {}, "languages": ["de"], "sections": [section]}).sections[0]
    if kind is Section:
        return found
    return found.questions[0] if kind is Question else found.questions[0].choices[0]


def restored(kind: type, read: Data, own: Data) -> Any | None:
    """The part with what stands in our column; None where that makes no sense."""
    try:
        return built(kind, merged(read, own))
    except Refused:
        return None


def _default(kind: type, key: str) -> Any:
    one = next(field for field in dataclasses.fields(kind) if field.name == key)
    if one.default_factory is not dataclasses.MISSING:
        return one.default_factory()
    return [] if one.default == () else one.default
