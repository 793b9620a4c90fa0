"""A second process of the product: writes to the same database through a ledger of its own.

    python -m tests.helpers.other_process postgresql://…

Each line on standard input becomes the text of the note, and is answered by "done".
"""

import sys

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.database.ledger import Ledger, changed


class OwnBase(DeclarativeBase):
    """Tables of these tests alone."""


class Note(OwnBase):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


def write_note(session: Session, text: str) -> None:
    session.merge(Note(id=1, text=text))
    changed(session, "note")


def read_note(session: Session) -> str:
    return session.scalar(select(Note.text)) or "empty"


def main(url: str) -> None:
    ledger = Ledger(url)
    print("ready", flush=True)
    for line in sys.stdin:
        ledger.write_now(write_note, line.strip())
        print("done", flush=True)
    ledger.close()


if __name__ == "__main__":
    main(sys.argv[1])
