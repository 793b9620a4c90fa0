"""What the office does with the priorities of a concept. Every verb can be undone, see
workshops/concepts/history.py:

    await ledger.write(act, staff.name, rank_by, name, "share")
"""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Message, Missing, Refused, say, say_n
from workshops.gathering.events import gathered
from workshops.gathering.places import concept_head
from workshops.gathering.ranking import ORDERS
from workshops.gathering.reads import PROPOSED, proposal_page
from workshops.gathering.rules import Gathering
from workshops.journal.said import did
from workshops.models import Concept, Measure, Node, Workshop

ORDER_NAMES: dict[str, Message] = {
    "dots": say("Sum of dots"),
    "share": say("Share of voters"),
    "rank": say("Mean rank"),
    "thirds": say("Events that placed it in the first third"),
}
assert tuple(ORDER_NAMES) == ORDERS


def gather_from(session: Session, name: str, workshop_ids: Collection[int]) -> None:
    """Count these workshops, with their groups, and no others.

    Raises:
        Missing: no such concept, or a workshop that is none of its own.
    """
    concept = concept_head(session, name)
    events = {event.id: event for event in gathered(session, concept.id).events}
    wanted = set(workshop_ids)
    if not wanted <= events.keys():
        raise Missing
    changed = [event for event in events.values() if event.gathered != (event.id in wanted)]
    for event in changed:
        there = update(Workshop).where(Workshop.id == event.id)
        session.execute(there.values(gathered=event.id in wanted))
    lost = [event.title for event in changed if event.ratings and event.gathered]
    if changed:
        did(session, _gathers_from(len(wanted), lost))


def _gathers_from(workshops: int, lost: Collection[str]) -> Message:
    """`lost`: workshops whose closed rating counts no more."""
    if lost:
        return say_n(
            "The concept gathers from %(num)d workshop now. The rating of %(lost)s no longer "
            "orders the goals of the proposal",
            "The concept gathers from %(num)d workshops now. The rating of %(lost)s no longer "
            "orders the goals of the proposal",
            workshops,
            lost=", ".join(lost),
        )
    return say_n(
        "The concept gathers from %(num)d workshop now",
        "The concept gathers from %(num)d workshops now",
        workshops,
    )


def rank_by(session: Session, name: str, order: str) -> None:
    """What the ranking goes by from now on.

    Raises:
        Missing: no such concept or order.
    """
    concept = concept_head(session, name)
    if order not in ORDERS:
        raise Missing
    if order != concept.gathering.order:
        keep(session, name, replace(concept.gathering, order=order))
        did(session, say("Measures are ranked by: %(order)s", order=ORDER_NAMES[order]))


def size_proposal(session: Session, name: str, *, goals: int, measures: int) -> None:
    """How many goals are proposed, and how many measures of each.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    wanted = replace(concept.gathering, goals=goals, measures=measures)
    if wanted != concept.gathering:
        keep(session, name, wanted)
        did(
            session,
            say(
                "Size of the proposal: goals: %(goals)d, measures of each goal: %(measures)d",
                goals=goals,
                measures=measures,
            ),
        )


def propose(session: Session, name: str, *, seen: str) -> None:
    """Mark what the two steps choose at present as proposed to the council, and nothing else.

    What the council has decided on is left out, and stays as it is. `seen` names the preview that
    was looked at.

    Raises:
        Missing: there is no such concept. Refused: it is another proposal by now, or none.
    """
    page = proposal_page(session, name)
    if page.seen != seen:
        raise Refused(say("The figures have changed meanwhile. Look at the proposal once more."))
    if not page.proposal.measure_ids:
        raise Refused(say("There is nothing to propose yet."))
    _decide(session, page.to_clear, None)
    _decide(session, page.to_mark, PROPOSED)
    did(
        session,
        say_n(
            "%(num)d measure is proposed to the council",
            "%(num)d measures are proposed to the council",
            len(page.proposal.measure_ids),
        ),
    )


def take_back_proposal(session: Session, name: str) -> None:
    """No measure is proposed to the council any more; what it has decided on stays as it is.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_head(session, name)
    marked = session.scalars(
        select(Measure.id)
        .join(Node, Node.id == Measure.node_id)
        .where(Node.concept_id == concept.id, Measure.decision == PROPOSED)
    ).all()
    if marked:
        _decide(session, marked, None)
        did(session, say("The proposal to the council was taken back"))


def keep(session: Session, name: str, gathering: Gathering) -> None:
    """Keep with the concept how it combines its workshops."""
    there = session.scalar(select(Concept.gathering).where(Concept.name == name)) or {}
    kept = {**there, **gathering.kept()}  # what others keep there stays, see workshops/process
    session.execute(update(Concept).where(Concept.name == name).values(gathering=kept))
    session.flush()


def _decide(session: Session, ids: Collection[int], decision: str | None) -> None:
    if ids:
        session.execute(update(Measure).where(Measure.id.in_(ids)).values(decision=decision))
        session.flush()
