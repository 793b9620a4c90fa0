"""The text of an expression, cut into its smallest parts. Pure, and linear in the text's length."""

import re
from dataclasses import dataclass

from app.refused import Refused, say
from surveys.questionnaire import CHOICE_NAME, NAME

LONGEST = 5000
"""Characters of an expression. Real ones have fewer than 500."""

REFERENCE = re.compile(rf"\$\{{({NAME.pattern})(?:\.({CHOICE_NAME.pattern}))?\}}")
_SPACE = re.compile(r"\s*")
_TOKEN = re.compile(
    rf"""(?P<reference>{REFERENCE.pattern})
    |(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<text>'[^']*'|"[^"]*")
    |(?P<word>[A-Za-z_][A-Za-z0-9_:-]*)
    |(?P<sign><=|>=|!=|[-+*=<>(),]|\.(?!\.))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: reference, number, text, word, sign, or end. `at` counts characters from 1."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """All parts in their order; the last one is of kind "end".

    Raises:
        Refused: it is too long, or something in it is not part of the language.
    """
    if len(text) > LONGEST:
        raise Refused(
            say("A condition or formula has at most %(most)d characters.", most=LONGEST), 422
        )
    found = []
    at = _after_space(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise unexpected(Token("", _piece(text, at), at + 1))
        found.append(Token(str(match.lastgroup), match.group(), at + 1))
        at = _after_space(text, match.end())
    return [*found, Token("end", "", at + 1)]


def unexpected(token: Token) -> Refused:
    """What is said where the rules of the language do not allow this part."""
    if token.kind == "end":
        return Refused(say("The condition or formula ends too early: something is missing."), 422)
    return Refused(
        say(
            "“%(part)s” cannot stand at character %(at)d of a condition or formula.",
            part=token.text[:80],
            at=token.at,
        ),
        422,
    )


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _piece(text: str, at: int) -> str:
    """What to name: the whole reference that is wrong, the text without its end, or a sign."""
    if text[at] in "'\"":
        return text[at : at + 30]
    if text.startswith("${", at):
        return text[at : at + 80].split("}")[0] + ("}" if "}" in text[at : at + 80] else "")
    return text[at : at + 2] if text.startswith("..", at) else text[at]
