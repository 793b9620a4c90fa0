"""The plan of a workshop as it is typed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.language import catalogues
from app.refused import Message, say
from app.web.forms import Form
from workshops.agenda.templates import DEFAULT, DotRule, Template
from workshops.dots.rules import HIGHEST, MOST_ON_ONE, SCOPES
from workshops.imports.cells import one_line
from workshops.reads import Choices, Plan

MOST_TEXT = 200  # characters of title and place
FEW_FIELDS = 4  # a concept this small is chosen as a whole at first


@dataclass(frozen=True, slots=True)
class Shown:
    """The form as it is shown: from a plan, from what was typed, or the defaults."""

    values: Mapping[str, str]
    languages: Collection[str]
    nodes: Collection[int]
    moderators: Collection[int]
    approve_first: bool
    errors: Mapping[str, Message] = field(default_factory=dict)


class PlanForm(Form):
    """A plan that was sent. `rule` is None where the vote's rule is fixed already; `agendas` are
    those that a new plan could choose from."""

    def __init__(
        self, data: Mapping[str, Any], *, with_rule: bool, agendas: Iterable[Template] = ()
    ) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=MOST_TEXT))
        self.place = one_line(self.text("place", most=MOST_TEXT, required=None))
        self.day = self.date("date")
        self.languages = self._languages()
        self.nodes = self._ids("nodes")
        if not self.nodes:
            self.refuse("nodes", say("Choose at least one entry that the workshop works on."))
        self.moderators = self._ids("moderators")
        self.approve_first = self.ticked("approve_first")
        self.agenda = self.values.get("agenda") or DEFAULT
        self._proposed = rule_of_agenda(self.values, agendas)
        self.rule = self._rule() if with_rule else None

    def shown(self) -> Shown:
        return Shown(
            {**self.values, **_typed(self._proposed), "proposed": self.agenda},
            self.languages,
            self.nodes,
            self.moderators,
            self.approve_first,
            self.errors,
        )

    def _languages(self) -> list[str]:
        """All that were ticked, the main one first; it needs no tick of its own."""
        main = self.choice("language", catalogues.offered())
        ticked = self.many("languages")
        others = [tag for tag in catalogues.offered() if tag in ticked and tag != main]
        return [main, *others]

    def _ids(self, name: str) -> list[int]:
        return [int(v) for v in self.many(name) if v.isascii() and v.isdigit() and len(v) < 10]

    def _rule(self) -> tuple[str, int | None, int]:
        if found := self._proposed:
            return found.scope, found.allowance, found.most
        scope = self.choice("scope", SCOPES)
        allowance = self.whole("allowance", low=1, high=HIGHEST, required=False)
        most = self.whole("most", low=1, high=HIGHEST)
        return scope, allowance, most or MOST_ON_ONE


def rule_of_agenda(typed: Mapping[str, str], agendas: Iterable[Template]) -> DotRule | None:
    """The dots that belong to the agenda `typed["agenda"]`, if those that were typed are still as
    the agenda `typed["proposed"]` had proposed them. None: somebody has chosen others."""
    rules = {one.key: one.rule for one in agendas}
    before = rules.get(typed.get("proposed", ""))
    untouched = before and all(typed.get(k, "") == v for k, v in _typed(before).items())
    return rules.get(typed.get("agenda", "")) if untouched else None


def _typed(rule: DotRule | None) -> dict[str, str]:
    """A rule as somebody would type it."""
    if rule is None:
        return {}
    allowance = "" if rule.allowance is None else str(rule.allowance)
    return {"scope": rule.scope, "allowance": allowance, "most": str(rule.most)}


def first_plan(choices: Choices, agenda: Template, typed: Mapping[str, str]) -> Shown:
    """What a new plan proposes, with this agenda and the dots that belong to it; or with those that
    were `typed` before it was chosen."""
    dots = _typed(agenda.rule)
    if "proposed" in typed and rule_of_agenda(typed, choices.agendas) is None:
        dots = {name: typed.get(name, "") for name in dots}
    concept = choices.structure
    offered = catalogues.offered()
    main = concept.language if concept.language in offered else offered[0]
    outermost = [node.id for node in concept.nodes]
    return Shown(
        values={
            "agenda": agenda.key,
            "proposed": agenda.key,
            "language": main,
            **dots,
        },
        languages=list(offered),
        nodes=outermost if len(outermost) <= FEW_FIELDS else [],
        moderators=[],
        approve_first=False,
    )


def stored_plan(plan: Plan, nodes: Collection[int]) -> Shown:
    """A plan as it stands."""
    rule = plan.rule
    return Shown(
        values={
            "title": plan.title,
            "place": plan.place,
            "date": plan.date.isoformat() if plan.date else "",
            "language": plan.languages[0],
            "scope": rule.scope,
            "allowance": "" if rule.allowance is None else str(rule.allowance),
            "most": str(rule.most),
        },
        languages=plan.languages,
        nodes=nodes,
        moderators=[person.id for person in plan.moderators],
        approve_first=plan.approve_first,
    )
