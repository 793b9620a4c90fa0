"""What a verb says for the journal. Verbs import this; only the routes know the journal itself."""

from sqlalchemy.orm import Session

from app.refused import Message

DID = "did"
LONGEST = 60  # characters of a proposal in a sentence of the journal


def did(session: Session, what: Message) -> None:
    """A verb says what it is doing, in a sentence for the journal: who acts stands beside it.

    The last sentence counts, so a verb that calls other verbs says its own at its end.
    """
    session.info[DID] = what


def brief(text: str) -> str:
    """The beginning of what somebody wrote, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
