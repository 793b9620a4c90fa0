"""Making groups, and who is in which. Moderators act on the plenary, so its journal can undo it."""

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.database import gate
from app.database.base import utc_now
from app.database.ledger import changed
from app.language.content import best_text
from app.refused import Missing, Refused, say, say_n
from workshops.agenda.kinds import TABLE
from workshops.agenda.own_templates import template_of
from workshops.agenda.room import GROUPS, room_changed
from workshops.agenda.services import make_agenda
from workshops.agenda.templates import Template
from workshops.groups.reads import groups_of
from workshops.groups.rules import LONGEST_TITLE, MOST_GROUPS
from workshops.journal.said import did
from workshops.models import (
    BallotLine,
    Concept,
    Node,
    Step,
    VoteRule,
    Workshop,
    WorkshopNode,
)
from workshops.participants.guest import seats_topic
from workshops.services import TOKEN_BYTES, free_code

AGENDA = ("collect", "merge", "vote", "results")
"""What a group does, if no agenda is chosen for it."""


def make_groups(session: Session, workshop_id: int) -> None:
    """One group for each field that no group works on yet, called like the field.

    Raises:
        Refused: every field has its group.
    """
    plenary = plenary_alone(session, workshop_id)
    language = session.scalar(select(Concept.language).where(Concept.id == plenary.concept_id))
    taken = select(WorkshopNode.node_id).where(
        WorkshopNode.workshop_id.in_(groups_of(session, workshop_id))
    )
    rows = session.execute(
        select(Node.id, Node.titles)
        .join(WorkshopNode, WorkshopNode.node_id == Node.id)
        .where(WorkshopNode.workshop_id == workshop_id, Node.deleted_at.is_(None))
        .where(Node.id.not_in(taken))
        .order_by(WorkshopNode.position, Node.id)
    ).all()
    if not rows:
        raise Refused(say("Every field has its group already."))
    for row in rows:
        title = best_text(row.titles, plenary.languages[0], language or "")
        _make(session, plenary, title[:LONGEST_TITLE], "", [row.id], None)
    did(
        session,
        say_n("%(num)d group was made", "%(num)d groups were made", len(rows)),
    )
    room_changed(session, workshop_id)


def add_group(
    session: Session,
    workshop_id: int,
    *,
    title: str,
    place: str,
    node_ids: Iterable[int],
    template: str | None = None,
) -> int:
    """One more group on some of the workshop's fields; returns its id.

    `template`: the key of an agenda to start from; None: AGENDA.

    Raises:
        Missing: no such template.
        Refused: a field is not the workshop's, or there are as many groups as there may be.
    """
    plenary = plenary_alone(session, workshop_id)
    agenda = template_of(session, template) if template else None
    id = _make(session, plenary, title, place, _fields(session, workshop_id, node_ids), agenda)
    did(session, say("The group “%(group)s” was made", group=title))
    room_changed(session, workshop_id)
    return id


def change_group(
    session: Session,
    workshop_id: int,
    group_id: int,
    *,
    title: str,
    place: str,
    node_ids: Iterable[int],
) -> None:
    """Another name, place or other fields. What was proposed and voted on stays.

    Raises:
        Missing: no such group.
        Refused: a field is not the workshop's, or people vote on one that is missing.
    """
    plenary_alone(session, workshop_id)
    group = group_alone(session, workshop_id, group_id)
    nodes = _fields(session, workshop_id, node_ids)
    old = group.title
    group.title, group.place = title, place
    _set_fields(session, workshop_id, group_id, nodes)
    if old == title:
        did(session, say("The group “%(group)s” was changed", group=title))
    else:
        did(session, say("The group “%(old)s” is now “%(new)s”", old=old, new=title))
    room_changed(session, workshop_id)


def remove_group(session: Session, workshop_id: int, group_id: int) -> None:
    """Take a group away. Its people have none then; they, and all they did, come back with it."""
    plenary_alone(session, workshop_id)
    group = group_alone(session, workshop_id, group_id)
    if group.removed_at is None:
        group.removed_at = utc_now()
        session.flush()
        did(session, say("The group “%(group)s” was removed", group=group.title))
        people_changed(session, workshop_id)


