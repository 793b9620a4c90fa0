"""Texts and expressions of a questionnaire as LimeSurvey holds them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.limesurvey.plaintext import as_html
from surveys.limesurvey.script import Untranslatable
from surveys.limesurvey.to_script import Asked, script
from surveys.questionnaire import NAME, Texts

_PIPED = re.compile(rf"\$&#123;({NAME.pattern})&#125;")
_NEVER_PIPED = ("statement", "ranking")


@dataclass(slots=True)
class Scripts:
    """`asked`: name → the first question of that name; `waiting`: all, in their order."""

    languages: tuple[str, ...]
    asked: dict[str, Asked] = field(default_factory=dict)
    waiting: list[Asked] = field(default_factory=list)

    def add(self, name: str, asked: Asked) -> None:
        self.asked.setdefault(name, asked)
        self.waiting.append(asked)

    def next(self) -> Asked:
        """What was found out of the next question: names may stand twice in a draft."""
        return self.waiting.pop(0)

    def html(self, text: str) -> str:
        return _PIPED.sub(self._piped, as_html(text))

    def all_html(self, texts: Texts) -> dict[str, str]:
        return {tag: self.html(text) for tag, text in texts.items()}

    def condition(self, text: str) -> str:
        """ "1", always, also where LimeSurvey has nothing for it."""
        found = self._script(text, "") or "1"
        return f"({found})" if text and found == "0" else found

    def check(self, text: str, name: str, asked: Asked) -> str:
        """LimeSurvey checks what is empty, too, so that has to be allowed."""
        found = self._script(text, name) if text.strip() and self.asked.get(name) == asked else ""
        if found and not asked.parts:
            return f"(is_empty({asked.code}.NAOK) or ({found}))"
        return found

    def formula(self, text: str) -> str:
        found = self._script(text, "") if text.strip() else ""
        return f"{{{found}}}" if found else ""

    def _script(self, text: str, own: str) -> str:
        try:
            return script(text, self.asked, own)
        except Untranslatable:
            return ""

    def _piped(self, match: "re.Match[str]") -> str:
        asked: Mapping[str, Asked] = self.asked
        found = asked.get(match[1])
        if found is None or found.kind in _NEVER_PIPED:
            return match[0]
        return f"{{{found.code}.shown}}"
