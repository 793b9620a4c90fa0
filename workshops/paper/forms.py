"""A ballot on paper as it is typed, and how many are to be printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.refused import Message, Refused, say
from app.web.forms import Form
from workshops.paper.rules import HIGHEST_NUMBER, read_marks

MOST_PRINTED = 500  # at once


@dataclass(frozen=True, slots=True)
class Shown:
    """The form as it is shown. `replaces`: the number whose stored ballot has been seen."""

    number: str
    lines: str = ""
    replaces: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)


class BallotForm(Form):
    """A ballot that was sent. `marks` is None for one that is blank or not valid."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.number = self.whole("number", low=1, high=HIGHEST_NUMBER)
        self.marks: dict[int, int] | None = None
        if not self.ticked("spoiled"):
            try:
                self.marks = read_marks(self.values.get("lines", ""))
            except Refused as refused:
                self.refuse("lines", refused.message)

    @property
    def replaces(self) -> bool:
        return bool(self.number) and self.values.get("replaces") == str(self.number)

    def shown(self, *, replaces: int | None = None) -> Shown:
        values = self.values
        kept = values.get("replaces", "") if replaces is None else str(replaces)
        return Shown(values.get("number", ""), values.get("lines", ""), kept, self.errors)


class PrintForm(Form):
    """How many ballots in each language, and the first one's number.

    `printed` is the highest number so far. Where the page that was sent knew another one, somebody
    has printed meanwhile, perhaps from this very page: then a number below is no choice.
    """

    def __init__(
        self, data: Mapping[str, Any], languages: tuple[str, ...], printed: int | None = None
    ) -> None:
        super().__init__(data)
        self.first = self.whole("first", low=1, high=HIGHEST_NUMBER - MOST_PRINTED)
        self.counts = {
            tag: self.whole(tag, low=0, high=MOST_PRINTED, required=False) or 0 for tag in languages
        }
        self.overtaken = False
        if printed and self.first and self.first <= printed:
            self.overtaken = self.values.get("printed") != str(printed)
        if self.overtaken:
            self.refuse(
                "first",
                say("Numbers up to %(last)d have been printed meanwhile.", last=printed),
            )
        if self.ok and not 0 < self.total <= MOST_PRINTED:
            self.refuse(
                languages[0],
                say("Please say how many: up to %(most)d ballots at once.", most=MOST_PRINTED),
            )

    @property
    def total(self) -> int:
        return sum(self.counts.values())
