"""Writing a file beside the requests: it says how far it is, and stops when it is not wanted."""

import asyncio
import logging
import time
from collections.abc import Callable

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files import jobs
from app.files.file import File, Tick
from app.traces import trace

QUICK = 1.0  # seconds: a file that is ready by then is answered at once
_TOLD_EVERY = 0.3  # seconds
_running: set[asyncio.Task[None]] = set()  # the loop itself holds its tasks only weakly

log = logging.getLogger("klebepunkt")

Writing = Callable[[Tick], File]
"""Writes a file, calling what it is given after each of its parts."""


class NotWanted(Exception):
    """Who asked for the file has cancelled it."""


async def begin(ledger: Ledger, id: int, total: int, writing: Writing) -> bool:
    """Have the file of this job written beside the requests; whether it was over in a moment."""
    task = asyncio.create_task(asyncio.to_thread(run, ledger, id, total, writing))
    _running.add(task)
    task.add_done_callback(_running.discard)
    done, _ = await asyncio.wait({task}, timeout=QUICK)
    return bool(done)


def run(ledger: Ledger, id: int, total: int, writing: Writing) -> None:
    """Write the file of this job. Blocks: call it in a thread. `total`: about how many parts."""
    teller = _Teller(ledger, id, total)
    try:
        teller.tell()
        ledger.write_now(jobs.finish, id, writing(teller.tick))
    except NotWanted:
        return
    except Exception as error:  # nobody waits for this thread: it is logged, and told here
        log.error("an export failed\n%s", trace(error))
        ledger.write_now(jobs.fail, id)


class _Teller:
    def __init__(self, ledger: Ledger, id: int, total: int) -> None:
        self._ledger, self._id, self._total = ledger, id, total
        self._done = 0
        self._told = time.monotonic()

    def tick(self) -> None:
        self._done += 1
        if time.monotonic() - self._told > _TOLD_EVERY:
            self.tell()

    def tell(self) -> None:
        """
        Raises:
            NotWanted: the file has been cancelled.
        """
        self._told = time.monotonic()
        known = (self._id, min(self._done, self._total), self._total)
        if not self._ledger.write_now(jobs.progress, *known, now=utc_now()):
            raise NotWanted
