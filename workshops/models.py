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
    Text,
    UniqueConstraint,
    false,
    true,
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


class Letterhead(Base):
    """An office's own Word file with placeholders, into which exports are written."""

    __tablename__ = "letterheads"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


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


class AgendaTemplate(Base):
    """An agenda that the office has copied and changed; those we bring along are files."""

    __tablename__ = "agenda_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    steps: Mapped[list[Any]] = mapped_column(JSON)  # see workshops/agenda/templates.py
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)  # of its votes
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


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
