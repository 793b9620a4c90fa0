"""The one door to the database: read and write, each with a plain function of a session.

    ballot = await ledger.write(place_dots, who, measure_id=7, count=2)
    page = await ledger.read(results_page, workshop_id)

Source: architecture, "The ledger".
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.database.engine import (
    READERS,
    WRITERS,
    database_url,
    is_sqlite,
    reading_engine,
    writing_engine,
)
from app.database.writer import GroupWriter, Job, NotSaved

__all__ = ["CHANNEL", "Ledger", "NotSaved", "changed"]

P = ParamSpec("P")
T = TypeVar("T")

CHANNEL = "klebepunkt"
"""Where PostgreSQL carries topics between processes."""

CONFLICTS = {"40001", "40P01", "23505"}
"""Serialization failure and deadlock, and a unique key that was free when the function looked:
somebody else was a moment earlier, and the next try sees what they wrote."""

TRIES = 6


class Announcer(Protocol):
    def announce(self, topics: Iterable[str], /) -> None: ...


def changed(session: Session, topic: str) -> None:
    """Tell those who follow `topic`, after the commit. A rollback tells nobody."""
    session.info.setdefault("topics", {})[topic] = None


class Ledger:
    """Reads in threads on read-only connections; a write is durable when it returns.

    On SQLite writes that wait together are committed together, each rolled back alone.
    On PostgreSQL each is a transaction, run again on a conflict: keep the function free of
    effects outside the database. There, guard a limit by a row lock, a gate or a constraint.
    """

    def __init__(self, url: str, hub: Announcer | None = None) -> None:
        self.url = url
        self._hub = hub
        self._reading = reading_engine(url)
        self._writing = writing_engine(url)
        self._readers = ThreadPoolExecutor(READERS, "ledger-read")
        self._writer: GroupWriter | None = None
        if is_sqlite(database_url(url)):
            self._writer = GroupWriter(self._writing, self._announce)
        else:
            self._writers = ThreadPoolExecutor(WRITERS, "ledger-write")

    async def read(
        self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` in a thread, on one consistent, read-only view of the data."""
        call = partial(self.read_now, fn, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._readers, call)

    async def write(
        self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` and commit. A caller who is cancelled may still have written.

        Raises:
            NotSaved: the commit failed; whatever `fn` raises: it alone was rolled back.
        """
        loop = asyncio.get_running_loop()
        if self._writer is None:
            call = partial(self._transact, fn, args, kwargs)
            return await loop.run_in_executor(self._writers, call)
        answer: asyncio.Future[T] = loop.create_future()
        self._writer.put(Job(lambda session: _call(fn, session, args, kwargs), answer, loop))
        return await answer

    def read_now(
        self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for synchronous callers."""
        with Session(self._reading, autoflush=False, expire_on_commit=False) as session:
            return _call(fn, session, args, kwargs)

    def write_now(
        self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for synchronous callers. Not from inside another write."""
        if self._writer is None:
            return self._transact(fn, args, kwargs)
        if self._writer.is_me():
            raise RuntimeError("a write inside a write would wait for itself")
        answer: Future[T] = Future()
        self._writer.put(Job(lambda session: _call(fn, session, args, kwargs), answer))
        return answer.result()

    def close(self) -> None:
        """Finish what waits, then let go of every connection. Blocks; may be called twice."""
        if self._writer is None:
            self._writers.shutdown()
        else:
            self._writer.close()
        self._readers.shutdown()
        self._writing.dispose()
        self._reading.dispose()

    def _transact(self, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
        for tried in range(1, TRIES + 1):
            try:
                return self._transact_once(fn, args, kwargs)
            except DBAPIError as error:
                if tried == TRIES or getattr(error.orig, "sqlstate", None) not in CONFLICTS:
                    raise
            # Two that collided must not come back at the same moment.
            time.sleep(random.uniform(0, 0.01 * 2**tried))
        raise AssertionError("unreachable")

    def _transact_once(self, fn: Callable[..., T], args: Any, kwargs: Any) -> T:
        with Session(self._writing, expire_on_commit=False) as session:
            result = _call(fn, session, args, kwargs)
            topics = session.info.get("topics", {})
            for topic in topics:
                session.execute(select(func.pg_notify(CHANNEL, topic)))
            session.commit()
        self._announce(topics)
        return result

    def _announce(self, topics: Iterable[str]) -> None:
        if topics and self._hub is not None:
            self._hub.announce(topics)


def _call(fn: Callable[..., T], session: Session, args: Any, kwargs: Any) -> T:
    try:
        return fn(session, *args, **kwargs)
    except StopIteration as error:  # no future takes it: its caller would wait for ever
        raise RuntimeError("there was no next one") from error
