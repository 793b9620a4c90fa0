"""Engines from a database URL: one that writes, one that can only read.

SQLite and PostgreSQL differ here and in the ledger, and nowhere else.
"""

import sqlite3
import time
from typing import Any, cast

import psycopg
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

READERS = 6
"""Threads, and so connections, that read at once in one process."""

WRITERS = 10
"""Transactions at once in one process on PostgreSQL. SQLite has one writer thread."""

SPARE = 4
"""Further connections for synchronous callers beside the threads."""

BUSY_MILLISECONDS = 10_000
"""How long SQLite waits for another process (a backup, the command line) to let go."""

POSTGRES_ARGUMENTS = {
    "connect_timeout": 10,  # seconds
    "keepalives_idle": 30,  # seconds; a silently dead server is noticed within about a minute
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds
}


STATEMENTS: LRUCache[Any, Any] = LRUCache(2000)
"""What all engines of this process have compiled: who reads and who writes do it once, together."""


class OneOfItsKind:
    """A dialect that counts as the same as others of its class, so that statements are found."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


class LeanPostgres(OneOfItsKind, PGDialect_psycopg):
    """PostgreSQL whose engines share what they have compiled."""

    supports_statement_cache = True


class LeanSqlite(OneOfItsKind, SQLiteDialect_pysqlite):
    """SQLite whose savepoints are not compiled anew each time.

    Every write stands in a savepoint: this makes small ones a third faster.
    """

    supports_statement_cache = True

    def do_savepoint(self, connection: Connection, name: str) -> None:
        _driver(connection).execute(f"SAVEPOINT {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        _driver(connection).execute(f"RELEASE SAVEPOINT {name}")

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        _driver(connection).execute(f"ROLLBACK TO SAVEPOINT {name}")


registry.register("postgresql.lean", __name__, LeanPostgres.__name__)
registry.register("sqlite.lean", __name__, LeanSqlite.__name__)


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def database_url(text: str) -> URL:
    """The URL with the driver we use.

    Raises:
        ValueError: neither a SQLite file nor PostgreSQL, in one sentence.
        sqlalchemy.exc.ArgumentError: not a URL at all.
    """
    url = make_url(text)
    kind = url.get_backend_name()
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+lean")
    if kind != "sqlite":
        raise ValueError(f"the database is SQLite or PostgreSQL, not {kind}")
    if url.database in (None, "", ":memory:"):
        raise ValueError("the SQLite database must be a file, such as sqlite:///klebepunkt.sqlite3")
    return url.set(drivername="sqlite+lean")


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def writing_engine(text: str) -> Engine:
    url = database_url(text)
    if is_sqlite(url):
        # One writer thread; who else asks for a connection, such as a migration, waits its turn.
        return _sqlite(url, "BEGIN IMMEDIATE", size=1)
    return _postgres(url, size=WRITERS)


def reading_engine(text: str) -> Engine:
    """An engine whose transactions are refused by the database as soon as they write.

    Every transaction sees one moment: the statements of one page agree with each other.
    """
    url = database_url(text)
    if is_sqlite(url):
        return _sqlite(url, "BEGIN", "query_only=ON", size=READERS)
    engine = _postgres(url, size=READERS)

    @event.listens_for(engine, "connect")
    def only_read(connection: psycopg.Connection[Any], _record: object) -> None:
        # Attributes of the driver: they travel with its BEGIN and cost no round trip.
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

    return engine


def _postgres(url: URL, *, size: int) -> Engine:
    return create_engine(
        url,
        pool_size=size,
        max_overflow=SPARE,
        pool_pre_ping=True,  # a restarted server costs nobody an error
        hide_parameters=True,  # what people wrote, in the text of every error
        connect_args=POSTGRES_ARGUMENTS,
        execution_options={"compiled_cache": STATEMENTS},
    )


def _sqlite(url: URL, begin: str, *pragmas: str, size: int) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=SPARE,
        # The driver must not begin by itself: its transactions lose parallel increments silently.
        connect_args={"isolation_level": None, "check_same_thread": False},
        hide_parameters=True,
        execution_options={"compiled_cache": STATEMENTS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        _use_wal(connection)
        # What is deleted is overwritten: some builds of SQLite would leave it in the file.
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL. SQLite does not wait for another process that does so just now."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
        time.sleep(0.01)
