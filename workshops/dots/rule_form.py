"""The form for the rule of a vote: how many dots, on what, and whose."""

from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Message, Missing, say
from app.web.forms import Form
from workshops.agenda.room import STEP, Field, RoomStep, room
from workshops.dots.allowances import proposed
from workshops.dots.rules import HIGHEST, SCOPES
from workshops.dots.scope import SOURCES, Scope
from workshops.dots.services import EVERYBODY
from workshops.followup.rules import DECIDED
from workshops.measures.candidates import measures_by_field
from workshops.models import Measure, Step, VoteRule, Workshop


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure that may be chosen for the ballot."""

    id: int
    texts: dict[str, str]
    original: str
    decision: str | None

    def text(self, language: str) -> str:
        return best_text(self.texts, language, self.original)


@dataclass(frozen=True, slots=True)
class FieldChoice:
    field: Field
    measures: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The form as it was stored or typed.

    `proposed`: scope -> the allowance if left empty. `groups`: id -> title of those that could
    vote alone. `open`: the vote is; then `effect` says what the change would do, and the form
    asks whether that is meant.
    """

    step_id: int
    scope: str
    allowance: str
    most: str
    proposed: dict[str, int]
    source: str
    best: str
    decided: bool
    chosen_fields: frozenset[int]
    chosen_measures: frozenset[int]
    fields: tuple[FieldChoice, ...]
    groups: dict[int, str]
    group: int
    open: bool
    effect: tuple[Message, ...] = ()
    errors: dict[str, Message] = field(default_factory=dict)

    @property
    def any_decided(self) -> bool:
        """Whether the council has decided on a measure that this room has before it."""
        return any(one.decision in DECIDED for part in self.fields for one in part.measures)


def rule_form(session: Session, workshop_id: int, step_id: int) -> RuleForm:
    """The rule of a vote step of this workshop, ready to be changed.

    Raises:
        Missing: no such step, or one without dots.
    """
    rule = session.scalar(
        select(VoteRule)
        .join(Step, Step.id == VoteRule.step_id)
        .where(Step.id == step_id, Step.workshop_id == workshop_id)
    )
    if rule is None:
        raise Missing
    step = RoomStep(*session.execute(select(*STEP).where(Step.id == step_id)).one())
    scope = Scope.of(step.settings)
    return RuleForm(
        step_id,
        rule.scope,
        "" if rule.allowance is None else str(rule.allowance),
        str(rule.most),
        proposed(session, step),
        scope.source,
        str(scope.best),
        scope.decided,
        frozenset(scope.fields),
        frozenset(scope.measures),
        _choices(session, workshop_id),
        _groups(session, workshop_id),
        rule.eligible_id or EVERYBODY,
        step.state == "open",
    )


def _choices(session: Session, workshop_id: int) -> tuple[FieldChoice, ...]:
    fields = measures_by_field(session, workshop_id)
    rows = session.execute(
        select(Measure.id, Measure.texts, Measure.language, Measure.decision).where(
            Measure.id.in_(fields)
        )
    )
    texts = {row.id: Choice(*row) for row in rows}
    return tuple(
        FieldChoice(one, tuple(texts[m] for m, f in fields.items() if f == one.id))
        for one in room(session, workshop_id).fields
    )


def _groups(session: Session, workshop_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Workshop.id, Workshop.title)
        .where(Workshop.parent_id == workshop_id, Workshop.removed_at.is_(None))
        .order_by(Workshop.id)
    )
    return {row.id: row.title for row in rows}


@dataclass(frozen=True, slots=True)
class NewRule:
    """What was typed, checked. Without an allowance, it is proposed when the vote opens.

    `group` is None where the form did not ask who votes. `seen`: the moderator has read what it
    does to the open vote, and means it.
    """

    scope: str
    allowance: int | None
    most: int | None
    ballot: Scope
    group: int | None
    seen: bool
    form: Form


def read_rule(data: Form, present: RuleForm) -> NewRule:
    """What the form says; a form that does not ask for the ballot leaves it as it is."""
    source = data.choice("source", SOURCES) if data.ticked("source") else present.source
    asked = data.ticked("source")
    fields = _numbers(data, "fields") if asked else sorted(present.chosen_fields)
    measures = _numbers(data, "measures") if asked else sorted(present.chosen_measures)
    if source == "fields" and not fields:
        data.refuse("fields", say("Please choose at least one."))
    if source == "measures" and not measures:
        data.refuse("measures", say("Please choose at least one."))
    decided = data.ticked("decided") if asked else present.decided
    best = data.whole("best", low=1, high=HIGHEST) if source == "best" and asked else None
    group = next(iter(_numbers(data, "group")), None)
    return NewRule(
        scope=data.choice("scope", SCOPES),
        allowance=data.whole("allowance", low=1, high=HIGHEST, required=False),
        most=data.whole("most", low=1, high=HIGHEST),
        ballot=Scope(source, tuple(fields), tuple(measures), best or int(present.best), decided),
        group=group,
        seen=data.ticked("seen"),
        form=data,
    )


def _numbers(data: Form, name: str) -> list[int]:
    return [int(v) for v in data.many(name) if v.isascii() and v.isdigit() and len(v) < 10]


def typed(form: RuleForm, new: NewRule, effect: tuple[Message, ...] = ()) -> RuleForm:
    """The form as it was typed, with what is wrong in it, or what it would do."""
    values = new.form.values
    return replace(
        form,
        scope=values.get("scope", ""),
        allowance=values.get("allowance", ""),
        most=values.get("most", ""),
        source=new.ballot.source,
        best=values.get("best", form.best),
        decided=new.ballot.decided,
        chosen_fields=frozenset(new.ballot.fields),
        chosen_measures=frozenset(new.ballot.measures),
        group=form.group if new.group is None else new.group,
        effect=effect,
        errors=new.form.errors,
    )
