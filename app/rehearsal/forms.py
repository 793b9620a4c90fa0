"""A page as a browser without a script uses it: its forms, buttons and links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.rehearsal.recount import Tally

TYPED = Mapping[str, str | list[str]]
_ROW = re.compile(r'<li data-measure="(\d+)"(.*?)</li>', re.DOTALL)
_DOTS = re.compile(r"<strong>(\d+)")
_VOTERS = re.compile(r'class="small muted">\D*(\d+)')
_LINE = re.compile(r'<li data-measure="(\d+)"><span class="number">(\d+)<')


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, typed: TYPED) -> list[tuple[str, str]]:
        """What is sent: its fields, with those that were typed in their place."""
        sent = [(name, value) for name, value in self.fields if name not in typed]
        for name, value in typed.items():
            sent += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        return sent


@dataclass
class Button:
    form: Form
    action: str  # the form's, or its own
    sends: tuple[tuple[str, str], ...]


@dataclass
class Page(HTMLParser):
    """`buttons` and `links` (addresses) by their id; `ids` is everything that has one."""

    body: str
    forms: list[Form] = field(default_factory=list)
    buttons: dict[str, Button] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    step: str = ""  # its id and state, such as "7.open"

    def __post_init__(self) -> None:
        super().__init__()
        self._form: Form | None = None
        self._text: str | None = None
        self._select: str | None = None
        self.feed(self.body)

    def button(self, start: str) -> str | None:
        """The id of the first button whose id begins so."""
        return next((id for id in self.buttons if id.startswith(start)), None)

    def numbers(self, start: str) -> list[int]:
        """The numbers behind this beginning, of all buttons: hide-7, hide-8."""
        ends = (id.removeprefix(start) for id in self.buttons if id.startswith(start))
        return [int(end) for end in ends if end.isdecimal()]

    def form(self, end: str) -> Form | None:
        """The form that is sent to an address with this end."""
        return next((form for form in self.forms if form.action.endswith(end)), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        id, name = given.get("id", ""), given.get("name", "")
        self.ids.add(id)
        if id == "step":
            self.step = given.get("data-step", "")
        if tag == "a" and id:
            self.links[id] = given.get("href", "")
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").upper())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "button":
            sends = ((name, given.get("value", "")),) if name else ()
            action = given.get("formaction", self._form.action)
            self.buttons[id] = Button(self._form, action, sends)
        elif tag == "input":
            self._input(name, given)
        elif tag == "textarea":
            self._text = name
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._form.fields.append((self._select, given.get("value", "")))

    def _input(self, name: str, given: Mapping[str, str]) -> None:
        assert self._form
        if given.get("type") in ("radio", "checkbox") and "checked" not in given:
            return
        self._form.fields.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._text and self._form:
            self._form.fields.append((self._text, data))
            self._text = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None


def results_on(body: str) -> Tally:
    """What the page of results says: measure -> (dots, people who gave them)."""
    found: Tally = {}
    for measure, row in _ROW.findall(body):
        dots, voters = _DOTS.search(row), _VOTERS.search(row)
        if dots and voters:
            found[int(measure)] = int(dots[1]), int(voters[1])
    return found


def lines_on(body: str) -> dict[int, int]:
    """The lines of a ballot on paper: number -> measure."""
    return {int(number): int(measure) for measure, number in _LINE.findall(body)}
