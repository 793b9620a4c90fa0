"""A group as it is typed."""

from collections.abc import Collection, Mapping
from typing import Any

from app.refused import say
from app.web.forms import Form
from workshops.groups.rules import LONGEST_PLACE, LONGEST_TITLE

USUAL = "usual"  # the agenda of a group for which none was chosen


class GroupForm(Form):
    """Name, place and fields; `template` is the key of an agenda, None for the usual one."""

    def __init__(self, data: Mapping[str, Any], templates: Collection[str] | None = None) -> None:
        super().__init__(data)
        self.title = _one_line(self.text("title", most=LONGEST_TITLE))
        self.place = _one_line(self.text("place", most=LONGEST_PLACE, required=None))
        self.nodes = [int(v) for v in self.many("nodes") if _is_id(v)]
        if not self.nodes:
            self.refuse("nodes", say("Choose at least one field that the group works on."))
        self.template = self._template(templates)

    def _template(self, templates: Collection[str] | None) -> str | None:
        if templates is None or "template" not in self.values:
            return None
        chosen = self.choice("template", (USUAL, *templates))
        return None if chosen == USUAL else chosen


def read_id(form: Form, name: str) -> int | None:
    """The id that a button sent; None where it is none."""
    value = form.values.get(name, "")
    return int(value) if _is_id(value) else None


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 10


def _one_line(text: str) -> str:
    return " ".join(text.split())
