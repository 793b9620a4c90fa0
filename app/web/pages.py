"""Pages, fragments and frames from templates, in the reader's language."""

import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.response import Redirect
from markupsafe import Markup

from app.database.base import utc_now
from app.language import catalogues
from app.language.clock import clock, day
from app.language.content import best_text
from app.language.names import own_direction, own_name
from app.language.tags import LANGUAGES
from app.web.assets import asset

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

AnyRequest = Request[Any, Any, State]

_FIELD = Markup('<input type="hidden" name="_csrf_token" value="%s">')
_OWN = re.compile(r"<!--own (\d+)-->")
_csrf_token: ContextVar[str] = ContextVar("csrf_token", default="")


@cache
def environment() -> Environment:
    """The one Jinja environment: autoescape, strict about names, gettext of the current task."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
        cache_size=-1,
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        catalogues.gettext, catalogues.ngettext, newstyle=True
    )
    env.globals.update(
        asset=asset, all_languages=LANGUAGES, csrf_field=_csrf_field, server_now=_server_now
    )
    env.filters.update(
        words=catalogues.words,
        long_date=catalogues.long_date,
        number=catalogues.number,
        decimal=catalogues.decimal,
        best_text=best_text,
        clock=clock,
        day=day,
        around_own=around_own,
        own_name=own_name,
        own_direction=own_direction,
    )
    return env


def render(template: str, language: str, /, **context: Any) -> str:
    """A template as text, without a request: live frames, documents, tests."""
    with catalogues.speaking(language):
        return _render(template, {"csrf_token": "", **context})


def page(request: AnyRequest, template: str, /, status: int = 200, **context: Any) -> Response[str]:
    """A whole page for this request."""
    html = _render(template, {**_surroundings(request), **context})
    headers = {"Cache-Control": "no-store"}
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


fragment = page  # the same rendering; the name at the call says what the answer is


def _render(template: str, context: dict[str, Any]) -> str:
    language = catalogues.current()
    own = {
        "language": language,
        "direction": LANGUAGES[language].direction,
        "languages": [(tag, LANGUAGES[tag].own_name) for tag in catalogues.offered()],
        "path": "/",
        "visitor": None,
        "helper": None,
        "request_id": "",
        **dict.fromkeys(
            (
                *("refresh_seconds", "draft_form", "language_action", "notice", "notice_kind"),
                "page_language",
            )
        ),
    }
    token = _csrf_token.set(context["csrf_token"])
    try:
        return environment().get_template(template).render({**own, **context})
    finally:
        _csrf_token.reset(token)


def around_own(shared: Markup) -> Iterator[tuple[Markup, int | None]]:
    """What all share, cut where a person's own part belongs: each piece, and what stands after it.

    The marks are comments, `<!--own 7-->`: nobody can type one, for what people write is escaped.
    """
    pieces = _OWN.split(shared)
    for place in range(0, len(pieces), 2):
        number = pieces[place + 1] if place + 1 < len(pieces) else None
        yield Markup(pieces[place]), None if number is None else int(number)


def _csrf_field() -> Markup:
    """The hidden field of a form; empty in live frames, which are the same for everybody.

    A function for all templates, not a value of each rendering: so the macros need no context,
    and are made once instead of at each rendering.
    """
    return _FIELD % _csrf_token.get()


def _server_now() -> int:
    """Milliseconds since 1970, as a browser counts. For whole pages only: frames are kept."""
    return round(utc_now().timestamp() * 1000)


def _surroundings(request: AnyRequest) -> dict[str, Any]:
    state = request.scope["state"]
    token = state.get("csrf_token", "")
    return {
        "csrf_token": token,
        "path": own_path(request),
        "visitor": state.get("staff"),
        "helper": state.get("helper"),
        "request_id": state.get("request_id", ""),
    }


def own_path(request: AnyRequest) -> str:
    """The path that was asked for. Not from `request.url`: that is made with the Host header, and
    so fails, or says something else, as its sender likes."""
    return quote(request.scope["path"])


def is_htmx(request: AnyRequest) -> bool:
    return request.headers.get("hx-request") == "true"


def back_to(path: str) -> Redirect:
    """After a change: see the page anew (303), so that a reload repeats nothing."""
    return Redirect(path, status_code=303)
