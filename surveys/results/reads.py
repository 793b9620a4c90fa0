"""What the pages of results read of a survey."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.few import FEWEST
from app.language.content import best_text
from surveys.results.columns import asked
from surveys.results.crossing import results
from surveys.results.loading import load
from surveys.results.summaries import Summary
from surveys.results.table import Selection, Table
from surveys.results.taking_in import Waiting, waiting
from surveys.results.weighting import Margins, Weighting, read, weighting
from surveys.services import newest_version, survey_row

MOST_KEPT = 6  # of filters of one table


@dataclass(frozen=True, slots=True)
class Opened:
    """A survey whose results somebody looks at. `table` is None before it is published."""

    id: int
    name: str
    title: Mapping[str, str]
    original: str
    table: Table | None
    runs: tuple[Waiting, ...]
    margins: Margins

    def titled(self, language: str) -> str:
        return best_text(self.title, language, self.original) or self.name

    @property
    def settled(self) -> int:
        """People who have come to the end, or whose run was closed, and are not shown yet."""
        return sum(run.settled for run in self.runs)

    @property
    def answering(self) -> int:
        return sum(run.answering for run in self.runs)

    @property
    def shown_when_closed(self) -> bool:
        """Whether there are enough for closing an open run to bring its results."""
        return any(run.open and run.settled >= FEWEST for run in self.runs)

    @property
    def open(self) -> bool:
        return any(run.open for run in self.runs)


def survey_id(session: Session, name: str) -> int:
    """
    Raises:
        Missing: there is no such survey.
    """
    return survey_row(session, name).id


def opened(session: Session, name: str) -> Opened:
    """
    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name)
    version = newest_version(session, row.id)
    table = load(session, row.id) if version else None
    title = row.draft.get("title", {})
    return Opened(
        row.id,
        row.name,
        title,
        row.draft["languages"][0],
        table if table and table.crowds else None,
        waiting(session, row.id),
        read(table.questionnaire, row.margins) if table else {},
    )


def keep_margins(session: Session, name: str, margins: Margins) -> None:
    """Weigh by these shares of the population from now on.

    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name, alone=True)
    row.margins = {name: dict(shares) for name, shares in margins.items()}
    session.flush()


def summaries(selection: Selection, weights: Weighting | None) -> tuple[Summary, ...]:
    """All questions' results for these people; kept beside the table, as pages are read again."""
    table = selection.table
    key = (bytes(selection.chosen), str(weights.margins) if weights else "")
    kept: dict[tuple[bytes, str], tuple[Summary, ...]] = table.kept
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = results(
            selection, asked(table.questionnaire), weights.weights if weights else None
        )
    return kept[key]


def weights_of(found: Opened, wished: bool) -> Weighting | None:
    """The weights, if somebody wishes them and they can be used."""
    if not wished or found.table is None:
        return None
    made = weighting(found.table, found.margins)
    return made if made and made.usable else None
