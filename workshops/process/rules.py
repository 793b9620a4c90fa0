"""Events that the office adds itself, as they are kept with the concept. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_EVENTS = 40  # kinds
MOST_KIND, MOST_TEXT = 100, 300  # characters
MOST_NUMBER, MOST_PEOPLE = 9_999, 1_000_000
KEY = "events"  # in Concept.gathering


@dataclass(frozen=True, slots=True)
class OwnEvents:
    """`number` events of one `kind`, such as 10 district talks. `people`: in all of them together;
    None: nobody has counted. `text`: what is to be said of them."""

    kind: str
    number: int
    people: int | None = None
    text: str = ""


def own_events(kept: Mapping[str, Any]) -> tuple[OwnEvents, ...]:
    """From what a concept keeps; what makes no sense is left out."""
    found = kept.get(KEY, ())
    return tuple(filter(None, map(_event, found if isinstance(found, list) else ())))


def kept_events(events: Sequence[OwnEvents]) -> list[dict[str, Any]]:
    """As a concept keeps them."""
    return [asdict(event) for event in events]


def _event(kept: Any) -> OwnEvents | None:
    if not isinstance(kept, dict) or not isinstance(kept.get("kind"), str):
        return None
    number, people = kept.get("number"), kept.get("people")
    if not isinstance(number, int):
        return None
    return OwnEvents(
        kept["kind"],
        number,
        people if isinstance(people, int) else None,
        str(kept.get("text", "")),
    )
