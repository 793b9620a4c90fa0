"""The moderator's evening: through the agenda, whatever it is, from the step the room is in."""

import asyncio
from collections.abc import Callable

from app.language.catalogues import gettext as _
from app.rehearsal import voting
from app.rehearsal.book import Book
from app.rehearsal.browser import Unexpected
from app.rehearsal.crowd import Crowd
from app.rehearsal.desk import Desk

ACCEPTED = 5  # suggestions of duplicates
MOST_STEPS = 60
MARKS = {  # of kinds of steps in which there is something to do: an id on their page
    "collect": "fields-by-number",
    "merge": "merging",
    "groups": "group-board",
    "vote": "change-rule",
    "rate": "criteria",
}

Tell = Callable[[str], None]


class Evening:
    """One moderator with a crowd. `pace`: seconds that people get for a stretch of work."""

    def __init__(self, book: Book, crowd: Crowd, pace: float, tell: Tell) -> None:
        self.book = book
        self.crowd = crowd
        self.pace = pace
        self.tell = tell

    async def play(self, desk: Desk, *, group: bool = False) -> None:
        """Bring the room through what is left of its agenda.

        Raises:
            Unexpected: the console does not offer what it should.
        """
        await desk.console()
        collected = None
        for _turn in range(MOST_STEPS):
            kind = _kind(desk)
            if not group:
                place = {"number": desk.position + 1, "steps": desk.steps}
                self.tell(_("The moderator is in step %(number)d of %(steps)d …") % place)
            if kind == "collect":
                collected = desk.position
            await self._work(desk, kind, collected, group)
            if "forward" not in desk.page.buttons:
                return
            await desk.go_to("forward")
        raise Unexpected("the agenda has no end")

    async def _work(self, desk: Desk, kind: str, collected: int | None, group: bool) -> None:
        if kind == "collect":
            await self._collect(desk)
        elif kind == "merge":
            await self._merge(desk)
        elif kind == "groups":
            await self._groups(desk)
        elif kind == "rate":
            await self._rate(desk)
        elif kind == "vote":
            vote = voting.Voting(desk, self.book, self.crowd, self.pace)
            await (vote.short() if group else vote.full(collected))
        else:
            await asyncio.sleep(self.pace / 4)
            await desk.console()

    async def _collect(self, desk: Desk) -> None:
        """Let people write; approve what waits, hide one and bring it back."""
        await asyncio.sleep(self.pace)
        await desk.console()
        while approve := desk.page.button("approve-"):
            await desk.press(approve)
        if hide := desk.page.button("hide-"):
            await desk.press(hide)
            await desk.press(hide.replace("hide-", "return-"))

    async def _merge(self, desk: Desk) -> None:
        """Put together what is probably the same, keep one pair apart, take one apart again."""
        for _turn in range(ACCEPTED):
            if accept := desk.page.button("accept-"):
                await desk.press(accept)
        if dismiss := desk.page.button("dismiss-"):
            await desk.press(dismiss)
        parts = [id for id in desk.page.buttons if id.startswith("unmerge-")]
        if len(parts) > 1:
            await desk.press(parts[-1])

    async def _groups(self, desk: Desk) -> None:
        """Make groups where there are none, fill them, and let each run by itself."""
        if "group-board" not in desk.page.ids:
            await desk.show("groups", f"{desk.base}/groups")
            await desk.press("by-field")
            await desk.console()
        if "choice-yes" in desk.page.buttons:
            await desk.press("choice-yes")
        await asyncio.sleep(self.pace / 2)
        await desk.console()
        if "assignment-rest" in desk.page.buttons:
            await desk.press("assignment-rest")
        codes = [
            address.rsplit("/", 1)[-1]
            for id, address in desk.page.links.items()
            if id.startswith("console-")
        ]
        self.tell(_("%(groups)d groups work …") % {"groups": len(codes)})
        await asyncio.gather(*(self.play(desk.beside(code), group=True) for code in codes))
        await desk.console()

    async def _rate(self, desk: Desk) -> None:
        if desk.state == "waiting":
            await desk.press("forward")
        if desk.state == "open":
            await asyncio.sleep(self.pace)
            await desk.console()
            await desk.press("forward")


def _kind(desk: Desk) -> str:
    """The kind of the present step, by what stands on its page."""
    found = next((kind for kind, mark in MARKS.items() if mark in desk.page.ids), "")
    if not found and f'<a class="button" href="{desk.base}/groups">' in desk.page.body:
        return "groups"  # there is none yet, but the way to make them
    return found or "other"
