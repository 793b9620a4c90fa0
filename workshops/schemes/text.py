"""A scheme as the text of its file (TOML), from the same tables in a JSON file. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_ON_A_LINE = ("options", "rules")  # a table each
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(data: Mapping[str, Any]) -> str:
    """The tables as TOML: reading it gives the same, in the same order.

    Raises:
        ValueError: it holds what no scheme does, such as null.
    """
    return "\n".join(_table((), data)).strip() + "\n"


def _table(path: tuple[str, ...], data: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a table. Tables of its own come last, where TOML wants them; those before a
    plain value stand on its line."""
    keys = list(data)
    while keys and _is_section(keys[-1], data[keys[-1]]):
        keys.pop()
    for key in keys:
        many = key in _ON_A_LINE and isinstance(data[key], list)
        yield f"{_key(key)} = {_below(data[key]) if many else _value(data[key])}"
    for key in list(data)[len(keys) :]:
        inner = (*path, key)
        name = ".".join(map(_key, inner))
        many = isinstance(data[key], list)
        for one in data[key] if many else [data[key]]:
            yield ""
            yield f"[[{name}]]" if many else f"[{name}]"
            yield from _table(inner, one)


def _is_section(key: str, value: Any) -> bool:
    """Whether it has headings of its own: tables that hold more than a line does."""
    if isinstance(value, list):
        tables = bool(value) and all(isinstance(one, dict) for one in value)
        return tables and key not in _ON_A_LINE
    return isinstance(value, dict) and any(isinstance(one, dict) for one in value.values())


def _below(rows: list[Any]) -> str:
    """A list with each of its tables on a line."""
    return "[\n" + "".join(f"    {_value(row)},\n" for row in rows) + "]" if rows else "[]"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    raise ValueError(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the sign 127 and lone surrogates."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
