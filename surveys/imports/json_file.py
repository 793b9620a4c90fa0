"""A questionnaire as JSON with a head that says what it is: our own file. Pure."""

import base64
import json
from collections.abc import Mapping
from typing import Any, NoReturn

from app.refused import Refused, say
from surveys.codec import as_data, from_data
from surveys.imports.limits import TOO_LARGE
from surveys.imports.read import Reading
from surveys.questionnaire import Questionnaire

VERSION = 1
_HIGHEST = 10**15
_MOST_PARTS = 1_000_000
"""Values of one file: of short ones, each takes thirty times its place in memory."""


def write(questionnaire: Questionnaire, name: str, pictures: Mapping[str, bytes]) -> bytes:
    """All of the questionnaire; see docs/xlsform.md, "JSON"."""
    data: dict[str, Any] = {
        "klebepunkt": "survey",
        "version": VERSION,
        "name": name,
        "questionnaire": as_data(questionnaire),
    }
    if pictures:
        data["pictures"] = {
            key: base64.b64encode(content).decode() for key, content in pictures.items()
        }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def read(content: bytes, file_name: str = "") -> Reading:
    """With the pictures as they stand in it, which nobody has looked at yet.

    Raises:
        Refused: it is damaged, or not what `write` writes.
    """
    if sum(content.count(sign) for sign in b"[{,") > _MOST_PARTS:
        raise Refused(TOO_LARGE, 422)
    try:
        data = from_text(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(say("This JSON file is damaged."), 422) from error
    if not isinstance(data, dict) or data.get("klebepunkt") != "survey":
        raise Refused(say("This JSON file is no survey of Klebepunkt."), 422)
    if data.get("version") != VERSION:
        raise Refused(say("This file is of a newer Klebepunkt. Update this one first."), 422)
    name = data.get("name")
    questionnaire = from_data(data.get("questionnaire"))
    pictures = _pictures(data.get("pictures", {}))
    return Reading(questionnaire, name if isinstance(name, str) else "", pictures=pictures)


def _pictures(data: Any) -> dict[str, bytes]:
    try:
        return {name: base64.b64decode(text, validate=True) for name, text in data.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise Refused(say("This JSON file is damaged."), 422) from error


def from_text(text: str) -> Any:
    """What stands in this JSON that somebody sent, without what databases cannot hold.

    Raises:
        ValueError, RecursionError: it is damaged, or made to be.
    """
    return _clean(json.loads(text, parse_constant=_no_number))


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)  # NaN and Infinity are no JSON


def _clean(value: Any) -> Any:
    """Without zero bytes and halves of characters."""
    match value:
        case int() | float() if abs(value) > _HIGHEST:
            raise ValueError(value)
        case str():
            return value.replace("\0", "").encode("utf-8", "ignore").decode()
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {_clean(key): _clean(one) for key, one in value.items()}
    return value
