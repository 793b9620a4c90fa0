"""A rating: its criteria, its goals, and what people say of them."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base
from workshops.models.titles import Titles


class Criterion(Base):
    """One of the criteria of a rating step. `preset` names one of ours, which is translated."""

    __tablename__ = "criteria"
    __table_args__ = (CheckConstraint("weight BETWEEN 0 AND 10", name="weight"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]  # negative: taken away, its ratings rest
    preset: Mapped[str | None] = mapped_column(String(40))
    titles: Mapped[Titles] = mapped_column(JSON)
    weight: Mapped[int]


class RatedGoal(Base):
    """A goal that is rated in a rating step. Written when it opens, as ballot lines are."""

    __tablename__ = "rated_goals"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("steps.id", ondelete="CASCADE"), primary_key=True
    )
    node_id: Mapped[int] = mapped_column(
        ForeignKey("nodes.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int]
    off: Mapped[bool] = mapped_column(default=False, server_default=false())


class Rating(Base):
    """What one person says of one goal by one criterion: 1 to 5, or 0 for "no opinion"."""

    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("value BETWEEN 0 AND 5", name="value"),
        ForeignKeyConstraint(
            ["step_id", "node_id"],
            ["rated_goals.step_id", "rated_goals.node_id"],
            ondelete="CASCADE",
        ),
    )

    step_id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    node_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criteria.id", ondelete="CASCADE"), primary_key=True
    )
    value: Mapped[int]
