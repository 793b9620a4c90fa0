"""What the office sees of its workshops: the list, one plan, and what a plan can be made of."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.refused import Message, Missing
from workshops.agenda.kinds import title_of
from workshops.agenda.own_templates import all_templates
from workshops.agenda.room import Field, fields_of, people, steps_of
from workshops.agenda.templates import Template
from workshops.concepts.tree import Structure, structure
from workshops.dots.rules import MOST_ON_ONE
from workshops.dots.services import proposed_allowances
from workshops.groups.listing import family_order, listed, people_in
from workshops.measures.candidates import measures_by_field
from workshops.models import (
    Concept,
    Step,
    VoteRule,
    Workshop,
    WorkshopModerator,
    WorkshopNode,
)


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop in the list of all."""

    code: str
    title: str
    place: str
    date: dt.date | None
    concept: str
    concept_title: str
    kind: str  # of the step the room is in
    step: Message | str
    people: int
    group: bool  # it belongs to the workshop above it


@dataclass(frozen=True, slots=True)
class Person:
    """An account that may run workshops."""

    id: int
    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class DotRule:
    """The rule as it is planned. `proposed`: scope -> the allowance if it is left empty."""

    scope: str
    allowance: int | None
    most: int
    proposed: dict[str, int]
    fixed: bool  # the vote has been opened, or there is none
    votes: int  # how many there are in the agenda; the rule is that of the first one


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned workshop."""

    id: int
    code: str
    title: str
    place: str
    date: dt.date | None
    languages: tuple[str, ...]
    approve_first: bool
    projector_token: str
    concept: str
    concept_title: str
    fields: tuple[Field, ...]
    moderators: tuple[Person, ...]
    rule: DotRule
    agenda: tuple[Message | str, ...]
    step: Message | str
    people: int
    measures: int
    plenary: tuple[str, str] | None  # code and title of the workshop that it is a group of


@dataclass(frozen=True, slots=True)
class Choices:
    """What a plan can be made of: the concept's entries, who can run it, and how it can go."""

    structure: Structure
    people: tuple[Person, ...]
    agendas: tuple[Template, ...]

    def counts(self) -> dict[int, int]:
        """Entry -> the number of measures at and below it."""
        return {
            node.id: sum(len(below.measures) for below in node.walk())
            for node in self.structure.walk()
        }

    def holding(self, chosen: Collection[int]) -> set[int]:
        """The entries that are chosen, or have a chosen one below them."""
        return {
            node.id
            for node in self.structure.walk()
            if any(below.id in chosen for below in node.walk())
        }


def workshops(session: Session) -> tuple[WorkshopLine, ...]:
    """All workshops, the latest date first; those without one come before. Groups stand below
    their workshop."""
    here = (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position)
    rows = session.execute(
        select(Workshop, Concept.name, Concept.title, Step, people_in())
        .join(Concept, Concept.id == Workshop.concept_id)
        .join(Step, here)
        .where(listed())
        .order_by(Workshop.date.is_not(None), Workshop.date.desc(), Workshop.id.desc())
    )
    return family_order((row[0], _line(*row)) for row in rows)


def _line(w: Workshop, name: str, title: str, step: Step, people: int) -> WorkshopLine:
    group = w.parent_id is not None
    return WorkshopLine(
        w.code, w.title, w.place, w.date, name, title, step.kind, title_of(step), people, group
    )


def plan_of(session: Session, code: str) -> Plan:
    """
    Raises:
        Missing: there is no workshop with this code.
    """
    found = session.execute(
        select(Workshop, Concept.name, Concept.title, Concept.language, Step)
        .join(Concept, Concept.id == Workshop.concept_id)
        .join(Step, (Step.workshop_id == Workshop.id) & (Step.position == Workshop.position))
        .where(Workshop.code == code, Workshop.removed_at.is_(None))
    ).one_or_none()
    if found is None:
        raise Missing
    workshop, name, title, language, step = found
    home = session.get(Workshop, workshop.parent_id) if workshop.parent_id else None
    return Plan(
        id=workshop.id,
        code=workshop.code,
        title=workshop.title,
        place=workshop.place,
        date=workshop.date,
        languages=tuple(workshop.languages),
        approve_first=workshop.approve_first,
        projector_token=workshop.projector_token,
        concept=name,
        concept_title=title,
        fields=fields_of(session, workshop.id, language),
        moderators=_moderators(session, workshop.id),
        rule=_rule(session, workshop.id),
        agenda=tuple(map(title_of, steps_of(session, workshop.id))),
        step=title_of(step),
        people=people(session, workshop.id),
        measures=len(measures_by_field(session, workshop.id)),
        plenary=(home.code, home.title) if home else None,
    )


def choices(session: Session, concept: str) -> Choices:
    """
    Raises:
        Missing: there is no such concept.
    """
    query = select(Account).order_by(Account.role, Account.name, Account.id)
    people = tuple(Person(a.id, a.name, a.email, a.role) for a in session.scalars(query))
    return Choices(structure(session, concept), people, all_templates(session))


def chosen_nodes(session: Session, code: str) -> frozenset[int]:
    """The nodes that the workshop works on."""
    query = select(WorkshopNode.node_id).join(Workshop).where(Workshop.code == code)
    return frozenset(session.scalars(query))


def _moderators(session: Session, workshop_id: int) -> tuple[Person, ...]:
    rows = session.scalars(
        select(Account)
        .join(WorkshopModerator, WorkshopModerator.account_id == Account.id)
        .where(WorkshopModerator.workshop_id == workshop_id)
        .order_by(Account.name, Account.id)
    )
    return tuple(Person(a.id, a.name, a.email, a.role) for a in rows)


def _rule(session: Session, workshop_id: int) -> DotRule:
    """The rule of the first vote."""
    rows = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most, Step.state)
        .join(Step)
        .where(Step.workshop_id == workshop_id, Step.position >= 0)
        .order_by(Step.position)
    ).all()
    proposed = proposed_allowances(session, workshop_id)
    if not rows:
        return DotRule("field", None, MOST_ON_ONE, proposed, fixed=True, votes=0)
    row, fixed = rows[0], rows[0].state != "waiting"
    return DotRule(row.scope, row.allowance, row.most, proposed, fixed, len(rows))
