"""A scheme as one large form: its fields, what was typed in them, and the tables they stand for.

A field is named by its place in the file, such as "levels.0.names.de". What is typed is kept as a
tree of texts, of the same shape as the file, so that nothing is lost whatever is wrong with it.
Pure.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from app.refused import Message, say
from workshops.schemes.scheme import HEAD_SOURCES

Typed: TypeAlias = Any
"""Texts, lists of texts, lists and dicts of these."""

TEXTS = ("titles", "names", "plurals", "title")  # language -> text
WHOLES = {"start": (1, 999), "width": (1, 1000), "headings": (0, 6)}
FLAGS = ("running", "joined", "optional", "heading", "flat", "outside", "filled")
MANY = ("shows", "entries")  # boxes that may be ticked
LISTS = ("levels", "columns", "options", "rules", "parts", "outlines", "blocks", "lines")
ROOTS = ("titles", "levels", "measure", "columns", "parts", "outlines")
_DEEPEST, _MOST = 12, 200
_NUMBER = re.compile(r"\d{1,3}")


def typed(fields: Iterable[tuple[str, str]], tags: Sequence[str] = ()) -> dict[str, Typed]:
    """What was typed, from the fields of the form, in whatever order they came. Fields of other
    names are left out. `tags`: the languages, in their order."""
    tree: dict[str, Typed] = {}
    for name, text in fields:
        path = name.split(".")
        if path[0] in ROOTS and len(path) <= _DEEPEST and all(path):
            _put(tree, path, text)
    order = {tag: n for n, tag in enumerate(tags)}
    return _shaped(tree, lambda tag: (order.get(tag, len(order)), tag))


def _put(tree: dict[str, Typed], path: list[str], text: str) -> None:
    *above, last = path
    for step in above:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        tree = inner
    if last in MANY or "when" in above[-1:]:
        tree.setdefault(last, [])
        if isinstance(tree[last], list):
            tree[last].append(text)
    elif not isinstance(tree.get(last), dict):
        tree[last] = text


def _shaped(tree: Mapping[str, Typed], order: Callable[[str], Any]) -> dict[str, Typed]:
    """The tree with lists where lists belong, in the order of their numbers. What has another
    shape than the file is left out: everything that stands here can be relied on."""
    found: dict[str, Typed] = {}
    for key, value in tree.items():
        if key in LISTS:
            inner = value if isinstance(value, dict) else {}
            numbers = sorted((one for one in inner if _NUMBER.fullmatch(one)), key=int)[:_MOST]
            found[key] = [_shaped(inner[n], order) for n in numbers if isinstance(inner[n], dict)]
        elif key in TEXTS or key in ("when", "measure"):
            inner = value if isinstance(value, dict) else {}
            kind = list if key == "when" else str
            plain = {name: inner[name] for name in sorted(inner, key=order)}
            plain = {name: one for name, one in plain.items() if isinstance(one, kind)}
            found[key] = _shaped(inner, order) if key == "measure" else plain
        elif isinstance(value, list if key in MANY else str):
            found[key] = value
    return found


def shown(tables: Mapping[str, Any]) -> dict[str, Typed]:
    """The tables of a file as they stand in the form."""
    return {key: _shown(key, value) for key, value in tables.items()}


def _shown(key: str, value: Any) -> Typed:
    if key == "also":
        return "\n".join(value)
    if key == "widths":
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return [shown(one) if isinstance(one, dict) else one for one in value]
    return shown(value) if isinstance(value, dict) else value


def tables(tree: Mapping[str, Typed]) -> dict[str, Any]:
    """The tables of the file that this form stands for; empty fields are left out."""
    found: dict[str, Any] = {}
    for key, value in tree.items():
        table = _table(key, value)
        if not _empty(table) or (key in ("names", "titles") and not _named_anyway(tree)):
            found[key] = table
    kind = found.get("kind")
    unused = {"options", "rules"} if kind not in ("choice", "computed") else {"rules"}
    return {k: v for k, v in found.items() if kind in (None, "computed") or k not in unused}


def _named_anyway(piece: Mapping[str, Typed]) -> bool:
    """A column of a table may have the name of what it shows."""
    return "width" in piece and piece.get("source") in (*HEAD_SOURCES, "measure", "column")


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _table(key: str, value: Typed) -> Any:
    if key in TEXTS and isinstance(value, dict):
        return {tag: text.strip() for tag, text in value.items() if _text(text).strip()}
    if key == "when" and isinstance(value, dict):
        return {name: list(ticked) for name, ticked in value.items() if ticked}
    if isinstance(value, dict):
        return tables(value)
    if key in MANY or (isinstance(value, list) and key not in LISTS):
        return [one for one in value if one]
    if isinstance(value, list):
        return [tables(one) for one in value]
    return _single(key, _text(value))


def _single(key: str, text: str) -> Any:
    if key in FLAGS:
        return text == "yes"
    if key == "also":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if key in WHOLES or key == "widths":
        numbers = [int(one) if _NUMBER.fullmatch(one) else one for one in text.split()]
        return numbers if key == "widths" or len(numbers) > 1 else next(iter(numbers), "")
    return text if key == "prefix" else text.strip()


def _text(value: Typed) -> str:
    return value if isinstance(value, str) else ""


def errors(tree: Mapping[str, Typed]) -> dict[str, Message]:
    """What a person can have typed wrongly, by the name of the field."""
    found: dict[str, Message] = {}
    _look(tree, "", found)
    return found


def _look(value: Typed, name: str, found: dict[str, Message]) -> None:
    """Goes through all fields. What stands below `name` is `value`."""
    key = name.rpartition(".")[2]
    if key in ("names", "titles") and isinstance(value, dict):
        if not any(_text(text).strip() for text in value.values()):
            found[f"{name}.{next(iter(value), 'en')}"] = say("Please fill this in.")
    elif key in WHOLES and isinstance(value, str) and value.strip():
        low, high = WHOLES[key]
        if not (_NUMBER.fullmatch(value.strip()) and low <= int(value) <= high):
            found[name] = say(
                "Please enter a whole number from %(low)d to %(high)d.", low=low, high=high
            )
    elif key == "width":
        found[name] = say("Please fill this in.")
    elif isinstance(value, dict):
        for inner, one in value.items():
            if inner != "names" or not _named_anyway(value):
                _look(one, f"{name}.{inner}" if name else inner, found)
    elif isinstance(value, list):
        for n, one in enumerate(value):
            _look(one, f"{name}.{n}", found)
