"""Which answers come into the results, and when: five people at least, and for good.

Who looks at a page, and again when one more person has answered, would see by subtraction what
that person said. So answers come in together: those of a closed run at once, those of an open one
when there are many new ones. They are parted into crowds then, and nothing of it ever changes.
Source: docs/survey-results.md.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.few import FEWEST
from surveys.answering.runs import close_overdue
from surveys.comparable import united
from surveys.models import Crowd, CrowdMember, Response, Run, Survey
from surveys.results.columns import as_text, compared_by
from surveys.results.crowds import alike, crowds
from surveys.results.loading import in_columns, responses
from surveys.services import versions

AT_ONCE = 2 * FEWEST
"""New people of an open run that come in together, at least; five of them stay behind, so that the
last ones are never alone."""

GROWTH = 3
"""While a run is open: also at least one new person for so many that are shown already. The fewer
times they come in, the larger are the crowds, and the more can be compared."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A run: people whose answers are shown, who have come to the end but are not shown yet, and
    who are still answering."""

    run_id: int
    open: bool
    shown: int
    settled: int
    answering: int

    @property
    def due(self) -> int:
        """How many of them can be taken in now."""
        if not self.open:
            return self.settled
        enough = self.settled >= max(AT_ONCE, self.shown / GROWTH)
        return self.settled - FEWEST if enough else 0


def waiting(session: Session, survey_id: int) -> tuple[Waiting, ...]:
    """How it stands with each run. Who has not answered anything is not counted."""
    settled = Response.holder.is_(None) & CrowdMember.response_id.is_(None)
    query = (
        select(
            Run.id,
            Run.state,
            func.count(CrowdMember.response_id),
            func.count().filter(settled),
            func.count().filter(Response.holder.is_not(None)),
        )
        .join(Response, Response.run_id == Run.id)
        .outerjoin(CrowdMember, CrowdMember.response_id == Response.id)
        .where(Run.survey_id == survey_id, Response.saves > 0)
        .group_by(Run.id, Run.state)
    )
    rows = session.execute(query)
    return tuple(Waiting(id, state != "closed", *counts) for id, state, *counts in rows)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Crowds of people who are to be taken in: their ids, and what they have in common. `taken`:
    how many people were in before."""

    survey_id: int
    taken: int
    crowds: Sequence[tuple[list[str], list[str]]]


def proposal(session: Session, survey_id: int) -> Proposal | None:
    """Who can be taken in now, in crowds; None: nobody."""
    runs = [one for one in waiting(session, survey_id) if one.due]
    if sum(one.due for one in runs) < FEWEST:
        return None
    ids = [id for run in runs for id in session.scalars(_settled(run))]
    known = {id: one.questionnaire for id, one in versions(session, survey_id).items()}
    names = compared_by(united(tuple(known.values())))
    columns = in_columns(session, responses(session, survey_id), known, ids, names)
    by = [columns[name] for name in names]
    people = [tuple(as_text(one[person]) for one in by) for person in range(len(ids))]
    groups: dict[int, list[int]] = {}
    for person, number in enumerate(crowds(people)):
        groups.setdefault(number, []).append(person)
    made = [
        ([ids[one] for one in group], alike([people[one] for one in group]))
        for _, group in sorted(groups.items())
    ]
    return Proposal(survey_id, _taken(session, survey_id), made)


def _settled(run: Waiting) -> Select[str]:
    return (
        select(Response.id)
        .outerjoin(CrowdMember, CrowdMember.response_id == Response.id)
        .where(Response.run_id == run.run_id, CrowdMember.response_id.is_(None))
        .where(Response.holder.is_(None), Response.saves > 0)
        .order_by(Response.id)  # which is random
        .limit(run.due)
    )


def take_in(session: Session, proposed: Proposal) -> None:
    """Keep these crowds for good; nothing, where somebody else has taken people in meanwhile."""
    survey = proposed.survey_id
    session.execute(select(Survey.id).where(Survey.id == survey).with_for_update())
    if _taken(session, survey) != proposed.taken:
        return
    last = session.scalar(select(func.max(Crowd.batch)).where(Crowd.survey_id == survey)) or 0
    rows = [
        {"survey_id": survey, "batch": last + 1, "size": len(ids), "alike": common}
        for ids, common in proposed.crowds
    ]
    made = session.scalars(
        insert(Crowd).returning(Crowd.id, sort_by_parameter_order=True), rows
    ).all()
    session.execute(
        insert(CrowdMember),
        [
            {"response_id": id, "crowd_id": crowd}
            for crowd, (ids, _) in zip(made, proposed.crowds, strict=True)
            for id in ids
        ],
    )


def settle(session: Session, survey_id: int, *, now: dt.datetime) -> None:
    """Close the runs whose time is over, and take in whom one can: for those who write anyway."""
    for code in _overdue(session, survey_id, now):
        close_overdue(session, code, now=now)
    found = proposal(session, survey_id)
    if found:
        take_in(session, found)


async def renew(ledger: Ledger, survey_id: int, *, now: dt.datetime) -> None:
    """The same, before a page is read. The long part of it holds up no other write."""
    if await ledger.read(_overdue, survey_id, now):
        await ledger.write(_close, survey_id, now)
    found = await ledger.read(proposal, survey_id)
    if found:
        await ledger.write(take_in, found)


def _close(session: Session, survey_id: int, now: dt.datetime) -> None:
    for code in _overdue(session, survey_id, now):
        close_overdue(session, code, now=now)


def _overdue(session: Session, survey_id: int, now: dt.datetime) -> list[str]:
    query = select(Run.code).where(
        Run.survey_id == survey_id, Run.state != "closed", Run.closes_at <= now
    )
    return list(session.scalars(query))


def _taken(session: Session, survey_id: int) -> int:
    query = (
        select(func.count())
        .select_from(CrowdMember)
        .join(Crowd, Crowd.id == CrowdMember.crowd_id)
        .where(Crowd.survey_id == survey_id)
    )
    return session.scalar(query) or 0
