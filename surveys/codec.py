"""A questionnaire as JSON and back: in the database, and in the files of `survey export`. Pure.

What has its default is left out, so the same questionnaire always gives the same data.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from app.refused import Refused, say
from surveys.questionnaire import KINDS, Choice, Question, Questionnaire, Section

T = TypeVar("T")

_PARTS: dict[type, dict[str, type]] = {
    Questionnaire: {"sections": Section},
    Section: {"questions": Question},
    Question: {"choices": Choice, "rows": Choice},
    Choice: {},
}


def as_data(part: Any) -> dict[str, Any]:
    """A questionnaire, or a part of one, as JSON data."""
    data = {}
    for one in dataclasses.fields(part):
        value = getattr(part, one.name)
        if value != _default(one):
            data[one.name] = _plain(value)
    return data


def from_data(data: Any) -> Questionnaire:
    """The questionnaire that `as_data` wrote, or somebody by hand.

    Raises:
        Refused: it is no questionnaire; the message names the place.
    """
    found = _read(Questionnaire, data, "questionnaire")
    if not found.languages:
        raise _wrong("questionnaire.languages")
    for number, question in enumerate(found.questions(), 1):
        if question.kind not in KINDS:
            raise Refused(
                say(
                    "Question %(number)d: there is no kind “%(kind)s”.",
                    number=number,
                    kind=question.kind,
                ),
                422,
            )
    return found


def _read(kind: type[T], data: Any, place: str) -> T:
    if not isinstance(data, Mapping):
        raise _wrong(place)
    known = {one.name: one for one in dataclasses.fields(kind)}  # type: ignore[arg-type]  # of _PARTS
    unknown = [key for key in data if key not in known]
    if unknown:
        raise _wrong(f"{place}.{unknown[0]}")
    missing = [n for n, one in known.items() if n not in data and _default(one) is _NOTHING]
    if missing:
        raise _wrong(f"{place}.{missing[0]}")
    values = {
        key: _value(known[key], value, _PARTS[kind].get(key), f"{place}.{key}")
        for key, value in data.items()
    }
    return kind(**values)


def _value(one: "dataclasses.Field[Any]", value: Any, part: type | None, place: str) -> Any:
    if part is not None:
        if not isinstance(value, list):
            raise _wrong(place)
        return tuple(_read(part, item, f"{place}[{n}]") for n, item in enumerate(value, 1))
    if one.name == "languages":
        if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
            raise _wrong(place)
        return tuple(value)
    if not _fits(one.type, value):
        raise _wrong(place)
    return value


def _fits(annotation: Any, value: Any) -> bool:
    match str(getattr(annotation, "__name__", annotation)):
        case "bool":
            return isinstance(value, bool)
        case "str":
            return isinstance(value, str)
        case "int | None":
            return value is None or (isinstance(value, int) and not isinstance(value, bool))
        case "float | None":
            return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
        case _:  # Texts
            return isinstance(value, Mapping) and all(
                isinstance(key, str) and isinstance(text, str) for key, text in value.items()
            )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [as_data(item) if dataclasses.is_dataclass(item) else item for item in value]
    return dict(value) if isinstance(value, Mapping) else value


_NOTHING = object()


def _default(one: "dataclasses.Field[Any]") -> Any:
    if one.default is not dataclasses.MISSING:
        return one.default
    if one.default_factory is not dataclasses.MISSING:
        return one.default_factory()
    return _NOTHING


def _wrong(place: str) -> Refused:
    return Refused(
        say("This is not a questionnaire as Klebepunkt writes it; see “%(place)s”.", place=place),
        422,
    )
