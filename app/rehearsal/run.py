"""The rehearsal itself: everyone joins, follows, takes part, loses the network, comes back."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp

from app.language.catalogues import gettext as _
from app.rehearsal.phone import Phone, Unexpected
from app.rehearsal.report import Report

ARRIVAL_SECONDS = 30  # the join wave of a full room
RECONNECT_SECONDS = 5  # the Wi-Fi was gone: everyone comes back within
TROUBLE = (aiohttp.ClientError, TimeoutError, OSError, Unexpected)


class NotThere(Exception):
    """No server at this address, or no workshop with this code: a sentence that says which."""


async def rehearse(
    url: str, code: str, people: int, seconds: float, tell: Callable[[str], None]
) -> Report:
    """Send `people` phones to a workshop for `seconds` after they have joined.

    They do what the room's step asks for, whatever the moderator makes of it meanwhile. Halfway
    all of them lose the network and come back. Adds `people` participants to the workshop.

    Raises:
        NotThere: before anything has happened.
    """
    report = Report()
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=30),
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as http:
        await _look(http, url, code)
        phones = [Phone(http, url, code, n, report) for n in range(1, people + 1)]
        arrival = min(ARRIVAL_SECONDS, people / 10)
        tell(
            _("%(people)d phones join within %(seconds)d s …")
            % {"people": people, "seconds": arrival}
        )
        await _all(phones, lambda phone: _arrive(phone, arrival))
        phones = [phone for phone in phones if phone.joined]
        tell(
            _("%(people)d have joined. They take part for %(seconds)d s …")
            % {"people": len(phones), "seconds": seconds}
        )
        await _all(phones, lambda phone: _evening(phone, seconds))
        tell(_("Every ballot is compared with what the server shows …"))
        await _all(phones, _compare)
    return report


async def _look(http: aiohttp.ClientSession, url: str, code: str) -> None:
    """Whether there is such a workshop, before many phones ask for it."""
    try:
        async with http.get(f"{url}/w/{code}", allow_redirects=False) as answer:
            found = answer.status != 404
    except TROUBLE as error:
        silence = _("Nothing answers at %(url)s. Is the server running?") % {"url": url}
        raise NotThere(silence) from error
    if not found:
        raise NotThere(_("There is no workshop with this code. Please check it and try again."))


async def _all(phones: list[Phone], act: Callable[[Phone], Awaitable[None]]) -> None:
    """Let all act at once. Trouble of one phone is in the report and stops no other."""

    async def one(phone: Phone) -> None:
        try:
            await act(phone)
        except TROUBLE as error:
            phone.report.failed("phone gave up", type(error).__name__)

    await asyncio.gather(*(one(phone) for phone in phones))


async def _arrive(phone: Phone, within: float) -> None:
    await asyncio.sleep(random.uniform(0, within))
    await phone.arrive()


async def _evening(phone: Phone, seconds: float) -> None:
    """Half of the time, a lost network, the other half."""
    await _connected(phone, seconds / 2)
    await asyncio.sleep(random.uniform(0, min(RECONNECT_SECONDS, seconds / 4)))
    await _connected(phone, seconds / 2)


async def _connected(phone: Phone, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while loop.time() < until:
        changed = asyncio.Event()
        changed.set()
        stream = asyncio.create_task(phone.follow(changed))
        try:
            while loop.time() < until and not stream.done():
                if changed.is_set():
                    changed.clear()
                    await _take_part(phone, changed, until)
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), min(1, max(0, until - loop.time())))
        except TROUBLE:
            await asyncio.sleep(random.uniform(0.2, 1))  # already in the report; try again
        finally:
            stream.cancel()
            await asyncio.gather(stream, return_exceptions=True)


async def _take_part(phone: Phone, changed: asyncio.Event, until: float) -> None:
    """Do what the page of the current step offers, until the room goes on."""
    body = await phone.page()
    if phone.may_propose(body):
        await phone.propose(body)
    loop = asyncio.get_running_loop()
    while phone.may_vote(body) and not changed.is_set() and loop.time() < until:
        await phone.place_one(body)
        await asyncio.sleep(random.uniform(0.2, 1.5))


async def _compare(phone: Phone) -> None:
    """Reload the page and hold its ballot against what was acknowledged.

    Once the vote is closed the page shows no ballot to compare with.
    """
    body = await phone.page()
    if phone.may_vote(body):
        phone.compare(body)
