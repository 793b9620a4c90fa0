"""A scheme from a file: every mistake is one sentence that says where. Pure.

The format is described in docs/schemes.md.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.refused import Message, say
from workshops.schemes.columns import KINDS
from workshops.schemes.layouts import naming, outlines
from workshops.schemes.reader import BadScheme, Reader
from workshops.schemes.scheme import (
    STYLES,
    Column,
    Level,
    Numbering,
    Option,
    Part,
    Rule,
    Scheme,
)

LONGEST = 200_000  # characters of a file
MOST = {"levels": 6, "columns": 40, "options": 30, "rules": 100, "parts": 20}
PART_KINDS = ("text", "list", "path")
LEVEL_KINDS = tuple(kind for kind in KINDS if kind != "computed")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OPTION_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
RESERVED = {"number", "measure", "dots", "voters", "rank", "source", "decision", "status"}
RESERVED |= {"measure_number", "decided_on", "next_report"}
_Choices = Mapping[str, Column]


def parse(name: str, text: str) -> Scheme:
    """The scheme in this text. `name` is the name it will have.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    file = f"{name}.toml"
    if len(text) > LONGEST:
        raise BadScheme(
            say(
                "%(where)s is too long: a scheme has at most %(most)d characters.",
                where=file,
                most=LONGEST,
            )
        )
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise BadScheme(say("%(where)s is nested too deeply.", where=file)) from error
    except ValueError as error:  # also of numbers beyond what Python reads
        reason = str(error)[:200]
        message = say("%(where)s cannot be read as TOML: %(reason)s", where=file, reason=reason)
        raise BadScheme(message) from error
    return from_data(name, data)


def from_data(name: str, data: Mapping[str, Any]) -> Scheme:
    """The same from tables that are read already, such as those of a JSON file.

    Raises:
        BadScheme: the sentence says what is wrong where.
    """
    file = Reader(f"{name}.toml", data)
    titles = file.texts("titles")
    measure_at = file.table("measure")
    measure, counted = naming(measure_at), _numbering(measure_at)
    measure_at.end()
    columns = tuple(_column(at, KINDS) for at in _few(file, "columns", required=False))
    choices = {one.key: one for one in columns if one.kind == "choice"}
    levels = tuple(_level(at, choices) for at in _few(file, "levels"))
    parts = tuple(_part(at) for at in _few(file, "parts", required=False))
    keys = [level.key for level in levels] + [column.key for column in columns]
    _unique(file, "levels", keys)
    _unique(file, "parts", [one.key for one in parts])
    _check_rules(file, columns)
    scheme = Scheme(name, titles, levels, measure, columns, parts, (), counted)
    found = outlines(file, scheme)
    _unique(file, "outlines", [one.key for one in found])
    file.end()
    return replace(scheme, outlines=found)


def _few(at: Reader, key: str, *, required: bool = True) -> list[Reader]:
    return at.tables(key, most=MOST[key], required=required)


def _key(at: Reader) -> str:
    key = at.text("key")
    if not _KEY.fullmatch(key):
        raise at.wrong(
            "key",
            say(
                "%(where)s must be small letters, digits and _, begin with a letter, and have at "
                "most 40 of them."
            ),
        )
    if key in RESERVED:
        raise at.wrong(
            "key",
            say('%(where)s: "%(key)s" has a meaning of its own. Take another word.', key=key),
        )
    return key


def _level(at: Reader, choices: _Choices) -> Level:
    level = Level(
        key=_key(at),
        naming=naming(at),
        numbering=_numbering(at),
        optional=at.flag("optional"),
        columns=tuple(
            _column(one, LEVEL_KINDS, choices) for one in _few(at, "columns", required=False)
        ),
    )
    _unique(at, "columns", [one.key for one in level.columns])
    at.end()
    return level


def _numbering(at: Reader) -> Numbering:
    return Numbering(
        style=at.choice("numbering", STYLES, default="none"),
        start=at.whole("start", low=1, high=999, default=1),
        running=at.flag("running"),
        joined=at.flag("joined"),
        prefix=at.text("prefix") if "prefix" in at else "",
    )


def _column(at: Reader, kinds: tuple[str, ...], choices: _Choices | None = None) -> Column:
    """`choices` are those of the measures that a column of a level may have a value for each of."""
    kind = at.choice("kind", kinds)
    needs_options = kind in ("choice", "computed")
    column = Column(
        key=_key(at),
        naming=naming(at),
        kind=kind,
        options=tuple(_option(one) for one in _few(at, "options")) if needs_options else (),
        rules=tuple(_rule(one) for one in _few(at, "rules")) if kind == "computed" else (),
        per=at.choice("per", tuple(choices), default="") if choices is not None else "",
    )
    _unique(at, "options", [one.key for one in column.options])
    at.end()
    return column


def _option(at: Reader) -> Option:
    key = at.text("key")
    if not _OPTION_KEY.fullmatch(key):
        raise at.wrong(
            "key",
            say("%(where)s must be letters, digits, _ and -, and have at most 40 of them."),
        )
    option = Option(key, naming(at))
    at.end()
    return option


def _rule(at: Reader) -> Rule:
    rule = Rule(at.text("gives"), at.lists("when"))
    at.end()
    return rule


def _check_rules(file: Reader, columns: tuple[Column, ...]) -> None:
    """Rules give options that there are, and ask for values that there are."""
    values = {one.key: [option.key for option in one.options] for one in columns}
    values |= {one.key: ["yes", "no"] for one in columns if one.kind == "yes_no"}
    conditions = {one.key for one in columns if one.kind in ("choice", "yes_no")}
    for n, column in enumerate(columns):
        for m, rule in enumerate(column.rules):
            at = file.inside("columns", n, "rules", m)
            if column.option(rule.gives) is None:
                raise at.wrong("gives", _none_of(rule.gives, values[column.key]))
            for key, wanted in rule.when.items():
                if key not in conditions:
                    raise at.wrong(
                        f"when.{key}",
                        say("%(where)s is no choice and no yes/no column of the measures."),
                    )
                if not wanted:
                    raise at.wrong(f"when.{key}", say("%(where)s: At least one is needed."))
                for one in wanted:
                    if one not in ("", *values[key]):
                        raise at.wrong(f"when.{key}", _none_of(one, values[key]))


def _none_of(value: str, allowed: list[str]) -> Message:
    listed = ", ".join(f'"{one}"' for one in allowed)
    return say(
        '%(where)s: "%(value)s" is not one of these: %(allowed)s.', value=value, allowed=listed
    )


def _part(at: Reader) -> Part:
    part = Part(_key(at), naming(at), at.choice("kind", PART_KINDS))
    at.end()
    return part


def _unique(at: Reader, key: str, keys: list[str]) -> None:
    twice = next((one for one in keys if keys.count(one) > 1), None)
    if twice:
        raise at.wrong(key, say('%(where)s: The key "%(key)s" is used twice.', key=twice))
