"""What another rule or scope would do to an open vote: numbers of people and dots only.

Nothing of it may be worked out for one measure. So what a smaller rule takes is counted on the
present ballot, whatever shall leave it, and dots on measures that leave are counted only where
whole fields of several measures do.
"""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.refused import Message, say, say_n
from workshops.agenda.room import RoomStep
from workshops.dots.allowances import proposed, rule_of
from workshops.dots.counting import counted
from workshops.dots.effective import Lines, ballot_fields_of
from workshops.dots.lines import lines_of
from workshops.dots.rules import Rule
from workshops.dots.scope import Scope, candidates
from workshops.dots.services import check_scope, vote_step


@dataclass(frozen=True, slots=True)
class Effect:
    """`people` have more dots than the new rule allows: `dots` go back to them. Both are None on a
    ballot of one measure, where they would tell its dots.

    `leaving` measures leave the ballot, `joining` come onto it. `freed` dots of `freed_people` lie
    on those that leave; both None where that may not be told.
    """

    people: int | None
    dots: int | None
    leaving: int
    joining: int
    freed: int | None
    freed_people: int | None

    def sentences(self) -> tuple[Message, ...]:
        """What the moderator reads before the change."""
        said = []
        if self.people is None:
            said.append(say("Dots that the new rule does not allow go back to their owners."))
        if self.people:
            said.append(
                say_n(
                    "%(num)d person has more dots than that. Dots that go back: %(dots)d.",
                    "%(num)d people have more dots than that. Dots that go back to them: %(dots)d.",
                    self.people,
                    dots=self.dots,
                )
            )
        if self.leaving:
            said += [_leaving(self.leaving), self._freed()]
        if self.joining:
            said.append(
                say_n(
                    "%(num)d measure comes onto the ballot.",
                    "%(num)d measures come onto the ballot.",
                    self.joining,
                )
            )
        return tuple(said) or (say("Nobody loses a dot by this."),)

    def _freed(self) -> Message:
        if self.freed_people is None:
            return say("Dots that lie there go back to those who placed them.")
        return say_n(
            "%(num)d person has dots there. Dots that go back: %(dots)d.",
            "%(num)d people have dots there. Dots that go back to them: %(dots)d.",
            self.freed_people,
            dots=self.freed,
        )


def _leaving(count: int) -> Message:
    return say_n("%(num)d measure leaves the ballot.", "%(num)d measures leave the ballot.", count)


def effect_of(
    session: Session,
    workshop_id: int,
    step_id: int,
    *,
    scope: str,
    allowance: int | None,
    most: int,
    ballot: Scope,
) -> Effect | None:
    """What the change would do now; None where the vote is not open and nobody has to ask.

    Raises:
        Missing: not a vote of this workshop, or a field or measure of another.
    """
    step = vote_step(session, workshop_id, step_id)
    if step.state != "open":
        return None
    check_scope(session, step, ballot)
    new = Rule(scope, allowance or proposed(session, step, ballot)[scope], most)
    lines = lines_of(session, step_id)
    now = ballot_fields_of(lines)
    people, dots = (None, None) if len(now) == 1 else _taken(session, step, lines, new)
    same = ballot == Scope.of(step.settings)
    then = now if same else candidates(session, step, ballot)
    gone = {m: f for m, f in now.items() if m not in then}
    freed = _freed(session, step, lines, gone) if _may_be_told(lines, gone) else (None, None)
    return Effect(people, dots, len(gone), len(then.keys() - now.keys()), *freed)


def _taken(session: Session, step: RoomStep, lines: Lines, new: Rule) -> tuple[int, int]:
    """How many people the new rule leaves fewer dots than the present one, and how many fewer."""
    old = rule_of(session, step)
    before = dict(counted(session, step.id, old, lines))
    after = dict(counted(session, step.id, new, lines))
    lost = [sum(before[id].dots.values()) - sum(after[id].dots.values()) for id in before]
    return sum(1 for n in lost if n > 0), sum(n for n in lost if n > 0)


def _may_be_told(lines: Lines, gone: dict[int, int]) -> bool:
    """Whether whole fields leave, each of several measures, and so nothing can be told of one.

    Hidden measures belong to their field: else, hiding one and asking again would tell its dots.
    """
    sizes = Counter(line.field_id for line in lines.values() if line.merged_into is None)
    leaving = Counter(gone.values())
    return all(n == sizes[field] and n > 1 for field, n in leaving.items())


def _freed(session: Session, step: RoomStep, lines: Lines, gone: dict[int, int]) -> tuple[int, int]:
    """Dots that lie on these measures and count, and how many people placed them."""
    counts = counted(session, step.id, rule_of(session, step), lines)
    lying = [sum(n for m, n in one.dots.items() if m in gone) for _, one in counts]
    return sum(lying), sum(1 for n in lying if n)
