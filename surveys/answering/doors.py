"""The pages before the first question and behind the last one."""

from dataclasses import dataclass

from litestar import Response

from app.accounts.visitor import visitor_of
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from surveys.answering import speech
from surveys.answering.cookie import DONE, cookie, is_done, ticket_in
from surveys.answering.entry import Entry, entry
from surveys.answering.rules import new_token, shown_ticket, ticket_digest
from surveys.answering.runs import CLOSED, OPEN, close_overdue
from surveys.answering.services import Held
from surveys.answering.tickets import run_of_ticket


@dataclass(frozen=True, slots=True)
class Pass:
    """What somebody at the door brings along: a ticket as it stands on its card, and its state
    ("new", "used", "blocked"), or, in a run of interviews, that they are `staff`."""

    ticket: str = ""
    state: str = "new"
    staff: bool = False

    def opens(self, found: Entry) -> bool:
        closed = found.tickets_only or found.interviews
        return self.state == "new" and (bool(self.ticket) or self.staff or not closed)


async def pass_of(request: AnyRequest, ledger: Ledger, settings: Settings, found: Entry) -> Pass:
    """What an interviewer has: they need not bring it again for each interview."""
    if not found.interviews:
        return Pass()
    if await visitor_of(request):
        return Pass(staff=True)
    ticket = ticket_in(request, found.code)
    known = await ledger.read(run_of_ticket, ticket_digest(settings.secret, ticket))
    return Pass(shown_ticket(ticket), known[1]) if known and known[0] == found.code else Pass()


async def door_of(ledger: Ledger, code: str) -> Entry:
    """The door as it is; where its time is over, that is done first."""
    found = await ledger.read(entry, code, utc_now())
    if found.standing == CLOSED:
        await ledger.write(close_overdue, code, now=utc_now())
    return found


def start_page(
    request: AnyRequest,
    found: Entry,
    *,
    held: Held | None = None,
    brought: Pass | None = None,
    form: Form | None = None,
    before: Held | None = None,
) -> Response[str]:
    """`brought`: nothing, if they need nothing or are answering. `form`: a code that was typed to
    go on, with its error. `before`: what somebody has begun on this device with another ticket."""
    brought = brought or Pass()
    spoken = speech.language_for(request, found.questionnaire)
    context = speech.speak(found.questionnaire, spoken, f"/s/{found.code}/language")
    return page(
        request,
        "surveys/answering/start.html",
        422 if form and form.errors else 200,
        entry=found,
        questionnaire=found.questionnaire,
        form=form or Form(),
        onward=place_of(held) if held else "",
        before=place_of(before) if before else "",
        may_begin=found.standing == OPEN and not found.full and brought.opens(found),
        ticket=brought.ticket,
        ticket_state=brought.state,
        token=new_token(),
        **context,
    )


def receipt(request: AnyRequest, settings: Settings, found: Entry) -> Response[str]:
    """The page at the end, on the device on which somebody has finished: it is all that the
    device knows, from now on also where it had not heard that it had come to the end. Where the
    survey was closed and opened again, that may be why."""
    done = is_done(request, found.code)
    spoken = speech.language_for(request, found.questionnaire)
    context = speech.speak(found.questionnaire, spoken, f"/s/{found.code}/language")
    answer = page(
        request,
        "surveys/answering/receipt.html",
        entry=found,
        questionnaire=found.questionnaire,
        stopped=found.stopped and not done,
        **context,
    )
    if not done and not found.stopped:
        answer.cookies.append(cookie(found.code, DONE, settings.secure))
    return answer


def place_of(held: Held) -> str:
    return f"/s/{held.code}/{held.place + 1}"
