"""What is known of a form while it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.refused import Message, Refused, say
from surveys.codec import as_data
from surveys.imports.limits import MOST_CHOICES, TOO_LARGE
from surveys.imports.read import Unmapped
from surveys.pictures import Pictures
from surveys.questionnaire import Choice
from surveys.xlsform.columns import OWN
from surveys.xlsform.lines import Line
from surveys.xlsform.own import own_data, restored


@dataclass(slots=True)
class Listing:
    """The choices of one list. `renamed`: what the form calls a choice → what it is called here.
    `other`: it has a choice "other" with words of one's own. `row`: of its first choice."""

    row: int
    choices: list[Choice] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    other: bool = False
    used: bool = False


@dataclass(slots=True)
class Form:
    """`renamed`: what the form calls a question, or a row of a matrix, → what it is called here.
    `listed`: question → its list. `taken`: names, in small letters. `lines`: where a question
    ("q:age") or a section ("s:person") stands."""

    original: str
    lists: Mapping[str, Listing] = field(default_factory=dict)
    unmapped: list[Unmapped] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    listed: dict[str, Listing] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    lines: dict[str, Line] = field(default_factory=dict)
    choices: int = 0
    pictures: Pictures = field(default_factory=lambda: Pictures({}))

    def count(self, listing: Listing) -> None:
        """A question has these choices: a small file can ask for millions of them.

        Raises:
            Refused: all questions together have too many.
        """
        self.choices += len(listing.choices)
        if self.choices > MOST_CHOICES:
            raise Refused(TOO_LARGE, 422)

    def tell(self, line: Line, reason: Message) -> None:
        self.unmapped.append(line.unmapped(reason))

    def own(self, line: Line) -> dict[str, Any]:
        """What our own column says of this row; what it cannot mean is told."""
        found = own_data(line.cell(OWN))
        if found is None:
            self.tell_own(line)
        return found or {}

    def tell_own(self, line: Line) -> None:
        self.tell(line, say("What stands in “klebepunkt” is not what Klebepunkt writes."))

    def restored(self, line: Line, kind: type, read: Any) -> Any:
        """The part as it was before it was exported; as it was read, where that fails."""
        own = self.own(line)
        if not own:
            return read
        found = restored(kind, as_data(read), own)
        if found is None:
            self.tell_own(line)
        return read if found is None else found

    def picture(self, line: Line) -> str:
        """What the picture in this row is called here; the same where it cannot be taken over."""
        texts = line.text("image")
        name = texts.get(self.original) or next(iter(texts.values()), "")
        if not name:
            return ""
        for other in dict.fromkeys(texts.values()):
            if other != name:
                reason = say(
                    "A picture is the same in all languages here: “%(name)s” is left out.",
                    name=other,
                )
                self.tell(line, reason)
        called, fault = self.pictures.take(name)
        if fault:
            self.tell(line, fault)
        return called
