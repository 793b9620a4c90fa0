"""A followed view over HTTP: as a stream of server-sent events, or polled with an ETag."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from litestar import Response
from litestar.response import Stream

from app.frames import Frame, Render, server_sent_event
from app.language import catalogues
from app.live import Hub
from app.refused import Missing
from app.web.errors import SignInNeeded
from app.web.pages import AnyRequest

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def live(
    request: AnyRequest,
    hub: Hub,
    topic: str,
    view: str,
    render: Render,
    still: Callable[[], Awaitable[None]] | None = None,
) -> Response[Any]:
    """The view in the reader's language, now and after every change of the topic.

    `render` is called once per view and language, however many follow. With `?poll` the answer
    is one frame, or 304 where the phone has it already: for networks that block streams.

    `still` is asked at every change, and ends the stream by raising Missing or SignInNeeded: for
    those who can be sent away while they watch.
    """
    key = f"{view} {catalogues.current()}"
    if "poll" not in request.query_params:
        frames = hub.follow(topic, key, render, each_change=still is not None)
        events = _events(frames, still)
        return Stream(events, media_type="text/event-stream; charset=utf-8", headers=HEADERS)
    frame = await hub.current(topic, key, render)
    etag = f'"{frame.etag}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type="text/html")
    return Response(frame.html, headers=headers, media_type="text/html; charset=utf-8")


async def _events(
    frames: AsyncIterator[Frame | None], still: Callable[[], Awaitable[None]] | None
) -> AsyncIterator[bytes]:
    async for frame in frames:
        if still is not None:
            try:
                await still()
            except (Missing, SignInNeeded):
                return
        yield server_sent_event(frame)
