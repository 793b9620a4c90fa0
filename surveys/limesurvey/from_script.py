"""Conditions of LimeSurvey as ours: from ExpressionScript to XLSForm's expressions. Pure."""

import re

from app.refused import Refused
from surveys.expressions import parse
from surveys.limesurvey.patterns import quoted, whole_pattern
from surveys.limesurvey.places import OTHER_CODE, Place, Places
from surveys.limesurvey.script import (
    Function,
    Literal,
    Operation,
    Script,
    Untranslatable,
    Variable,
    parsed,
)
from surveys.questionnaire import OTHER

ALWAYS = ("", "1")
_RANKS = {"or": 0, "and": 1, "=": 2, "!=": 2, "<": 3, "<=": 3, ">": 3, ">=": 3}
_RANKS |= {"+": 4, "-": 4, "*": 5, "div": 5}
_WHOLE = 7
_SIGNS = {"==": "=", "/": "div"}
_SIMPLE = {"strlen": "string-length", "intval": "int", "floatval": "number", "join": "concat"}
_COMPARED = ("==", "!=", "<", "<=", ">", ">=")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def translated(text: str, places: Places, own: str = "") -> str:
    """The same condition, check or formula in our syntax; "" for what always holds.

    `own`: code of the question whose answer is `.`.

    Raises:
        Untranslatable: part of it has no counterpart here.
    """
    text = text.strip()
    if text in ALWAYS:
        return ""
    found = _Translator(places, own).whole(parsed(text))
    try:
        parse(found)
    except Refused as error:
        raise Untranslatable(text) from error
    return found


