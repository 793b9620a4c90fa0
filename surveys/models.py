"""All tables of surveys.

A response holds no time, no address, no name and no number: its id is random, so that its place in
the table says nothing about when it came either. No table links a ticket to a response.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base, UtcDateTime


class Survey(Base):
    """A questionnaire with its runs. `draft` is what the office works on; phones never see it.

    `stamp` grows with each change of the draft: two who edit at once notice each other.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)  # short, in addresses and commands
    concept_id: Mapped[int | None] = mapped_column(
        ForeignKey("concepts.id", ondelete="SET NULL"), index=True
    )
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)  # see surveys/codec.py
    stamp: Mapped[int]
    # Known shares of the population, by which results can be weighted: see results/raking.py.
    margins: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    delete_on: Mapped[dt.date | None] = mapped_column(Date)  # all responses, on this day
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class SurveyEdit(Base):
    """What the draft was before a change, so that it can be undone."""

    __tablename__ = "survey_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(80))
    what: Mapped[dict[str, Any]] = mapped_column(JSON)  # a Message
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class SurveyVersion(Base):
    """A questionnaire as it was published: never changed, so answers keep their questions."""

    __tablename__ = "survey_versions"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    number: Mapped[int]  # from 1
    questionnaire: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class SurveyImage(Base):
    """A picture of a choice."""

    __tablename__ = "survey_images"
    __table_args__ = (UniqueConstraint("survey_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    content_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Run(Base):
    """One time that a survey is answered: by link, in a workshop's step, or by an interviewer.

    Runs of the same survey can be compared. `step_id` is the step of a workshop; it is no foreign
    key, for surveys know nothing of workshops.
    """

    __tablename__ = "survey_runs"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'open', 'closed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # None: at once
    closes_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # None: by hand
    most: Mapped[int | None]  # responses that are taken, None: any number
    # Only who has a ticket may answer.
    tickets_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Read aloud: staff, and who has a ticket, write down what others answer, as often as they like.
    interviews: Mapped[bool] = mapped_column(default=False, server_default=false())
    step_id: Mapped[int | None] = mapped_column(unique=True)
    back: Mapped[str | None] = mapped_column(String(80))  # address of where its people come from
    tells: Mapped[str | None] = mapped_column(String(80))  # a further topic that hears of turnout
    # Which results the projector shows, and which texts: see surveys/results/showing.py.
    shown: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Response(Base):
    """One person's answers. Saved at each answer; `finished` once they have come to the end.

    `holder` finds it again while it is answered, and is emptied when it is finished, or the run is
    closed: then nobody, not even its own device, can be told to have given it. `saves` counts how
    often it was saved, so that a sum over all says whether results have changed.
    """

    __tablename__ = "responses"
    __table_args__ = (
        UniqueConstraint("run_id", "holder"),
        Index("ix_responses_run_id_saves_holder", "run_id", "saves", "holder"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # random
    run_id: Mapped[int] = mapped_column(ForeignKey("survey_runs.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(
        ForeignKey("survey_versions.id", ondelete="CASCADE"), index=True
    )
    holder: Mapped[str | None] = mapped_column(String(64))  # derived from a cookie, or a seat
    resume: Mapped[str | None] = mapped_column(String(64), unique=True)  # digest of the code
    language: Mapped[str] = mapped_column(String(20))
    day: Mapped[dt.date] = mapped_column(Date)  # on which it was begun; times are not kept
    seed: Mapped[int]  # of the order of choices
    place: Mapped[int]  # the page they are on
    finished: Mapped[bool]
    saves: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class Ticket(Base):
    """A personal link that lets one person answer once. That it was used is all that is known.

    The code itself is derived from `salt` and the server's secret.
    """

    __tablename__ = "tickets"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("survey_runs.id", ondelete="CASCADE"))
    number: Mapped[int]
    salt: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    used: Mapped[bool] = mapped_column(default=False, server_default=false())
    blocked: Mapped[bool] = mapped_column(default=False, server_default=false())


class Remark(Base):
    """What the office or a moderator made of one typed text: shown or hidden, tags, translations.

    `entry` counts the texts of one answer from 0 (a quadrant's entries one after the other). A text
    without a row here is as it was typed and not approved.
    """

    __tablename__ = "remarks"
    __table_args__ = (CheckConstraint("state IN ('new', 'shown', 'hidden')", name="state"),)

    response_id: Mapped[str] = mapped_column(
        ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    tags: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    translations: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    measure_id: Mapped[int | None]  # what it was taken over as; no foreign key, as in Run


class Crowd(Base):
    """At least five people whose answers are only ever shown together: see results/crowds.py.

    `batch` counts when they were taken into the results, from 1. `size` is how many they are: a
    crowd of which somebody has been deleted since is not shown any more. `alike` is what they had
    in common then, column by column: it says which crowds are near each other, for good.
    """

    __tablename__ = "crowds"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    batch: Mapped[int]
    size: Mapped[int]
    alike: Mapped[list[str]] = mapped_column(JSON)


class CrowdMember(Base):
    """Whose answers are in the results, and in which crowd. It never changes."""

    __tablename__ = "crowd_members"
    __table_args__ = ({"sqlite_with_rowid": False},)

    response_id: Mapped[str] = mapped_column(
        ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True
    )
    crowd_id: Mapped[int] = mapped_column(ForeignKey("crowds.id", ondelete="CASCADE"), index=True)
