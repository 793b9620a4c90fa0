"""The moderator's laptop: the console, worked with forms and links as without a script."""

from urllib.parse import urlencode

from app.rehearsal.browser import Answer, Browser, Unexpected
from app.rehearsal.forms import TYPED, Form, Page


class Desk(Browser):
    """The console of one room; `page` is what the browser shows now."""

    code: str = ""
    page: Page = Page("")

    @property
    def patience(self) -> float:
        """The moderator has to wait, however long it takes."""
        return 300

    @property
    def base(self) -> str:
        return f"/moderation/{self.code}"

    @property
    def step_id(self) -> int:
        return int(self.page.step.split(".")[0])

    @property
    def state(self) -> str:
        return self.page.step.partition(".")[2]

    @property
    def position(self) -> int:
        """Where the room is in its agenda, from 0: the step to which no button leads."""
        others = set(self.page.numbers("go-"))
        return next(n for n in range(self.steps) if n not in others)

    @property
    def steps(self) -> int:
        """How many there are."""
        return len(self.page.numbers("go-")) + 1

    async def come_in(self, link: str) -> None:
        """Open a link that hands the console over, and press its button.

        Raises:
            Unexpected: it lets nobody in.
        """
        await self.show("hand-over", link)
        form = self.page.form(link)
        if form is None:
            raise Unexpected("the link has no button to start by")
        _, where = await self.submit("hand-over", form)
        self.code = where.removeprefix("/moderation/").split("/")[0]

    def beside(self, code: str) -> "Desk":
        """Another window of the same browser, for another room."""
        other = Desk(self.http, self.url, self.report, self.cookies, self.token)
        other.code = code
        return other

    async def console(self) -> None:
        await self.show("console", self.base)

    async def show(self, what: str, path: str) -> Answer:
        answer, _ = await self.follow_on(what, await self.ask(what, "GET", path))
        return self._shown(answer)

    async def press(self, id: str, typed: TYPED | None = None) -> Answer:
        """Press the button with this id on the page; in the report it is called after the id.

        Raises:
            Unexpected: it is not there, or what it does was refused.
        """
        button = self.page.buttons.get(id)
        if button is None:
            raise Unexpected(f"{self.code}: there is no button {id}")
        what = id.rstrip("-0123456789")
        sent = [*button.form.filled(typed or {}), *button.sends]
        answer = await self._send(what, button.form.method, button.action, sent)
        if answer.status != 200:
            self.report.failed(what, str(answer.status))
            raise Unexpected(f"{self.code}: {id} was refused")
        return answer

    async def submit(self, what: str, form: Form, typed: TYPED | None = None) -> tuple[Answer, str]:
        """Send a form as it stands, with what was typed. Returns the answer, and where it led."""
        sent = form.filled(typed or {})
        if form.method == "GET":
            return await self.show(what, f"{form.action}?{urlencode(sent)}"), ""
        first = await self.ask(what, form.method, form.action, sent)
        answer, where = await self.follow_on(what, first)
        return self._shown(answer), where

    async def go_to(self, button: str) -> None:
        """Move the room; where the console asks whether it shall really go, it shall."""
        await self.press(button)
        if "anyway" in self.page.buttons:
            await self.press("anyway")

    async def _send(
        self, what: str, method: str, action: str, sent: list[tuple[str, str]]
    ) -> Answer:
        answer, _ = await self.follow_on(what, await self.ask(what, method, action, sent))
        return self._shown(answer)

    def _shown(self, answer: Answer) -> Answer:
        if answer.content[:1] == b"<":
            self.page = Page(answer.text)
        return answer
