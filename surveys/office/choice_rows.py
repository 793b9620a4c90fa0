"""The choices or rows of a question, from the rows of its form, and what is wrong there. Pure.

A row's "name" says which choice it was, its "code" what it shall be called, its "label" the text.
"""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field

from app.refused import Message, say
from surveys.faults.naming import taken_names
from surveys.office import fields
from surveys.office.names import name_for
from surveys.office.typed_rows import Row
from surveys.questionnaire import CHOICE_NAME, OTHER, Choice, Question

MOST_LINE = 500


@dataclass(slots=True)
class ChoiceRows:
    """`renamed`: old name → new one; `errors`: with the id of their field."""

    choices: list[Choice] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[str, Message]] = field(default_factory=list)


def choice_rows(
    old: Question, part: str, rows: list[Row], fixed: Set[str], *, other: bool, tag: str
) -> ChoiceRows:
    """`fixed`: names under which answers are kept; `other`: there is a choice “other”, too; `tag`:
    the language of the labels. Rows without a label are none."""
    known = {one.name: one for one in getattr(old, part)}
    typed = {number: row for number, row in enumerate(rows) if row.get("label", "").strip()}
    befores = _befores(typed, known)
    names = _names(typed, befores, part, fixed, {OTHER, "none", *known})
    reserved = taken_names(old, part) | ({OTHER} if other else set())
    found = ChoiceRows()
    for number, row in typed.items():
        name, before = names[number], befores[number]
        if len(row["label"]) > MOST_LINE:
            found.errors.append((f"{part}-{number}", say("This is too long.")))
        if name != before:
            taken = (name in fixed) or list(names.values()).count(name) > 1
            error = _wrong(name, taken=taken, reserved=reserved)
            found.errors += [(f"{part}-{number}-code", error)] if error else []
        if before and name != before:
            found.renamed[before] = name
        found.choices.append(fields.choice_of(row, known, tag, name))
    return found


def _befores(typed: Mapping[int, Row], known: Collection[str]) -> dict[int, str]:
    """What each row was called; empty for new ones."""
    found: dict[int, str] = {}
    for number, row in typed.items():
        name = row.get("name", "")
        found[number] = name if name in known and name not in found.values() else ""
    return found


def _names(
    typed: Mapping[int, Row],
    befores: Mapping[int, str],
    part: str,
    fixed: Set[str],
    taken: set[str],
) -> dict[int, str]:
    """What each row is called now: what was typed, else what it was, else made from its text."""
    codes = {number: row.get("code", "").strip() for number, row in typed.items()}
    taken |= set(codes.values())
    found: dict[int, str] = {}
    for number, row in typed.items():
        before = befores[number]
        name = before if before in fixed else codes[number] or before
        if not name:
            name = name_for(row["label"], taken, "choice" if part == "choices" else "row")
            taken.add(name)
        found[number] = name
    return found


def _wrong(name: str, *, taken: bool, reserved: Set[str]) -> Message | None:
    if taken:
        return say("Another choice or row has, or had, this name already.")
    if name in reserved:
        return say("“%(name)s” cannot be the name of a choice or row here.", name=name)
    if not CHOICE_NAME.fullmatch(name):
        return say("Letters from A to Z, digits, ., - and _ may stand here, at most 64.")
    return None
