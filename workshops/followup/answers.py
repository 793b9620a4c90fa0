"""What the pages of the follow-up share: words, today, and what was just done."""

import datetime as dt
from typing import Any

from litestar import Response

from app.database.base import utc_now
from app.language.clock import zone
from app.settings import Settings
from app.web.pages import back_to
from workshops.exports.telling import best
from workshops.followup.forms import OVERDUE
from workshops.followup.rules import DECISION_NAMES, STATUS_NAMES

WORDS: dict[str, Any] = {
    "decisions": DECISION_NAMES,
    "statuses": STATUS_NAMES,
    "overdue": OVERDUE,
    "best": best,
}
"""What every page of the follow-up needs in its template."""


def today_in(settings: Settings) -> dt.date:
    """The day it is where the rooms are."""
    return utc_now().astimezone(zone(settings.timezone)).date()


def done_at(address: str, query: str = "") -> Response[Any]:
    """See this page anew, with what was just done and a button to undo it."""
    return back_to(f"{address}?{query}&done=1" if query else f"{address}?done=1")
