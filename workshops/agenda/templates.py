"""Agendas to start from: those that we bring along as files, and what the office makes of them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from app.refused import Message
from workshops.agenda.kinds import TABLE, title_of
from workshops.agenda.names import NAMES
from workshops.agenda.room import minutes_of

BUILT_IN = ("evening", "hour", "half-day", "field-group", "steering")
DEFAULT = "evening"


@dataclass(frozen=True, slots=True)
class DotRule:
    """Scope, allowance (None: proposed when the vote opens), and most dots on one measure."""

    scope: str = "field"
    allowance: int | None = None
    most: int = 2


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step to be. `id` counts within its template; `out`: taken out of it, and kept.

    `title` and `settings` are as in a workshop's step.
    """

    id: int
    kind: str
    title: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    out: bool = False

    @property
    def minutes(self) -> int | None:
        return minutes_of(self.settings)


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda to start from. `key` is the name of its file, or the number of the office's own."""

    key: str
    title: Message | str
    about: Message | None
    all_steps: tuple[TemplateStep, ...]
    rule: DotRule

    @property
    def own(self) -> bool:
        """The office has made it, and may change it."""
        return self.key not in BUILT_IN

    @property
    def steps(self) -> tuple[TemplateStep, ...]:
        """Those that a workshop gets: of the kinds that there are."""
        return tuple(s for s in self.all_steps if not s.out and s.kind in TABLE)

    @property
    def titles(self) -> tuple[Message | str, ...]:
        return tuple(map(title_of, self.steps))

    @property
    def out(self) -> tuple[TemplateStep, ...]:
        """Those that were taken out and can be brought back, the last one first."""
        return tuple(s for s in reversed(self.all_steps) if s.out and s.kind in TABLE)

    @property
    def minutes(self) -> int:
        """How long it takes, as far as its steps say."""
        return sum(step.minutes or 0 for step in self.steps)


@cache
def built_in(key: str) -> Template:
    """The agenda in this file.

    Raises:
        KeyError: it says what NAMES does not hold, so nobody could translate it.
    """
    text = files("workshops.agenda").joinpath("templates", f"{key}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    steps = tuple(_from_file(number, step) for number, step in enumerate(data["steps"], start=1))
    rule = DotRule(**data["rule"])
    return Template(key, NAMES[data["title"]], NAMES[data["about"]], steps, rule)


def _from_file(number: int, data: Mapping[str, Any]) -> TemplateStep:
    settings = {"minutes": data["minutes"], **data.get("settings", {})}
    if "title" in data:
        settings["named"] = NAMES[data["title"]].text
    return TemplateStep(number, data["kind"], None, settings)


def stored(steps: Sequence[TemplateStep]) -> list[dict[str, Any]]:
    """As the database keeps them."""
    return [asdict(step) for step in steps]


def read_back(rows: Sequence[Mapping[str, Any]]) -> tuple[TemplateStep, ...]:
    return tuple(TemplateStep(**row) for row in rows)
