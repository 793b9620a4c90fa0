"""What a discussion is about. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.refused import Refused, say

LONGEST_QUESTION = 300  # characters: it is read from the last row
LONGEST_NOTES = 20_000
MOST_FIRST = 30
FIRST = 5
NOTHING, MEASURES, RESULTS = "nothing", "measures", "results"  # or the id of a field


@dataclass(frozen=True, slots=True)
class Talk:
    """The settings of a discussion step, as they are stored.

    `texts`: language -> question; `beside`: "nothing", "measures" (all), "results" (the `first`
    ones), or the id of the field whose measures are shown; `notes` are the moderators' own.
    """

    texts: Mapping[str, str]
    beside: str
    first: int
    notes: str

    def stored(self) -> dict[str, Any]:
        return {
            "texts": dict(self.texts),
            "beside": self.beside,
            "first": self.first,
            "notes": self.notes,
        }


def talk_of(settings: Mapping[str, Any]) -> Talk:
    return Talk(
        settings.get("texts", {}),
        str(settings.get("beside", NOTHING)),
        int(settings.get("first", FIRST)),
        settings.get("notes", ""),
    )


def check_notes(now: str, opened: str) -> None:
    """Notes are saved only over those that their writer has seen.

    Raises:
        Refused: somebody else has changed them since the form was opened.
    """
    if now != opened:
        raise Refused(
            say(
                "Somebody else has changed the notes meanwhile. Theirs stand above; "
                "put both together, then save again."
            )
        )
