"""The moderator in a vote: opens it, does all that a moderator may do meanwhile, closes it."""

import asyncio

from app.rehearsal.book import Book, Vote
from app.rehearsal.browser import Unexpected
from app.rehearsal.crowd import WATCH_SECONDS, Crowd
from app.rehearsal.desk import Desk
from app.rehearsal.forms import TYPED
from app.rehearsal.paper import Paper
from app.rehearsal.recount import Hidden, Merged, Parted, Returned

PATIENCE_SECONDS = 60


class Voting:
    """One vote of the room whose console stands in that step."""

    def __init__(self, desk: Desk, book: Book, crowd: Crowd, pace: float) -> None:
        self.desk = desk
        self.book = book
        self.crowd = crowd
        self.pace = pace
        self.step_id = desk.step_id

    @property
    def vote(self) -> Vote:
        return self.book.vote(self.desk.code, self.step_id)

    async def short(self) -> None:
        """A group's vote: opened, one pair merged in it, closed."""
        if not await self._open():
            return
        await asyncio.sleep(self.pace / 2)
        if pair := self._pair():
            await self._put_together(*pair)
        await asyncio.sleep(self.pace / 2)
        await self._close()

    async def full(self, collected: int | None) -> None:
        """The plenary's vote. `collected`: the position of the step in which ideas are hidden."""
        if not await self._open():
            return
        await asyncio.sleep(self.pace / 2)
        await self._begun()
        await Paper(self.desk, self.vote).rehearse()
        self.crowd.lose_network()
        await self.crowd.all_back()
        merged = []
        for _turn in range(2):
            if pair := self._pair():
                await self._put_together(*pair)
                merged.append(pair)
        await self._undone()
        await asyncio.sleep(self.pace / 4)
        if merged:
            await self._take_apart(merged[-1][1])
        if collected is not None:
            await self._hide_one(collected)
        await asyncio.sleep(self.pace / 4)
        await self._close()
        await self.desk.press("again")
        await asyncio.sleep(self.pace / 4)
        await self._close()
        await self._undo()  # it is open again
        await self._close()

    async def _open(self) -> bool:
        """False where it was closed before: its dots were not ours to see."""
        if self.desk.state != "waiting":
            return False
        await self.desk.press("forward")
        return self.desk.state == "open"

    async def _begun(self) -> None:
        """Until a first phone shows the ballot: from it we know the rule and the fields."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.vote.pools:
                await asyncio.sleep(WATCH_SECONDS)

    async def _close(self) -> None:
        await self.desk.console()
        await self.desk.press("forward")
        if self.desk.state != "closed":
            raise Unexpected(f"{self.desk.code}: the vote was not closed")

    async def _undo(self) -> None:
        await self.desk.console()
        undo = self.desk.page.button("undo-")
        if undo is None:
            raise Unexpected(f"{self.desk.code}: there is nothing to undo")
        await self.desk.press(undo)

    def _pair(self) -> tuple[int, int] | None:
        """Two measures of one field that have the most dots, and were not merged before."""
        vote, table = self.vote, self.vote.table()
        taken = {*table.into, *table.into.values()}
        by_field: dict[int, list[tuple[int, int]]] = {}
        for measure, (dots, _) in table.tally().items():
            if dots and measure not in taken and measure in vote.fields:
                by_field.setdefault(vote.fields[measure], []).append((dots, measure))
        pairs = [sorted(found)[-2:] for found in by_field.values() if len(found) > 1]
        if not pairs:
            return None
        (_, source), (_, target) = max(pairs)
        return target, source

    async def _put_together(self, target: int, source: int) -> None:
        async with self.vote.changing((target, source)):
            await self._merge(target, source)
            self.book.everywhere(Merged(source, target), (source, target))

    async def _merge(self, target: int, source: int) -> None:
        await self.desk.show("merging page", f"{self.desk.base}/merging")
        chosen: TYPED = {"measure": [str(target), str(source)], "target": str(target)}
        await self.desk.press("merge-chosen", chosen)

    async def _undone(self) -> None:
        """A merge that was a mistake, taken back before anybody has placed a dot in it."""
        if pair := self._pair():
            async with self.vote.changing(pair):
                await self._merge(*pair)
                await self._undo()

    async def _take_apart(self, source: int) -> None:
        async with self.vote.changing((source,)):
            await self.desk.show("merging page", f"{self.desk.base}/merging")
            await self.desk.press(f"unmerge-{source}")
            self.book.everywhere(Parted(source), (source,))

    async def _hide_one(self, collected: int) -> None:
        """Back to collecting while the vote is open, hide an idea with dots, and go on voting;
        later the same again to bring it back."""
        await self.desk.console()
        here = self.desk.position
        await self.desk.go_to(f"go-{collected}")
        table = self.vote.table()
        taken = {*table.into, *table.into.values()}
        tally = table.tally()
        ideas = set(self.desk.page.numbers("hide-")) & tally.keys() - taken
        idea = max(ideas, key=lambda m: tally[m], default=None)
        if idea is not None:
            async with self.vote.changing((idea,)):
                await self.desk.press(f"hide-{idea}")
                self.book.everywhere(Hidden(idea), (idea,))
        await self.desk.go_to(f"go-{here}")
        await asyncio.sleep(self.pace / 4)
        if idea is not None:
            await self.desk.go_to(f"go-{collected}")
            async with self.vote.changing((idea,)):
                await self.desk.press(f"return-{idea}")
                self.book.everywhere(Returned(idea), (idea,))
            await self.desk.go_to(f"go-{here}")
