"""What the office reads where a scheme's file has a key: kinds, styles, what a table shows."""

from collections.abc import Iterator, Mapping
from functools import reduce

from app.refused import Message, say
from workshops.schemes.form import Typed
from workshops.schemes.forms import Draft
from workshops.schemes.new import NAMES
from workshops.schemes.tree import always, pieces

Choices = list[tuple[str, Message | str]]
"""Keys, and what they are called."""

KINDS: Mapping[str, Message] = {
    "text": say("Text"),
    "bodies": say("Responsible bodies"),
    "choice": say("Choice"),
    "money": say("Money"),
    "date": say("Day"),
    "yes_no": say("Yes or no"),
    "number": say("Number"),
    "computed": say("Computed from other columns"),
}
STYLES: Mapping[str, Message | str] = {
    "none": say("No number"),
    "1": "1, 2, 3",
    "A": "A, B, C",
    "a": "a, b, c",
    "I": "I, II, III",
}
PAPERS = {"A4 portrait": say("A4 upright"), "A4 landscape": say("A4 across")}
PART_KINDS = {
    "text": say("Text"),
    "list": say("List, an item a line"),
    "path": say("Which body sits when"),
}
BLOCKS = {
    "list": say("Headings and lists"),
    "table": say("Table"),
    "grid": say("Table with a choice across"),
    "text": say("Heading or sentence"),
    "part": say("Part of the concept"),
}
SHOWN = {
    "always": say("always"),
    "filled": say("where something stands in it"),
    "dots": say("with dots only"),
}
FULLER = {  # what a name alone would not tell from a column of the office's own
    "measure_number": say("Number of the measure"),
    "status": say("Status as last reported"),
}


