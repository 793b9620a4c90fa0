"""What goes along when something of a concept is deleted: counted, so that it is named before."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from app.few import FEWEST
from workshops.concepts.deletion import subtree
from workshops.concepts.used import UsedIn, used_in
from workshops.merging.forest import tree_of
from workshops.models import Dots, Measure, Node, Report, Step

DECIDED = ("adopted", "rejected")


@dataclass(frozen=True, slots=True)
class Going:
    """`entries`: level -> how many of its entries. `parts`: measures that were put together with
    one that goes, and are there only through it. `decided`: measures with a decision of the
    council. `dots`: in closed votes of at least five people. `used`: workshops that work on it;
    they stay, without it."""

    measures: int = 0
    parts: int = 0
    decided: int = 0
    reports: int = 0
    dots: int = 0
    entries: Mapping[int, int] = field(default_factory=dict)
    used: tuple[UsedIn, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything goes along; workshops do not."""
        return replace(self, used=()) != Going()


def below_node(session: Session, concept_id: int, node_id: int) -> Going:
    """What goes with an entry: everything below it."""
    below = subtree(session, concept_id, node_id)
    measures = select(Measure.id).where(Measure.node_id.in_(below), Measure.deleted_at.is_(None))
    used = used_in(session, below, session.scalars(measures).all())
    return replace(of_nodes(session, Node.id.in_(below), Node.id != node_id), used=used)


def with_measures(session: Session, ids: Collection[int]) -> Going:
    """What goes with these measures."""
    return replace(of_measures(session, ids), used=used_in(session, [], ids))


def of_nodes(session: Session, here: Any, counted: Any) -> Going:
    """These entries as far as they are not deleted, of which those `counted` are, and their
    measures. Both are conditions of a query on nodes."""
    levels = session.scalars(select(Node.level).where(here, counted, Node.deleted_at.is_(None)))
    entries = Counter(levels)
    measures = (
        select(Measure.id)
        .join(Node, Node.id == Measure.node_id)
        .where(here, Measure.state == "approved", Measure.deleted_at.is_(None))
    )
    ids = session.scalars(measures).all()
    return of_measures(session, ids, len(ids), dict(sorted(entries.items())))


def of_measures(
    session: Session,
    ids: Collection[int],
    measures: int = 0,
    entries: Mapping[int, int] | None = None,
) -> Going:
    """What hangs on these measures; `measures` and `entries` go along themselves."""
    decided = select(func.count()).where(Measure.id.in_(ids), Measure.decision.in_(DECIDED))
    reports = select(func.count()).where(Report.measure_id.in_(ids), Report.withdrawn_at.is_(None))
    return Going(
        measures,
        len(tree_of(session, ids).keys() - set(ids)),
        session.scalar(decided) or 0,
        session.scalar(reports) or 0,
        closed_dots(session, Dots.measure_id.in_(ids)),
        entries or {},
    )


def closed_dots(session: Session, where: Any) -> int:
    """The sum of these dots in closed votes of at least five people."""
    heard = select(Dots.step_id).group_by(Dots.step_id)
    heard = heard.having(func.count(distinct(Dots.participant_id)) >= FEWEST)
    query = select(func.sum(Dots.count)).join(Step, Step.id == Dots.step_id)
    query = query.where(where, Step.state == "closed", Dots.step_id.in_(heard))
    return session.scalar(query) or 0