class _Translator:
    def __init__(self, places: Places, own: str) -> None:
        self._places = places
        self._own = own

    def whole(self, script: Script) -> str:
        """A check of LimeSurvey allows "nothing" on purpose; ours only looks at given answers."""
        if (
            self._own
            and isinstance(script, Operation)
            and script.sign == "or"
            and isinstance(script.values[0], Function)
            and self._text(script.values[0]) == ". = ''"
        ):
            script = script.values[1]
        return self._text(script)

    def _text(self, script: Script, rank: int = 0) -> str:
        """In brackets where it binds less tightly than what it stands in."""
        found, own = self._part(script)
        return f"({found})" if own < rank else found

    def _part(self, script: Script) -> tuple[str, int]:
        match script:
            case Literal(value, number):
                return (value, _WHOLE) if number else (quoted(value), _WHOLE)
            case Variable():
                return self._variable(script)
            case Function():
                return self._function(script)
            case Operation("!", (value,)):
                return self._opposite(value)
            case Operation("-", (value,)):
                return f"-{self._text(value, _WHOLE)}", 6
            case Operation(sign, values) if sign in _COMPARED:
                return self._comparison(sign, *values)
        sign = _SIGNS.get(script.sign, script.sign)
        rank = _RANKS[sign]
        first, second = script.values
        return f"{self._text(first, rank)} {sign} {self._text(second, rank + 1)}", rank

    def _variable(self, variable: Variable) -> tuple[str, int]:
        place = self._find(variable)
        if place.typed and place.kind == "single":
            raise Untranslatable(variable.name)
        if place.kind == "multiple" and place.part:
            return _selected(place), _WHOLE
        return self._reference(place), _WHOLE

    def _comparison(self, sign: str, one: Script, other: Script) -> tuple[str, int]:
        if isinstance(one, Literal) and isinstance(other, Variable):
            return self._comparison(_TURNED.get(sign, sign), other, one)
        ours = _SIGNS.get(sign, sign)
        rank = _RANKS[ours]
        if isinstance(one, Variable) and isinstance(other, Literal):
            place = self._find(one)
            if place.typed or (place.kind == "multiple" and place.part):
                return self._ticked(place, ours, other.value, one)
            return f"{self._reference(place)} {ours} {_value(place, ours, other)}", rank
        return f"{self._text(one, rank + 1)} {ours} {self._text(other, rank + 1)}", rank

    def _ticked(self, place: Place, sign: str, value: str, named: Variable) -> tuple[str, int]:
        """A choice of several is "Y" or empty; of what is typed for "other" we know if it is."""
        if sign not in ("=", "!=") or value not in (("",) if place.typed else ("Y", "")):
            raise Untranslatable(named.name)
        chosen = (sign == "=") == (value == "Y")
        if place.kind == "single":
            return f"${{{place.question}}} {'=' if chosen else '!='} '{OTHER}'", 2
        return (_selected(place) if chosen else f"not({_selected(place)})"), _WHOLE

    def _opposite(self, value: Script) -> tuple[str, int]:
        if isinstance(value, Function) and value.name == "is_empty" and len(value.arguments) == 1:
            return self._empty(value.arguments[0], "!=")
        return f"not({self._text(value)})", _WHOLE

    def _empty(self, value: Script, sign: str) -> tuple[str, int]:
        if isinstance(value, Variable):
            return self._comparison({"=": "=="}.get(sign, sign), value, Literal("", number=False))
        return f"{self._text(value, 3)} {sign} ''", 2

    def _function(self, call: Function) -> tuple[str, int]:
        name, values = call.name, call.arguments
        texts = "is_empty", "regexMatch", "count", "countif", "if", "sum", "round", "implode"
        if name in _SIMPLE:
            return f"{_SIMPLE[name]}({', '.join(self._text(one) for one in values)})", _WHOLE
        if name == "date" and values == (Literal("Y-m-d", number=False),):
            return "today()", _WHOLE
        if name not in texts or not values:
            raise Untranslatable(f"{name}()")
        if name == "is_empty":
            return self._empty(values[0], "=")
        if name == "regexMatch":
            return self._regex(values)
        if name in ("count", "countif"):
            return self._count(call)
        if name == "sum":
            parts = [f"coalesce({self._text(one)}, 0)" for one in values]
            return " + ".join(parts), 4 if len(parts) > 1 else _WHOLE
        if name == "implode":
            if values[0] != Literal("", number=False):
                raise Untranslatable("implode()")
            return f"concat({', '.join(self._text(one) for one in values[1:])})", _WHOLE
        if name == "if" and len(values) == 2:
            values = (*values, Literal("", number=False))
        return f"{name}({', '.join(self._text(one) for one in values)})", _WHOLE

    def _regex(self, values: tuple[Script, ...]) -> tuple[str, int]:
        pattern = values[0]
        if not isinstance(pattern, Literal) or len(values) != 2:
            raise Untranslatable("regexMatch()")
        return f"regex({self._text(values[1])}, {quoted(whole_pattern(pattern.value))})", _WHOLE

    def _count(self, call: Function) -> tuple[str, int]:
        """How many are answered; of all choices of a question we can ask that at once."""
        values = call.arguments
        if call.name == "countif":
            if values[0] != Literal("Y", number=False):
                raise Untranslatable("countif()")
            values = values[1:]
        names = [self._places.name(one, self._own) for one in values if isinstance(one, Variable)]
        if len(names) < len(values) or not names:
            raise Untranslatable(f"{call.name}()")
        place = self._places.by_code.get(names[0])
        if place and place.kind == "multiple":
            code = names[0] if not place.part else names[0].rpartition("_")[0]
            if names == [code] or names == self._places.parts.get(code):
                whole = self._places.by_code[code]
                return f"count-selected({self._reference(whole)})", _WHOLE
        each = [f"if({self._empty(one, '!=')[0]}, 1, 0)" for one in values]
        return " + ".join(each), 4 if len(each) > 1 else _WHOLE

    def _find(self, variable: Variable) -> Place:
        return self._places.find(variable, self._own)

    def _reference(self, place: Place) -> str:
        own = self._places.by_code.get(self._own)
        if own and own.question == place.question and not place.part:
            return "."
        return place.reference


def _selected(place: Place) -> str:
    return f"selected(${{{place.question}}}, {quoted(place.part)})"


def _value(place: Place, sign: str, literal: Literal) -> str:
    """What the answer is compared with: choices by our names, else a number where it is one."""
    value = OTHER if literal.value == OTHER_CODE else place.values.get(literal.value, literal.value)
    counted = place.kind in ("number", "scale", "points", "calculation") or sign not in ("=", "!=")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) and (counted or not place.values):
        return value if literal.number or counted else quoted(value)
    return quoted(value)
