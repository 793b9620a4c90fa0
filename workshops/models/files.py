"""Files that come in, wait to be fetched, or are filled by exports."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


class Upload(Base):
    """A file that waits until its preview is confirmed; only who sent it may confirm it.

    `concept_id` is None where it is to become a concept of its own.
    """

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int | None] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Export(Base):
    """A file that is being written, or that waits to be fetched by who asked for it.

    `done` of `total` parts are written; `seen_at` is when its writer was last heard of. `fault`:
    why it is not in the letterhead that was asked for.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'failed', 'cancelled')", name="state"),
        {"sqlite_autoincrement": True},  # an address shall not lead to a later file
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(10))
    done: Mapped[int]
    total: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))  # of the file, in ASCII
    full_name: Mapped[str] = mapped_column(String(300))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    fault: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Letterhead(Base):
    """An office's own Word file with placeholders, into which exports are written."""

    __tablename__ = "letterheads"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
