"""`make bench`: what the product does on this machine, beside the reference of the same run.

One server process on SQLite and this load share the machine's cores; nothing here asserts.
"""

import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import httpx

from app.accounts.visitor import COOKIE
from app.database.ledger import Ledger
from app.rehearsal.report import percentile
from app.rehearsal.run import rehearse
from tests.bench.client import Browser, Connection
from tests.bench.memory import resident_bytes
from tests.bench.papers import office
from tests.bench.reference import commits_per_second
from tests.bench.survey import survey
from tests.builders import Cast, a_workshop, an_office_session
from tests.servers import Server, running
from workshops.agenda.services import close_step, go_to, open_step

PEOPLE = 500
ROOM = 300
CONNECTIONS = 50
SECONDS = 8.0
SPREAD = 0.5  # seconds, as in phone/steps.js
STREAMS = 1000

Act = Callable[[Connection, Browser, int], Awaitable[int]]


class Load:
    """Everybody's browsers, and the connections that they share."""

    def __init__(self, server: Server, cast: Cast) -> None:
        self.server = server
        self.address = urlsplit(server.url)
        self.path = f"/w/{cast.code}"
        self.people = [Browser(self.address.netloc) for _ in range(PEOPLE)]

    async def connect(self) -> Connection:
        return await Connection.open(str(self.address.hostname), int(self.address.port or 80))

    async def each(self, act: Act) -> tuple[float, list[float]]:
        """Everyone acts once; requests a second, and the time of each act in seconds."""
        waiting = iter(enumerate(self.people))
        times: list[float] = []
        start = time.perf_counter()
        await asyncio.gather(*(self._work(act, waiting, times) for _ in range(CONNECTIONS)))
        return len(times) / (time.perf_counter() - start), times

    async def steady(self, act: Act, seconds: float) -> tuple[float, list[float]]:
        """The same, over and over for some seconds."""
        until = time.perf_counter() + seconds

        def turns():
            turn = 0
            while time.perf_counter() < until:
                yield turn, self.people[turn % PEOPLE]
                turn += 1

        times: list[float] = []
        waiting = turns()
        start = time.perf_counter()
        await asyncio.gather(*(self._work(act, waiting, times) for _ in range(CONNECTIONS)))
        return len(times) / (time.perf_counter() - start), times

    async def _work(self, act, waiting, times: list[float]) -> None:
        connection = await self.connect()
        for turn, person in waiting:
            start = time.perf_counter()
            status = await act(connection, person, turn)
            times.append(time.perf_counter() - start)
            if status not in (200, 303):
                raise RuntimeError(f"the server answered {status}")
        connection.close()


def show(what: str, value: str, note: str = "") -> None:
    print(f"{what:38}{value:>14}   {note}".rstrip(), flush=True)


def rate(what: str, per_second: float, times: list[float], note: str = "") -> None:
    middle, high = percentile(times, 0.5) * 1000, percentile(times, 0.99) * 1000
    show(what, f"{per_second:,.0f}/s", f"p50 {middle:.0f} ms, p99 {high:.0f} ms{note}")


