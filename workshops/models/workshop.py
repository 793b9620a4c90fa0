"""A workshop: its fields, its agenda, who may run it, and what they did."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


class Workshop(Base):
    """One event with a join code. `position` is the step the room is in.

    A group is a workshop of its own inside another one, its `parent`: with its own fields, agenda,
    timer and moderators. People join the parent, and are in the group as the person they are there.
    """

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
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), index=True
    )
    # A removed group waits until it is brought back; a workshop goes for good, see removal.py.
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    others_shown: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # phones show others' proposals
    codes_required: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # only personal codes let people in
    # A running timer ends at a time; one that was paused has seconds left; none: both are empty.
    timer_ends_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    timer_left: Mapped[int | None]
    # Whether the concept gathers its measures and priorities, see workshops/gathering/.
    gathered: Mapped[bool] = mapped_column(default=True, server_default=true())
    # What the console has told the projector, see workshops/projector/screen.py.
    screen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")


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


class Pass(Base):
    """A link that lets somebody without an account help to run one workshop."""

    __tablename__ = "passes"
    __table_args__ = (CheckConstraint("role IN ('moderator', 'interpreter')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))  # whom it is for
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # of the secret in the link
    made_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Step(Base):
    """One step of a workshop's agenda. `state` says whether it takes input (a vote: open).

    Positions count from 0 without gaps. A step that was taken out of the agenda is kept, and its
    position says where it was: -1 for 0, -2 for 1. Nothing that people did in it is lost.
    """

    __tablename__ = "steps"
    __table_args__ = (
        Index("ix_steps_workshop_id_position", "workshop_id", "position"),
        CheckConstraint("state IN ('waiting', 'open', 'closed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(200))  # None: the kind's own title
    settings: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, server_default="{}"
    )  # of its kind
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))


class AgendaTemplate(Base):
    """An agenda that the office has copied and changed; those we bring along are files."""

    __tablename__ = "agenda_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    steps: Mapped[list[Any]] = mapped_column(JSON)  # see workshops/agenda/templates.py
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)  # of its votes
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Action(Base):
    """What a moderator did, and what it changed: the journal from which it can be undone."""

    __tablename__ = "actions"
    __table_args__ = (Index("ix_actions_workshop_id_id", "workshop_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(80))
    # Of who did it. Moderators and interpreters each undo their own, see workshops/journal.
    role: Mapped[str] = mapped_column(String(20), default="moderator", server_default="moderator")
    what: Mapped[dict[str, Any]] = mapped_column(JSON)  # a Message, see workshops/journal
    changes: Mapped[list[Any]] = mapped_column(JSON)
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(80))
