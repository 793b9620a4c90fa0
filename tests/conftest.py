"""Fixtures for every test: databases, the application in this process, and who visits it."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from litestar import Litestar
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from app import cli
from app import settings as environment
from app.database import migrate
from app.database.engine import database_url, is_sqlite
from app.language import catalogues
from app.language.tags import DEFAULT
from app.main import furnish, routed
from app.settings import Settings
from tests.ledgers import (
    databases,
    empty_url,
    kind,
    ledger,
    new_database,
    path_of,
    postgresql_url,
    session,
)
from tests.visitor import Visitor

__all__ = ["databases", "empty_url", "kind", "ledger", "postgresql_url", "session"]

NewVisitor = Callable[..., Visitor]
Klebepunkt = Callable[..., int]

# Fewer examples a run than hypothesis would take; `make soak` looks further, where a night is long.
hypothesis.settings.register_profile("suite", max_examples=12, deadline=None)
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("KLEBEPUNKT_EXAMPLES", "suite"))


@pytest.fixture(autouse=True)
def tongue() -> None:
    """No test inherits the language that another one spoke."""
    catalogues.speak(DEFAULT)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an installation of its own, for this machine only."""
    return environment.load(
        {
            "KLEBEPUNKT_DATA": str(tmp_path / "data"),
            "KLEBEPUNKT_HOST": "127.0.0.1",
            "KLEBEPUNKT_SECRET": "only for tests, and long enough for one",
            "KLEBEPUNKT_PUBLIC_URL": "http://testserver",
        }
    )


def routes_of(settings: Settings) -> Litestar:
    return _routed(settings.secret, settings.secure)


@cache
def _routed(secret: str, secure: bool) -> Litestar:
    """The routes, made once: that takes a quarter of a second, and they never change."""
    return routed(secret, secure=secure)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    """The whole application on a migrated SQLite database; `app.state.ledger` is its ledger."""
    if is_sqlite(database_url(settings.database_url)):
        Path(path_of(settings.database_url)).write_bytes(new_database())
    else:
        migrate.upgrade(settings.database_url)
    application = routes_of(settings)
    furnish(application, settings)
    running, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        # In one task from start to end: a fixture's two halves run in two.
        async with application.lifespan():
            running.set()
            await over.wait()

    life = asyncio.create_task(live())
    started = asyncio.create_task(running.wait())
    await asyncio.wait([life, started], return_when=asyncio.FIRST_COMPLETED)
    if life.done():
        await life
    yield application
    over.set()
    await life


@pytest.fixture
async def new_visitor(app: Litestar) -> AsyncIterator[NewVisitor]:
    """Makes visitors with cookies of their own: `new_visitor(language="ar")`."""
    visitors: list[Visitor] = []

    def make(language: str = "en", address: str = "192.0.2.7") -> Visitor:
        visitors.append(Visitor(app, language, address))
        return visitors[-1]

    yield make
    for visitor in visitors:
        await visitor.close()


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """Somebody who has never been here."""
    return new_visitor()


class InGroups(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """What runs in one process when there are several (`make test`): a file, and all journeys.

    Journeys share a server and a browser, and keep a processor busy; the rest runs beside them,
    and so does the walk through all pages, which takes as long as all other journeys together.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        journey = "/journeys/" in file and not file.endswith("/test_access.py")
        return "journeys" if journey else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InGroups:
    return InGroups(config, log)


def pytest_collection_finish() -> None:
    """What is loaded now stays: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def klebepunkt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Klebepunkt]:
    """Runs `klebepunkt …` on an empty, migrated database."""
    monkeypatch.setenv("KLEBEPUNKT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KLEBEPUNKT_DATABASE_URL", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    Path(path_of(environment.load().database_url)).write_bytes(new_database())
    with catalogues.speaking("en"):
        yield lambda *arguments: cli.main([str(argument) for argument in arguments])
