"""A browser without eyes: keeps its cookies, reads the pages it gets, sends the forms on them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from litestar import Litestar

TOKEN = "_csrf_token"
_TOKEN = re.compile(rf'name="{TOKEN}" value="([^"]*)"')
NOT_SENT = ("file", "image", "reset", "submit")


@dataclass
class FoundForm:
    """A form as a browser would send it: hidden fields, what is typed, ticked and chosen."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class Visitor:
    """One person's browser on the application, in this process and without JavaScript.

    Answers are followed when they redirect. Streams never end, so they cannot be read with it.
    """

    def __init__(self, app: Litestar, language: str = "en", address: str = "192.0.2.7") -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1)),  # type: ignore[arg-type]  # ASGI, by two types
            base_url="http://testserver",
            headers={"Accept-Language": language},
            follow_redirects=True,
        )
        self.page: httpx.Response | None = None
        """The page that is shown: the last answer that was a whole page."""

    @property
    def cookies(self) -> httpx.Cookies:
        return self._http.cookies

    @property
    def path(self) -> str:
        assert self.page is not None, "no page has been opened"
        return self.page.url.path

    @property
    def text(self) -> str:
        """The page that is shown, as HTML."""
        assert self.page is not None, "no page has been opened"
        return self.page.text

    async def get(self, path: str, *, htmx: bool = False, **more: Any) -> httpx.Response:
        return await self._send("GET", path, htmx=htmx, **more)

    async def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        htmx: bool = False,
        method: str = "POST",
        **more: Any,
    ) -> httpx.Response:
        """Send a form with the token of the page that is shown, which is opened if none is."""
        fields = {TOKEN: await self.token(), **(data or {})}
        return await self._send(method, path, htmx=htmx, data=fields, **more)

    async def submit(
        self, action: str, data: Mapping[str, Any] | None = None, *, htmx: bool = False, **more: Any
    ) -> httpx.Response:
        """Fill in the form of the shown page that goes to `action`, and send it.

        A field of `data` replaces what stands in the form; a list sends it several times.
        """
        assert self.page is not None, "no page has been opened"
        found = next((form for form in forms(self.page.text) if form.action == action), None)
        assert found, f"no form goes to {action}: {[f.action for f in forms(self.page.text)]}"
        own = dict(data or {})
        fields: dict[str, list[str]] = {}
        for name, value in found.fields:
            if name not in own:
                fields.setdefault(name, []).append(value)
        sent = {**fields, **own}
        if found.method == "get":
            return await self._send("GET", found.action, htmx=htmx, params=sent)
        return await self._send("POST", found.action, htmx=htmx, data=sent, **more)

    async def token(self) -> str:
        if self.page is None:
            await self.get("/")
        assert self.page is not None
        found = _TOKEN.search(self.page.text)
        return found[1] if found else ""

    async def close(self) -> None:
        await self._http.aclose()

    async def _send(self, method: str, path: str, *, htmx: bool, **more: Any) -> httpx.Response:
        headers = {"HX-Request": "true"} if htmx else {}
        answer = await self._http.request(
            method, path, headers={**headers, **more.pop("headers", {})}, **more
        )
        if not htmx and answer.headers.get("content-type", "").startswith("text/html"):
            self.page = answer
        return answer


def forms(html: str) -> list[FoundForm]:
    """All forms of a page, in their order."""
    reader = _FormReader()
    reader.feed(html)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._by_id: dict[str, FoundForm] = {}
        self._open: FoundForm | None = None
        self._select: str | None = None
        self._textarea: tuple[FoundForm, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        name = found.get("name", "")
        form = self._by_id.get(found["form"]) if "form" in found else self._open
        if tag == "form":
            self._open = FoundForm(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._open)
            self._by_id[found.get("id", "")] = self._open
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._open and self._select and "selected" in found:
            self._open.fields.append((self._select, found.get("value", "")))
        elif tag == "textarea" and form and name:
            self._textarea = (form, name, [])
        elif tag == "input" and form and name:
            self._input(form, name, found)

    def _input(self, form: FoundForm, name: str, found: dict[str, str]) -> None:
        if "disabled" in found:
            return
        kind = found.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in found:
                form.fields.append((name, found.get("value", "on")))
        elif kind not in NOT_SENT:
            form.fields.append((name, found.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._textarea[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea:
            form, name, parts = self._textarea
            form.fields.append((name, "".join(parts).removeprefix("\n")))
            self._textarea = None
