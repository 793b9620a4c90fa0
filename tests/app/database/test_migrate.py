"""The migrations, from nothing to what the models say, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import JSON, CheckConstraint, Engine, Inspector, Table, inspect, text

from app.database import migrate
from app.database.engine import writing_engine
from app.refused import Refused
from app.tables import metadata
from tests.ledgers import Databases


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


CONCEPT = (
    "INSERT INTO concepts (id, name, title, scheme, language, created_at)"
    " VALUES (1, 'one', 'One', 'bielefeld', 'de', '2026-11-21 12:00:00')"
)
NODE = "INSERT INTO nodes (id, concept_id, level, position, titles) VALUES (1, 1, 0, 0, '{}')"
