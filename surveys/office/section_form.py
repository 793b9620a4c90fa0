"""The form of a section's heading."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.refused import Refused
from app.web.forms import Form
from surveys.office.conditions import condition_of, condition_values
from surveys.office.edits import names
from surveys.office.fields import with_text
from surveys.office.names import name_for
from surveys.office.typed_rows import rows
from surveys.questionnaire import Questionnaire, Section

MOST_TITLE = 300
MOST_TEXT = 4000


class SectionForm(Form):
    """What stands in the form. `old`: the section as it is; `section`: what the form says."""

    def __init__(
        self,
        data: Mapping[str, Any],
        old: Section,
        questionnaire: Questionnaire,
        *,
        focus: str = "",
    ) -> None:
        super().__init__(data)
        self.old = old
        self.focus = focus
        original = questionnaire.original
        title = " ".join(self.text("title", most=MOST_TITLE).split())
        text = self.text("text", most=MOST_TEXT, required=None)
        self.section = replace(
            old,
            name=old.name or name_for(title, names(questionnaire), "section"),
            title=with_text(old.title, original, title),
            text=with_text(old.text, original, text),
            together=self.ticked("together"),
            show_if=self._condition(),
        )

    def rows(self, part: str) -> list[dict[str, str]]:
        return rows(self.values, part)

    def _condition(self) -> str:
        try:
            return condition_of(self.values)
        except Refused as refused:
            self.refuse("show_if", refused.message)
            return self.old.show_if


def values_of(section: Section, original: str) -> dict[str, str]:
    """The form's values for this section."""
    values = {"title": section.title.get(original, ""), "text": section.text.get(original, "")}
    return (
        values
        | condition_values(section.show_if)
        | ({"together": "yes"} if section.together else {})
    )
