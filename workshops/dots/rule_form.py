"""The form that changes the dot rule before the vote opens."""

from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Message, Missing
from app.web.forms import Form
from workshops.dots.rules import HIGHEST, SCOPES
from workshops.dots.services import proposed_allowances
from workshops.models import Step, VoteRule


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The form as it was stored or typed. `proposed`: scope -> the allowance if left empty."""

    step_id: int
    scope: str
    allowance: str
    most: str
    proposed: dict[str, int]
    errors: dict[str, Message] = field(default_factory=dict)


def rule_form(session: Session, workshop_id: int, step_id: int) -> RuleForm:
    """The rule of a vote step of this workshop, ready to be changed.

    Raises:
        Missing: no such step, or one without dots.
    """
    rule = session.execute(
        select(VoteRule.scope, VoteRule.allowance, VoteRule.most)
        .join(Step, Step.id == VoteRule.step_id)
        .where(Step.id == step_id, Step.workshop_id == workshop_id)
    ).one_or_none()
    if rule is None:
        raise Missing
    allowance = "" if rule.allowance is None else str(rule.allowance)
    proposed = proposed_allowances(session, workshop_id)
    return RuleForm(step_id, rule.scope, allowance, str(rule.most), proposed)


@dataclass(frozen=True, slots=True)
class NewRule:
    """What was typed, checked. Without an allowance, it is proposed when the vote opens."""

    scope: str
    allowance: int | None
    most: int | None
    form: Form


def read_rule(data: Form) -> NewRule:
    return NewRule(
        scope=data.choice("scope", SCOPES),
        allowance=data.whole("allowance", low=1, high=HIGHEST, required=False),
        most=data.whole("most", low=1, high=HIGHEST),
        form=data,
    )


def typed(form: RuleForm, data: Form) -> RuleForm:
    """The form as it was typed, with what is wrong in it."""
    values = data.values
    return replace(
        form,
        scope=values.get("scope", ""),
        allowance=values.get("allowance", ""),
        most=values.get("most", ""),
        errors=data.errors,
    )
