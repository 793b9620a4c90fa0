"""Fixtures for tests that need a database: each runs on SQLite and on PostgreSQL.

`ledger`    a ledger on an empty database with all tables, for this test alone
`session`   a plain session; everything is rolled back at the end, so it is the quickest
`empty_url` the URL of such an empty database, `postgresql_url` the same, never SQLite

Who adds or alters tables takes `databases.fresh(kind)`, and `databases.drop(url)` afterwards.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, MetaData
from sqlalchemy.orm import Session

from app.database import migrate
from app.database.base import Base
from app.database.engine import writing_engine
from app.database.ledger import Ledger
from tests import postgres

__all__ = ["databases", "empty_url", "kind", "ledger", "postgresql_url", "session"]

KINDS = ("sqlite", "postgresql")


class Databases:
    """Makes databases by copying one that has the tables. Starts PostgreSQL when it must.

    `tables`: those of the product, unless a test has its own.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._postgres: postgres.Postgres | None = None
        self._templates: dict[tuple[str, MetaData], str] = {}
        self._used: dict[MetaData, list[str]] = {}
        self._shared: dict[str, Engine] = {}
        self._count = 0

    @property
    def postgres(self) -> postgres.Postgres:
        if self._postgres is None:
            self._postgres = self._stack.enter_context(postgres.running())
        return self._postgres

    def fresh(self, kind: str, tables: MetaData = Base.metadata) -> str:
        """The URL of an empty database. May be altered, and is removed with `drop`."""
        if (kind, tables) not in self._templates:
            url = self.postgres.create() if kind == "postgresql" else self._file()
            create_tables(url, tables)
            self._templates[kind, tables] = url
        template = self._templates[kind, tables]
        if kind == "postgresql":
            return self.postgres.create(template)
        url = self._file()
        shutil.copyfile(path_of(template), path_of(url))
        return url

    def drop(self, url: str) -> None:
        if url.startswith("sqlite"):
            for end in ("", "-wal", "-shm"):
                Path(f"{path_of(url)}{end}").unlink(missing_ok=True)
        else:
            self.postgres.drop(url)

    @contextmanager
    def lent(self, kind: str, tables: MetaData = Base.metadata) -> Iterator[str]:
        """The URL of an empty database that is used again: do not alter its tables."""
        used = self._used.setdefault(tables, [])
        url = used.pop() if used and kind == "postgresql" else self.fresh(kind, tables)
        yield url
        if kind == "postgresql":
            self.postgres.empty(url)
            used.append(url)
        else:
            self.drop(url)

    def shared(self, kind: str) -> Engine:
        """An engine on one database for the whole run, for those who leave nothing behind."""
        if kind not in self._shared:
            self._shared[kind] = writing_engine(self.fresh(kind))
            self._stack.callback(self._shared[kind].dispose)
        return self._shared[kind]

    def _file(self) -> str:
        self._count += 1
        return f"sqlite:///{self._folder / str(self._count)}.sqlite3"


def path_of(url: str) -> str:
    return url.removeprefix("sqlite:///")


@cache
def new_database() -> bytes:
    """An empty SQLite file as a new installation has it, migrated once, to be copied."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "new.db")
        migrate.upgrade(f"sqlite:///{path}")
        return path.read_bytes()


def create_tables(url: str, tables: MetaData) -> None:
    import app.tables  # noqa: F401 - so that every table of the product is known

    engine = writing_engine(url)
    with engine.begin() as connection:
        tables.create_all(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("databases"), stack)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(databases: Databases, kind: str) -> Iterator[str]:
    with databases.lent(kind) as url:
        yield url


@pytest.fixture
def postgresql_url(databases: Databases) -> Iterator[str]:
    with databases.lent("postgresql") as url:
        yield url


@pytest.fixture
def ledger(empty_url: str) -> Iterator[Ledger]:
    ledger = Ledger(empty_url)
    yield ledger
    ledger.close()


@pytest.fixture
def session(databases: Databases, kind: str, request: pytest.FixtureRequest) -> Iterator[Session]:
    """Even a commit inside the test is undone: it only ends a savepoint."""
    if "ledger" in request.fixturenames:
        raise pytest.UsageError("`session` and `ledger` are different databases: take one of them")
    with databases.shared(kind).connect() as connection:
        whole = connection.begin()
        with Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        whole.rollback()
