"""What the console tells the projector: which page, how large, in which languages, or nothing.

Pure. Stored in `workshops.screen` with only what differs from the usual.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SIZES = (0, 1, 2)  # usual, larger, largest
MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Wall:
    """`page` counts from 1; None: a long list turns its pages by itself.

    `languages` are those that alternate, the first alone where there is one; none: the link's.
    """

    page: int | None = None
    blank: bool = False
    size: int = 0
    languages: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:
        """For the table; the opposite of `wall_of`."""
        usual = Wall()
        found: dict[str, Any] = {}
        for name in ("page", "blank", "size"):
            if getattr(self, name) != getattr(usual, name):
                found[name] = getattr(self, name)
        if self.languages:
            found["languages"] = list(self.languages)
        return found


def wall_of(stored: Mapping[str, Any]) -> Wall:
    return Wall(
        stored.get("page"),
        stored.get("blank", False),
        stored.get("size", 0),
        tuple(stored.get("languages", ())),
    )


def languages_of(
    wall: Wall, wished: str, workshop: Sequence[str], offered: Sequence[str], default: str
) -> tuple[str, ...]:
    """The one or two languages that the wall speaks, the present one first.

    What the link asks for comes before what the console says: two screens in one room may each
    speak their own. Never the browser's: it belongs to whoever set up the room.
    """
    if wished in offered:
        return (wished,)
    chosen = [tag for tag in wall.languages if tag in offered]
    first = next((tag for tag in workshop if tag in offered), default)
    return tuple(dict.fromkeys(chosen))[:2] or (first,)