def return_group(session: Session, workshop_id: int, group_id: int) -> None:
    """Bring a removed group back, with its people as far as they are in no other one by now."""
    plenary_alone(session, workshop_id)
    group = group_alone(session, workshop_id, group_id)
    if group.removed_at is not None:
        _check_number(session, workshop_id)
        group.removed_at = None
        session.flush()
        did(session, say("The group “%(group)s” was brought back", group=group.title))
        people_changed(session, workshop_id)


def _make(
    session: Session,
    plenary: Workshop,
    title: str,
    place: str,
    nodes: Sequence[int],
    agenda: Template | None,
) -> int:
    _check_number(session, plenary.id)
    group = Workshop(
        code=free_code(session),
        concept_id=plenary.concept_id,
        title=title,
        place=place,
        date=plenary.date,
        languages=list(plenary.languages),
        approve_first=plenary.approve_first,
        position=0,
        projector_token=secrets.token_urlsafe(TOKEN_BYTES),
        created_at=utc_now(),
        parent_id=plenary.id,
        removed_at=None,
        others_shown=plenary.others_shown,
        codes_required=False,  # people join the plenary, which may require them
    )
    session.add(group)
    session.flush()
    _set_fields(session, plenary.id, group.id, nodes)
    _plan_steps(session, group.id, agenda)
    return group.id


def _plan_steps(session: Session, group_id: int, agenda: Template | None) -> None:
    """A group has no groups of its own."""
    steps = [step for step in agenda.steps if step.kind != GROUPS] if agenda else []
    if agenda is None or not steps:
        make_agenda(session, group_id, [kind for kind in AGENDA if kind in TABLE])
        return
    make_agenda(session, group_id, steps)
    rule = agenda.rule
    session.execute(
        update(VoteRule)
        .where(VoteRule.step_id.in_(select(Step.id).where(Step.workshop_id == group_id)))
        .values(scope=rule.scope, allowance=rule.allowance, most=rule.most)
    )


def _check_number(session: Session, workshop_id: int) -> None:
    if len(groups_of(session, workshop_id)) >= MOST_GROUPS:
        raise Refused(say("There are as many groups as there may be."))


def plenary_alone(session: Session, workshop_id: int) -> Workshop:
    """The workshop, while nobody chooses a group of it.

    Raises:
        Missing: there is none, or it is itself a group.
    """
    gate.shut(session, workshop_id)
    found = session.get(Workshop, workshop_id, populate_existing=True)
    if found is None or found.parent_id is not None:
        raise Missing
    return found


def group_alone(session: Session, workshop_id: int, group_id: int) -> Workshop:
    group = session.get(Workshop, group_id, populate_existing=True)
    if group is None or group.parent_id != workshop_id:
        raise Missing
    return group


def _fields(session: Session, workshop_id: int, node_ids: Iterable[int]) -> list[int]:
    """These fields of the workshop, in its order."""
    wanted = set(node_ids)
    if not wanted:
        raise Refused(say("Choose at least one field that the group works on."), 422)
    own = select(WorkshopNode.node_id).where(WorkshopNode.workshop_id == workshop_id)
    found = [id for id in session.scalars(own.order_by(WorkshopNode.position)) if id in wanted]
    if len(found) != len(wanted):
        raise Refused(say("One of the chosen fields is not a field of this workshop."), 422)
    return found


def _set_fields(session: Session, workshop_id: int, group_id: int, nodes: Sequence[int]) -> None:
    voted = select(BallotLine.field_id).join(Step, Step.id == BallotLine.step_id)
    if not set(session.scalars(voted.where(Step.workshop_id == group_id))) <= set(nodes):
        raise Refused(say("People vote on a field that you have taken away. It has to stay."))
    positions = {
        row.node_id: row.position
        for row in session.execute(
            select(WorkshopNode.node_id, WorkshopNode.position).where(
                WorkshopNode.workshop_id == workshop_id
            )
        )
    }
    own = WorkshopNode.workshop_id == group_id
    session.execute(delete(WorkshopNode).where(own, WorkshopNode.node_id.not_in(nodes)))
    there = set(session.scalars(select(WorkshopNode.node_id).where(own)))
    rows = [
        {"workshop_id": group_id, "node_id": id, "position": positions[id]}
        for id in nodes
        if id not in there
    ]
    if rows:
        session.execute(insert(WorkshopNode), rows)
    session.flush()


def people_changed(session: Session, workshop_id: int) -> None:
    changed(session, seats_topic(workshop_id))
    room_changed(session, workshop_id)
