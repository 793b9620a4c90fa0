"""Which numbers of people are told, so that none under five can be read or computed. Pure.

Two rules, for everything that anybody may read: what has fewer than five people is in no sum, and
the small parts of a sum are told together with the next larger one. Source: docs/process-report.md
and, for votes, docs/gathering.md.
"""

from collections.abc import Mapping

from app.few import FEWEST
from app.refused import Message, say, say_n


def is_few(people: int | None) -> bool:
    """Whether these are people, but too few to be told or to be in a sum; None: nobody counted."""
    return people is not None and 0 < people < FEWEST


def counts(voters: int) -> bool:
    """Whether the dots of a vote are in the figures of a concept: in all of them, or in none."""
    return voters >= FEWEST


def uncounted(event: str, few: int, votes: int) -> Message:
    """Why dots of this event are in no figure: so many of its closed votes do not count."""
    if few == votes:
        return say(
            "%(event)s: fewer than five people voted; its dots are not counted here, so that "
            "nobody can be traced.",
            event=event,
        )
    return say_n(
        "%(event)s: in %(num)d of its votes fewer than five people voted; those dots are not "
        "counted here, so that nobody can be traced.",
        "%(event)s: in %(num)d of its votes fewer than five people voted; those dots are not "
        "counted here, so that nobody can be traced.",
        few,
        event=event,
    )


def told_parts(parts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The parts of a sum that are told, and how many people all others are together.

    With a small part goes the smallest of the larger ones, and all as large as that: then nobody
    knows which of the others is the small one. Of fewer than five people nothing is told.
    """
    whole = sum(parts.values())
    if is_few(whole):
        return {}, 0
    partner = min((n for n in parts.values() if n >= FEWEST), default=FEWEST)
    least = partner if any(map(is_few, parts.values())) else 0
    told = {key: number for key, number in parts.items() if number > least}
    return told, whole - sum(told.values())
