"""Our conditions for LimeSurvey: from XLSForm's expressions to ExpressionScript. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.refused import Refused
from surveys.expressions import parse
from surveys.expressions.nodes import Call, Chain, Negative, Node, Number, Own, Reference, Text
from surveys.limesurvey.places import OTHER_CODE
from surveys.limesurvey.script import LONGEST, Untranslatable
from surveys.questionnaire import OTHER

_SIGNS = {"=": "==", "div": "/"}
_RANKS = {"or": 0, "and": 1, "=": 2, "!=": 2, "<": 3, "<=": 3, ">": 3, ">=": 3}
_RANKS |= {"+": 4, "-": 4, "*": 5, "div": 5, "mod": 5}
_WHOLE = 7
_CALLS = {"string-length": "strlen", "int": "intval", "number": "floatval", "concat": "join"}
_CALLS |= {"string": "join", "round": "round", "if": "if"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as LimeSurvey is to know it: its code, the codes of its answers, and of its parts
    (choices of several, rows, points)."""

    code: str
    kind: str
    answers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    other: bool = False


def script(text: str, asked: Mapping[str, Asked], own: str = "") -> str:
    """The same in ExpressionScript; "1", always, for nothing. `own`: name of the question that `.`
    means.

    Raises:
        Untranslatable: LimeSurvey has nothing for a part of it.
    """
    if not text.strip():
        return "1"
    try:
        root = parse(text).root
    except Refused as error:
        raise Untranslatable(text) from error
    return _Writer(asked, own).text(root)


class _Writer:
    def __init__(self, asked: Mapping[str, Asked], own: str) -> None:
        self._asked = asked
        self._own = own

    def text(self, node: Node, rank: int = 0) -> str:
        found, own = self._part(node)
        if len(found) > LONGEST:  # coalesce() says everything twice
            raise Untranslatable(found)
        return f"({found})" if own < rank else found

    def _part(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                return f"{value:.15g}", _WHOLE
            case Text(value):
                return _quoted(value), _WHOLE
            case Own() | Reference():
                return self._variable(node), _WHOLE
            case Negative(operand):
                return f"-{self.text(operand, _WHOLE)}", 6
            case Call(name, arguments):
                return self._call(name, arguments)
        assert isinstance(node, Chain)
        return self._chain(node)

    def _chain(self, chain: Chain) -> tuple[str, int]:
        rank = _RANKS[chain.rest[0][0]]
        if len(chain.rest) == 1 and chain.rest[0][0] in ("=", "!="):
            found = self._equal(chain.first, *chain.rest[0])
            if found:
                return found
        if any(sign == "mod" for sign, _ in chain.rest):
            raise Untranslatable("mod")
        rest = (f" {_SIGNS.get(s, s)} {self.text(one, rank + 1)}" for s, one in chain.rest)
        return self.text(chain.first, rank) + "".join(rest), rank

    def _equal(self, one: Node, sign: str, other: Node) -> tuple[str, int] | None:
        """An answer beside a text: empty, or one of the answers, whose code is meant."""
        if not (isinstance(one, Own | Reference) and isinstance(other, Text)):
            return None
        asked, part = self._meant(one)
        if other.value == "":
            if not part and asked.parts:
                return f"count({self._all(asked)}) {_SIGNS.get(sign, sign)} 0", 2
            return f"{'!' if sign == '!=' else ''}is_empty({self._variable(one)})", _WHOLE
        if asked.kind == "single" and other.value == OTHER and OTHER not in asked.answers:
            return f'{asked.code}.NAOK {_SIGNS.get(sign, sign)} "{OTHER_CODE}"', 2
        value = asked.answers.get(other.value, other.value)
        return f"{self._variable(one)} {_SIGNS.get(sign, sign)} {_quoted(value)}", 2

    def _call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
        match name:
            case "not":
                return f"!({self.text(arguments[0])})", _WHOLE
            case "true":
                return "1 == 1", 2
            case "false":
                return "1 == 0", 2
            case "today":
                return 'date("Y-m-d")', _WHOLE
            case "selected":
                return self._selected(*arguments)
            case "count-selected":
                asked, _ = self._meant(arguments[0])
                if asked.kind != "multiple":
                    raise Untranslatable(f"{name}()")
                return f"count({self._all(asked)})", _WHOLE
            case "regex":
                assert isinstance(arguments[1], Text)  # `parse` demands it
                pattern = re.sub(r"(?<!\\)/", r"\\/", arguments[1].value)
                return f"regexMatch({_quoted(f'/^(?:{pattern})$/')}, {self.text(arguments[0])})", 7
            case "coalesce":
                return self._first(arguments), _WHOLE
        return f"{_CALLS[name]}({', '.join(self.text(one) for one in arguments)})", _WHOLE

    def _selected(self, node: Node, value: Node) -> tuple[str, int]:
        asked, part = self._meant(node)
        if asked.kind == "multiple" and isinstance(value, Text) and not part:
            if value.value in asked.parts:
                return f'{asked.code}_{asked.parts[value.value]}.NAOK == "Y"', 2
            if value.value == OTHER and asked.other:
                return f"!is_empty({asked.code}_other.NAOK)", _WHOLE
        found = None if asked.kind == "multiple" else self._equal(node, "=", value)
        if found is None:
            raise Untranslatable("selected()")
        return found

    def _first(self, values: tuple[Node, ...]) -> str:
        last = self.text(values[-1])
        for one in reversed(values[:-1]):
            last = f"if(is_empty({self.text(one)}), {last}, {self.text(one)})"
        return last

    def _all(self, asked: Asked) -> str:
        codes = [*asked.parts.values(), *(["other"] if asked.other else [])]
        return ", ".join(f"{asked.code}_{code}.NAOK" for code in codes)

    def _variable(self, node: Own | Reference) -> str:
        asked, part = self._meant(node)
        if part:
            if part not in asked.parts or asked.kind == "multiple":
                raise Untranslatable(part)
            return f"{asked.code}_{asked.parts[part]}.NAOK"
        if asked.parts or asked.kind in ("statement", "ranking"):
            raise Untranslatable(asked.code)
        return f"{asked.code}.NAOK"

    def _meant(self, node: Node) -> tuple[Asked, str]:
        if not isinstance(node, Own | Reference):
            raise Untranslatable("selected()")
        name = self._own if isinstance(node, Own) else node.question
        if name not in self._asked:
            raise Untranslatable(name or ".")
        return self._asked[name], "" if isinstance(node, Own) else node.part


def _quoted(text: str) -> str:
    for mark in "\"'":
        if mark not in text and not text.endswith("\\"):
            return f"{mark}{text}{mark}"
    raise Untranslatable(text)
