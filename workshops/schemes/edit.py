"""What the buttons of a scheme's form do: add, move and remove its pieces. Pure."""

import copy

from workshops.schemes.forget import forget
from workshops.schemes.form import Typed
from workshops.schemes.new import Say, Wanted, new
from workshops.schemes.scheme import HEAD_SOURCES
from workshops.schemes.tree import always, at, piece, pieces


def moved(tree: dict[str, Typed], path: str, by: int) -> dict[str, Typed]:
    """The piece at this path one place further up (-1) or down (1)."""
    tree = copy.deepcopy(tree)
    found, place = piece(tree, path)
    if 0 <= place < len(found) and 0 <= place + by < len(found):
        found.insert(place + by, found.pop(place))
    return tree


def removed(tree: dict[str, Typed], path: str) -> dict[str, Typed]:
    """The tree without the piece at this path, and without what speaks of it."""
    tree = copy.deepcopy(tree)
    found, place = piece(tree, path)
    if 0 <= place < len(found):
        gone = found.pop(place)
        forget(tree, path.split("."), gone.get("key", ""))
    return tree


def added(tree: dict[str, Typed], wanted: Wanted, said: Say) -> tuple[dict[str, Typed], str]:
    """The tree with one more piece, and the path of that.

    Raises:
        Wrong: it needs a name, or something else first.
    """
    tree = copy.deepcopy(tree)
    *above, name = wanted.path.split(".")
    parent = at(tree, above)
    place = 0
    if isinstance(parent, dict):
        found = parent.setdefault(name, [])
        if isinstance(found, list):
            fresh = new(tree, parent, wanted, said)
            place = _place(found, name, fresh)
            found.insert(place, fresh)
            if wanted.path == "columns":
                _show(tree, found)
    return tree, f"{wanted.path}.{place}"


def _place(found: list[dict[str, Typed]], name: str, fresh: dict[str, Typed]) -> int:
    """At the end; but a rule before those that always hold, since the first that fits counts, and
    in a table numbers and levels before all else."""

    def stays_behind(one: dict[str, Typed]) -> bool:
        if name == "rules":
            return always(one)
        return fresh.get("source") in HEAD_SOURCES and one.get("source") not in HEAD_SOURCES

    place = len(found)
    while place and stays_behind(found[place - 1]):
        place -= 1
    return place


def _show(tree: dict[str, Typed], columns: list[dict[str, Typed]]) -> None:
    """Where a list shows all columns of measures, it shows the new one, too: the last of them."""
    *before, new = [one.get("key", "") for one in columns]
    blocks = [one for outline in pieces(tree, "outlines") for one in pieces(outline, "blocks")]
    for block in blocks:
        shown = block.setdefault("shows", []) if block.get("kind") == "list" else None
        if shown is not None and set(before) <= set(shown):
            shown.append(new)
