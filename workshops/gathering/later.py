"""Outcomes that may take longer than a moment: each is computed once, and asked for again."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """Computes one after the other, so that a page of numbers never takes all processors; keeps
    the newest `keep` outcomes. Each process has its own."""

    def __init__(self, name: str, keep: int = 16) -> None:
        self._pool = ThreadPoolExecutor(1, name)
        self._kept: OrderedDict[str, Future[T]] = OrderedDict()
        self._keep = keep

    async def outcome(self, key: str, make: Callable[[], T], within: float) -> T | None:
        """What `make` gives, from before where `key` was asked for already; None where it is not
        there `within` so many seconds: it goes on being computed.

        Raises:
            Whatever `make` raised; the next call tries anew.
        """
        future = self._kept.get(key)
        if future is None:
            future = self._kept[key] = self._pool.submit(make)
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)[1].cancel()
        self._kept.move_to_end(key)
        await asyncio.wait([asyncio.wrap_future(future)], timeout=within)
        if not future.done():
            return None
        if future.cancelled() or future.exception():
            self._kept.pop(key, None)
        return future.result()
