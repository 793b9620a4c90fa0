"""Hear on PostgreSQL what other processes changed: one LISTEN connection in a process."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterable

import psycopg

from app.database.engine import POSTGRES_ARGUMENTS, database_url
from app.database.ledger import CHANNEL

EVERYTHING = "*"
"""The topic that stands for all of them: something may have been missed."""

CHECK_SECONDS = 10.0
"""So long a silent connection is trusted before it is asked for a sign of life."""

FIRST_WAIT_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 5.0

Connection = psycopg.AsyncConnection[tuple[object, ...]]

log = logging.getLogger(__name__)


async def listen(
    url: str,
    heard: Callable[[Iterable[str]], None],
    *,
    check_seconds: float = CHECK_SECONDS,
) -> None:
    """Pass on topics until cancelled. Reconnects, and then says that everything changed."""
    wait = FIRST_WAIT_SECONDS
    while True:
        connection = None
        try:
            connection = await _connect(url)
            await connection.execute(f"LISTEN {CHANNEL}")
            wait = FIRST_WAIT_SECONDS
            heard([EVERYTHING])
            await _pass_on(connection, heard, check_seconds)
        except Exception as error:  # whatever it was: without a listener screens stand still
            log.warning("the listening connection was lost, trying again: %s", error)
        finally:
            if connection is not None:
                await connection.close()
        # Many processes lose their connection together and should not come back together.
        await asyncio.sleep(wait * random.uniform(0.5, 1.0))
        wait = min(wait * 2, LONGEST_WAIT_SECONDS)


async def _connect(url: str) -> Connection:
    target = database_url(url)
    _, options = target.get_dialect()().create_connect_args(target)
    options = {"application_name": "klebepunkt listening", **POSTGRES_ARGUMENTS, **options}
    return await psycopg.AsyncConnection.connect(autocommit=True, **options)


async def _pass_on(
    connection: Connection, heard: Callable[[Iterable[str]], None], check_seconds: float
) -> None:
    """Until the connection is lost, or gives no sign of life."""
    while True:
        async for notice in connection.notifies(timeout=check_seconds):
            heard([notice.payload])
        await _sign_of_life(connection, check_seconds)


async def _sign_of_life(connection: Connection, seconds: float) -> None:
    question = asyncio.ensure_future(connection.execute("SELECT 1"))
    try:
        await asyncio.wait({question}, timeout=seconds)
        if not question.done():
            raise TimeoutError(f"no sign of life for {seconds:g} s")
        question.result()
    finally:
        if not question.done():
            # Closed first: a driver that is cancelled would wait for the dead end to answer.
            await connection.close()
            question.cancel()
            await asyncio.wait({question})
