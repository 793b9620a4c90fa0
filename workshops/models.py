"""All tables of the concepts and workshops.

What the database can hold, it holds: keys, checks and unique constraints stand here, so that
no race between two requests can leave a row that the rules would not have allowed.
Counts (tallies, turnout) are never stored: they are queried from the rows themselves.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime

Titles = dict[str, str]  # language tag -> text


class Concept(Base):
    """One integration concept of one municipality, in the shape of one scheme."""

    __tablename__ = "concepts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)  # short, for addresses and scripts
    title: Mapped[str] = mapped_column(String(300))
    scheme: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Node(Base):
    """An entry of the structure on one of the scheme's levels (0 is the outermost)."""

    __tablename__ = "nodes"
    __table_args__ = (CheckConstraint("level >= 0", name="level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("nodes.id", ondelete="CASCADE"), index=True
    )
    level: Mapped[int]
    position: Mapped[int]  # among its siblings; gaps are allowed, ties are broken by id
    titles: Mapped[Titles] = mapped_column(JSON)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Measure(Base):
    """Something that someone should do. It belongs to a node of a concept."""

    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'hidden')", name="state"),
        CheckConstraint("origin IN ('office', 'import', 'workshop')", name="origin"),
        CheckConstraint("(origin = 'workshop') = (workshop_id IS NOT NULL)", name="from_workshop"),
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


class Upload(Base):
    """A file that waits until its preview is confirmed; only who sent it may confirm it."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Workshop(Base):
    """One event with a join code. `position` is the step the room is in."""

    __tablename__ = "workshops"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    date: Mapped[dt.date | None] = mapped_column(Date)
    languages: Mapped[list[str]] = mapped_column(JSON)  # the first one is the default
    approve_first: Mapped[bool]
    position: Mapped[int]
    projector_token: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class WorkshopNode(Base):
    """A node that the workshop works on: one "field" on the phones."""

    __tablename__ = "workshop_nodes"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True
    )
    node_id: Mapped[int] = mapped_column(
        ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int]  # in the order of the concept


class WorkshopModerator(Base):
    """A moderator who may run this workshop (the office may run all)."""

    __tablename__ = "workshop_moderators"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )


class Step(Base):
    """One step of a workshop's agenda. `state` says whether it takes input (a vote: open)."""

    __tablename__ = "steps"
    __table_args__ = (
        UniqueConstraint("workshop_id", "position"),
        CheckConstraint("state IN ('waiting', 'open', 'closed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))


class VoteRule(Base):
    """The dot rule of one vote step. No allowance yet: it is proposed when the vote opens."""

    __tablename__ = "vote_rules"
    __table_args__ = (
        CheckConstraint("scope IN ('field', 'step')", name="scope"),
        CheckConstraint("allowance BETWEEN 1 AND 100", name="allowance"),
        CheckConstraint("most BETWEEN 1 AND 100", name="most"),
    )

    step_id: Mapped[int] = mapped_column(
        ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True
    )
    scope: Mapped[str] = mapped_column(String(20))
    allowance: Mapped[int | None]
    most: Mapped[int]


class Participant(Base):
    """Someone in one workshop. `key` is derived from their cookie and useless elsewhere."""

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        UniqueConstraint("workshop_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]  # in order of arrival
    language: Mapped[str] = mapped_column(String(20))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # a proposal not yet sent
    joined_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class BallotLine(Base):
    """A measure that stands on the ballot of a vote step, under the field it is counted in.

    Written when the vote opens (and when a measure is approved while it is open), so that moving
    nodes in the concept afterwards does not change an election that has begun.
    """

    __tablename__ = "ballot_lines"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True
    )
    measure_id: Mapped[int] = mapped_column(
        ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True
    )
    field_id: Mapped[int] = mapped_column(ForeignKey("nodes.id", ondelete="CASCADE"))


class Dots(Base):
    """The dots of one participant on one measure in one vote step. No dots: no row."""

    __tablename__ = "dots"
    __table_args__ = (
        CheckConstraint("count >= 1", name="count"),
        ForeignKeyConstraint(
            ["step_id", "measure_id"],
            ["ballot_lines.step_id", "ballot_lines.measure_id"],
            ondelete="CASCADE",
        ),
        Index("ix_dots_step_id_measure_id", "step_id", "measure_id"),
    )

    step_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    measure_id: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