async def measure(server: Server, ledger: Ledger, cast: Cast, reference: float) -> None:
    load = Load(server, cast)

    async def open_page(connection: Connection, person: Browser, turn: int) -> int:
        return (await person.get(connection, load.path))[0]

    async def join(connection: Connection, person: Browser, turn: int) -> int:
        return await person.send(connection, "POST", f"{load.path}/participants", "")

    rate("first pages", *await load.each(open_page))
    rate("joins", *await load.each(join))
    go_to_vote(ledger, cast)
    rate("pages (own ballot)", *await load.steady(open_page, SECONDS))
    await console_beside_phones(load, cast, ledger.write_now(an_office_session))

    async def dot(connection: Connection, person: Browser, turn: int) -> int:
        # Up and down again on a measure that moves on: never over the allowance.
        measure_id = cast.measures[(turn // PEOPLE // 2) % len(cast.measures)]
        count = 1 - (turn // PEOPLE) % 2
        path = f"{load.path}/measures/{measure_id}/dots"
        return await person.send(connection, "PUT", path, f"count={count}")

    per_second, times = await load.steady(dot, SECONDS)
    rate("dots", per_second, times, f"; {per_second / reference:.2f} x reference")
    await dot_to_projector(load, cast)
    go_to_result(ledger, cast)
    rate("pages (result, with own dots)", *await load.steady(open_page, SECONDS))
    await open_streams(load, server)


def go_to_vote(ledger: Ledger, cast: Cast) -> None:
    ledger.write_now(go_to, cast.id, 2)
    ledger.write_now(open_step, cast.id, cast.vote)


def go_to_result(ledger: Ledger, cast: Cast) -> None:
    ledger.write_now(close_step, cast.id, cast.vote)
    ledger.write_now(go_to, cast.id, 3)


async def console_beside_phones(load: Load, cast: Cast, session: str) -> None:
    """A room changes its step: all its phones fetch theirs, and the moderator goes on working."""
    desk, moderator = await load.connect(), Browser(load.address.netloc, {COOKIE: session})
    phones: list[float] = []
    console: list[float] = []

    async def asks(browser: Browser, connection: Connection, path: str, times: list[float]) -> None:
        start = time.perf_counter()
        status, _ = await browser.get(connection, path)
        times.append(time.perf_counter() - start)
        if status != 200:
            raise RuntimeError(f"the server answered {status}")

    async def changes_step(person: Browser) -> None:
        connection = await load.connect()
        await asyncio.sleep(random.random() * SPREAD)
        await asks(person, connection, f"{load.path}/step", phones)
        connection.close()

    room = asyncio.gather(*(changes_step(person) for person in load.people[:ROOM]))
    while not room.done():
        await asyncio.sleep(0.05)
        await asks(moderator, desk, f"/moderation/{cast.code}", console)
    await room
    desk.close()
    for what, times in (
        (f"step for {ROOM} phones at once", phones),
        ("  console meanwhile", console),
    ):
        middle, most = percentile(times, 0.5) * 1000, max(times) * 1000
        show(what, f"{middle:,.0f} ms", f"median; longest {most:,.0f} ms")


async def dot_to_projector(load: Load, cast: Cast) -> None:
    """From sending a first dot to the frame with the new turnout on the projector's stream."""
    times = []
    screen = await load.connect()
    screen.writer.write(
        Browser(load.address.netloc).request("GET", f"/projector/{cast.projector_token}/live")
    )
    await screen.reader.readuntil(b"\n\n")
    phone = await load.connect()
    for _ in range(20):
        person = Browser(load.address.netloc)  # has placed none yet, so the turnout changes
        await person.get(phone, load.path)
        await person.send(phone, "POST", f"{load.path}/participants", "")
        await asyncio.sleep(0.4)  # a quiet room: what is left of earlier changes has been sent
        while not await quiet(screen):
            pass
        start = time.perf_counter()
        path = f"{load.path}/measures/{cast.measures[-1]}/dots"
        status = await person.send(phone, "PUT", path, "count=2")
        if status != 200:
            raise RuntimeError(f"the server answered {status}")
        await screen.reader.readuntil(b"\n\n")
        times.append(time.perf_counter() - start)
    show("dot to projector", f"{statistics.median(times) * 1000:.0f} ms", "median of a quiet room")


async def quiet(screen: Connection) -> bool:
    try:
        await asyncio.wait_for(screen.reader.read(1 << 16), 0.3)
    except TimeoutError:
        return True
    return False


async def open_streams(load: Load, server: Server) -> None:
    """The server's memory with many streams open, each a phone that waits."""
    before = resident_bytes(server.process.pid)
    streams = []
    for number in range(STREAMS):
        person = load.people[number % PEOPLE]
        stream = await load.connect()
        stream.writer.write(person.request("GET", f"{load.path}/live"))
        streams.append(stream)
    for stream in streams:
        await stream.reader.readuntil(b"\n\n")
    after = resident_bytes(server.process.pid)
    each = (after - before) / STREAMS / 1024
    note = f"server in all; {each:.0f} kB a stream"
    show(f"memory with {STREAMS:,} streams", f"{after / 1e6:,.0f} MB", note)
    for stream in streams:
        stream.close()


def weight(server: Server, cast: Cast) -> None:
    """What a phone loads for its first page, compressed."""
    html = httpx.get(f"{server.url}/w/{cast.code}", headers={"Accept-Encoding": "br"})
    sizes = {"html": len(brotli.compress(html.content, quality=4))}
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', html.text):
        found = httpx.get(server.url + address, headers={"Accept-Encoding": "identity"})
        kind = address.rsplit(".", 1)[-1]
        sizes[kind] = sizes.get(kind, 0) + len(brotli.compress(found.content))
    needed = sizes["html"] + sizes.get("css", 0)
    show("first page, HTML and CSS", f"{needed / 1000:.1f} kB", "brotli; aim: 14 kB")
    total = sum(sizes.values())
    show("first page, everything", f"{total / 1000:.1f} kB", f"aim: 40 kB; {json.dumps(sizes)}")


async def a_rehearsal(server: Server, ledger: Ledger) -> None:
    cast = ledger.write_now(a_workshop, "vote", measures=24, fields=4)
    report = await rehearse(server.url, cast.code, 300, 20, lambda line: None)
    found = report.as_dict()
    note = f"{sum(report.errors.values())} errors; tallies agree: {report.agrees}"
    show("rehearsal, 300 phones, acknowledged", f"{found['dots_acknowledged']} dots", note)
    for what in ("join", "dot"):
        times = report.times[what]
        show(f"  {what}, p99 of the rehearsal", f"{percentile(times, 0.99) * 1000:.0f} ms")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        reference = commits_per_second(data)
        show("reference: SQLite, one commit a dot", f"{reference:,.0f}/s", "raw, FULL, one thread")
        with running(data) as server:
            ledger = Ledger(server.database_url)
            cast = ledger.write_now(a_workshop, "arrive", measures=24, fields=4)
            weight(server, cast)
            asyncio.run(measure(server, ledger, cast, reference))
            asyncio.run(a_rehearsal(server, ledger))
            office(server, ledger, show)
            survey(server, ledger, show)
            ledger.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
