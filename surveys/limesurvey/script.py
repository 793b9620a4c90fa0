"""ExpressionScript, LimeSurvey's language for conditions: from its text to its parts. Pure.

Only what conditions of surveys are made of; a parser by hand, with bounded nesting. What else
stands there is named in `Untranslatable`, which is no fault of the file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

DEEPEST = 24
LONGEST = 5000

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<sign><=|>=|==|!=|&&|\|\||[-+*/<>(),!])
    |(?P<field>(?:INSERTANS:)?[0-9]+X[0-9]+X[0-9]+[A-Za-z0-9_]*(?:\#[01])?(?:\.[A-Za-z0-9_]+)?)
    |(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    |(?P<word>[A-Za-z_][A-Za-z0-9_:]*(?:\.[A-Za-z0-9_]+)*))""",
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "&&": "and"}
_SIGNS |= {"||": "or", "and": "and", "or": "or"}
_RANKS = (("or",), ("and",), ("==", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "/"))


class Untranslatable(Exception):
    """`part` of a condition has no counterpart in the other language."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part[:80]


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a text, as it is written without its quotation marks."""

    value: str
    number: bool


@dataclass(frozen=True, slots=True)
class Variable:
    """`field` without its suffix: `Q1_SQ001`, `self`, or `12X3X45SQ001` of older surveys."""

    name: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    arguments: tuple["Script", ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """`sign`: == != < <= > >= + - * / and or; "!" and "-" also stand before one value."""

    sign: str
    values: tuple["Script", ...]


Script: TypeAlias = Literal | Variable | Function | Operation


def parsed(text: str) -> Script:
    """
    Raises:
        Untranslatable: it cannot be read; the exception names the place.
    """
    reader = _Reader(_tokens(text))
    found = reader.rank(0)
    reader.expect("end", "")
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    if len(text) > LONGEST:
        raise Untranslatable(text)
    found, at, text = [], 0, text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Untranslatable(text[at : at + 20].strip())
        kind = str(match.lastgroup)
        token = match[kind]
        if kind == "word" and token.lower() in _SIGNS:
            kind, token = "sign", token.lower()
        found.append((kind, _SIGNS.get(token, token) if kind == "sign" else token))
        at = match.end()
    return [*found, ("end", "")]


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def rank(self, number: int) -> Script:
        if number == len(_RANKS):
            return self._signed()
        found = self.rank(number + 1)
        while self._peek()[0] == "sign" and self._peek()[1] in _RANKS[number]:
            sign = self._take()[1]
            found = Operation(sign, (found, self.rank(number + 1)))
        return found

    def expect(self, kind: str, text: str) -> None:
        token = self._take()
        if token != (kind, text):
            raise Untranslatable(token[1] or "…")

    def _signed(self) -> Script:
        if self._peek() in (("sign", "!"), ("sign", "-")):
            sign = self._take()[1]
            return Operation(sign, (self._deeper(self._signed),))
        return self._single()

    def _single(self) -> Script:
        kind, text = self._take()
        match kind:
            case "number":
                return Literal(text, number=True)
            case "text":
                return Literal(re.sub(r"\\([\"'])", r"\1", text[1:-1]), number=False)
            case "field" | "word":
                if kind == "word" and self._peek() == ("sign", "("):
                    return self._function(text)
                name, _, suffix = text.removeprefix("INSERTANS:").partition(".")
                if name in ("self", "that", "this") and suffix:
                    return _own(name, suffix)
                return Variable(name, suffix)
            case "sign" if text == "(":
                found = self._deeper(lambda: self.rank(0))
                self.expect("sign", ")")
                return found
        raise Untranslatable(text or "…")

    def _function(self, name: str) -> Script:
        self._take()
        arguments: list[Script] = []
        while self._peek() != ("sign", ")"):
            if arguments:
                self.expect("sign", ",")
            arguments.append(self._deeper(lambda: self.rank(0)))
        self._take()
        return Function(name, tuple(arguments))

    def _deeper(self, read: Callable[[], Script]) -> Script:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Untranslatable("((…")
        found = read()
        self._depth -= 1
        return found

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._next]

    def _take(self) -> tuple[str, str]:
        token = self._peek()
        if token[0] != "end":
            self._next += 1
        return token


def _own(name: str, suffix: str) -> Variable:
    """`that.Q1.NAOK` is all of Q1; `self.NAOK` is this question."""
    if name == "that":
        question, _, rest = suffix.partition(".")
        return Variable(f"that.{question}", rest)
    return Variable("self", suffix.rpartition(".")[2])
