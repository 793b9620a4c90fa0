"""What anybody may read of a concept: what was proposed, decided and done. Only when published.

Nothing here says who wrote, voted or reported: no name of a participant or of staff, no "who" or
"why" of a proposal, nothing that is hidden, withdrawn, deleted or not approved, and no count of a
vote that is not closed or that fewer than five people took part in.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Message, Missing
from workshops.followup.figures import figures_of
from workshops.followup.lines import Branch, Figures, Followed, FollowUp
from workshops.followup.reads import follow_up
from workshops.followup.rules import DECISIONS, STATUSES
from workshops.gathering.events import Gathered, gathered
from workshops.models import Concept, ConceptAction, Measure, Node, Step, Workshop
from workshops.process.reads import process
from workshops.process.report import Report as ProcessReport
from workshops.schemes.scheme import Scheme

MAX_AGE = 300  # seconds that a copy may be kept
LARGE = 60  # measures; with more of them each field can be folded away


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which the published data may be used."""

    name: str
    address: str


LICENCE = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A published concept. `process` knows how many events and people there were, `uncounted`
    says which votes are in no figure; `most`: dots of
    the measure that has the most."""

    id: int
    name: str
    title: str
    language: str
    created_at: dt.datetime
    published_at: dt.datetime | None
    scheme: Scheme
    fields: tuple[Branch, ...]
    uncounted: tuple[Message, ...]
    process: ProcessReport
    decisions: Mapping[str, int]
    statuses: Mapping[str, int]
    most: int

    @property
    def large(self) -> bool:
        return len(self.measures()) > LARGE

    def measures(self) -> list[Followed]:
        return [measure for field in self.fields for measure in field.all_measures()]

    def updated_at(self) -> dt.datetime:
        """When something was last reported, decided or published: for the feed."""
        days = [m.decided_on for m in self.measures() if m.decided_on]
        times = [report.at for m in self.measures() for report in m.reports]
        return max([self.published_at or self.created_at, *times, *map(midnight, days)])


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def public_page(session: Session, name: str, *, preview: bool = False) -> PublicPage:
    """The concept as anybody may read it; with `preview` also before it is published.

    Raises:
        Missing: there is no such concept, or it is not published.
    """
    found = follow_up(session, name)
    if found.published_at is None and not preview:
        raise Missing
    votes = gathered(session, found.id)
    figures = figures_of(votes)
    fields = tuple(_open(field, figures.get) for field in found.fields)
    return _page(found, fields, votes, process(session, name)[1])


def _page(
    found: FollowUp, fields: tuple[Branch, ...], votes: Gathered, took_part: ProcessReport
) -> PublicPage:
    measures = [measure for field in fields for measure in field.all_measures()]
    decisions = Counter(measure.decided for measure in measures)
    statuses = Counter(m.status for m in measures if m.decision == "adopted")
    return PublicPage(
        id=found.id,
        name=found.name,
        title=found.title,
        language=found.language,
        created_at=found.created_at,
        published_at=found.published_at,
        scheme=found.scheme,
        fields=fields,
        uncounted=votes.uncounted,
        process=took_part,
        decisions={key: decisions[key] for key in (*DECISIONS, "none")},
        statuses={key: statuses[key] for key in (*STATUSES, "none")},
        most=max((m.figures.dots for m in measures if m.figures), default=0),
    )


def _open(branch: Branch, figures: Callable[[int], Figures | None]) -> Branch:
    """The entry without what is not for everybody, and with the figures of its measures."""
    measures = (m for m in branch.measures if m.gathered)
    return replace(
        branch,
        children=tuple(_open(child, figures) for child in branch.children),
        measures=tuple(replace(m, figures=figures(m.id)) for m in measures),
    )


def language_of(session: Session, name: str) -> str:
    """The concept's own language.

    Raises:
        Missing: there is no such concept, or it is not published.
    """
    row = session.execute(
        select(Concept.language).where(
            Concept.name == name, Concept.published_at.is_not(None), Concept.removed_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        raise Missing
    return str(row.language)


def stamp(session: Session, name: str) -> str:
    """Another text as soon as the office has done something, a vote was opened or closed, or a
    measure came or went: what was rendered before must not be shown any more.

    Raises:
        Missing: there is no such concept, or it is not published.
    """
    concept = session.execute(
        select(Concept.id, Concept.published_at).where(
            Concept.name == name, Concept.removed_at.is_(None)
        )
    ).one_or_none()
    if concept is None or concept.published_at is None:
        raise Missing
    actions = select(func.max(ConceptAction.id), func.count(ConceptAction.undone_at)).where(
        ConceptAction.concept_id == concept.id
    )
    votes = (
        select(Step.id, Step.state, Workshop.gathered)
        .join(Workshop, Workshop.id == Step.workshop_id)
        .where(Workshop.concept_id == concept.id, Step.kind == "vote")
        .order_by(Step.id)
    )
    measures = (
        select(func.count(), func.sum(Measure.id), func.count(Measure.merged_into_id))
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept.id, Node.deleted_at.is_(None))
        .where(Measure.state == "approved", Measure.deleted_at.is_(None))
    )
    rows = [
        tuple(concept),
        *(tuple(row) for query in (actions, votes, measures) for row in session.execute(query)),
    ]
    return hashlib.blake2b(repr(rows).encode(), digest_size=8).hexdigest()
