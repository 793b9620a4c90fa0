"""Group commit for SQLite: one thread writes, many are answered by one commit."""

import asyncio
import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.traces import trace

MOST = 200
"""Writes in one commit."""

LONGEST_SECONDS = 0.05
"""After this a batch takes no more writes, so that the first of it is not kept waiting."""

log = logging.getLogger(__name__)

Answer = asyncio.Future[Any] | Future[Any]


class NotSaved(Exception):
    """The commit this write was part of failed: nothing of it is stored."""


class Job:
    """One function that waits for its turn, and then for the commit."""

    __slots__ = ("answer", "call", "error", "loop", "result", "topics")

    def __init__(
        self,
        call: Callable[[Session], Any],
        answer: Answer,
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self.call = call
        self.answer = answer
        self.loop = loop
        self.result: Any = None
        self.error: BaseException | None = None
        self.topics: Iterable[str] = ()

    def run(self, connection: Connection) -> None:
        """Call the function in a savepoint of its own. Its exception is kept for its caller."""
        try:
            with Session(
                connection, join_transaction_mode="create_savepoint", expire_on_commit=False
            ) as session:
                self.result = self.call(session)
                session.commit()
                self.topics = session.info.get("topics", ())
        except BaseException as error:
            self.error = error

    def reply(self) -> None:
        """Answer, in the thread the caller waits in. A caller who has left is no error."""
        if self.answer.done():
            return
        if self.error is None:
            self.answer.set_result(self.result)
        else:
            self.answer.set_exception(self.error)


class GroupWriter:
    """The only thread that writes. A lone write commits at once; what waits commits together."""

    def __init__(self, engine: Engine, announce: Callable[[Iterable[str]], None]) -> None:
        self._engine = engine
        self._announce = announce
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._open = True
        # Daemon: a process that forgot to close the ledger still ends.
        self._thread = threading.Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        with self._door:  # nothing may come after the end mark: it would never be answered
            if not self._open:
                raise RuntimeError("the ledger is closed")
            self._queue.put(job)

    def close(self) -> None:
        """Finish what waits, then stop."""
        with self._door:
            if self._open:
                self._open = False
                self._queue.put(None)
        self._thread.join()

    def is_me(self) -> bool:
        return threading.current_thread() is self._thread

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            self._commit_together(job)

    def _commit_together(self, first: Job) -> None:
        batch = [first]
        try:
            with self._engine.connect() as connection, connection.begin():
                self._fill(batch, connection)
        except BaseException as error:
            log.error("a commit of %d writes failed\n%s", len(batch), trace(error))
            for job in batch:
                if job.error is None:
                    job.error = NotSaved("the commit failed, nothing of this write is stored")
                    job.error.__cause__ = error
        else:
            self._announce(dict.fromkeys(itertools.chain(*(job.topics for job in batch))))
        reply_all(batch)

    def _fill(self, batch: list[Job], connection: Connection) -> None:
        """Run what waits, until nothing does or the batch is full."""
        driver: Any = connection.connection.dbapi_connection
        until = time.monotonic() + LONGEST_SECONDS
        while True:
            batch[-1].run(connection)
            if not driver.in_transaction:
                # On a full disk, say, SQLite itself rolls everything back, and a later COMMIT
                # would "succeed" with the earlier writes missing.
                raise NotSaved("SQLite gave up the whole transaction") from batch[-1].error
            if len(batch) >= MOST or time.monotonic() > until:
                return
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return
            if job is None:
                self._queue.put(None)  # the end mark, for the outer loop
                return
            batch.append(job)


def reply_all(batch: list[Job]) -> None:
    """Answer every caller; a loop is woken once, however many of its tasks wait."""
    waiting: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in batch:
        if job.loop is None:
            job.reply()
        else:
            waiting.setdefault(job.loop, []).append(job)
    for loop, jobs in waiting.items():
        try:
            loop.call_soon_threadsafe(_reply_each, jobs)
        except RuntimeError:  # this loop has ended, and with it the callers
            log.debug("%d answers had nobody left to hear them", len(jobs))


def _reply_each(jobs: list[Job]) -> None:
    for job in jobs:
        job.reply()
