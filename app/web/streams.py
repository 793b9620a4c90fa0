"""A followed view over HTTP: as a stream of server-sent events, or polled with an ETag."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from litestar import Response
from litestar.response import Stream

from app.language import catalogues
from app.live import Hub, server_sent_event
from app.web.pages import AnyRequest

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def live(
    request: AnyRequest,
    hub: Hub,
    topic: str,
    view: str,
    render: Callable[[], Awaitable[str]],
) -> Response[Any]:
    """The view in the reader's language, now and after every change of the topic.

    `render` is called once per view and language, however many follow. With `?poll` the answer
    is one frame, or 304 where the phone has it already: for networks that block streams.
    """
    key = f"{view} {catalogues.current()}"
    if "poll" not in request.query_params:
        events = _events(hub, topic, key, render)
        return Stream(events, media_type="text/event-stream; charset=utf-8", headers=HEADERS)
    frame = await hub.current(topic, key, render)
    etag = f'"{frame.etag}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type="text/html")
    return Response(frame.html, headers=headers, media_type="text/html; charset=utf-8")


async def _events(
    hub: Hub, topic: str, key: str, render: Callable[[], Awaitable[str]]
) -> AsyncIterator[bytes]:
    async for frame in hub.follow(topic, key, render):
        yield server_sent_event(frame)
