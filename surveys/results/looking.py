"""What all pages of results share: who looks at what, of whom, weighted or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Response

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.language import catalogues
from app.refused import Message, Missing
from app.web.pages import AnyRequest, page
from surveys.results.filters import filters, wanted
from surveys.results.reads import Opened, opened, survey_id, weights_of
from surveys.results.selected import about_people, about_weights
from surveys.results.table import Selection, Table
from surveys.results.taking_in import renew
from surveys.results.weighting import Weighting
from surveys.results.wording import Wording


@dataclass(frozen=True, slots=True)
class Look:
    """A survey's results as somebody asked for them. `table` and what follows from it are there
    only where something can be shown."""

    found: Opened
    sent: Mapping[str, str]
    table: Table
    selection: Selection
    weighting: Weighting | None
    wording: Wording

    @property
    def weights(self) -> tuple[float, ...] | None:
        return self.weighting.weights if self.weighting else None

    @property
    def people(self) -> list[Message]:
        """Who is shown, and who cannot be."""
        return about_people(self.selection)

    @property
    def weighed(self) -> list[Message]:
        """What was weighted by; nothing where nothing is."""
        made = self.weighting
        return about_weights(made, self.table, self.wording) if made else []


async def open_results(ledger: Ledger, name: str) -> Opened:
    """The survey with all answers that may be shown now.

    Raises:
        Missing: there is no such survey.
    """
    await renew(ledger, await ledger.read(survey_id, name), now=utc_now())
    return await ledger.read(opened, name)


def look(request: AnyRequest, found: Opened) -> Look:
    """What the address asks for.

    Raises:
        Missing: nothing of this survey can be shown.
    """
    if found.table is None:
        raise Missing
    sent = {key: value for key, value in request.query_params.items() if value}
    return Look(
        found,
        sent,
        found.table,
        found.table.select(wanted(found.table, sent)),
        weights_of(found, "weighted" in sent),
        Wording(catalogues.current(), found.original),
    )


def results_page(
    request: AnyRequest, template: str, seen: Look, status: int = 200, **context: Any
) -> Response[Any]:
    """A page about these results, with what all of them show."""
    return page(
        request,
        template,
        status,
        filters=filters(seen.table, seen.sent, seen.wording),
        seen=seen,
        sent=seen.sent,
        query=urlencode(seen.sent),
        **framed(seen.found),
        **context,
    )


def framed(found: Opened) -> dict[str, Any]:
    return {"survey": found, "title": found.titled(catalogues.current())}


def nothing_yet(request: AnyRequest, found: Opened) -> Response[Any]:
    """The page while fewer than five people have answered."""
    return page(request, "surveys/results/nothing.html", **framed(found))
