"""What all parts of reading need: texts, conditions, and the report of what was left. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.refused import Message, say
from surveys.imports.read import Unmapped
from surveys.limesurvey.from_script import translated
from surveys.limesurvey.places import Places
from surveys.limesurvey.plaintext import loses, plain
from surveys.limesurvey.script import Untranslatable, Variable, parsed
from surveys.limesurvey.source import Source

_EXPRESSION = re.compile(r"\{(?!\s)([^{}]{1,2000}?)(?<!\s)\}")
_SHOWN = frozenset(("", "NAOK", "shown", "value"))


@dataclass(slots=True)
class Work:
    """One file while it is read. `taken`: names that are given already."""

    source: Source
    places: Places = field(default_factory=Places)
    unmapped: list[Unmapped] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    @property
    def languages(self) -> list[str]:
        return self.source.languages

    def report(self, row: int, reason: Message) -> None:
        found = Unmapped("", row, reason)
        if found not in self.unmapped:
            self.unmapped.append(found)

    def setting(self, row: int, code: str, name: str) -> None:
        """A setting that changes what is asked, and that nothing here corresponds to."""
        self.report(
            row,
            say(
                "“%(code)s”: LimeSurvey’s setting “%(setting)s” has no counterpart here and was "
                "left out.",
                code=code,
                setting=name,
            ),
        )

    def texts(self, html: Mapping[str, str], row: int, code: str) -> dict[str, str]:
        """Plain texts of the survey's languages; those that are empty are left out."""
        found = {tag: self._text(html.get(tag, ""), row, code) for tag in self.languages}
        return {tag: text for tag, text in found.items() if text}

    def condition(self, script: str, row: int, code: str) -> str:
        """In our words, or "" and a line of the report: it is never dropped in silence."""
        try:
            return translated(script, self.places)
        except Untranslatable as error:
            reason = say(
                "“%(code)s”: the condition “%(text)s” cannot be taken over because of “%(part)s”. "
                "Until you write it anew, everybody is asked.",
                code=code,
                text=script[:500],
                part=error.part,
            )
            self.report(row, reason)
            return ""

    def check(self, script: str, row: int, code: str) -> str:
        try:
            return translated(script, self.places, code)
        except Untranslatable as error:
            reason = say(
                "“%(code)s”: the check “%(text)s” cannot be taken over because of “%(part)s”. "
                "Until you write it anew, every answer is accepted.",
                code=code,
                text=script[:500],
                part=error.part,
            )
            self.report(row, reason)
            return ""

    def formula(self, script: str, row: int, code: str) -> str:
        match = _EXPRESSION.fullmatch(script.strip())
        try:
            return translated(match[1] if match else script, self.places)
        except Untranslatable as error:
            reason = say(
                "“%(code)s”: the formula “%(text)s” cannot be taken over because of “%(part)s”. "
                "Please write it anew.",
                code=code,
                text=script[:500],
                part=error.part,
            )
            self.report(row, reason)
            return ""

    def _text(self, html: str, row: int, code: str) -> str:
        if loses(html):
            reason = say(
                "“%(code)s”: pictures, films and scripts in its texts were left out.", code=code
            )
            self.report(row, reason)
        piped = _EXPRESSION.sub(self._piped, html)
        found = plain(piped)
        for match in _EXPRESSION.finditer(piped):
            if piped[match.start() - 1 : match.start()] != "$" and plain(match[0]) in found:
                self._leave(plain(match[0]), row, code)
        return found

    def _piped(self, match: "re.Match[str]") -> str:
        """An answer in a text. What else is computed there stays as it is, and is named."""
        try:
            script = parsed(plain(match[1]))
        except Untranslatable:
            return match[0]
        if not isinstance(script, Variable) or script.suffix not in _SHOWN:
            return match[0]
        try:
            place = self.places.by_code.get(self.places.name(script, ""))
        except Untranslatable:
            return match[0]
        return f"${{{place.question}}}" if place and not place.part else match[0]

    def _leave(self, text: str, row: int, code: str) -> None:
        reason = say(
            "“%(code)s”: “%(text)s” in its texts is computed by LimeSurvey; here it stands as it "
            "is.",
            code=code,
            text=text[:200],
        )
        self.report(row, reason)
