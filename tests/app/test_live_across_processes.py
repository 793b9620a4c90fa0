"""A change in one process is a frame in another, also after the listening connection was lost."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from app.database.ledger import Ledger
from app.database.listener import EVERYTHING, listen
from app.live import Frame, Hub
from tests.helpers.other_process import OwnBase, read_note, write_note
from tests.ledgers import Databases
from tests.postgres import name_of


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    with databases.lent("postgresql", OwnBase.metadata) as url:
        yield url


@asynccontextmanager
async def following(url: str) -> AsyncIterator[AsyncIterator[Frame | None]]:
    """What a screen of this process shows of the note. It hears only through PostgreSQL."""
    hub, ledger = Hub(interval=0), Ledger(url)
    await hub.start(url)
    try:
        yield hub.follow("note", "en", lambda: ledger.read(read_note))
    finally:
        await hub.stop()
        ledger.close()


class OtherProcess:
    """Writes the note, and returns when that is stored."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def says(self, word: str) -> None:
        assert self._process.stdout is not None
        assert (await self._process.stdout.readline()).decode().strip() == word

    async def write(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n".encode())
        await self.says("done")


@asynccontextmanager
async def another_process(url: str) -> AsyncIterator[OtherProcess]:
    pipe = asyncio.subprocess.PIPE
    program = (sys.executable, "-m", "tests.helpers.other_process", url)
    process = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe)
    other = OtherProcess(process)
    await other.says("ready")
    try:
        yield other
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def until(text: str, stream: AsyncIterator[Frame | None]) -> None:
    """Wait for the frame that says so."""
    async with asyncio.timeout(20):
        async for frame in stream:
            if frame is not None and frame.html == text:
                return


async def test_a_write_in_another_process_reaches_a_screen_of_this_one(url: str) -> None:
    async with following(url) as stream, another_process(url) as other:
        await until("empty", stream)
        for text in ("one", "two", "three"):
            await other.write(text)
            await until(text, stream)


async def test_it_still_does_after_the_listening_connection_was_cut(
    url: str, databases: Databases
) -> None:
    async with following(url) as stream, another_process(url) as other:
        await other.write("before")
        await until("before", stream)
        for text in ("during the gap", "again"):
            assert await cut(databases, url) == 1
            await other.write(text)
            await until(text, stream)
        await other.write("after")
        await until("after", stream)


async def cut(databases: Databases, url: str) -> int:
    """Cut the listening connection, as soon as there is one."""
    async with asyncio.timeout(20):
        while not (count := await asyncio.to_thread(databases.postgres.cut_listeners, url)):
            pass
    return count


async def test_a_change_is_heard_by_name(url: str) -> None:
    heard: asyncio.Queue[list[str]] = asyncio.Queue()
    task = asyncio.create_task(listen(url, lambda topics: heard.put_nowait(list(topics))))
    ledger = Ledger(url)
    async with asyncio.timeout(20):
        assert await heard.get() == [EVERYTHING]  # what came before it listened is unknown
        await ledger.write(write_note, "hello")
        assert await heard.get() == ["note"]
    task.cancel()
    ledger.close()


class Line:
    """A network line to PostgreSQL that can go silent: open, but nothing passes any more."""

    def __init__(self, url: str) -> None:
        self._socket = parse_qs(urlsplit(url).query)["host"][0] + "/.s.PGSQL.5432"
        self._pumps: set[asyncio.Task[None]] = set()
        self._ends: list[asyncio.StreamWriter] = []

    async def open(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(self._socket)
        self._ends += [writer, back]
        for source, sink in ((reader, back), (there, writer)):
            self._pumps.add(asyncio.create_task(self._pump(source, sink)))

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            sink.write(data)

    def go_silent(self) -> None:
        """For the connections that are open now."""
        for pump in self._pumps:
            pump.cancel()
        self._pumps.clear()

    async def close(self) -> None:
        self.go_silent()
        for end in self._ends:
            end.close()
        await asyncio.gather(*(end.wait_closed() for end in self._ends), return_exceptions=True)


async def test_a_connection_that_died_silently_is_replaced(url: str) -> None:
    line = Line(url)
    server = await asyncio.start_server(line.open, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    through_the_line = f"postgresql://postgres@127.0.0.1:{port}/{name_of(url)}"
    heard: asyncio.Queue[list[str]] = asyncio.Queue()
    task = asyncio.create_task(
        listen(
            through_the_line,
            lambda topics: heard.put_nowait(list(topics)),
            check_seconds=0.2,
        )
    )
    async with asyncio.timeout(20):
        assert await heard.get() == [EVERYTHING]
        line.go_silent()
        assert await heard.get() == [EVERYTHING]
        ledger = Ledger(url)
        await ledger.write(write_note, "hello")
        assert await heard.get() == ["note"]
    ledger.close()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    server.close()
    await line.close()
