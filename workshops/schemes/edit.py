"""What the buttons of a scheme's form do: add, move and remove its pieces. Pure."""

import copy

from workshops.schemes.forget import forget
from workshops.schemes.form import Typed
from workshops.schemes.new import Say, Wanted, new
from workshops.schemes.tree import always, at, piece


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
    """The tree with one more piece, and the path of that: at the end of its list, but a rule
    before those that always hold, since the first that fits counts.

    Raises:
        Wrong: it needs a name, or something else first.
    """
    tree = copy.deepcopy(tree)
    *above, name = wanted.path.split(".")
    parent = at(tree, above)
    place = 0
    if isinstance(parent, dict):
        pieces = parent.setdefault(name, [])
        if isinstance(pieces, list):
            place = len(pieces)
            while name == "rules" and place and always(pieces[place - 1]):
                place -= 1
            pieces.insert(place, new(tree, parent, wanted, said))
    return tree, f"{wanted.path}.{place}"
