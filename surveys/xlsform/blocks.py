"""Groups of rows that are one question here: a table of choices, and our own points and SWOT."""

from collections.abc import Sequence
from typing import Any

from app.refused import say
from surveys.questionnaire import NAME, Choice, Question
from surveys.xlsform.fields import appearance, name_of, required, tell_unread
from surveys.xlsform.form import Form, Listing
from surveys.xlsform.lines import Line
from surveys.xlsform.types import Type, type_of

BLOCKS = ("matrix", "points", "swot")
_ALONE = ("relevant", "constraint", "calculation", "default", "choice_filter", "parameters")
"""What a row of a table cannot have for itself."""


def block_of(begin: Line, lines: Sequence[Line], form: Form) -> Question | None:
    """The one question that this group is; None where it is a group of several."""
    own = form.own(begin).get("kind")
    if own in BLOCKS:
        return _block(begin, lines, str(own), form)
    words = [word for line in (begin, *lines) for word in appearance(line)]
    if "table-list" not in appearance(begin) and "list-nolabel" not in words:
        return None
    rows = [line for line in lines if "label" not in appearance(line)]
    if _same_choices(rows, form):
        return _block(begin, lines, "matrix", form)
    reason = say(
        "The rows of this table differ in more than their texts: they are asked one by one."
    )
    form.tell(begin, reason)
    return None


def _same_choices(rows: Sequence[Line], form: Form) -> bool:
    types = {type_of(line.cell("type")) for line in rows}
    if len(types) != 1:
        return False
    type = next(iter(types))
    return (
        type.kind == "single"
        and not type.other
        and type.list_name in form.lists
        and not any(line.cell(column) for line in rows for column in _ALONE)
        and not any(line.text("hint") or line.text("guidance_hint") for line in rows)
        and len({line.cell("required").lower() for line in rows}) == 1
    )


def _block(begin: Line, lines: Sequence[Line], kind: str, form: Form) -> Question:
    name = name_of(begin, kind, form)
    header = next((line for line in lines if "label" in appearance(line)), begin)
    fields: dict[str, Any] = {
        "kind": kind,
        "name": name,
        "label": begin.text("label") or header.text("label"),
        "hint": begin.text("hint"),
        "show_if": begin.cell("relevant"),
    }
    tell_unread(begin, form)
    rows = [line for line in lines if line is not header]
    parts = tuple(part_of(line, begin, form) for line in rows)
    listing = _listing(rows, form)
    form.count(listing)
    if kind == "points":
        fields["choices"] = parts
    elif kind == "matrix":
        fields |= {"rows": parts, "choices": tuple(listing.choices)}
        fields["required"] = bool(rows) and required(rows[0], form)
        fields["required_message"] = rows[0].text("required_message") if rows else {}
    question: Question = form.restored(begin, Question, Question(**fields))
    form.renamed[begin.cell("name")] = question.name
    form.lines[f"q:{question.name}"] = begin
    for line, part in zip(rows, parts, strict=True):
        full = f"{question.name}.{part.name}"
        form.renamed.setdefault(line.cell("name"), full)
        form.listed[full] = listing
    return question


def _listing(rows: Sequence[Line], form: Form) -> Listing:
    type: Type | None = next((type_of(line.cell("type")) for line in rows), None)
    listing = form.lists.get(type.list_name) if type else None
    if listing is None:
        return Listing(0)
    listing.used = True
    return listing


def part_of(line: Line, begin: Line, form: Form) -> Choice:
    """A row of a matrix, or a choice that gets points. Other programs want a name that no other
    question has: the group's stands before it."""
    start = f"{begin.cell('name')}_"
    name = line.cell("name")
    short = name.removeprefix(start)
    read = Choice(
        short if NAME.fullmatch(short) else name,
        line.text("label"),
        image=form.picture(line),
    )
    tell_unread(line, form)
    part: Choice = form.restored(line, Choice, read)
    return part
