"""Litestar's double-submit protection, with the holes closed that its users reported.

A token that is not ASCII, or a file sent in its place, is an error of the sender and not ours; a
stale cookie (the secret has changed) is replaced at the next page instead of locking people out,
and at the page that refuses a form: from there it can be sent again (`again.py`); and no form is
parsed that is too long to have been typed.
"""

from secrets import compare_digest
from typing import Any

from litestar.config.csrf import CSRFConfig
from litestar.connection import Request
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.middleware.csrf import CSRFMiddleware, generate_csrf_token
from litestar.types import ASGIApp, HTTPSendMessage, Receive, Scope, Send

HEADER = "x-csrftoken"
COOKIE = "csrftoken"
FORMS = {RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART}
MOST_TYPED = 256_000  # bytes; six million of them kept everybody waiting for four seconds


def csrf_config(secret: str, secure: bool) -> CSRFConfig:
    return CSRFConfig(
        secret=secret,
        cookie_name=COOKIE,
        header_name=HEADER,
        cookie_secure=secure,
        cookie_httponly=True,
        cookie_samesite="lax",
    )


class Stale(PermissionDeniedException):
    """The token of a form is not that of the cookie. `cookie`: with the one that the page which
    says so has in its form, where the browser has none."""

    def __init__(self, cookie: Cookie | None) -> None:
        super().__init__()
        self.cookie = cookie


class ForgivingCsrf(CSRFMiddleware):
    """Checks every request that changes something; hands pages their token."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        request = scope["litestar_app"].request_class(scope=scope)
        cookies = request.cookies
        token = cookies.get(COOKIE)
        if token is None or self._decode_csrf_token(token) is None:
            token = None
            cookies.pop(COOKIE, None)
        fresh = token or generate_csrf_token(secret=self.config.secret)
        scope["state"]["csrf_token"] = fresh
        if scope["method"] in self.config.safe_methods:
            await self.app(scope, receive, self.create_send_wrapper(send, fresh, token))
            return
        if _too_long(request):
            raise RequestEntityTooLarge
        if HEADER not in request.headers and request.content_type[0] in FORMS:
            form = scope["litestar_app"].request_class(scope=scope, receive=receive).form()
            scope["state"]["sent"] = await form
        try:
            await super().__call__(scope, receive, send)
        except PermissionDeniedException:
            raise Stale(None if token else self._cookie(fresh)) from None

    def _cookie(self, token: str) -> Cookie:
        config = self.config
        return Cookie(
            config.cookie_name,
            value=token,
            httponly=config.cookie_httponly,
            samesite=config.cookie_samesite,
            secure=config.cookie_secure,
        )

    def _set_cookie_if_needed(self, message: HTTPSendMessage, token: str) -> None:
        """What caches may keep for everybody carries nobody's cookie."""
        headers = MutableScopeHeaders.from_message(message)
        if "public" not in headers.get("cache-control", ""):
            super()._set_cookie_if_needed(message, token)

    def _decode_csrf_token(self, token: Any) -> str | None:
        if not isinstance(token, str) or not token.isascii():
            return None
        return super()._decode_csrf_token(token)

    def _csrf_tokens_match(self, request_csrf_token: Any, cookie_csrf_token: str) -> bool:
        """Equal to the cookie's, which has been verified before anything else was asked."""
        if not isinstance(request_csrf_token, str) or not request_csrf_token.isascii():
            return False
        return compare_digest(request_csrf_token, cookie_csrf_token)


def _too_long(request: Request[Any, Any, Any]) -> bool:
    """Files come in parts, whose number is limited; other forms say how long they are, or else."""
    length = request.content_length
    typed = request.content_type[0] == RequestEncodingType.URL_ENCODED
    return typed and (length is None or length > MOST_TYPED)


def csrf_middleware(config: CSRFConfig) -> Any:
    def wrap(app: ASGIApp) -> ASGIApp:
        return ForgivingCsrf(app, config)

    return wrap
