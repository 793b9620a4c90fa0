"""New pieces of a scheme, with the least they need to be sound. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.refused import Message, say
from app.short_names import short_name
from workshops.schemes.file import RESERVED
from workshops.schemes.form import Typed
from workshops.schemes.tree import pieces

Texts = dict[str, str]
Say = Callable[[Message], Texts]
"""A sentence in every language of the scheme."""

NAMES = {  # what a column of a table is called that has no name of its own
    "dots": say("Dots"),
    "voters": say("Voters"),
    "rank": say("Rank"),
    "decision": say("Decision"),
    "decided_on": say("Decided on"),
    "status": say("Status"),
    "next_report": say("Next report"),
    "source": say("Source"),
    "measure_number": say("No."),
}
NUMBER = say("No.")
_FALLBACK = {"levels": "level", "columns": "column", "options": "option", "parts": "part"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece to be added: where (such as "levels.0.columns"), what it is called in which language,
    and of which kind."""

    path: str
    name: str
    kind: str
    language: str


class Wrong(Exception):
    """What is wanted cannot be added; the message stands beside its field."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def new(
    tree: dict[str, Typed], parent: dict[str, Typed], wanted: Wanted, said: Say
) -> dict[str, Typed]:
    """The piece that is wanted, to stand in a list of `parent`.

    Raises:
        Wrong: it needs a name, or something else first.
    """
    *above, name = wanted.path.split(".")
    in_block = len(above) == 4 and above[0] == "outlines"
    if name == "blocks":
        return _block(tree, wanted, said)
    if name == "lines":
        return _line(tree, parent, wanted, said)
    if name == "columns" and in_block:
        return _outline_column(wanted.kind, said)
    if name == "rules":
        return {"gives": _not_given(parent), "when": _condition(tree)}
    if not wanted.name.strip():
        raise Wrong(say("Please fill this in."))
    fresh: dict[str, Typed] = {
        "key": _key(tree, name, wanted.name),
        "names": {wanted.language: wanted.name.strip()},
    }
    if name in ("columns", "parts"):
        fresh["kind"] = wanted.kind
    if name == "outlines":
        fresh |= {"paper": "A4 portrait", "blocks": [_list(tree)]}
    return settled(tree, fresh, _in_one(said, wanted.language)) if name == "columns" else fresh


def _in_one(said: Say, language: str) -> Say:
    """Only in this language: what a person will rename is renamed once."""

    def one(message: Message) -> Texts:
        texts = said(message)
        return {language: texts[language]} if language in texts else texts

    return one


def settled(tree: dict[str, Typed], column: dict[str, Typed], said: Say) -> dict[str, Typed]:
    """A column with the least that its kind needs: two options to choose from, a rule for the first
    of them where there is something to ask for, and one that always holds for the last. `said`
    names the options."""
    kind = column.get("kind")
    if kind in ("choice", "computed") and not pieces(column, "options"):
        column["options"] = [
            {"key": key, "names": said(say("Choice %(letter)s", letter=key.upper()))}
            for key in ("a", "b")
        ]
    if kind == "computed" and not pieces(column, "rules"):
        first, last = pieces(column, "options")[0], pieces(column, "options")[-1]
        found = _condition(tree)
        asking = [{"gives": first.get("key", ""), "when": found}] if found else []
        column["rules"] = [*asking, {"gives": last.get("key", ""), "when": {}}]
    return column


def _not_given(column: dict[str, Typed]) -> str:
    """The first option that no rule gives yet, or the first."""
    keys = [one.get("key", "") for one in pieces(column, "options")]
    given = {one.get("gives") for one in pieces(column, "rules")}
    return next((key for key in keys if key not in given), next(iter(keys), ""))


def _condition(tree: dict[str, Typed]) -> dict[str, list[str]]:
    """The first that a rule can ask for; nothing where no column of measures is a choice."""
    for column in pieces(tree, "columns"):
        options = [one.get("key", "") for one in pieces(column, "options")]
        values = {"choice": options, "yes_no": ["yes"]}.get(column.get("kind", ""))
        if values:
            return {column.get("key", ""): values[:1]}
    return {}


def _block(tree: dict[str, Typed], wanted: Wanted, said: Say) -> dict[str, Typed]:
    kind, _, key = wanted.kind.partition(":")
    if kind == "part":
        return {"kind": "part", "part": key}
    if kind == "text":
        return {"kind": "text", "heading": "yes", "names": said(say("Heading"))}
    if kind == "table":
        keys = [one.get("key", "") for one in pieces(tree, "levels")]
        levels = [_outline_column(f"level:{key}", said) for key in keys]
        measure = {"source": "measure", "width": "40"}
        kept = [_outline_column(f"column:{key}", said) for key in _columns(tree)]
        dots = {**_outline_column("dots", said), "show": "dots"}
        return {"kind": "table", "columns": [*levels, measure, *kept, dots]}
    if kind == "grid":
        across = [
            one.get("key", "")
            for one in pieces(tree, "columns")
            if one.get("kind") in ("choice", "computed")
        ]
        if not across:
            raise Wrong(say("This needs a column of measures with options to choose from first."))
        level = next(iter(pieces(tree, "levels")), {}).get("key", "")
        lines = [_measures(tree)]
        return {"kind": "grid", "level": level, "across": across[0], "lines": lines}
    return _list(tree)


def _list(tree: dict[str, Typed]) -> dict[str, Typed]:
    """With all that is kept of a measure: what is not wanted is seen, and goes with a click."""
    return {"kind": "list", "headings": "", "shows": _columns(tree)}


def _columns(tree: dict[str, Typed]) -> list[str]:
    return [one.get("key", "") for one in pieces(tree, "columns")]


def _outline_column(spec: str, said: Say) -> dict[str, Typed]:
    """`spec`: a source, and the keys it needs, such as "entry:goal:council"."""
    source, *keys = spec.split(":")
    new: dict[str, Typed] = {"source": source, "width": "10"}
    if source == "column":
        new["column"] = keys[0] if keys else ""
    elif keys:
        new["level"] = keys[0]
    if len(keys) > 1:
        new["column"] = keys[1]
    if source == "number":
        new |= {"width": "6", "names": said(NUMBER)}
    if source in NAMES:
        new["names"] = said(NAMES[source])
    return new


def _line(
    tree: dict[str, Typed], grid: dict[str, Typed], wanted: Wanted, said: Say
) -> dict[str, Typed]:
    source, _, key = wanted.kind.partition(":")
    if source == "measures":
        return _measures(tree)
    level = next((o for o in pieces(tree, "levels") if o.get("key", "") == grid.get("level")), {})
    column = next((o for o in pieces(level, "columns") if o.get("key", "") == key), {})
    return {"source": "column", "column": key, "names": dict(column.get("names", {}))}


def _measures(tree: dict[str, Typed]) -> dict[str, Typed]:
    """The line of a grid with the measures themselves."""
    measure = tree.get("measure", {})
    return {"source": "measures", "names": dict(measure.get("plurals") or measure.get("names", {}))}


def _key(tree: dict[str, Typed], name: str, wanted: str) -> str:
    """A key that nothing else has, from the name where that has Latin letters."""
    latin = any(c.isascii() and c.isalpha() for c in wanted)
    plain = short_name(wanted, ()).strip("-0123456789") if latin else ""
    plain = plain or _FALLBACK.get(name, "layout")
    taken = {*_keys(tree), *(one.replace("_", "-") for one in RESERVED)}
    return short_name(plain[:34], taken).replace("-", "_")


def _keys(value: Typed) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (one.replace("_", "-") for key, one in value.items() if key == "key")
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
