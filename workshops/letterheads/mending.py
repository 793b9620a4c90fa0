"""The lines of a letterhead as a template that can be read to its end, whatever is wrong in them.

Jinja stops at the first mistake of grammar. Here each placeholder is tried on its own, and those
that cannot stand are told and left out, so that the others are checked as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError

from app.refused import Message
from workshops.letterheads.grammar import Found, syntax_reason
from workshops.letterheads.reading import Line, Tag
from workshops.letterheads.reasons import UNENDED, not_begun


def mended(lines: Sequence[Line], environment: Environment) -> tuple[str, list[Found]]:
    """The lines as the source of a template, each line one of its rows and its text only hinted
    at; and what is wrong with the grammar of what was left out or put in."""
    source = "\n".join(_source(line) for line in lines)
    try:
        environment.parse(source)
    except TemplateSyntaxError as error:
        mender = _Mender(environment)
        source = mender.mend(lines)
        told = mender.found or any(not tag.closed for line in lines for tag in line.tags)
        return source, mender.found if told else [(error.lineno, syntax_reason(error))]
    except RecursionError:
        return source, []  # who reads it meets it once more
    return source, []


def _source(line: Line) -> str:
    return "".join(piece.source if isinstance(piece, Tag) else "." for piece in line.pieces)


@dataclass(slots=True)
class _Begun:
    """A loop or condition that has not ended yet. `left_out`: its beginning is no part of the
    source. `over`: its "else" was there."""

    word: str
    row: int
    left_out: bool
    over: bool = False

    @property
    def end(self) -> str:
        return "" if self.left_out else f"{{% end{self.word} %}}"


class _Mender:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._begun: list[_Begun] = []
        self._row = 0
        self.found: list[Found] = []

    def mend(self, lines: Sequence[Line]) -> str:
        rows = []
        for self._row, line in enumerate(lines, start=1):
            rows.append("".join(self._piece(piece) for piece in line.pieces))
        return "\n".join(rows) + "".join(self._given_up(one) for one in self._begun[::-1])

    def _piece(self, piece: str | Tag) -> str:
        if isinstance(piece, str):
            return "."
        match piece.word:
            case "for" | "if":
                return self._begin(piece)
            case "endfor" | "endif":
                return self._end(piece)
            case "else" | "elif":
                return self._between(piece)
        return self._kept(piece, piece.source)

    def _begin(self, tag: Tag) -> str:
        kept = self._kept(tag, f"{tag.source}{{% end{tag.word} %}}")
        self._begun.append(_Begun(tag.word, self._row, left_out=not kept))
        return tag.source if kept else ""

    def _end(self, tag: Tag) -> str:
        word = tag.word.removeprefix("end")
        if word not in (one.word for one in self._begun):
            return self._left_out(tag, not_begun(tag.word))
        ends = ""
        while self._begun[-1].word != word:
            ends += self._given_up(self._begun.pop())
        return ends + self._begun.pop().end

    def _between(self, tag: Tag) -> str:
        around = self._begun[-1] if self._begun else None
        if around is None or around.over or (tag.word == "elif" and around.word == "for"):
            return self._left_out(tag, not_begun(tag.word))
        around.over = tag.word == "else"
        if around.left_out:
            return ""
        whole = f"{{% if title %}}{tag.source}{{% endif %}}"
        return tag.source if self._kept(tag, whole) else ""

    def _kept(self, tag: Tag, whole: str) -> str:
        """The placeholder, where it can be read as a part of this; otherwise it is told. Nothing of
        a loop that was left out: its names would all be unknown."""
        if any(one.word == "for" and one.left_out for one in self._begun):
            return ""
        try:
            self._environment.parse(whole)
        except TemplateSyntaxError as error:
            return self._left_out(tag, syntax_reason(error))
        except RecursionError:
            return tag.source
        return whole

    def _left_out(self, tag: Tag, reason: Message) -> str:
        if tag.closed:  # of one that is not, that alone is said
            self.found.append((self._row, reason))
        return ""

    def _given_up(self, begun: _Begun) -> str:
        """End what nobody has ended."""
        self.found.append((begun.row, UNENDED))
        return begun.end
