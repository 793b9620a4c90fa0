"""Bring a database to the newest shape. Safe to run twice, and by two processes at once."""

from io import StringIO
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, event

from app.database.engine import database_url, is_sqlite, writing_engine
from app.refused import Refused, say

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x6B6C6562  # "kleb": the advisory lock on PostgreSQL that lets one process migrate at a time


def upgrade(url: str) -> None:
    """Apply what is missing, all of it or nothing. Blocks while another process does the same.

    Raises:
        Refused: the database is ahead of this program.
    """
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            if not is_sqlite(engine.url):  # there, BEGIN IMMEDIATE has locked the file already
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            if _missing(connection):
                command.upgrade(_config(connection), "head")
                _no_row_without_its_parent(connection)
    finally:
        engine.dispose()


def pending(url: str) -> bool:
    """Whether the database lacks a migration.

    Raises:
        Refused: the database is ahead of this program.
    """
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return _missing(connection)
    finally:
        engine.dispose()


def new_migration(url: str, message: str, metadata: MetaData) -> Path:
    """Write a file into migrations/versions that leads from the database at `url` to `metadata`."""
    number = f"{len(list((FOLDER / 'versions').glob('*.py'))) + 1:04}"
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            config = _config(connection, metadata)
            made = command.revision(config, message, autogenerate=True, rev_id=number)
    finally:
        engine.dispose()
    assert isinstance(made, Script)
    path = Path(made.path)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "###" not in line))
    return path


def _engine(url: str) -> Engine:
    """An engine that does not watch foreign keys on SQLite while tables are rebuilt.

    A changed table is copied there and the old one dropped, which would delete all the rows that
    point to it. PostgreSQL alters in place.
    """
    engine = writing_engine(url)
    if is_sqlite(database_url(url)):

        @event.listens_for(engine, "connect")
        def unwatched(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA foreign_keys=OFF")

    return engine


def _config(connection: Connection, metadata: MetaData | None = None) -> Config:
    config = Config(stdout=StringIO())  # what happened is said by whoever called
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, metadata=metadata)
    return config


def _missing(connection: Connection) -> bool:
    script = ScriptDirectory.from_config(_config(connection))
    found = set(MigrationContext.configure(connection).get_current_heads())
    unknown = found - {revision.revision for revision in script.walk_revisions()}
    if unknown:
        raise Refused(
            say("The database belongs to a newer version of Klebepunkt. Please use that version.")
        )
    return found != set(script.get_heads())


def _no_row_without_its_parent(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"the migration left rows without their parent: {orphans[:5]}")
