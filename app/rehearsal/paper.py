"""Ballots on paper at the desk: printed, entered by keyboard, corrected, one of them not valid."""

import random

from app.rehearsal.book import Vote
from app.rehearsal.browser import Unexpected
from app.rehearsal.desk import Desk
from app.rehearsal.forms import Form, lines_on
from app.rehearsal.recount import Entered

BALLOTS = 12
CORRECTED, SPOILED = 3, 5  # their numbers
CARDS = 3  # with personal codes, only to print them


class Paper:
    """The ballots on paper of one open vote."""

    def __init__(self, desk: Desk, vote: Vote) -> None:
        self.desk = desk
        self.vote = vote

    async def rehearse(self) -> None:
        """Print ballots and cards, and enter what some people have put on theirs."""
        await self._print()
        desk, here = self.desk, f"{self.desk.base}/steps/{self.vote.step}/paper"
        for number in range(1, BALLOTS + 1):
            page = await desk.show("paper page", here)
            if number == SPOILED:
                spoiled = {"number": str(number), "spoiled": "1"}
                await desk.submit("paper", self._form("/paper"), spoiled)
                self.vote.events.append(Entered(f"paper {number}", ()))
                continue
            lines = lines_on(page.text)
            await self._enter(number, self._marks(lines), lines)
            if number == CORRECTED:
                await self._enter(number, self._marks(lines), lines)
        self.vote.paper = BALLOTS

    async def _enter(self, number: int, marks: dict[int, int], lines: dict[int, int]) -> None:
        """A number that was entered before is asked about once, with what is stored."""
        typed = " ".join(str(line) for line, count in marks.items() for _ in range(count))
        for _turn in range(2):
            wanted = {"number": str(number), "lines": typed}
            answer, where = await self.desk.submit("paper", self._form("/paper"), wanted)
            if where:
                break
        if not where:
            self.desk.report.failed("paper", str(answer.status))
            return
        dots = tuple((lines[line], count) for line, count in marks.items())
        self.vote.events.append(Entered(f"paper {number}", dots))

    def _marks(self, lines: dict[int, int]) -> dict[int, int]:
        """What the rule allows in one pool, on random lines: line -> dots."""
        vote = self.vote
        known = {line: vote.pools[m] for line, m in lines.items() if m in vote.pools}
        pool = random.choice(sorted(set(known.values())))
        among = [line for line, its in known.items() if its == pool]
        chosen = random.sample(among, min(len(among), vote.rule.allowance, 3))
        marks = dict.fromkeys(chosen, 1)
        if vote.rule.most > 1 and len(chosen) < vote.rule.allowance:
            marks[chosen[0]] = 2
        return marks

    async def _print(self) -> None:
        """The ballots and a sheet of cards, each as a PDF."""
        desk = self.desk
        await desk.show("print page", f"{desk.base}/steps/{self.vote.step}/ballots")
        form = self._form("/ballots")
        language = next(name for name, _ in form.fields if len(name) == 2)
        ballots, _ = await desk.submit("PDF", form, {language: str(BALLOTS)})
        await desk.show("print page", f"{desk.base}/codes")
        await desk.submit("cards", self._form("/codes"), {"count": str(CARDS)})
        cards, _ = await desk.submit("PDF", self._form("/codes.pdf"))
        for answer in (ballots, cards):
            if not answer.content.startswith(b"%PDF"):
                desk.report.failed("PDF", "is none")

    def _form(self, end: str) -> Form:
        form = self.desk.page.form(end)
        if form is None:
            raise Unexpected(f"{self.desk.code}: there is no form for {end}")
        return form
