"""An import as its preview shows it: the entries that get something, and what they get."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.language.content import best_text
from app.refused import say
from workshops.concepts.snapshot import Node
from workshops.imports.plan import ImportPlan, PlannedMeasure
from workshops.schemes.facts import Fact, entry_facts, facts, marks
from workshops.schemes.scheme import Scheme
from workshops.schemes.values import DECISIONS, STATUS, Voice


@dataclass(frozen=True, slots=True)
class PreviewMeasure:
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PreviewNode:
    """An entry that the import touches: it is `new`, or something below or at it is."""

    title: str
    level: int
    new: bool
    facts: tuple[Fact, ...]
    measures: tuple[PreviewMeasure, ...]
    children: tuple["PreviewNode", ...]


def touched(
    plan: ImportPlan, existing: Iterable[Node], scheme: Scheme, voice: Voice, original: str
) -> tuple[PreviewNode, ...]:
    """The entries that get something, under those above them, in the order of the concept, whose
    language is `original`."""
    measures: dict[int, list[PreviewMeasure]] = defaultdict(list)
    for measure in plan.measures:
        text = best_text(measure.texts, voice.language, plan.language)
        told = tuple(_facts(measure, scheme, voice))
        measures[measure.node].append(PreviewMeasure(text, told))
    added: dict[int | None, list[PreviewNode]] = defaultdict(list)
    for node in reversed(plan.nodes):  # children before their parents
        below = tuple(reversed(added[node.id]))
        title = best_text(node.titles, voice.language, plan.language)
        told = tuple(entry_facts(scheme, node.level, node.columns, voice))
        made = PreviewNode(title, node.level, True, told, tuple(measures[node.id]), below)
        added[node.parent].append(made)

    def old(node: Node) -> PreviewNode | None:
        below = (*filter(None, map(old, node.children)), *reversed(added[node.id]))
        lines = tuple(measures[node.id])
        if not below and not lines:
            return None
        title = best_text(node.titles, voice.language, original)
        return PreviewNode(title, node.level, False, (), lines, below)

    return (*filter(None, map(old, existing)), *reversed(added[None]))


def _facts(measure: PlannedMeasure, scheme: Scheme, voice: Voice) -> Iterator[Fact]:
    """What the columns of a measure say, those of the scheme and those of every scheme."""
    for name in marks(scheme.columns, measure.columns, voice):
        yield "", name
    yield from facts(scheme.columns, measure.columns, voice)
    if measure.decision:
        yield "", voice.words(DECISIONS[measure.decision])
    if measure.report:
        yield "", voice.words(STATUS[measure.report.status])
    if measure.source:
        yield "", voice.words(say("from: %(source)s", source=measure.source))
