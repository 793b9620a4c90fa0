"""All phones of a rehearsal: they take part, lose the network, come back."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from app.rehearsal.browser import TROUBLE
from app.rehearsal.phone import Phone

RECONNECT_SECONDS = 5.0  # the Wi-Fi was gone: everyone comes back within
WATCH_SECONDS = 0.1
SPREAD_SECONDS = 0.5  # as the page's script waits, so that not all phones ask at once
AGAIN_SECONDS = (0.2, 1.0)  # after trouble


class Crowd:
    """Everybody in the room. `over` ends the evening for all of them."""

    def __init__(self, phones: list[Phone], reconnect: float = RECONNECT_SECONDS) -> None:
        self.phones = phones
        self.reconnect = reconnect
        self.over = asyncio.Event()
        self._lost = asyncio.Event()
        self._away: set[int] = set()

    async def take_part(self) -> None:
        """Until it is over, everybody does what the page of the present step offers."""
        await everyone(self.phones, self._evening)

    def lose_network(self) -> None:
        """Cut everybody off, in the middle of whatever they send."""
        self._away = {phone.number for phone in self.phones}
        self._lost.set()
        self._lost = asyncio.Event()

    async def all_back(self) -> None:
        while self._away:
            await asyncio.sleep(WATCH_SECONDS)

    async def _evening(self, phone: Phone) -> None:
        over = asyncio.create_task(self.over.wait())
        try:
            while not self.over.is_set():
                lost = asyncio.create_task(self._lost.wait())
                here = asyncio.create_task(self._connected(phone))
                await asyncio.wait({lost, here, over}, return_when=asyncio.FIRST_COMPLETED)
                await _end(here, lost)
                if not self.over.is_set():
                    await asyncio.sleep(random.uniform(0, self.reconnect))
        finally:
            self._away.discard(phone.number)
            await _end(over)

    async def _connected(self, phone: Phone) -> None:
        """Follow the room; where that leads into another one, follow that."""
        while True:
            room, changed = phone.room, asyncio.Event()
            changed.set()
            stream = asyncio.create_task(phone.follow(changed))
            try:
                while phone.room == room and not stream.done():
                    if changed.is_set():
                        changed.clear()
                        await asyncio.sleep(random.uniform(0, SPREAD_SECONDS))
                        await self._act(phone, changed)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(changed.wait(), 1)
                if stream.done():
                    await asyncio.sleep(random.uniform(*AGAIN_SECONDS))
            except TROUBLE:
                await asyncio.sleep(
                    random.uniform(*AGAIN_SECONDS)
                )  # already in the report; try again
            finally:
                await _end(stream)

    async def _act(self, phone: Phone, changed: asyncio.Event) -> None:
        """Do what the page of the current step offers, until the room goes on."""
        body = await phone.page()
        await phone.send_again()
        self._away.discard(phone.number)
        if phone.may_choose(body):
            await phone.choose(body)
            body = await phone.page()
        if phone.may_propose(body):
            await phone.propose(body)
        await phone.rate(body)
        while phone.may_vote(body) and not changed.is_set():
            await phone.place_one(body)
            await asyncio.sleep(random.uniform(0.2, 1.5))


async def everyone(phones: list[Phone], act: Callable[[Phone], Awaitable[None]]) -> None:
    """Let all act at once. Trouble of one phone is in the report and stops no other."""

    async def one(phone: Phone) -> None:
        try:
            await act(phone)
        except TROUBLE as error:
            phone.report.failed("phone gave up", type(error).__name__)

    await asyncio.gather(*(one(phone) for phone in phones))


async def _end(*tasks: "asyncio.Task[object]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
