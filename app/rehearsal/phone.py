"""One phone: it opens the page, joins, follows the room, proposes, votes and rates."""

import asyncio
import random
import re
from dataclasses import dataclass, field

import aiohttp

from app.rehearsal import ideas
from app.rehearsal.book import Book, Vote, ballot_on
from app.rehearsal.browser import TOKEN, Browser, Unexpected
from app.rehearsal.recount import Placed

LANGUAGES = ("de", "tr", "ar", "en")
STEP = re.compile(r'data-step="([^"]*)"')
FIELD = re.compile(r'(?:name="field_id"[^>]*?|<option )value="(\d+)"')
GROUP = re.compile(r'name="group" value="(\d+)"')
GOAL = re.compile(r'action="(/w/[^"]+/ratings)".*?</form>', re.DOTALL)
CRITERION = re.compile(r'name="(criterion-\d+)"')
STEPPER = re.compile(r'action="/w/[^/"]+/measures/(\d+)/dots"[^>]*?data-count="(\d+)"')


@dataclass
class Phone(Browser):
    """`placed` holds what the server has acknowledged: measure -> dots.

    `doubtful` holds what was sent and never answered (the network or the server was gone): both
    the old and the new count are right then, until the phone has sent it again.
    """

    code: str = ""
    number: int = 0
    book: Book | None = None  # where there is a moderator: what was acknowledged, of all phones
    room: str = ""  # the code of the workshop or group whose page is open
    placed: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, int] = field(default_factory=dict)
    vote: Vote | None = None
    joined: bool = False
    proposed: bool = False
    rated: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"/w/{self.room or self.code}"

    @property
    def language(self) -> str:
        return LANGUAGES[self.number % len(LANGUAGES)]

    async def arrive(self) -> None:
        """Open the address of the QR code and join."""
        self.room = self.code
        body = (await self.ask("first page", "GET", self.address)).text
        found = TOKEN.search(body)
        if found is None:
            raise Unexpected("the first page has no form to join by")
        self.token = found[1]
        await self.ask("join", "POST", f"{self.address}/participants", {}, htmx=True)
        self.joined = True

    async def page(self) -> str:
        """The phone's own page of the current step, in whichever room it is led to."""
        answer, where = await self.follow_on("page", await self.ask("page", "GET", self.address))
        if where.startswith("/w/"):
            self.room = where.removeprefix("/w/").split("/")[0]
        if self.book and self.may_vote(answer.text):
            self.vote = ballot_on(self.book, self.room, answer.text)
            self.placed = self.seen(answer.text)
        return answer.text

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
        """Everybody does once; with a moderator one in four, and one in four in a group."""
        if self.proposed or not FIELD.search(body):
            return False
        return not self.book or self.number % 4 == (1 if self.room == self.code else 2)

    async def propose(self, body: str) -> None:
        """Propose one measure in one of the fields on the page."""
        fields = sorted(set(FIELD.findall(body)), key=int)
        if self.book and (same := ideas.said_by_many(self.number)):
            field_id, text = fields[same.topic % len(fields)], same.text
        else:
            field_id, text = random.choice(fields), ideas.own(self.number)
        self.proposed = True
        data = {"field_id": field_id, "text": text}
        await self.ask("propose", "POST", f"{self.address}/measures", data, htmx=True)

    def may_choose(self, body: str) -> bool:
        """Every third one waits to be given a group."""
        return self.room == self.code and self.number % 3 != 0 and bool(GROUP.search(body))

    async def choose(self, body: str) -> None:
        """Go into one of the groups."""
        data = {"_csrf_token": self.token, "group": random.choice(GROUP.findall(body))}
        await self.follow_on(
            "group", await self.ask("group", "POST", f"{self.address}/group", data)
        )

    async def rate(self, body: str) -> None:
        """Answer all questions to all goals, once."""
        for goal in GOAL.finditer(body):
            if goal[1] in self.rated:
                continue
            self.rated.add(goal[1])
            data = {name: str(random.randint(0, 5)) for name in set(CRITERION.findall(goal[0]))}
            data["_csrf_token"] = self.token
            await self.ask("rate", "POST", goal[1], data)

    def may_vote(self, body: str) -> bool:
        return bool(STEPPER.search(body))

    async def place_one(self, body: str) -> None:
        """Place a dot somewhere; now and then take one back."""
        measure_id = self._liked([int(id) for id, _ in STEPPER.findall(body)])
        now = self.placed.get(measure_id, 0)
        await self.place(measure_id, max(0, now - 1) if random.random() < 0.25 else now + 1)

    def _liked(self, measures: list[int]) -> int:
        """Every third measure is one that many like: so merges meet people with dots on both."""
        popular = [id for id in measures if id % 3 == 0]
        return random.choice(popular if popular and random.random() < 0.6 else measures)

    async def place(self, measure_id: int, count: int) -> None:
        """Set the dots on one measure. A refusal (all are placed) is an answer like any other."""
        if self.vote is None:
            await self._send(measure_id, count)
            return
        async with self.vote.placing(measure_id):
            if await self._send(measure_id, count):
                who = f"phone {self.number}"
                self.vote.events.append(Placed(who, measure_id, count))

    async def _send(self, measure_id: int, count: int) -> bool:
        path = f"{self.address}/measures/{measure_id}/dots"
        data = {"count": str(count)}
        if self.vote:
            data["step"] = str(self.vote.step)
        self.doubtful[measure_id] = count
        answer = await self.ask("dot", "PUT", path, data, htmx=True)
        del self.doubtful[measure_id]
        if answer.status == 200:
            self.placed[measure_id] = count
        return answer.status == 200

    async def send_again(self) -> None:
        """What was in doubt is sent once more, as the page's script does: it is absolute."""
        for measure_id, count in list(self.doubtful.items()):
            await self.place(measure_id, count)

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
