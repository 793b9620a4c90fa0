"""Planning workshops: what is worked on, where and when, in which languages, by whom it is run."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.codes import new_code
from app.database import gate
from app.refused import Missing, Refused, say
from workshops.agenda.own_templates import template_of
from workshops.agenda.room import room_changed
from workshops.agenda.services import make_agenda
from workshops.agenda.templates import DEFAULT, TemplateStep
from workshops.concepts.tree import concept_row, structure
from workshops.dots.services import set_rule
from workshops.models import (
    BallotLine,
    Concept,
    Node,
    Step,
    VoteRule,
    Workshop,
    WorkshopModerator,
    WorkshopNode,
)

Rule = tuple[str, int | None, int]
"""Scope, allowance (None: proposed when the vote opens), most on one measure."""

TOKEN_BYTES = 24  # of the projector's link, which opens without signing in


def plan_workshop(
    session: Session,
    *,
    concept: str,
    title: str,
    place: str,
    date: dt.date | None,
    languages: Sequence[str],
    node_ids: Iterable[int],
    approve_first: bool,
    scope: str,
    allowance: int | None,
    most: int,
    moderators: Iterable[int],
    now: dt.datetime,
    agenda: str = DEFAULT,
) -> str:
    """Plan a workshop on some nodes of the concept with this short name; returns its code.

    The first of `languages` is the default. Without an `allowance` it is proposed when the vote
    opens. `moderators` are ids of accounts. `agenda` is the key of a template, whose steps the
    workshop gets; the dot rule is that of this call, for all of its votes.

    Raises:
        Missing: no such concept.
        Refused: no node, or one of another concept; or the agenda is gone.
    """
    steps = _steps(session, agenda)
    workshop = Workshop(
        code=free_code(session),
        concept_id=concept_row(session, concept).id,
        title=title,
        place=place,
        date=date,
        languages=list(languages),
        approve_first=approve_first,
        position=0,
        projector_token=secrets.token_urlsafe(TOKEN_BYTES),
        created_at=now,
    )
    session.add(workshop)
    session.flush()
    _set_nodes(session, workshop.id, concept, set(node_ids))
    _set_moderators(session, workshop.id, moderators)
    make_agenda(session, workshop.id, steps)
    for step_id in _vote_steps(session, workshop.id):
        set_rule(session, workshop.id, step_id, scope=scope, allowance=allowance, most=most)
    return workshop.code


def _steps(session: Session, agenda: str) -> Sequence[TemplateStep]:
    try:
        return template_of(session, agenda).steps
    except Missing as error:
        gone = say("The agenda you chose is not there any more. Choose another one.")
        raise Refused(gone, 422) from error


def edit_workshop(
    session: Session,
    code: str,
    *,
    title: str,
    place: str,
    date: dt.date | None,
    languages: Sequence[str],
    node_ids: Iterable[int],
    approve_first: bool,
    moderators: Iterable[int],
    rule: Rule | None = None,
) -> None:
    """Change the plan, also while the workshop runs: nothing that people did is lost.

    A ballot that has been opened keeps its fields and its rule; without `rule` all votes do.

    Raises:
        Missing: no such workshop.
        Refused: no node, one of another concept, or one is missing that people vote on.
    """
    id, concept = _alone(session, code)
    session.execute(
        update(Workshop)
        .where(Workshop.id == id)
        .values(
            title=title,
            place=place,
            date=date,
            languages=list(languages),
            approve_first=approve_first,
        )
    )
    session.execute(  # its groups speak its languages
        update(Workshop)
        .where(Workshop.parent_id == id)
        .values(languages=list(languages), date=date)
    )
    _set_nodes(session, id, concept, set(node_ids))
    _set_moderators(session, id, moderators)
    if rule:
        set_dot_rule(session, code, scope=rule[0], allowance=rule[1], most=rule[2])
    room_changed(session, id)


def set_dot_rule(
    session: Session, code: str, *, scope: str, allowance: int | None, most: int
) -> None:
    """Change the rule of every vote of the workshop that has not been opened yet.

    Raises:
        Missing: no such workshop.
    """
    id, _ = _alone(session, code)
    for step_id in _vote_steps(session, id, "waiting"):
        set_rule(session, id, step_id, scope=scope, allowance=allowance, most=most)


def free_code(session: Session) -> str:
    while True:
        code = new_code()
        if session.scalar(select(Workshop.id).where(Workshop.code == code)) is None:
            return code


def _alone(session: Session, code: str) -> tuple[int, str]:
    """The workshop's id and its concept's short name, while nobody else changes its course."""
    row = session.execute(
        select(Workshop.id, Concept.name)
        .join(Concept, Concept.id == Workshop.concept_id)
        .where(Workshop.code == code, Workshop.removed_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Missing
    gate.shut(session, row.id)
    return row.id, row.name


def _set_nodes(session: Session, workshop_id: int, concept: str, wanted: set[int]) -> None:
    """The workshop works on these nodes, in the order of the concept.

    Chosen nodes that are deleted in the concept stay chosen: they may be brought back there.
    """
    order = [node.id for top in structure(session, concept).nodes for node in top.walk()]
    if not wanted:
        raise Refused(say("Choose at least one entry that the workshop works on."), 422)
    if not wanted <= set(order):
        raise Refused(say("One of the chosen entries is not in the concept any more."), 422)
    voted = select(BallotLine.field_id).join(Step, Step.id == BallotLine.step_id)
    if not wanted >= set(session.scalars(voted.where(Step.workshop_id == workshop_id))) & set(
        order
    ):
        raise Refused(say("People vote on an entry that you have taken away. It has to stay."))
    own = (WorkshopNode.workshop_id == workshop_id,)
    alive = select(Node.id).where(Node.deleted_at.is_(None))
    session.execute(delete(WorkshopNode).where(*own, WorkshopNode.node_id.in_(alive)))
    rows = [
        {"workshop_id": workshop_id, "node_id": node_id, "position": position}
        for position, node_id in enumerate(order)
        if node_id in wanted
    ]
    session.execute(insert(WorkshopNode), rows)


def _set_moderators(session: Session, workshop_id: int, wanted: Iterable[int]) -> None:
    known = session.scalars(select(Account.id).where(Account.id.in_(set(wanted)))).all()
    session.execute(delete(WorkshopModerator).where(WorkshopModerator.workshop_id == workshop_id))
    rows = [{"workshop_id": workshop_id, "account_id": id} for id in known]
    if rows:
        session.execute(insert(WorkshopModerator), rows)


def _vote_steps(session: Session, workshop_id: int, state: str = "") -> Sequence[int]:
    query = select(Step.id).join(VoteRule).where(Step.workshop_id == workshop_id)
    if state:
        query = query.where(Step.state == state)
    return session.scalars(query.order_by(Step.position)).all()
