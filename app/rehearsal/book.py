"""What the rehearsal has seen acknowledged, vote by vote: the source of its own count."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from app.rehearsal.recount import Event, Rule, Table, Tally

STEP = re.compile(r'<div id="step" data-step="(\d+)')
BALLOT = re.compile(
    r'aria-labelledby="title-(?P<field>\d+)"'
    r'|measures/(?P<measure>\d+)/dots"[^>]*?data-most="(?P<most>\d+)"'
    r' data-stock="stock-(?P<pool>\d+)"'
    r'|data-of="(?P<allowance>\d+)"'
)


@dataclass
class Vote:
    """One vote of one room, as phones and moderator know it. `pools` and `fields`: of a measure.

    While the moderator changes what lies in a pool, no phone of ours places a dot in it: so it is
    known what came first, and the count can be exact. All other pools go on.
    """

    code: str
    step: int
    rule: Rule = field(default_factory=lambda: Rule(0, 0))
    pools: dict[int, int] = field(default_factory=dict)
    fields: dict[int, int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    paper: int = 0
    _busy: Counter[int] = field(default_factory=Counter)
    _held: set[int] = field(default_factory=set)
    _turn: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def placing(self, measure: int) -> AsyncIterator[None]:
        """A dot travels."""
        pool = self.pools[measure]
        async with self._turn:
            await self._turn.wait_for(lambda: pool not in self._held)
            self._busy[pool] += 1
        try:
            yield
        finally:
            self._busy[pool] -= 1
            await asyncio.shield(self._tell())

    @asynccontextmanager
    async def changing(self, measures: Collection[int]) -> AsyncIterator[None]:
        """The moderator merges, parts or hides these."""
        pools = {self.pools[measure] for measure in measures}
        async with self._turn:
            self._held |= pools
            await self._turn.wait_for(lambda: not any(self._busy[pool] for pool in pools))
        try:
            yield
        finally:
            self._held -= pools
            await asyncio.shield(self._tell())

    async def _tell(self) -> None:
        async with self._turn:
            self._turn.notify_all()

    def table(self) -> Table:
        table = Table(self.rule, self.pools)
        for event in self.events:
            table.apply(event)
        return table

    def tally(self) -> Tally:
        return self.table().tally()


class Book:
    """All votes of an evening."""

    def __init__(self) -> None:
        self.votes: dict[tuple[str, int], Vote] = {}

    def vote(self, code: str, step: int) -> Vote:
        return self.votes.setdefault((code, step), Vote(code, step))

    def everywhere(self, event: Event, measures: Collection[int]) -> None:
        """A measure is the same in all votes: what happens to it happens in each of them."""
        for vote in self.votes.values():
            if vote.pools.keys() >= set(measures):
                vote.events.append(event)


def ballot_on(book: Book, room: str, body: str) -> Vote:
    """The vote whose ballot stands on a phone's page, with its rule and measures as shown there."""
    found = STEP.search(body)
    vote = book.vote(room, int(found[1]) if found else 0)
    allowance, most, field_id = 0, 0, 0
    for spot in BALLOT.finditer(body):
        if spot["field"]:
            field_id = int(spot["field"])
        elif spot["allowance"]:
            allowance = int(spot["allowance"])
        else:
            most, measure = int(spot["most"]), int(spot["measure"])
            vote.pools[measure] = int(spot["pool"])
            vote.fields[measure] = field_id
    vote.rule = Rule(allowance, most)
    return vote
