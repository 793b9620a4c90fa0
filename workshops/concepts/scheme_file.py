"""A scheme from a file: every mistake is one sentence that says where. Pure.

The format is described in docs/schemes.md.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from workshops.concepts.columns import KINDS
from workshops.concepts.layout_file import naming, outlines
from workshops.concepts.scheme import (
    STYLES,
    Column,
    Level,
    Numbering,
    Option,
    Part,
    Rule,
    Scheme,
)
from workshops.concepts.scheme_reader import BadScheme, Reader

LONGEST = 200_000  # characters of a file
MOST = {"levels": 6, "columns": 40, "options": 30, "rules": 100, "parts": 20}
PART_KINDS = ("text", "list", "path")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
RESERVED = {
    "number",
    "measure",
    "dots",
    "voters",
    "rank",
    "decision",
    "decided_on",
    "status",
    "source",
}


def parse(name: str, text: str) -> Scheme:
    """The scheme in this text. `name` is the name it will have.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    if len(text) > LONGEST:
        raise BadScheme(f"{name}.toml: a scheme has at most {LONGEST} characters")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadScheme(f"{name}.toml: {error}") from error
    return from_data(name, data)


def from_data(name: str, data: Mapping[str, Any]) -> Scheme:
    """The same from tables that are read already, such as those of a JSON file.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    file = Reader(f"{name}.toml", data)
    titles = file.texts("titles")
    measure_at = file.table("measure")
    measure = naming(measure_at)
    measure_at.end()
    columns = tuple(_column(at, ()) for at in _few(file, "columns", required=False))
    _check_rules(file, columns)
    choices = {one.key: one for one in columns if one.kind == "choice"}
    levels = tuple(_level(at, choices) for at in _few(file, "levels"))
    parts = tuple(_part(at) for at in _few(file, "parts", required=False))
    _unique(file, [*(level.key for level in levels), *(column.key for column in columns)])
    _unique(file, [one.key for one in parts])
    scheme = Scheme(name, titles, levels, measure, columns, parts, ())
    found = outlines(file, scheme)
    file.end()
    return Scheme(name, titles, levels, measure, columns, parts, found)


def _few(at: Reader, key: str, *, required: bool = True) -> list[Reader]:
    found = at.tables(key, required=required)
    if len(found) > MOST[key]:
        raise at.wrong(key, f"at most {MOST[key]} are possible")
    return found


def _key(at: Reader) -> str:
    key = at.text("key")
    if not _KEY.fullmatch(key):
        raise at.wrong("key", "must be small letters, digits and _, beginning with a letter")
    if key in RESERVED:
        raise at.wrong("key", f'"{key}" has a meaning of its own; take another word')
    return key


def _level(at: Reader, choices: Mapping[str, Column]) -> Level:
    level = Level(
        key=_key(at),
        naming=naming(at),
        numbering=Numbering(
            style=at.choice("numbering", STYLES, default="none"),
            start=at.whole("start", low=1, high=999, default=1),
            running=at.flag("running"),
            joined=at.flag("joined"),
        ),
        optional=at.flag("optional"),
        columns=tuple(_column(one, choices) for one in _few(at, "columns", required=False)),
    )
    _unique(at, [one.key for one in level.columns])
    at.end()
    return level


def _column(at: Reader, choices: Collection[str]) -> Column:
    kind = at.choice("kind", KINDS)
    needs_options = kind in ("choice", "computed")
    column = Column(
        key=_key(at),
        naming=naming(at),
        kind=kind,
        options=tuple(_option(one) for one in _few(at, "options")) if needs_options else (),
        rules=tuple(_rule(one) for one in _few(at, "rules")) if kind == "computed" else (),
        per=at.choice("per", tuple(choices), default="") if choices else "",
    )
    _unique(at, [one.key for one in column.options])
    at.end()
    return column


def _option(at: Reader) -> Option:
    option = Option(at.text("key"), naming(at))
    at.end()
    return option


def _rule(at: Reader) -> Rule:
    rule = Rule(at.text("gives"), at.lists("when"))
    at.end()
    return rule


def _check_rules(file: Reader, columns: tuple[Column, ...]) -> None:
    kinds = {one.key: one.kind for one in columns}
    for column in columns:
        for rule in column.rules:
            if column.option(rule.gives) is None:
                raise file.wrong(column.key, f'"{rule.gives}" is none of its options')
            wrong = next((k for k in rule.when if kinds.get(k) not in ("choice", "yes_no")), None)
            if wrong is not None:
                raise file.wrong(column.key, f'"{wrong}" is no choice and no yes/no column')


def _part(at: Reader) -> Part:
    part = Part(_key(at), naming(at), at.choice("kind", PART_KINDS))
    at.end()
    return part


def _unique(at: Reader, keys: list[str]) -> None:
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise at.wrong("key", f'"{twice}" is used twice')
