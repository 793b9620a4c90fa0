"""surveys: questionnaires, runs, responses, tickets"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=True),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("margins", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concepts.id"],
            name=op.f("fk_surveys_concept_id_concepts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("name", name=op.f("uq_surveys_name")),
    )
    with op.batch_alter_table("surveys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_concept_id"), ["concept_id"], unique=False)

    op.create_table(
        "survey_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["surveys.id"],
            name=op.f("fk_survey_edits_survey_id_surveys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_edits")),
    )
    with op.batch_alter_table("survey_edits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_edits_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["surveys.id"],
            name=op.f("fk_survey_images_survey_id_surveys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_images")),
        sa.UniqueConstraint("survey_id", "name", name=op.f("uq_survey_images_survey_id_name")),
    )
    op.create_table(
        "survey_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("tickets_only", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("interviews", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("back", sa.String(length=80), nullable=True),
        sa.Column("tells", sa.String(length=80), nullable=True),
        sa.Column("shown", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'open', 'closed')", name=op.f("ck_survey_runs_state")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["surveys.id"],
            name=op.f("fk_survey_runs_survey_id_surveys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_runs")),
        sa.UniqueConstraint("code", name=op.f("uq_survey_runs_code")),
        sa.UniqueConstraint("step_id", name=op.f("uq_survey_runs_step_id")),
    )
    with op.batch_alter_table("survey_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_runs_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questionnaire", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["surveys.id"],
            name=op.f("fk_survey_versions_survey_id_surveys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_versions")),
        sa.UniqueConstraint(
            "survey_id", "number", name=op.f("uq_survey_versions_survey_id_number")
        ),
    )
    op.create_table(
        "responses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=True),
        sa.Column("resume", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["survey_runs.id"],
            name=op.f("fk_responses_run_id_survey_runs"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_versions.id"],
            name=op.f("fk_responses_version_id_survey_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("resume", name=op.f("uq_responses_resume")),
        sa.UniqueConstraint("run_id", "holder", name=op.f("uq_responses_run_id_holder")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.create_index(
            "ix_responses_run_id_saves_holder", ["run_id", "saves", "holder"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_responses_version_id"), ["version_id"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("blocked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["survey_runs.id"],
            name=op.f("fk_tickets_run_id_survey_runs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("digest", name=op.f("uq_tickets_digest")),
        sa.UniqueConstraint("run_id", "number", name=op.f("uq_tickets_run_id_number")),
    )
    op.create_table(
        "remarks",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tags", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("translations", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('new', 'shown', 'hidden')", name=op.f("ck_remarks_state")),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["responses.id"],
            name=op.f("fk_remarks_response_id_responses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question", "entry", name=op.f("pk_remarks")),
    )
    op.create_table(
        "crowds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("alike", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["surveys.id"],
            name=op.f("fk_crowds_survey_id_surveys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crowds")),
    )
    with op.batch_alter_table("crowds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crowds_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "crowd_members",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("crowd_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crowd_id"],
            ["crowds.id"],
            name=op.f("fk_crowd_members_crowd_id_crowds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["responses.id"],
            name=op.f("fk_crowd_members_response_id_responses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_crowd_members")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("crowd_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crowd_members_crowd_id"), ["crowd_id"], unique=False)

    _may_belong_to_a_survey("uploads")
    _may_belong_to_a_survey("exports", sqlite_autoincrement=True)


def _may_belong_to_a_survey(table: str, **kept: bool) -> None:
    """Files that wait or are written belonged to concepts alone. `kept`: what SQLite would forget
    of the table when it is rebuilt."""
    with op.batch_alter_table(table, schema=None, table_kwargs=kept) as batch_op:
        batch_op.add_column(
            sa.Column("owner", sa.String(length=10), server_default="concept", nullable=False)
        )
        batch_op.add_column(sa.Column("survey_id", sa.Integer(), nullable=True))
        batch_op.alter_column("concept_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_index(batch_op.f(f"ix_{table}_survey_id"), ["survey_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f(f"fk_{table}_survey_id_surveys"),
            "surveys",
            ["survey_id"],
            ["id"],
            ondelete="CASCADE",
        )
