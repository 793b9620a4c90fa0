"""What phones and the moderator's laptop have in common: cookies, tokens, times, errors."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

from app.rehearsal.report import Report

TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
REDIRECTS = 5
BAD = (403, 404, 429)


class Unexpected(Exception):
    """The server answered in a way that nobody can go on with."""


TROUBLE = (aiohttp.ClientError, TimeoutError, OSError, Unexpected)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: bytes
    location: str

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")


@dataclass
class Browser:
    http: aiohttp.ClientSession
    url: str
    report: Report
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def patience(self) -> float:
        """Seconds until a page is given up. Browsers wait longer still; a slow answer is no error,
        and stands in the report as the time it took."""
        return 120

    @property
    def language(self) -> str:
        return "en"

    async def ask(
        self,
        what: str,
        method: str,
        path: str,
        data: dict[str, str] | Sequence[tuple[str, str]] | None = None,
        *,
        htmx: bool = False,
    ) -> Answer:
        """One request as a browser sends it. Records its time, or the error, under `what`.

        Raises:
            Unexpected: an answer that nobody should get.
        """
        headers = {"Accept-Language": self.language, "Accept-Encoding": "br, gzip"}
        if htmx:
            headers |= {"X-CSRFToken": self.token, "HX-Request": "true"}
        start = time.perf_counter()
        try:
            async with self.http.request(
                method,
                self.url + path,
                data=data,
                headers=headers,
                cookies=self.cookies,
                timeout=aiohttp.ClientTimeout(total=self.patience),
                allow_redirects=False,
            ) as answer:
                content = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.report.failed(what, type(error).__name__)
            raise
        self.cookies |= {key: morsel.value for key, morsel in answer.cookies.items()}
        if answer.status >= 500 or answer.status in BAD:
            self.report.failed(what, str(answer.status))
            raise Unexpected(f"{what}: {answer.status}")
        self.report.took(what, time.perf_counter() - start)
        return Answer(answer.status, content, answer.headers.get("Location", ""))

    async def follow_on(self, what: str, answer: Answer) -> tuple[Answer, str]:
        """Where redirections lead: the answer there, and its address ("" without any)."""
        where = ""
        for _ in range(REDIRECTS):
            if answer.status not in (301, 302, 303, 307):
                break
            where = answer.location.removeprefix(self.url).split("#")[0]
            answer = await self.ask(what, "GET", where)
        found = TOKEN.search(answer.text) if answer.content[:1] == b"<" else None
        if found:
            self.token = found[1]
        return answer, where
