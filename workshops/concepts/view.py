"""What of a concept is shown: which branches are open, and what was searched for. Pure.

It stands in the address, so a view can be kept and sent to somebody; forms carry it along as one
hidden field, so that what was open still is after a change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from workshops.concepts.finding import MISSED, Wanted

SMALL = 150  # entries and measures: up to so many, all branches are open at first
MOST = 6000  # characters of a view
_WORDS = 200
_LEVEL = re.compile(r"l-(\w+)-(\w+)")


@dataclass(frozen=True, slots=True)
class View:
    """`open`: the branches that are; None: all in a small concept, else none. `every`: all are."""

    wanted: Wanted = field(default_factory=Wanted)
    open: frozenset[int] | None = None
    every: bool = False

    def is_open(self, node_id: int, *, small: bool) -> bool:
        if self.every or self.wanted.anything:
            return True
        return small if self.open is None else node_id in self.open

    def opened(self, *ids: int) -> "View":
        """The same with these open, too."""
        return self if self.every else replace(self, open=(self.open or frozenset()) | {*ids})

    def query(self) -> str:
        """As it stands in an address; an empty text where nothing is said."""
        wanted = self.wanted
        said = {
            "q": wanted.words,
            "in": f"n{wanted.inside}" if wanted.inside else "",
            "from": wanted.source,
            "decision": wanted.decision,
            "status": wanted.status,
            **{f"without-{kind}": "1" for kind in sorted(wanted.without)},
            **{f"c-{key}": value for key, value in wanted.columns.items()},
            **{f"l-{level}-{key}": value for (level, key), value in wanted.levels.items()},
            "open": self.opening,
        }
        return urlencode({key: value for key, value in said.items() if value})

    @property
    def opening(self) -> str:
        """What is open as it stands in an address."""
        if self.every:
            return "all"
        if self.open is None:
            return ""
        return ".".join(f"n{id}" for id in sorted(self.open)) or "none"

    def fields(self) -> list[tuple[str, str]]:
        """As hidden fields of a form that shows the same differently."""
        return parse_qsl(self.query())


def view_of(asked: Mapping[str, Any]) -> View:
    """The view that an address asks for; what cannot be understood is left out.

    `show` and `hide` name a branch that shall be open or closed, `unfold` "all" or "none".
    """
    said = {key: value for key, value in asked.items() if isinstance(value, str)}
    wanted = Wanted(
        words=said.get("q", "")[:_WORDS].replace("\0", ""),
        inside=next(iter(_ids(said.get("in", ""))), None),
        columns={key[2:]: value for key, value in said.items() if key.startswith("c-") and value},
        levels={
            (level, column): value
            for key, value in said.items()
            if (found := _LEVEL.fullmatch(key)) and value
            for level, column in [found.groups()]
        },
        source=said.get("from", ""),
        decision=said.get("decision", ""),
        status=said.get("status", ""),
        without=frozenset(kind for kind in MISSED if said.get(f"without-{kind}")),
    )
    opening = said.get("unfold") or said.get("open", "")
    view = View(wanted, _ids(opening) if opening else None, opening == "all")
    if show := _ids(said.get("show", "")):
        view = view.opened(*show)
    if hide := _ids(said.get("hide", "")):
        view = replace(view, open=(view.open or frozenset()) - hide, every=False)
    return view


def packed_view(text: Any) -> View:
    """The view in a hidden field."""
    return view_of(dict(parse_qsl(text[:MOST]))) if isinstance(text, str) else View()


def _ids(text: str) -> frozenset[int]:
    """The entries in "n12.n15"."""
    return frozenset(int(found) for found in re.findall(r"\bn?(\d{1,9})\b", text[:MOST]))
