"""What the office types about an agenda as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.language import catalogues
from app.refused import Message
from app.web.forms import Form
from workshops.agenda.rules import LONGEST_TITLE, one_line
from workshops.agenda.templates import DotRule, Template
from workshops.dots.rules import HIGHEST, MOST_ON_ONE, SCOPES


class CopyForm(Form):
    """Which one to copy."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.key = self.values.get("key", "")


class TemplateForm(Form):
    """Its title, and the rule of its votes."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=LONGEST_TITLE)) or ""
        scope = self.choice("scope", SCOPES)
        allowance = self.whole("allowance", low=1, high=HIGHEST, required=False)
        most = self.whole("most", low=1, high=HIGHEST)
        self.rule = DotRule(scope, allowance, most or MOST_ON_ONE)


@dataclass(frozen=True, slots=True)
class Shown:
    """The form as it stands in the database."""

    values: Mapping[str, str]
    errors: Mapping[str, Message] = field(default_factory=dict)


def stored_template(template: Template) -> Shown:
    rule = template.rule
    return Shown(
        {
            "title": catalogues.words(template.title),
            "scope": rule.scope,
            "allowance": "" if rule.allowance is None else str(rule.allowance),
            "most": str(rule.most),
        }
    )
