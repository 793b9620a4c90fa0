"""Measures: proposed in workshops or written by the office, and what is reported of them."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime
from workshops.models.titles import Titles


class Measure(Base):
    """Something that someone should do. It belongs to a node of a concept."""

    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'hidden', 'withdrawn')", name="state"),
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        CheckConstraint("origin IN ('office', 'import', 'workshop')", name="origin"),
        CheckConstraint("(origin = 'workshop') = (workshop_id IS NOT NULL)", name="from_workshop"),
        CheckConstraint("decision IN ('proposed', 'adopted', 'rejected')", name="decision"),
        UniqueConstraint("participant_id", "nonce"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    node_id: Mapped[int] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    language: Mapped[str] = mapped_column(String(20))  # the language it was written in
    texts: Mapped[Titles] = mapped_column(JSON)  # texts[language] is the original
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)  # the scheme's measure columns
    state: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(20))
    workshop_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participants.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # What its author added: "who" should do it, and "why". Keys are missing where nothing was said.
    details: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    # As it was first written, {"language", "texts"}; None while nobody has reworded it.
    original: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # The measure that this one is merged into; that one may itself be merged into a third.
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("measures.id", ondelete="SET NULL"), index=True
    )
    # Its own wording, {"language", "texts"}, while it bears the title of a merged measure.
    unmerged: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # Made by its author's phone when it sent this: the same one again is a retry, even if reworded.
    nonce: Mapped[str | None] = mapped_column(String(40))
    # What an imported file said of where it comes from; None: nothing, or it was not imported.
    source: Mapped[str | None] = mapped_column(String(200))
    # What became of it: proposed to the council, adopted or rejected by it. None: nothing yet.
    decision: Mapped[str | None] = mapped_column(String(20))
    decided_on: Mapped[dt.date | None] = mapped_column(Date)  # the day of the council's decision


class Report(Base):
    """What the office reports of an adopted measure; the newest one says how it stands."""

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint("status IN ('planned', 'running', 'done', 'dropped')", name="status"),
        Index("ix_reports_measure_id_id", "measure_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20))
    on: Mapped[dt.date] = mapped_column(Date)  # the day from which it is so
    reason: Mapped[Titles] = mapped_column(JSON)  # language tag -> why, or what was done
    body: Mapped[str] = mapped_column(String(300))  # who is responsible by now; may be empty
    next_on: Mapped[dt.date | None] = mapped_column(Date)  # when it is reported on next
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(80))
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # it was a mistake


class DismissedPair(Base):
    """Two measures that a moderator has said are not the same; the smaller id comes first."""

    __tablename__ = "dismissed_pairs"
    __table_args__ = (CheckConstraint("one_id < other_id", name="order"),)

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True
    )
    one_id: Mapped[int] = mapped_column(
        ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True
    )
