"""Two runs of a survey beside each other, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.questionnaire import Question, Questionnaire
from surveys.results import summaries as kinds
from surveys.results.comparison_lines import Change, alike, lines
from surveys.results.crowds import MIXED
from surveys.results.summaries import Summary
from surveys.results.table import choice_names
from surveys.results.wording import Wording

NOT_ASKED = "–"


@dataclass(frozen=True, slots=True)
class Compared:
    """A question in both runs; `answered` counts people. Without lines: it was not asked in one of
    them, or too few have answered. `more`: one run had answers to offer that the other had not.
    `unlike`: some people stand under “All others”, whatever they said, so no difference is one."""

    key: str
    label: str
    answered: tuple[int, int]
    lines: tuple[Change, ...]
    points: bool  # differences are percentage points
    asked: bool
    more: bool
    unlike: bool

    @property
    def partly(self) -> bool:
        """Whether not all of it can be compared."""
        return any(line.difference == NOT_ASKED for line in self.lines)


def compared(
    first: Summary,
    second: Summary,
    wording: Wording,
    offered: Sequence[Questionnaire | None] = (None, None),
) -> Compared | None:
    """None for questions whose answers are texts. `offered`: what was asked in each run, if it is
    known; else all that is known of the question."""
    question = first.question
    if question.kind in ("short_text", "long_text", "swot"):
        return None
    both = alike(question, (first.parts, second.parts))
    shares = isinstance(first.parts, kinds.Bars | kinds.Scale | kinds.Matrix)
    absent = [_missing(question, one) for one in offered]
    folded = [_folded(question, parts) for parts in both]
    mixed = [_mixed(parts) for parts in both]
    unlike = any(mixed)
    told = [a | f | ({MIXED} - m) for a, f, m in zip(absent, folded, mixed, strict=True)]
    found = (_dashed(names, one, told, unlike) for names, one in lines(question, both, wording))
    return Compared(
        question.name,
        wording.label(question),
        (first.answered, second.answered),
        tuple(found),
        shares,
        asked=all(one is None or one.question(question.name) for one in offered),
        more=any(name[0] != "/" for name in absent[0] ^ absent[1]),
        unlike=unlike,
    )


def _missing(question: Question, offered: Questionnaire | None) -> frozenset[str]:
    asked = offered.question(question.name) if offered else None
    return _names(question) - _names(asked) if asked else frozenset()


def _mixed(parts: kinds.Parts | None) -> set[str]:
    """MIXED, where some people stand under “All others”."""
    return {MIXED} & {bar.name for bar in parts.bars} if isinstance(parts, kinds.Bars) else set()


def _folded(question: Question, parts: kinds.Parts | None) -> frozenset[str]:
    """Answers about the person of which nothing is told: they stand under “All others”."""
    told = {bar.name for bar in parts.bars} if isinstance(parts, kinds.Bars) else set()
    return _names(question) - told if MIXED in told else frozenset()


def _names(question: Question) -> frozenset[str]:
    return frozenset((*choice_names(question), *(f"/{row.name}" for row in question.rows)))


def _dashed(
    names: frozenset[str], change: Change, dashes: Sequence[frozenset[str]], unlike: bool
) -> Change:
    first, second = (bool(names & one) for one in dashes)
    if not (first or second or unlike):
        return change
    return Change(
        change.label,
        NOT_ASKED if first else change.first,
        NOT_ASKED if second else change.second,
        NOT_ASKED,
    )
