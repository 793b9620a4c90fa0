"""Where LimeSurvey's variables lead to: `Q1_SQ001` to a choice of our question `Q1`. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.limesurvey.script import Untranslatable, Variable

_NEWER = re.compile(r"Q([0-9]+)(?:_(S[0-9]+|[A-Za-z]+))?")
_FIELD = re.compile(r"[0-9]+X[0-9]+X([0-9]+)([A-Za-z0-9_]*(?:#[01])?)")
_PLAIN_SUFFIXES = ("", "NAOK", "value", "valueNAOK", "code")
OTHER_CODE = "-oth-"


@dataclass(frozen=True, slots=True)
class Place:
    """What a variable reads: a question of ours, or a `part` of it: a choice of several, a row of a
    matrix, points of a choice. `values`: code of an answer → our name. `typed`: the words beside
    "other"."""

    question: str
    kind: str
    part: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    typed: bool = False

    @property
    def reference(self) -> str:
        return f"${{{self.question}.{self.part}}}" if self.part else f"${{{self.question}}}"


@dataclass(slots=True)
class Places:
    """`by_code`: variable → place; `codes`: id of a question, or "S" and the id of a part → its
    code; `parts`: code of a question → the variables of all its parts."""

    by_code: dict[str, Place] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, place: Place, sub: str = "") -> None:
        """Of two questions with one code the first one is meant, as LimeSurvey does."""
        variable = f"{code}_{sub}" if sub else code
        if variable not in self.by_code:
            self.by_code[variable] = place
            if sub:
                self.parts.setdefault(code, []).append(variable)

    def find(self, variable: Variable, own: str) -> Place:
        """`own`: the code of the question whose check is read.

        Raises:
            Untranslatable: it is not part of the survey, or was left out.
        """
        if variable.suffix not in _PLAIN_SUFFIXES:
            raise Untranslatable(f"{variable.name}.{variable.suffix}")
        found = self.by_code.get(self.name(variable, own))
        if found is None:
            raise Untranslatable(variable.name)
        return found

    def name(self, variable: Variable, own: str) -> str:
        """The variable by its codes; files also call it 12X3X45SQ001, and the newest ones Q45_S67:
        by the numbers that the question and its part have in LimeSurvey's database."""
        if variable.name == "self":
            return own
        plain = variable.name.removeprefix("that.")
        newer, match = _NEWER.fullmatch(plain), _FIELD.fullmatch(plain)
        if newer and plain not in self.by_code and newer[1] in self.codes:
            part = self.codes.get(newer[2] or "", newer[2])
            return "_".join(filter(None, (self.codes[newer[1]], part)))
        if match is None:
            return plain
        digits, rest = match[1], match[2].replace("#", "_")
        for end in range(len(digits), 0, -1):  # 12X3X451: question 451, or part 1 of question 45
            code = self.codes.get(digits[:end])
            part = f"{digits[end:]}{rest}".lstrip("_")
            if code is not None and (not part or f"{code}_{part}" in self.by_code):
                return f"{code}_{part}" if part else code
        raise Untranslatable(variable.name)
