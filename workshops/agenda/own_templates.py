"""Agendas that the office has copied and changed.

A workshop that was planned with one has its own from then on.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.database.base import LARGEST
from app.refused import Missing, Refused, say
from workshops.agenda.kinds import TABLE
from workshops.agenda.rules import MOST_STEPS, moved, one_line, place_of
from workshops.agenda.templates import (
    BUILT_IN,
    DotRule,
    Template,
    TemplateStep,
    built_in,
    read_back,
    stored,
)
from workshops.models import AgendaTemplate

Steps = list[TemplateStep]
Change = Callable[[Steps], Steps]


def all_templates(session: Session) -> tuple[Template, ...]:
    """Ours first, then those of the office by title."""
    rows = session.scalars(select(AgendaTemplate).order_by(AgendaTemplate.title, AgendaTemplate.id))
    return (*map(built_in, BUILT_IN), *map(_template, rows))


def template_of(session: Session, key: str) -> Template:
    """
    Raises:
        Missing: there is no such template.
    """
    return built_in(key) if key in BUILT_IN else _template(_row(session, key))


def copy_template(session: Session, key: str, *, title: str, now: dt.datetime) -> str:
    """A copy that may be changed; returns its key.

    Raises:
        Missing: there is no such template.
    """
    source = template_of(session, key)
    row = AgendaTemplate(
        title=one_line(title) or key,
        steps=stored(source.all_steps),
        rule=asdict(source.rule),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return str(row.id)


def describe_template(session: Session, key: str, *, title: str, rule: DotRule) -> None:
    """Another title, and another rule for its votes."""
    row = _row(session, key, lock=True)
    values = {"title": one_line(title) or row.title, "rule": asdict(rule)}
    session.execute(update(AgendaTemplate).where(AgendaTemplate.id == int(key)).values(values))


def delete_template(session: Session, key: str) -> None:
    """Workshops that were planned with it keep their agendas.

    Raises:
        Missing: there is no such template of the office's.
    """
    _row(session, key)
    session.execute(delete(AgendaTemplate).where(AgendaTemplate.id == int(key)))


def add_template_step(
    session: Session,
    key: str,
    *,
    behind: int,
    kind: str,
    title: str | None = None,
    minutes: int | None = None,
) -> int:
    """Add a step behind the one with this number (0: at the beginning); returns its own.

    Raises:
        Missing: no such template or kind. Refused: it is as long as an agenda may be.
    """
    if kind not in TABLE:
        raise Missing
    row = _row(session, key, lock=True)
    steps = list(read_back(row.steps))
    if len(steps) >= MOST_STEPS:
        raise Refused(say("The agenda is full. Take a step out first."))
    number = max((step.id for step in steps), default=0) + 1
    settings: dict[str, Any] = {"minutes": minutes} if minutes else {}
    place = place_of([step.id for step in steps if not step.out], behind) + 1
    steps.append(TemplateStep(number, kind, one_line(title), settings))
    _store(session, key, _placed(steps, number, place))
    return number


def move_template_step(session: Session, key: str, number: int, to: int) -> None:
    _change(session, key, number, lambda steps: _placed(steps, number, to))


def describe_template_step(
    session: Session, key: str, number: int, *, title: str, minutes: int | None
) -> None:
    """Another title (empty: its kind's, or the one it came with), another time."""

    def described(step: TemplateStep) -> TemplateStep:
        settings = {**step.settings, "minutes": minutes}
        return replace(step, title=one_line(title), settings=settings)

    _change(
        session,
        key,
        number,
        lambda steps: [described(step) if step.id == number else step for step in steps],
    )


def take_template_step(session: Session, key: str, number: int) -> None:
    """Take a step out; it can be brought back.

    Raises:
        Refused: it is the only one.
    """

    def without(steps: Steps) -> Steps:
        if not any(not step.out and step.id != number for step in steps):
            raise Refused(say("An agenda needs at least one step."))
        taken = [replace(step, out=True) for step in steps if step.id == number]
        return [*(step for step in steps if step.id != number), *taken]

    _change(session, key, number, without)


def return_template_step(session: Session, key: str, number: int) -> None:
    """Bring back a step that was taken out, to the end of the agenda."""

    def back(steps: Steps) -> Steps:
        return [replace(step, out=False) if step.id == number else step for step in steps]

    _change(session, key, number, back)


def _placed(steps: Steps, number: int, to: int) -> Steps:
    """The steps in the agenda with this one at place `to`, then those that were taken out."""
    inside = [step.id for step in steps if not step.out]
    by_id = {step.id: step for step in steps}
    order = moved(inside, number, to) if number in inside else inside
    return [*(by_id[id] for id in order), *(step for step in steps if step.out)]


def _change(session: Session, key: str, number: int, change: Change) -> None:
    """
    Raises:
        Missing: no such template, or no such step in it.
    """
    steps = list(read_back(_row(session, key, lock=True).steps))
    if all(step.id != number for step in steps):
        raise Missing
    _store(session, key, change(steps))


def _store(session: Session, key: str, steps: Steps) -> None:
    session.execute(
        update(AgendaTemplate).where(AgendaTemplate.id == int(key)).values(steps=stored(steps))
    )
    session.expire_all()


def _row(session: Session, key: str, *, lock: bool = False) -> AgendaTemplate:
    # Python itself refuses to read a number of thousands of digits.
    if not (key.isascii() and key.isdigit()) or len(key) > 10 or int(key) > LARGEST:
        raise Missing
    row = session.get(AgendaTemplate, int(key), with_for_update=lock or None)
    if row is None:
        raise Missing
    return row


def _template(row: AgendaTemplate) -> Template:
    return Template(str(row.id), row.title, None, read_back(row.steps), DotRule(**row.rule))
