"""Which numbers of people are told, so that none under five can be read or computed. Pure.

Two rules, for everything that anybody may read: what has fewer than five people is in no sum, and
the small parts of a sum are told together with the next larger one. Source: docs/process-report.md
and, for votes, docs/gathering.md.
"""

from app.few import FEWEST
from app.refused import Message, say, say_n


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
