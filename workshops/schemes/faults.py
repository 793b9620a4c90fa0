"""What is wrong with a draft, and where: in the words of the form, not in those of the file."""

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

from app.refused import Message, say
from workshops.schemes.form import Typed
from workshops.schemes.forms import Draft
from workshops.schemes.tree import at
from workshops.schemes.words import Words

FIELDS = {
    "titles": say("Title of the scheme"),
    "names": say("Name"),
    "plurals": say("Several of them"),
    "also": say("Other words for it in tables that are imported, one a line"),
    "kind": say("Kind"),
    "start": say("They begin at"),
    "prefix": say("Before the number"),
    "numbering": say("Numbers"),
    "width": say("Width"),
    "widths": say("Widths of the columns"),
    "headings": say("Levels that are headings"),
    "title": say("Another heading for the outermost level"),
    "levels": say("Levels"),
    "columns": say("Columns"),
    "measure": say("Measures"),
    "options": say("To choose from"),
    "rules": say("Rules: the first that fits counts"),
    "parts": say("Parts of the concept"),
    "outlines": say("Layouts of exports"),
    "blocks": say("What stands on it, from top to bottom"),
    "lines": say("Lines of each entry"),
}


def told(draft: Draft) -> Draft:
    """The draft whose faults say where a field stands, instead of naming the file."""
    errors = {
        name: replace(wrong, params={**wrong.params, "where": place(draft, name) or draft.name})
        if "where" in wrong.params
        else wrong
        for name, wrong in draft.errors.items()
    }
    return replace(draft, errors=errors)


def faults(draft: Draft) -> list[tuple[str, Message]]:
    """What is wrong: the name of the field, and a sentence that says where it stands."""
    found = []
    for name, wrong in told(draft).errors.items():
        where = place(draft, name)
        whole = "where" in wrong.params or not where
        found.append(
            (name, wrong if whole else say("%(where)s: %(fault)s", where=where, fault=wrong))
        )
    return found


def place(draft: Draft, name: str) -> Message | str:
    """Where a field stands, such as “Field › They begin at”; empty where it is in no piece."""
    steps: list[Message | str] = []
    path = name.split(".")
    for n, step in enumerate(path, start=1):
        if step.isdecimal():
            found = at(draft.tree, path[:n])
            steps.append(_called(draft, path[n - 2], found if isinstance(found, dict) else {}))
        elif step in FIELDS and not (n < len(path) and path[n].isdecimal()):
            steps.append(FIELDS[step])
    said = [step for step in steps if step]
    return reduce(_inside, said) if said else ""


def _called(draft: Draft, listed: str, piece: Mapping[str, Typed]) -> Message | str:
    """What a piece of this list is called."""
    if listed == "blocks":
        return Words(draft).block(piece)
    if listed == "lines" or "source" in piece:
        return Words(draft).source(piece)
    return draft.called(piece.get("names")) or FIELDS.get(listed, "")


def _inside(outer: Message | str, inner: Message | str) -> Message:
    return say("%(outer)s › %(inner)s", outer=outer, inner=inner)
