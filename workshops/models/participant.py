"""Who is in the room: on a phone, on paper, or with a personal code."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


class Participant(Base):
    """Someone in one workshop: on a phone, on paper, or with a personal code.

    `key` is derived from their cookie and useless elsewhere. For a voter on paper it is
    "paper/<number on the ballot>", for someone in a group "person/<id in the parent workshop>".
    """

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("origin IN ('phone', 'paper', 'code')", name="origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]  # in order of arrival
    language: Mapped[str] = mapped_column(String(20))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # a proposal not yet sent
    joined_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    origin: Mapped[str] = mapped_column(String(20), default="phone", server_default="phone")
    draft_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # when the draft last grew
    group_id: Mapped[int | None] = mapped_column(  # the group they are in, of this workshop
        ForeignKey("workshops.id", ondelete="SET NULL"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(  # in a group: who they are in the parent
        ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # their personal code


class Device(Base):
    """A further browser of a participant: whoever opens their personal code there is them."""

    __tablename__ = "devices"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )


class PersonalCode(Base):
    """A card for one person. The code itself is derived from `salt` and the server's secret."""

    __tablename__ = "personal_codes"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"))
    number: Mapped[int]
    salt: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # of the code, to find it by
    participant_id: Mapped[int | None] = mapped_column(  # None: nobody has used it yet
        ForeignKey("participants.id", ondelete="SET NULL"), unique=True
    )
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
