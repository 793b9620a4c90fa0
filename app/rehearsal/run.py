"""The rehearsal itself: everyone joins, follows, takes part, loses the network, comes back."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp

from app.language.catalogues import gettext as _
from app.rehearsal.book import Book
from app.rehearsal.browser import TROUBLE, Unexpected
from app.rehearsal.crowd import RECONNECT_SECONDS, Crowd, everyone
from app.rehearsal.desk import Desk
from app.rehearsal.evening import Evening
from app.rehearsal.forms import results_on
from app.rehearsal.phone import Phone
from app.rehearsal.report import Compared, Report

ARRIVAL_SECONDS = 30  # the join wave of a full room
STRETCHES = 4  # collecting, groups collecting, groups voting, the vote: each gets its share
PATIENCE_SECONDS = 120  # until everyone is back after a lost network

Tell = Callable[[str], None]
Trouble = Callable[[], Awaitable[None]]


class NotThere(Exception):
    """No server, no such workshop, or a link that lets nobody in: a sentence that says which."""


async def rehearse(
    url: str,
    code: str,
    people: int,
    seconds: float,
    tell: Tell,
    moderator: str = "",
    *,
    halfway: Trouble | None = None,
) -> Report:
    """Send `people` phones to a workshop for `seconds` after they have joined.

    They do what the room's step asks for, whatever the moderator makes of it meanwhile. Halfway
    `halfway` happens, if given; then all of them lose the network and come back, and that takes as
    long as it takes (up to two minutes). Adds `people` participants to the workshop.

    With `moderator`, a link that hands the console over, the moderator is played, too: through
    the rest of the agenda, and all votes that were opened are counted on both sides.

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
        desk = await _desk(http, url, code, report, moderator) if moderator else None
        book = Book() if desk else None
        phones = [Phone(http, url, report, code=code, number=n, book=book) for n in _from_1(people)]
        phones = await _all_arrive(phones, tell)
        crowd = Crowd(phones, min(RECONNECT_SECONDS, seconds / 4))
        if desk and book:
            await _moderated(desk, book, crowd, seconds / STRETCHES, tell)
        else:
            await _for_a_while(crowd, seconds, tell, halfway)
    return report


def _from_1(count: int) -> range:
    return range(1, count + 1)


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


async def _desk(
    http: aiohttp.ClientSession, url: str, code: str, report: Report, link: str
) -> Desk:
    """The console, if the link lets in and is this workshop's."""
    desk = Desk(http, url, report)
    try:
        await desk.come_in(urlsplit(link).path)
    except Unexpected:
        desk.code = ""
    if desk.code != code:
        raise NotThere(_("The moderator’s link is not one that hands this workshop over."))
    return desk


async def _all_arrive(phones: list[Phone], tell: Tell) -> list[Phone]:
    """Returns those who are in."""
    arrival = min(ARRIVAL_SECONDS, len(phones) / 10)
    tell(
        _("%(people)d phones join within %(seconds)d s …")
        % {"people": len(phones), "seconds": arrival}
    )

    async def arrive(phone: Phone) -> None:
        await asyncio.sleep(random.uniform(0, arrival))
        await phone.arrive()

    await everyone(phones, arrive)
    return [phone for phone in phones if phone.joined]


async def _for_a_while(crowd: Crowd, seconds: float, tell: Tell, halfway: Trouble | None) -> None:
    """Half of the time, a lost network, the other half; then every ballot is compared."""
    tell(
        _("%(people)d have joined. They take part for %(seconds)d s …")
        % {"people": len(crowd.phones), "seconds": seconds}
    )
    there = asyncio.create_task(crowd.take_part())
    await asyncio.sleep(seconds / 2)
    if halfway:
        await halfway()
    crowd.lose_network()
    with suppress(TimeoutError):  # who cannot come back is in the report
        await asyncio.wait_for(crowd.all_back(), PATIENCE_SECONDS)
    await asyncio.sleep(seconds / 2)
    crowd.over.set()
    await there
    tell(_("Every ballot is compared with what the server shows …"))
    await everyone(crowd.phones, _compare)


async def _compare(phone: Phone) -> None:
    """Reload the page and hold its ballot against what was acknowledged.

    Once the vote is closed the page shows no ballot to compare with.
    """
    body = await phone.page()
    if phone.may_vote(body):
        phone.compare(body)


async def _moderated(desk: Desk, book: Book, crowd: Crowd, pace: float, tell: Tell) -> None:
    """Play the evening, then count every vote. Trouble ends the evening, not the counting."""
    tell(_("%(people)d have joined. The moderator begins …") % {"people": len(crowd.phones)})
    there = asyncio.create_task(crowd.take_part())
    try:
        await Evening(book, crowd, pace, tell).play(desk)
    except TROUBLE as error:
        desk.report.failed("the moderator gave up", str(error) or type(error).__name__)
    finally:
        crowd.over.set()
        await there
    tell(_("Every vote is counted again …"))
    for vote in book.votes.values():
        path = f"/moderation/{vote.code}/results?vote={vote.step}"
        try:
            answer = await desk.show("results", path)
        except TROUBLE:
            continue  # already in the report
        theirs = results_on(answer.text)
        if not theirs and vote.pools:
            desk.report.failed("results", "the vote was not closed")
            continue
        desk.report.votes.append(Compared(vote.code, vote.step, vote.tally(), theirs, vote.paper))
