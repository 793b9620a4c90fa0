"""Names of choices in expressions: what is compared with them when they get others. Pure."""

from collections.abc import Mapping, Sequence

from app.refused import Refused, say
from surveys.expressions.rows import literal
from surveys.expressions.tokens import REFERENCE, Token, tokens

_EQUAL = ("=", "!=")
_COUNTING = ("count-selected", "string-length")  # whatever choices are called

Place = tuple[int, int]
"""Where a literal begins and ends in the text."""


def rechosen(text: str, question: str, called: Mapping[str, str], *, own: bool = False) -> str:
    """The expression after choices of this question were renamed (old name → new one): the rest
    stays as it was written, also where it is no expression.

    `own`: it is the question's own check, in which a dot is the answer, too.

    Raises:
        Refused: it does more with the answer than compare it with the name of a choice (422).
    """
    try:
        found = tokens(text)
    except Refused:
        return text
    places: set[Place] = set()
    for at, token in enumerate(found):
        if _reads(token, question, own):
            places.update(_compared(found, at, text))
    for start, end in sorted(places, reverse=True):
        written = text[start:end]
        name = written[1:-1] if written[0] in "'\"" else written
        if name in called:
            new = literal(called[name]) if name == written else f"'{called[name]}'"
            text = f"{text[:start]}{new}{text[end:]}"
    return text


def _reads(token: Token, question: str, own: bool) -> bool:
    match = REFERENCE.fullmatch(token.text)
    return match[1] == question if match else own and (token.kind, token.text) == ("sign", ".")


def _compared(found: Sequence[Token], at: int, text: str) -> tuple[Place, ...]:
    """The literal that the answer is compared with; nothing where names do not matter.

    Raises:
        Refused: there is no literal.
    """
    before = [token.text for token in found[max(0, at - 2) : at]]
    after = found[at + 1].text
    place = None
    if after in _EQUAL or (before == ["selected", "("] and after == ","):
        place = _place(found, at + 2)
    elif before[-1:] and before[-1] in _EQUAL:
        place = _place(found, at - 2)
    elif before[-1:] == ["("] and before[0] in _COUNTING and after == ")":
        return ()
    if place is None:
        raise Refused(
            say(
                "A condition or formula does more with this answer than compare it, and cannot "
                "follow new names of choices. Change it first: %(expression)s",
                expression=text,
            ),
            422,
        )
    return (place,)


def _place(found: Sequence[Token], at: int) -> Place | None:
    """Of the literal at, or with its minus before or behind, this token."""
    token = found[at]
    start = token.at - 1
    if token.text == "-" and found[at + 1].kind == "number":
        return start, found[at + 1].at - 1 + len(found[at + 1].text)
    if token.kind not in ("text", "number"):
        return None
    if token.kind == "number" and at and found[at - 1].text == "-":
        start = found[at - 1].at - 1
    return start, token.at - 1 + len(token.text)
