"""What is wrong with the placeholders of a letterhead, and where. Pure."""

from dataclasses import dataclass
from typing import Any

from app.refused import Message, packed, say, unpacked

LONGEST_LINE = 200  # characters of a line that are shown

TEXT = say("In the text")
HEADER = say("In a header")
FOOTER = say("In a footer")
FOOTNOTES = say("In the footnotes")


@dataclass(frozen=True, slots=True)
class Fault:
    """`part` of the file, which `paragraph` of it (from 1; 0 where nobody knows), its text and
    what is wrong there."""

    part: Message
    paragraph: int
    line: str
    reason: Message


def packed_fault(fault: Fault) -> dict[str, Any]:
    """As JSON can hold it."""
    part, reason = packed(fault.part), packed(fault.reason)
    return {"part": part, "paragraph": fault.paragraph, "line": fault.line, "reason": reason}


def unpacked_fault(kept: dict[str, Any]) -> Fault:
    """The fault that was packed."""
    part, reason = unpacked(kept["part"]), unpacked(kept["reason"])
    return Fault(part, kept["paragraph"], kept["line"], reason)


class Faulty(Exception):
    """A letterhead cannot be filled because of these."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(fault.reason.text for fault in faults[:3]))
        self.faults = faults


UNCLOSED = say("This placeholder does not end in its paragraph. It is closed by }} or %%}.")
TOO_LONG = say("This placeholder is too long. At most 200 characters may stand in it.")
TOO_MANY = say("This file has more than 500 placeholders.")
ELSEWHERE = say(
    "This placeholder stands where nothing can be filled in, such as a field, the description of a "
    "picture, or text that was deleted while changes were tracked."
)
ACROSS = say(
    "Curly brackets that do not belong together stand next to each other, such as one at the end "
    "of a paragraph and one at the beginning of the next. Please put a blank between them."
)
BROKEN = say(
    "A loop or condition begins in one place and ends in another, such as the next cell of a "
    "table. Put both into the same cell, or in front of both write tr (rows) or p (paragraphs)."
)
OTHER_PLACE = say(
    "This ends in another place than it begins, such as the next cell of a table. Put both into "
    "the same cell, and write tr (rows) or p (paragraphs) in both or in none."
)
ENDLESS = say("This letterhead repeats so much that the file would become too large.")
NO_CODE = say("This cannot be understood: it is no placeholder from the help page.")
