"""Changing a draft from the editor's pages: by whom, when, and what has changed meanwhile."""

from typing import Any

from litestar import Response

from app.accounts.sessions import Staff
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing, Refused
from app.web.pages import AnyRequest, back_to, is_htmx
from surveys.office.forms import MEANWHILE
from surveys.office.marks import mark
from surveys.office.services import Change, change
from surveys.questionnaire import Questionnaire


async def act(ledger: Ledger, staff: Staff, name: str, how: Change) -> None:
    """Change the draft of the survey with this name as it is now.

    Raises:
        Missing: there is no such survey, or whatever `how` raises.
    """
    await ledger.write(change, name, how, by=staff.name, now=utc_now())


def seen_in_list(request: AnyRequest, address: str) -> Response[Any]:
    """Leave the form, where a script has sent it, too."""
    if is_htmx(request):
        return Response(None, status_code=204, headers={"HX-Redirect": address})
    return back_to(address)


def unchanged(part: Any, seen: str) -> None:
    """
    Raises:
        Missing: there is no such part any more. Refused: it does not look like this any more.
    """
    if part is None:
        raise Missing
    if mark(part) != seen:
        raise Refused(MEANWHILE)


def brief(questionnaire: Questionnaire, name: str) -> str:
    """What a question is called in a sentence."""
    question = questionnaire.question(name)
    label = question.label.get(questionnaire.original, "") if question else ""
    text = " ".join(label.split()) or name
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
