"""The structure of a concept, and what the office did with it."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime
from workshops.models.titles import Titles


class Concept(Base):
    """One integration concept of one municipality, in the shape of one scheme."""

    __tablename__ = "concepts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)  # short, for addresses and scripts
    title: Mapped[str] = mapped_column(String(300))
    scheme: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    # The scheme's parts of a council paper: key -> value, see workshops/schemes/columns.py.
    parts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    # How the office combines the workshops, see workshops/gathering/.
    gathering: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    # Since when anybody may read its public page; None: nobody may.
    published_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # see workshops/removal.py


class OwnScheme(Base):
    """A scheme that an office has made; those we bring along are files. `text` is TOML."""

    __tablename__ = "schemes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    text: Mapped[str] = mapped_column(Text)
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
    # The columns of its level.
    columns: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")


class ConceptAction(Base):
    """What the office did with a concept, and what it changed, so that it can be undone."""

    __tablename__ = "concept_actions"
    __table_args__ = (Index("ix_concept_actions_concept_id_id", "concept_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concepts.id", ondelete="CASCADE"))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(80))
    what: Mapped[dict[str, Any]] = mapped_column(JSON)  # a Message, see workshops/journal
    changes: Mapped[list[Any]] = mapped_column(JSON)
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(80))
