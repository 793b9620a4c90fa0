"""HEAD: what GET would answer, without its body. Litestar knows only what was declared."""

from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

LAST: Any = {"type": "http.response.body", "body": b"", "more_body": False}
GONE: Any = {"type": "http.disconnect"}


def answers_head(app: ASGIApp) -> ASGIApp:
    """Wraps the whole application, before it looks for a route.

    The answer is over with its headers: a stream, too, is told that nobody listens any more.
    """

    async def head(scope: Scope, receive: Receive, send: Send) -> None:
        asked: Any = scope
        if asked["type"] != "http" or asked["method"] != "HEAD":
            await app(scope, receive, send)
            return
        over = False

        async def send_head(message: Message) -> None:
            nonlocal over
            if over:
                return
            await send(message)
            if message["type"] == "http.response.start":
                over = True
                await send(LAST)

        async def receive_until_over() -> Any:
            return GONE if over else await receive()

        asked["method"] = "GET"
        await app(scope, receive_until_over, send_head)

    return head