class Words:
    """What can be chosen in this draft, named as the draft names it."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.kinds: Choices = list(KINDS.items())
        self.level_kinds: Choices = [one for one in self.kinds if one[0] != "computed"]
        self.styles: Choices = list(STYLES.items())
        self.papers: Choices = list(PAPERS.items())
        self.part_kinds: Choices = list(PART_KINDS.items())
        self.shown: Choices = list(SHOWN.items())

    def columns(self, *kinds: str) -> Choices:
        """The columns of the measures, or those of these kinds."""
        found = pieces(self._draft.tree, "columns")
        return [_named(self._draft, one) for one in found if not kinds or one.get("kind") in kinds]

    def chosen_first(self, choices: Choices, chosen: list[str]) -> Choices:
        """Boxes that are ticked in their order, so that it stays, then those that are not."""
        known = dict(choices)
        ticked: Choices = [(key, known[key]) for key in dict.fromkeys(chosen) if key in known]
        return [*ticked, *(one for one in choices if one[0] not in chosen)]

    def levels(self) -> Choices:
        return [_named(self._draft, one) for one in pieces(self._draft.tree, "levels")]

    def parts(self) -> Choices:
        return [_named(self._draft, one) for one in pieces(self._draft.tree, "parts")]

    def per(self) -> Choices:
        """The choices of the measures for each option of which a column may have a value."""
        return [
            (key, say("One for each: %(column)s", column=name))
            for key, name in self.columns("choice")
        ]

    def depths(self) -> Choices:
        """How many levels are headings, if not all."""
        named = [
            (str(n), say("down to “%(level)s”", level=name))
            for n, (_, name) in enumerate(self.levels(), 1)
        ]
        return [("0", say("none of them")), *named]

    def counts(self, level: Mapping[str, Typed]) -> Message | str:
        """How a level is counted, in a few signs."""
        style = level.get("numbering", "none")
        return "" if style == "none" else STYLES.get(style, "")

    def options(self, column: Mapping[str, Typed]) -> Choices:
        return [_named(self._draft, one) for one in pieces(column, "options")]

    def entries(self) -> Choices:
        """The columns of levels that have one value for an entry."""
        return [
            (_key(column), self._in(level, column))
            for level in pieces(self._draft.tree, "levels")
            for column in pieces(level, "columns")
            if not column.get("per")
        ]

    def conditions(self) -> list[tuple[str, str, Choices]]:
        """What a rule may ask for: a column, its name, and what may stand in it."""
        found = []
        for column in pieces(self._draft.tree, "columns"):
            if column.get("kind") == "choice":
                values = self.options(column)
            elif column.get("kind") == "yes_no":
                values = [("yes", say("yes")), ("no", say("no"))]
            else:
                continue
            values = [*values, ("", say("nothing stands there"))]
            found.append((_key(column), self._draft.called(column.get("names")), values))
        return found

    def blocks(self) -> Choices:
        """The kinds of blocks that can be added."""
        plain: Choices = [one for one in BLOCKS.items() if one[0] != "part"]
        parts: Choices = [
            (f"part:{key}", say("Part: %(part)s", part=name)) for key, name in self.parts()
        ]
        return [*plain, *parts]

    def asks(self, rule: Mapping[str, Typed], last: bool) -> Message:
        """When a rule holds, in one line. `last`: no other follows it."""
        if always(rule):
            if last:
                return say("in all other cases")
            return say("always: the rules below it never count")
        return reduce(
            lambda one, other: say("%(one)s; %(other)s", one=one, other=other),
            [
                say("%(level)s: %(column)s", level=name, column=reduce(_or, ticked))
                for key, name, values in self.conditions()
                if (
                    ticked := [said for value, said in values if value in rule["when"].get(key, [])]
                )
            ]
            or [say("something that is not there any more")],
        )

    def sources(self) -> Choices:
        """The columns that can be added to a table."""
        return [*self._heads(), *self._cells()]

    def lines(self, grid: Mapping[str, Typed]) -> Choices:
        """The lines that can be added to a grid."""
        found: Choices = [("measures", say("Measures"))]
        for level in pieces(self._draft.tree, "levels"):
            if _key(level) == grid.get("level"):
                inner = pieces(level, "columns")
                found += [(f"column:{_key(one)}", self._name(one)) for one in inner]
        return found

    def source(self, column: Mapping[str, Typed]) -> Message | str:
        """What a column of a table or a line of a grid shows."""
        keys = [column.get(one, "") for one in ("source", "level", "column")]
        spec = ":".join(filter(None, map(str, keys)))
        known = {**dict(self.sources()), "measures": say("Measures")}
        return known.get(spec, self._draft.called(column.get("names")) or spec)

    def block(self, block: Mapping[str, Typed]) -> Message | str:
        """What a block is, in a few words."""
        kind = str(block.get("kind", ""))
        if kind == "part":
            return dict(self.parts()).get(str(block.get("part", "")), BLOCKS["part"])
        return BLOCKS.get(kind, kind)

    def _heads(self) -> Iterator[tuple[str, Message | str]]:
        for level in pieces(self._draft.tree, "levels"):
            key, name = _key(level), self._name(level)
            yield f"level:{key}", name
            if level.get("numbering", "none") != "none":
                yield f"number:{key}", say("Number of “%(level)s”", level=name)
            for column in pieces(level, "columns"):
                if not column.get("per"):
                    yield f"entry:{key}:{_key(column)}", self._in(level, column)

    def _cells(self) -> Iterator[tuple[str, Message | str]]:
        yield "measure", self._name(self._draft.tree.get("measure", {}))
        for column in pieces(self._draft.tree, "columns"):
            yield f"column:{_key(column)}", self._name(column)
        for key, name in NAMES.items():
            yield key, FULLER.get(key, name)

    def _in(self, level: Mapping[str, Typed], column: Mapping[str, Typed]) -> Message:
        return say("%(level)s: %(column)s", level=self._name(level), column=self._name(column))

    def _name(self, piece: Mapping[str, Typed]) -> str:
        return self._draft.called(piece.get("names"))


def _or(one: Message | str, other: Message | str) -> Message:
    return say("%(one)s or %(other)s", one=one, other=other)


def _named(draft: Draft, piece: Mapping[str, Typed]) -> tuple[str, str]:
    return _key(piece), draft.called(piece.get("names"))


def _key(piece: Mapping[str, Typed]) -> str:
    return str(piece.get("key", ""))
