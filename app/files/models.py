"""Files that wait until they are confirmed, and files that are being written."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file belongs to, by its kind and number; `id` None: it is to become a new one."""

    kind: Literal["concept", "survey"]
    id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What a row of it holds."""
        concept, survey = (self.id if self.kind == one else None for one in ("concept", "survey"))
        return {"owner": self.kind, "concept_id": concept, "survey_id": survey}


class Owned:
    """The columns of a row that goes when its owner goes. `owner` is the kind."""

    owner: Mapped[str] = mapped_column(String(10), server_default="concept")
    concept_id: Mapped[int | None] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), index=True
    )
    survey_id: Mapped[int | None] = mapped_column(
        ForeignKey("surveys.id", ondelete="CASCADE"), index=True
    )

    @classmethod
    def of(cls, owner: Owner) -> ColumnElement[bool]:
        """Rows of this owner."""
        return and_(*(getattr(cls, name) == value for name, value in owner.columns.items()))


class Upload(Owned, Base):
    """A file that waits until its preview is confirmed; only who sent it may confirm it."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Export(Owned, Base):
    """A file that is being written, or that waits to be fetched by who asked for it.

    `done` of `total` parts are written; `seen_at` is when its writer was last heard of. `fault`:
    what could not be done as it was wished, in the words of whoever wrote it.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'failed', 'cancelled')", name="state"),
        {"sqlite_autoincrement": True},  # an address shall not lead to a later file
    )

    id: Mapped[int] = mapped_column(primary_key=True)
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
