"""The migrations, from nothing to what the models say, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import JSON, CheckConstraint, Engine, Inspector, Table, inspect, text
from sqlalchemy.orm import Session

from app.database import migrate
from app.database.engine import writing_engine
from app.refused import Refused
from app.tables import metadata
from tests.ledgers import Databases
from workshops.agenda.room import room
from workshops.agenda.services import close_step
from workshops.dots.counting import tally
from workshops.dots.reads import ballot_of
from workshops.journal.services import Actor, act
from workshops.participants.guest import Guest


@pytest.fixture
def bare_url(databases: Databases, kind: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    url = databases.postgres.create()
    yield url
    databases.drop(url)


@pytest.fixture
def migrated(bare_url: str) -> Iterator[Engine]:
    migrate.upgrade(bare_url)
    engine = writing_engine(bare_url)
    yield engine
    engine.dispose()


def comparable(_context: object, _found: object, column: Any, *_defaults: object) -> bool | None:
    """Defaults of JSON columns cannot be compared on PostgreSQL; None: as usual."""
    return False if isinstance(column.type, JSON) else None


def test_the_migrations_lead_to_the_models(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": comparable}
        )
        assert compare_metadata(context, metadata) == []


def test_the_migrations_hold_the_checks_of_the_models(migrated: Engine) -> None:
    inspector = inspect(migrated)
    for table in metadata.sorted_tables:
        wanted, found = checks_of_model(table), checks_in_database(inspector, table)
        assert found.keys() == wanted.keys(), table.name
        if migrated.dialect.name == "sqlite":  # PostgreSQL writes the conditions in its own words
            assert found == wanted, table.name


def checks_of_model(table: Table) -> dict[str, str]:
    checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
    return {str(check.name): str(check.sqltext) for check in checks}


def checks_in_database(inspector: Inspector, table: Table) -> dict[str, str]:
    return {str(c["name"]): c["sqltext"] for c in inspector.get_check_constraints(table.name)}


def test_a_database_is_pending_until_it_is_upgraded_and_a_second_time_changes_nothing(
    bare_url: str,
) -> None:
    assert migrate.pending(bare_url)
    migrate.upgrade(bare_url)
    assert not migrate.pending(bare_url)
    migrate.upgrade(bare_url)
    assert not migrate.pending(bare_url)


def test_two_that_start_at_once_migrate_once(bare_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(migrate.upgrade, bare_url) for _ in range(4)]:
            done.result()
    assert not migrate.pending(bare_url)


def test_a_database_of_a_newer_version_is_refused(migrated: Engine, bare_url: str) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="newer version"):
        migrate.pending(bare_url)
    with pytest.raises(Refused, match="newer version"):
        migrate.upgrade(bare_url)


def test_a_rebuilt_table_keeps_the_rows_that_point_to_it(bare_url: str) -> None:
    """SQLite rebuilds a table to change it; watched foreign keys would empty its children."""
    migrate.upgrade(bare_url)
    engine = migrate._engine(bare_url)
    with engine.begin() as connection:
        connection.execute(text(CONCEPT))
        connection.execute(text(NODE))
        operations: Any = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("concepts", recreate="auto") as batch:
            batch.alter_column("title", nullable=True)
        assert connection.execute(text("SELECT count(*) FROM nodes")).scalar() == 1
        migrate._no_row_without_its_parent(connection)
    engine.dispose()


def test_an_evening_of_the_second_version_goes_on_in_the_third(bare_url: str) -> None:
    engine = migrate._engine(bare_url)
    with engine.begin() as connection:
        command.upgrade(migrate._config(connection), "0002")
        for row in (CONCEPT, NODE, *EVENING):
            connection.exec_driver_sql(row)
    migrate.upgrade(bare_url)
    with engine.connect() as connection:
        dots = connection.execute(text("SELECT * FROM dots")).mappings().one()
        person = connection.execute(text("SELECT * FROM participants")).mappings().one()
        assert dict(dots) == {"step_id": 2, "participant_id": 3, "measure_id": 4, "count": 2}
        assert (person["key"], person["origin"], person["revoked_at"]) == ("a key", "phone", None)
        assert connection.scalar(text("SELECT number FROM ballot_lines")) == 1
    with Session(engine) as session:
        here = room(session, 5)
        assert (here.step.kind, here.step.state, here.people, here.timer_left) == (
            "vote",
            "open",
            1,
            None,
        )
        page = ballot_of(session, here, Guest(3, 5, "ABC"))
        assert [(m.id, m.count) for _, m in page.placed] == [(4, 2)]
        act(session, Actor("Anna"), close_step, 5, 2)
        found = tally(session, room(session, 5).step)
        assert found is not None
        (result,) = found
        assert (result.measure_id, result.dots, result.paper_dots) == (4, 2, 0)
    engine.dispose()


CONCEPT = (
    "INSERT INTO concepts (id, name, title, scheme, language, created_at)"
    " VALUES (1, 'one', 'One', 'bielefeld', 'de', '2026-11-21 12:00:00')"
)
NODE = "INSERT INTO nodes (id, concept_id, level, position, titles) VALUES (1, 1, 0, 0, '{}')"
EVENING = (
    "INSERT INTO workshops (id, code, concept_id, title, place, languages, approve_first, position,"
    " projector_token, created_at)"
    " VALUES (5, 'ABC', 1, 'One', '', '[\"de\"]', true, 0, 'token', '2026-11-21 12:00:00')",
    "INSERT INTO workshop_nodes (workshop_id, node_id, position) VALUES (5, 1, 0)",
    "INSERT INTO steps (id, workshop_id, position, kind, state) VALUES (2, 5, 0, 'vote', 'open')",
    "INSERT INTO vote_rules (step_id, scope, allowance, most) VALUES (2, 'field', 3, 2)",
    "INSERT INTO participants (id, workshop_id, key, number, language, joined_at)"
    " VALUES (3, 5, 'a key', 1, 'de', '2026-11-21 12:00:00')",
    "INSERT INTO measures (id, node_id, position, language, texts, columns, state, origin,"
    " workshop_id, participant_id, created_at)"
    " VALUES (4, 1, 0, 'de', '{\"de\": \"Ein Fest\"}', '{}', 'approved', 'workshop', 5, 3,"
    " '2026-11-21 12:00:00')",
    "INSERT INTO ballot_lines (step_id, measure_id, field_id) VALUES (2, 4, 1)",
    "INSERT INTO dots (step_id, participant_id, measure_id, count) VALUES (2, 3, 4, 2)",
)
