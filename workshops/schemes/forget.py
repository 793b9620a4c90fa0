"""A piece of a scheme that goes is forgotten wherever the rest speaks of it. Pure."""

from collections.abc import Callable, Iterator
from typing import Any

from workshops.schemes.form import Typed
from workshops.schemes.tree import at, pieces


def forget(tree: dict[str, Typed], path: list[str], key: str) -> None:
    """Take out what speaks of the piece with this key, which stood at this path of the form. The
    tree itself is changed."""
    match path:
        case ["levels", _]:
            _forget_in_outlines(tree, lambda one: one.get("level") == key)
        case ["levels", number, "columns", _]:
            level = at(tree, ["levels", number]).get("key", "")
            inner = {"level": level, "column": key}
            _forget_in_outlines(tree, lambda one: inner.items() <= one.items())
            _forget_lines(tree, level, key)
            _forget_words(tree, "entries", key)
        case ["columns", _]:
            _forget_column(tree, key)
        case ["columns", number, "options", _]:
            _forget_option(tree, at(tree, ["columns", number]), key)
        case ["parts", _]:
            _forget_in_outlines(tree, lambda one: one.get("part") == key)


def _blocks(tree: dict[str, Typed]) -> Iterator[dict[str, Typed]]:
    for outline in pieces(tree, "outlines"):
        yield from pieces(outline, "blocks")


def _forget_in_outlines(tree: dict[str, Typed], speaks: Callable[[dict[str, Typed]], bool]) -> None:
    """Leave out the blocks, and the columns of tables, that speak of it."""
    for outline in pieces(tree, "outlines"):
        outline["blocks"] = [one for one in pieces(outline, "blocks") if not speaks(one)]
    for block in _blocks(tree):
        if "columns" in block:
            block["columns"] = [one for one in pieces(block, "columns") if not speaks(one)]


def _forget_lines(tree: dict[str, Typed], level: str, key: str) -> None:
    for block in _blocks(tree):
        if block.get("level") == level:
            block["lines"] = [o for o in pieces(block, "lines") if o.get("column") != key]


def _forget_words(tree: dict[str, Typed], name: str, key: str) -> None:
    for block in _blocks(tree):
        if isinstance(block.get(name), list):
            block[name] = [one for one in block[name] if one != key]


def _forget_column(tree: dict[str, Typed], key: str) -> None:
    def speaks(one: dict[str, Any]) -> bool:
        of_measures = one.get("source") == "column" and "level" not in one
        return one.get("across") == key or (of_measures and one.get("column") == key)

    _forget_in_outlines(tree, speaks)
    _forget_words(tree, "shows", key)
    for block in _blocks(tree):
        for name in ("only", "by", "unnumbered"):
            if block.get(name) == key:
                block[name] = ""
    for level in pieces(tree, "levels"):
        for column in pieces(level, "columns"):
            if column.get("per") == key:
                column["per"] = ""
    _narrow_rules(tree, key, lambda values: [])


def _forget_option(tree: dict[str, Typed], column: dict[str, Typed], key: str) -> None:
    column["rules"] = [one for one in pieces(column, "rules") if one.get("gives") != key]
    _narrow_rules(tree, column.get("key", ""), lambda values: [o for o in values if o != key])


def _narrow_rules(
    tree: dict[str, Typed], key: str, narrowed: Callable[[list[str]], list[str]]
) -> None:
    """Rules ask for fewer values of a column. One that would ask for nothing any more goes: it
    would always hold, and never did."""
    for column in pieces(tree, "columns"):
        for rule in [*pieces(column, "rules")]:
            when = rule.get("when", {})
            if key not in when:
                continue
            when[key] = narrowed(when[key])
            if not when[key]:
                del when[key]
            if not when:
                column["rules"].remove(rule)
