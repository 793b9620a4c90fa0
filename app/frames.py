"""One view of one topic: its newest frame, who follows it, and when it is rendered again."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.traces import trace

log = logging.getLogger(__name__)

Render = Callable[[], Awaitable[str]]


class RenderFailed(Exception):
    """There is no frame to show. The cause is in the log."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What everybody gets to see. The bytes are made once, for all who follow."""

    html: str
    etag: str = field(init=False)
    event: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        etag = hashlib.blake2b(self.html.encode(), digest_size=12).hexdigest()
        # A lone CR is a line end in a stream too, hence splitlines is not used: it knows more.
        lines = self.html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = f"id: {etag}\n" + "".join(f"data: {line}\n" for line in lines) + "\n"
        object.__setattr__(self, "etag", etag)
        object.__setattr__(self, "event", text.encode())


# A named event and not a comment: scripts cannot hear comments, and a line that died silently is
# noticed only by what is not heard.
HEARTBEAT = b"event: beat\ndata:\n\n"


def server_sent_event(frame: Frame | None) -> bytes:
    """What goes over the wire: the frame with its etag as id, or a sign of life."""
    return HEARTBEAT if frame is None else frame.event


class Follower:
    """One who waits. Holds nothing but whether something happened: it never queues."""

    __slots__ = ("_due", "_heartbeat", "_loop", "_timer", "_waiting")

    def __init__(self, heartbeat: float) -> None:
        self._heartbeat = heartbeat
        self._loop = asyncio.get_running_loop()
        self._due = False
        self._waiting: asyncio.Future[None] | None = None
        self._timer = self._loop.call_later(heartbeat, self._tick)

    async def wait(self) -> None:
        self._waiting = self._loop.create_future()
        await self._waiting

    def wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def beat(self) -> bool:
        """Whether a heartbeat is due; asking takes it away."""
        due, self._due = self._due, False
        return due

    def leave(self) -> None:
        self._timer.cancel()

    def _tick(self) -> None:
        self._due = True
        self._timer = self._loop.call_later(self._heartbeat, self._tick)
        self.wake()


class Channel:
    """Renders when something changed and somebody follows, at most once in an interval."""

    __slots__ = (
        "_attempt",
        "_due",
        "_frame",
        "_interval",
        "_pause",
        "_rendered",
        "_task",
        "changes",
        "error",
        "followers",
        "render",
        "topic",
        "view",
    )

    def __init__(
        self, topic: str, view: str, interval: float, pause: Callable[[float], Awaitable[None]]
    ) -> None:
        self.topic = topic
        self.view = view
        self.changes = 0  # how many there have been
        self.followers: set[Follower] = set()
        self.error: Exception | None = None  # of the last rendering
        self._interval = interval
        self._pause = pause
        self._frame: Frame | None = None
        self._rendered = -1  # the frame shows the state after this many changes
        self._attempt = -1  # the rendering under way will
        self._due = False
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a rendering, or the pause after it, is under way."""
        return self._task is not None

    @property
    def failed(self) -> bool:
        return self.error is not None and not self._due and self._attempt == -1

    def frame_since(self, changes: int) -> Frame | None:
        """The frame, if it was rendered after that many changes."""
        return self._frame if self._rendered >= changes else None

    def join(self, follower: Follower, render: Render) -> None:
        self.render = render  # the newest: an old one may hold on to a request long gone
        self.followers.add(follower)
        self.ask()

    def leave(self, follower: Follower) -> None:
        self.followers.discard(follower)
        follower.leave()

    def change(self) -> None:
        self.changes += 1
        self.ask()

    def ask(self) -> None:
        """Render, unless the frame, or the one under way, shows the present state."""
        if not self.followers or max(self._rendered, self._attempt) >= self.changes:
            return
        self._due = True
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._catch_up())

    def wake_all(self) -> None:
        for follower in self.followers:
            follower.wake()

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.wake_all()

    async def _catch_up(self) -> None:
        """Render until nothing is due, with a pause after each.

        The pause stands behind, so that the first change after a quiet time is shown at once.
        """
        try:
            while self._due and self.followers:
                self._due = False
                await self._render()
                self.wake_all()
                await self._pause(self._interval)
        finally:
            self._task = None

    async def _render(self) -> None:
        self._attempt = self.changes  # what changes from here on needs another rendering
        try:
            frame = Frame(await self.render())
        except Exception as error:
            log.error("a frame of %s could not be rendered\n%s", self.topic, trace(error))
            self.error = error
        else:
            self.error = None
            self._rendered = self._attempt
            if self._frame is None or self._frame.etag != frame.etag:
                self._frame = frame
        finally:
            self._attempt = -1
