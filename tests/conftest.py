"""Fixtures for every test: databases, the application in this process, and who visits it."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from litestar import Litestar

from app import settings as environment
from app.database import migrate
from app.main import create_app
from app.settings import Settings
from tests.visitor import Visitor

NewVisitor = Callable[..., Visitor]


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


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    """The whole application on a migrated SQLite database; `app.state.ledger` is its ledger."""
    migrate.upgrade(settings.database_url)
    application = create_app(settings)
    async with application.lifespan():
        yield application


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
