"""A vote: its rule, its ballot, and the dots on it."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


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
    # The group whose people may vote; None: everybody in the workshop.
    eligible_id: Mapped[int | None] = mapped_column(ForeignKey("workshops.id", ondelete="SET NULL"))


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
    number: Mapped[int] = mapped_column(
        default=0, server_default="0"
    )  # on paper, counted from 1 within the step
    # Taken off the ballot (a smaller scope, an undone opening). Its dots rest until it is back.
    off: Mapped[bool] = mapped_column(default=False, server_default=false())


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


class PaperBallot(Base):
    """A ballot on paper that was entered. Its dots are rows like all others, of its voter."""

    __tablename__ = "paper_ballots"
    __table_args__ = (CheckConstraint("state IN ('valid', 'spoiled')", name="state"),)

    step_id: Mapped[int] = mapped_column(
        ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(20))  # spoiled: it counts as turned in, without dots
    entered_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
