"""From the text of an expression to its parts.

A parser by hand: each token is looked at once, and nesting is bounded, so no text takes long. Pure.
"""

from app.refused import Refused, say
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.nodes import (
    Call,
    Chain,
    Negative,
    Node,
    Number,
    Own,
    Reference,
    Text,
)
from surveys.expressions.patterns import compiled
from surveys.expressions.tokens import REFERENCE, Token, tokens, unexpected

DEEPEST = 24
"""Brackets within brackets. Above it, reading a hostile text would need a deep stack."""

_RANKS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
"""Operators, the loosest first, as XPath ranks them."""


def tree(text: str) -> Node:
    """The parts of an expression.

    Raises:
        Refused: it is none; the message says what is wrong, and where.
    """
    reader = _Reader(tokens(text))
    node = reader.rank(0)
    reader.expect("")
    return node


class _Reader:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0

    def rank(self, number: int) -> Node:
        """An expression whose operators bind at least as tightly as those of this rank."""
        if number == len(_RANKS):
            return self._signed()
        first = self.rank(number + 1)
        rest = []
        while self._peek().kind in ("word", "sign") and self._peek().text in _RANKS[number]:
            rest.append((self._take().text, self.rank(number + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def expect(self, sign: str) -> None:
        """Take this sign; an empty one is the end."""
        token = self._take()
        if token.text != sign or token.kind not in ("sign", "end"):
            raise unexpected(token)

    def _signed(self) -> Node:
        negative = False
        signed = False
        while self._is("-"):
            self._take()
            negative, signed = not negative, True
        node = self._single()
        if negative:
            return Negative(node)
        return Negative(Negative(node)) if signed else node

    def _single(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return Number(float(token.text))
            case "text":
                return Text(token.text[1:-1])
            case "reference":
                return _reference(token.text)
            case "word":
                return self._call(token)
            case "sign" if token.text == ".":
                return Own()
            case "sign" if token.text == "(":
                node = self._inner()
                self.expect(")")
                return node
        raise unexpected(token)

    def _call(self, token: Token) -> Node:
        if not self._is("("):
            raise _bare(token)
        function = FUNCTIONS.get(token.text)
        if function is None:
            raise _unknown(token)
        self._take()
        arguments = [] if self._is(")") else self._arguments()
        self.expect(")")
        if not function.least <= len(arguments) <= function.most:
            raise _miscounted(token)
        if token.text == "regex":
            _check_pattern(arguments[1])
        return Call(token.text, tuple(arguments))

    def _arguments(self) -> list[Node]:
        found = [self._inner()]
        while self._is(","):
            self._take()
            found.append(self._inner())
        return found

    def _inner(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Refused(
                say(
                    "A condition or formula has at most %(most)d brackets in each other.",
                    most=DEEPEST,
                ),
                422,
            )
        node = self.rank(0)
        self._depth -= 1
        return node

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _is(self, sign: str) -> bool:
        return self._peek().kind == "sign" and self._peek().text == sign

    def _take(self) -> Token:
        token = self._peek()
        if token.kind != "end":
            self._next += 1
        return token


def _reference(text: str) -> Reference:
    match = REFERENCE.fullmatch(text)
    assert match is not None  # the token was cut by the same pattern
    return Reference(match[1], match[2] or "")


def _check_pattern(node: Node) -> None:
    if not isinstance(node, Text):
        raise Refused(say("regex() needs its pattern as a text in quotation marks."), 422)
    compiled(node.value)


def _bare(token: Token) -> Refused:
    return Refused(
        say(
            "“%(part)s” at character %(at)d is not clear: questions are written as ${name}, texts "
            "in quotation marks.",
            part=token.text[:80],
            at=token.at,
        ),
        422,
    )


def _unknown(token: Token) -> Refused:
    return Refused(
        say(
            "There is no function “%(name)s” here (at character %(at)d).",
            name=f"{token.text[:80]}()",
            at=token.at,
        ),
        422,
    )


def _miscounted(token: Token) -> Refused:
    return Refused(
        say(
            "“%(name)s” at character %(at)d has too many or too few values.",
            name=f"{token.text}()",
            at=token.at,
        ),
        422,
    )
