"""The form of one question: what was typed, what is wrong with it, and the question it says."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.refused import Refused, say
from app.web.forms import REQUIRED, Form, clean
from surveys.expressions import parse
from surveys.office import fields
from surveys.office.choice_rows import choice_rows
from surveys.office.conditions import condition_of
from surveys.office.edits import names, replaced
from surveys.office.names import name_for
from surveys.office.speaking import Renamed
from surveys.office.typed_rows import rows, with_pasted
from surveys.questionnaire import NAME, Choice, Question, Questionnaire

MOST_TEXT = 4000
_MORE = ("name", "codes", "check", "default", "required_message", "check_message")
_NUMBER = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,8})?")


class QuestionForm(Form):
    """What stands in the form. `old`: the question as it is, or as it begins.

    `question` is what the form says, `renamed` which of its choices and rows have other names now;
    it may be saved where `ok`. `asked`: all that was ever asked. Answers are kept under the names
    in it, which stay (`locked`); a new question is not called like one that was taken out, unless
    somebody says so.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        old: Question,
        questionnaire: Questionnaire,
        *,
        asked: Questionnaire | None = None,
    ) -> None:
        values = {key: clean(value) for key, value in data.items() if isinstance(value, str)}
        for part in fields.ROWS:
            values = with_pasted(values, part)
        super().__init__(values)
        self.old = old
        self.original = questionnaire.original
        self.taken = names(questionnaire) - {old.name}
        self.asked = names(asked) if asked else set()
        self.before = asked.question(old.name) if asked else None
        self.locked = self.before is not None
        self._renamed: dict[str, dict[str, str]] = {}
        self.question = self._question()
        self.renamed = Renamed(**self._renamed)
        self._follow(questionnaire)

    def rows(self, part: str) -> list[dict[str, str]]:
        return rows(self.values, part)

    def fixed(self, part: str) -> set[str]:
        """Names of choices or rows under which answers are kept."""
        return {one.name for one in getattr(self.before, part, ())}

    def all_fixed(self, part: str) -> bool:
        fixed = self.fixed(part)
        return all(row.get("name") in fixed for row in self.rows(part))

    @property
    def wrong_in_more(self) -> bool:
        """Whether an error stands in the part that opens."""
        return any(name in _MORE or name.endswith("-code") for name in self.errors)

    def _question(self) -> Question:
        kind = self.old.kind
        required = None if kind == "calculation" else REQUIRED
        label = self.text("label", most=MOST_TEXT, required=required)
        texts = {part: self._text(part) for part in fields.TEXTS if fields.has(kind, part)}
        values: dict[str, Any] = {
            part: fields.with_text(getattr(self.old, part), self.original, text)
            for part, text in {**texts, "label": label}.items()
        }
        values |= {part: part in self.values for part in fields.TICKS if fields.has(kind, part)}
        values |= {part: self._number(part) for part in fields.NUMBERS if fields.has(kind, part)}
        values |= {part: self._choices(part) for part in fields.ROWS if fields.has(kind, part)}
        values |= {
            part: self._text(part)
            for part in fields.PLAIN
            if part != "name" and fields.has(kind, part)
        }
        made = replace(
            self.old, **{**values, "name": self._name(label), "show_if": self._condition()}
        )
        self._read("check", made.check)
        self._read("formula", made.formula)
        return made

    def _text(self, part: str) -> str:
        return self.text(part, most=MOST_TEXT, required=None)

    def _name(self, label: str) -> str:
        name = self.values.get("name", "").strip()
        if self.locked:
            return self.old.name
        if not name:
            return self.old.name or name_for(label, self.taken | self.asked, self.old.kind)
        if not NAME.fullmatch(name):
            self.refuse(
                "name",
                say(
                    "A name begins with a letter; letters, digits, - and _ may follow, at most 64."
                ),
            )
        elif name in self.taken:
            self.refuse("name", say("Another question or section has this name already."))
        return name

    def _number(self, part: str) -> float | int | None:
        text = self.values.get(part, "").strip()
        if not text:
            return None
        whole = part not in ("low", "high") or self.old.kind == "scale"
        if not _NUMBER.fullmatch(text) or (whole and not re.fullmatch(r"-?[0-9]{1,9}", text)):
            self.refuse(part, say("Please enter a number."))
            return None
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() else number

    def _choices(self, part: str) -> tuple[Choice, ...]:
        other, fixed = part == "choices" and "other" in self.values, self.fixed(part)
        found = choice_rows(self.old, part, self.rows(part), fixed, other=other, tag=self.original)
        for place, error in found.errors:
            self.refuse(place, error)
        self._renamed[part] = found.renamed
        return tuple(found.choices)

    def _follow(self, questionnaire: Questionnaire) -> None:
        """What is filled in before, and conditions, speak of choices by their new names."""
        called = self.renamed.choices
        if called and self.question.default:
            given = (called.get(name, name) for name in self.question.default.split())
            self.question = replace(self.question, default=" ".join(given))
        try:
            if called and self.old.name:
                replaced(questionnaire, self.old.name, self.question, self.renamed)
        except Refused as refused:
            self.refuse("codes", refused.message)

    def _condition(self) -> str:
        try:
            return condition_of(self.values)
        except Refused as refused:
            self.refuse("show_if", refused.message)
            return self.old.show_if

    def _read(self, part: str, text: str) -> None:
        try:
            if text.strip():
                parse(text)
        except Refused as refused:
            self.refuse(part, refused.message)
