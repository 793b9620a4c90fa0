"""One thing that is wrong with a questionnaire. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.refused import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """`where`: name of the section or question, empty for the whole; `part`: the field of it, such
    as "label", "show_if", "choices". `stops`: it cannot be published so; else only worth a look."""

    where: str
    part: str
    message: Message
    stops: bool = True


Faults: TypeAlias = Iterator[Fault]
