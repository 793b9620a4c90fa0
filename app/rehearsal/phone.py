"""One phone: it opens the page, joins, follows the stream, proposes and places dots."""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

import aiohttp

from app.rehearsal.report import Report

LANGUAGES = ("de", "tr", "ar", "en")
TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
STEP = re.compile(r'data-step="([^"]*)"')
FIELD = re.compile(r'(?:name="field_id"[^>]*?|<option )value="(\d+)"')
STEPPER = re.compile(r'action="/w/[^/"]+/measures/(\d+)/dots"[^>]*?data-count="(\d+)"')
IDEAS = (
    "Probe {n}: Sprachkurse mit Kinderbetreuung am Abend",
    "Deneme {n}: Okullarda veliler için Türkçe bilgi",
    "تجربة {n}: مساعدة في الواجبات المدرسية",
    "Rehearsal {n}: a meeting place in every district",
)


class Unexpected(Exception):
    """The server answered in a way that a phone cannot go on with."""


@dataclass
class Phone:
    """`placed` holds what the server has acknowledged: measure -> dots.

    `doubtful` holds what was sent and never answered (the network or the server was gone): both
    the old and the new count are right then, until the phone learns which.
    """

    http: aiohttp.ClientSession
    url: str
    code: str
    number: int
    report: Report
    placed: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, int] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    joined: bool = False
    proposed: bool = False

    @property
    def address(self) -> str:
        return f"/w/{self.code}"

    @property
    def language(self) -> str:
        return LANGUAGES[self.number % len(LANGUAGES)]

    async def ask(
        self, what: str, method: str, path: str, data: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """One request as a browser sends it. Records its time, or the error, under `what`.

        Raises:
            Unexpected: an answer that no phone should get.
        """
        headers = {"Accept-Language": self.language, "Accept-Encoding": "br, gzip"}
        if method != "GET":
            headers |= {"X-CSRFToken": self.token, "HX-Request": "true"}
        start = time.perf_counter()
        try:
            async with self.http.request(
                method,
                self.url + path,
                data=data,
                headers=headers,
                cookies=self.cookies,
                allow_redirects=False,
            ) as answer:
                body = await answer.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.report.failed(what, type(error).__name__)
            raise
        self.cookies |= {key: morsel.value for key, morsel in answer.cookies.items()}
        if answer.status >= 500 or answer.status in (403, 404, 429):
            self.report.failed(what, str(answer.status))
            raise Unexpected(f"{what}: {answer.status}")
        self.report.took(what, time.perf_counter() - start)
        return answer.status, body

    async def arrive(self) -> None:
        """Open the address of the QR code and join."""
        _, body = await self.ask("first page", "GET", self.address)
        found = TOKEN.search(body)
        if found is None:
            raise Unexpected("the first page has no form to join by")
        self.token = found[1]
        await self.ask("join", "POST", f"{self.address}/participants", {})
        self.joined = True

    async def page(self) -> str:
        """The phone's own page of the current step."""
        return (await self.ask("page", "GET", self.address))[1]

    async def follow(self, changed: asyncio.Event) -> None:
        """Hold the stream open; tell when the room's step is another one. Ends when cancelled."""
        last = None
        async with self.http.get(
            f"{self.url}{self.address}/live",
            headers={"Accept": "text/event-stream", "Accept-Language": self.language},
            cookies=self.cookies,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=30),
        ) as answer:
            if answer.status != 200:
                self.report.failed("stream", str(answer.status))
                return
            self.report.streams += 1
            async for line in answer.content:
                found = STEP.search(line.decode()) if line.startswith(b"data:") else None
                if found:
                    self.report.frames += 1
                if found and found[1] != last:
                    last = found[1]
                    changed.set()

    def may_propose(self, body: str) -> bool:
        return not self.proposed and bool(FIELD.search(body))

    async def propose(self, body: str) -> None:
        """Propose one measure in one of the fields on the page."""
        data = {
            "field_id": random.choice(FIELD.findall(body)),
            "text": IDEAS[self.number % len(IDEAS)].format(n=self.number),
        }
        self.proposed = True
        await self.ask("propose", "POST", f"{self.address}/measures", data)

    def may_vote(self, body: str) -> bool:
        return bool(STEPPER.search(body))

    async def place_one(self, body: str) -> None:
        """Place a dot somewhere; now and then take one back."""
        measure_id = int(random.choice(STEPPER.findall(body))[0])
        now = self.placed.get(measure_id, 0)
        await self.place(measure_id, max(0, now - 1) if random.random() < 0.25 else now + 1)

    async def place(self, measure_id: int, count: int) -> None:
        """Set the dots on one measure. A refusal (all are placed) is an answer like any other."""
        path = f"{self.address}/measures/{measure_id}/dots"
        self.doubtful[measure_id] = count
        status, _ = await self.ask("dot", "PUT", path, {"count": str(count)})
        del self.doubtful[measure_id]
        if status == 200:
            self.placed[measure_id] = count

    def seen(self, body: str) -> dict[int, int]:
        """The ballot as the server shows it on this page."""
        return {int(id): int(count) for id, count in STEPPER.findall(body)}

    def compare(self, body: str) -> None:
        """Put both sides of this ballot into the report. What was in doubt is resolved here."""
        seen = self.seen(body)
        for measure_id, count in self.doubtful.items():
            if seen.get(measure_id) == count:
                self.placed[measure_id] = count
        self.report.placed.update(self.placed)
        self.report.counted.update(seen)
        self.report.compared += 1
        wrong = any(seen.get(id, 0) != n for id, n in self.placed.items())
        if wrong or any(n and id not in self.placed for id, n in seen.items()):
            self.report.failed("ballot", "differs from what was acknowledged")
