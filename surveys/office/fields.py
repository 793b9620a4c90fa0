"""A question as the fields of its form, and which fields each kind has. Pure.

What is typed are texts in the original language; translations stay with their texts.
"""

from collections.abc import Mapping

from app.language.content import best_text
from surveys.office.conditions import condition_values
from surveys.office.typed_rows import Row, with_rows
from surveys.questionnaire import KINDS, SILENT, Choice, Question, Texts

FIELDS: dict[str, tuple[str, ...]] = {
    "statement": (),
    "single": ("choices", "other", "random", "about_person"),
    "multiple": ("choices", "other", "random", "least", "most", "about_person"),
    "scale": ("low", "high", "low_label", "high_label"),
    "matrix": ("rows", "choices", "random"),
    "number": ("low", "high", "whole", "about_person", "default"),
    "date": ("earliest", "latest", "about_person", "default"),
    "short_text": ("least", "most", "about_person", "default"),
    "long_text": ("least", "most"),
    "ranking": ("choices", "random", "least", "most"),
    "points": ("choices", "random", "total"),
    "yes_no": ("about_person",),
    "consent": (),
    "swot": ("most",),
    "calculation": ("formula",),
}
assert FIELDS.keys() == KINDS.keys()

TEXTS = ("label", "hint", "low_label", "high_label", "required_message", "check_message")
TICKS = ("required", "other", "random", "whole", "about_person")
NUMBERS = ("low", "high", "least", "most", "total")
ROWS = ("choices", "rows")
PLAIN = ("name", "check", "default", "earliest", "latest", "formula")


def has(kind: str, field: str) -> bool:
    """Whether questions of this kind have the field."""
    if field in ("required", "required_message", "check", "check_message"):
        return kind not in SILENT
    return field in FIELDS[kind] or field in ("name", "label", "hint")


def begun(kind: str) -> Question:
    """What the form of a new question begins with."""
    if kind == "scale":
        return Question(kind, "", {}, low=1, high=5)
    if kind == "points":
        return Question(kind, "", {}, total=10)
    return Question(kind, "", {}, required=kind == "consent")


def values_of(question: Question, original: str) -> dict[str, str]:
    """The form's values for this question."""
    values = {part: getattr(question, part).get(original, "") for part in TEXTS}
    values |= {part: getattr(question, part) for part in PLAIN}
    values |= {part: _number(getattr(question, part)) for part in NUMBERS}
    values |= {part: "yes" for part in TICKS if getattr(question, part)}
    for part in ROWS:
        if part in FIELDS[question.kind]:
            found = [_row(choice, original) for choice in getattr(question, part)]
            values = with_rows(values, part, found or [{"label": ""}, {"label": ""}])
    return values | condition_values(question.show_if)


def with_text(texts: Texts, tag: str, text: str) -> dict[str, str]:
    """The texts with this one in the original; where it goes, its translations go, too. What is
    there only in another language, as files have it, stays."""
    if text:
        return {**texts, tag: text}
    return {} if texts.get(tag) else dict(texts)


def choice_of(row: Mapping[str, str], old: Mapping[str, Choice], tag: str, name: str) -> Choice:
    """The choice that a row says, with the translations that it had."""
    before = old.get(row.get("name", ""))
    return Choice(
        name,
        with_text(before.label if before else {}, tag, " ".join(row.get("label", "").split())),
        exclusive="exclusive" in row,
        image=row.get("image", ""),
    )


def _row(choice: Choice, original: str) -> Row:
    label = best_text(choice.label, original, original) or choice.name  # without one it would go
    row = {"name": choice.name, "label": label, "image": choice.image}
    row["code"] = choice.name  # what it shall be called; "name" says which one it is
    return {**row, "exclusive": "yes"} if choice.exclusive else row


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else str(value)
