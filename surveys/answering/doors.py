"""The pages before the first question and behind the last one."""

from litestar import Response

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.settings import Settings
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from surveys.answering import speech
from surveys.answering.cookie import DONE, cookie, is_done
from surveys.answering.entry import Entry, entry
from surveys.answering.rules import new_token
from surveys.answering.runs import CLOSED, OPEN, close_overdue
from surveys.answering.services import Held


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
    ticket: str = "",
    ticket_state: str = "new",
    form: Form | None = None,
) -> Response[str]:
    """`form`: a code that was typed to go on, with its error."""
    spoken = speech.language_for(request, found.questionnaire)
    context = speech.speak(found.questionnaire, spoken, f"/s/{found.code}/language")
    may_begin = found.standing == OPEN and not found.full and ticket_state == "new"
    return page(
        request,
        "surveys/answering/start.html",
        422 if form and form.errors else 200,
        entry=found,
        questionnaire=found.questionnaire,
        form=form or Form(),
        onward=place_of(held) if held else "",
        may_begin=may_begin and (bool(ticket) or not found.tickets_only),
        ticket=ticket,
        ticket_state=ticket_state,
        token=new_token(),
        **context,
    )


def receipt(request: AnyRequest, settings: Settings, found: Entry) -> Response[str]:
    """The page at the end, on the device on which somebody has finished: it is all that the
    device knows, from now on also where it had not heard that it had come to the end."""
    spoken = speech.language_for(request, found.questionnaire)
    context = speech.speak(found.questionnaire, spoken, f"/s/{found.code}/language")
    answer = page(
        request,
        "surveys/answering/receipt.html",
        entry=found,
        questionnaire=found.questionnaire,
        **context,
    )
    if not is_done(request, found.code):
        answer.cookies.append(cookie(found.code, DONE, settings.secure))
    return answer


def place_of(held: Held) -> str:
    return f"/s/{held.code}/{held.place + 1}"
