"""The hub: what many people watch is rendered once and sent to all.

A change carries no data, only a topic. Everything here runs on one event loop, save `announce`.
Source: architecture, "The hub".
"""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from app.database.engine import database_url, is_sqlite
from app.database.listener import EVERYTHING, listen
from app.frames import Channel, Follower, Frame, Render, RenderFailed, server_sent_event

__all__ = ["EVERYTHING", "Frame", "Hub", "RenderFailed", "server_sent_event"]

Pause = Callable[[float], Awaitable[None]]


class Hub:
    """Frames of topics, one for each view (such as "projector de"), kept up to date.

    interval: seconds between two frames of one view; the first after a quiet time comes at once.
    heartbeat: seconds between the signs of life on a stream.
    keep: how many frames that nobody follows stay for those who poll.
    """

    def __init__(
        self,
        *,
        interval: float = 0.25,
        heartbeat: float = 15.0,
        keep: int = 64,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._interval = interval
        self._heartbeat = heartbeat
        self._keep = keep
        self._pause = pause
        self._channels: dict[str, dict[str, Channel]] = {}
        self._idle: OrderedDict[Channel, None] = OrderedDict()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening: asyncio.Task[None] | None = None
        self._stopped = False
        self._door = threading.Lock()
        self._news: set[str] = set()
        self._heed: list[Callable[[Iterable[str]], None]] = []

    def known(self) -> int:
        """How many views it keeps a frame for, followed or not."""
        return sum(len(views) for views in self._channels.values())

    def heed(self, act: Callable[[Iterable[str]], None]) -> None:
        """Call `act` with all topics that change, at once and in whatever thread announces them."""
        self._heed.append(act)

    async def start(self, url: str) -> None:
        """Hear of changes that other processes make. SQLite has one process: nothing to hear."""
        self._loop = asyncio.get_running_loop()
        if not is_sqlite(database_url(url)):
            self._listening = asyncio.create_task(listen(url, self.announce), name="listen")

    async def stop(self) -> None:
        """End every stream, and stop listening."""
        self._stopped = True
        for views in self._channels.values():
            for channel in views.values():
                channel.stop()
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
            self._listening = None

    def announce(self, topics: Iterable[str]) -> None:
        """These topics have changed. From any thread; returns at once.

        The loop is woken once for all that is announced before it gets round to it.
        """
        topics = set(topics)
        for act in self._heed:
            act(topics)
        with self._door:
            loop, first = self._loop, not self._news
            if loop is None:  # nobody has asked for a frame yet
                return
            self._news.update(topics)
            if not first or not self._news:
                return
        try:
            loop.call_soon_threadsafe(self._spread)
        except RuntimeError:  # the loop has ended, and its followers with it
            with self._door:
                self._news.clear()

    async def follow(
        self, topic: str, view: str, render: Render, *, each_change: bool = False
    ) -> AsyncIterator[Frame | None]:
        """Frames as they change: first the present one, then the newest each time.

        None is a heartbeat, to notice who has gone; with `each_change` also a change that shows in
        no frame. The first frame is always sent, also to one who comes back and may have it: it is
        the whole truth. Ends when the hub stops.
        """
        with self._joined(topic, view, render) as (channel, follower):
            since, sent = channel.changes, ""
            seen = since
            while not self._stopped:
                frame = channel.frame_since(since)
                if frame is not None and frame.etag != sent:
                    sent, seen = frame.etag, channel.changes
                    yield frame
                elif follower.beat() or (each_change and seen != channel.changes):
                    seen = channel.changes
                    channel.ask()  # after a failed rendering, this is the second chance
                    yield None
                else:
                    await follower.wait()

    async def current(self, topic: str, view: str, render: Render) -> Frame:
        """The frame as it is now, for those who poll. Waits for a rendering if there was a change.

        Raises:
            RenderFailed: it could not be rendered, or the hub has stopped.
        """
        with self._joined(topic, view, render) as (channel, follower):
            since = channel.changes
            while (frame := channel.frame_since(since)) is None:
                if channel.failed or self._stopped:
                    raise RenderFailed(f"{topic} {view}") from channel.error
                await follower.wait()
            return frame

    @contextmanager
    def _joined(self, topic: str, view: str, render: Render) -> Iterator[tuple[Channel, Follower]]:
        # No await in here: what stands behind one is not run when a stream is cut.
        self._loop = asyncio.get_running_loop()
        channel = self._channel(topic, view)
        follower = Follower(self._heartbeat)
        channel.join(follower, render)
        try:
            yield channel, follower
        finally:
            channel.leave(follower)
            if not channel.followers:
                self._retire(channel)

    def _channel(self, topic: str, view: str) -> Channel:
        views = self._channels.setdefault(topic, {})
        if view not in views:
            views[view] = Channel(topic, view, self._interval, self._pause)
        self._idle.pop(views[view], None)
        return views[view]

    def _spread(self) -> None:
        with self._door:
            news, self._news = self._news, set()
        if EVERYTHING in news:
            news = set(self._channels)
        for topic in news:
            for channel in list(self._channels.get(topic, {}).values()):
                channel.change()
                if not channel.followers and not channel.busy:
                    self._forget(channel)

    def _retire(self, channel: Channel) -> None:
        """Nobody follows any more: keep the frame while it is true, and only so many.

        A busy channel is kept too, or those who poll would get round the interval.
        """
        if channel.frame_since(channel.changes) is None and not channel.busy:
            self._forget(channel)
            return
        self._idle[channel] = None
        while len(self._idle) > self._keep:
            self._forget(next(iter(self._idle)))

    def _forget(self, channel: Channel) -> None:
        self._idle.pop(channel, None)
        views = self._channels[channel.topic]
        del views[channel.view]
        if not views:
            del self._channels[channel.topic]
