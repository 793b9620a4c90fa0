"""A concept as its page shows it: what is open or found, and what stands beside each line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from app.refused import say
from workshops.concepts.finding import Found, find
from workshops.concepts.snapshot import Measure, Node
from workshops.concepts.structure import Structure
from workshops.concepts.view import SMALL, View
from workshops.schemes.columns import Values
from workshops.schemes.facts import Fact, entry_facts, facts, marks
from workshops.schemes.scheme import Column
from workshops.schemes.values import DECISIONS, STATUS, Voice, shown


@dataclass(frozen=True)
class Sheet:
    """`concept` in this view, said by this voice."""

    concept: Structure
    view: View
    voice: Voice

    @cached_property
    def found(self) -> Found | None:
        """What a search or a filter has found; None where there is none."""
        return find(self.concept, self.view.wanted) if self.view.wanted.anything else None

    @cached_property
    def small(self) -> bool:
        return sum(self.concept.counts()) <= SMALL

    @cached_property
    def _hits(self) -> frozenset[int]:
        return frozenset(self.found.measures) if self.found else frozenset()

    @cached_property
    def packed(self) -> str:
        """The view as forms carry it along."""
        return self.view.query()

    @cached_property
    def carried(self) -> str:
        """The same behind an address: "?view=…", or nothing."""
        return f"?{urlencode({'view': self.packed})}" if self.packed else ""

    @cached_property
    def new(self) -> list[str]:
        """What adding an entry is called, level by level."""
        named = [level.naming.name(self.voice.language) for level in self.concept.scheme.levels]
        return [self.voice.words(say("New: %(kind)s", kind=name)) for name in named]

    @cached_property
    def new_measure(self) -> str:
        name = self.concept.scheme.measure.name(self.voice.language)
        return self.voice.words(say("New: %(kind)s", kind=name))

    def is_open(self, node: Node) -> bool:
        return self.view.is_open(node.id, small=self.small)

    def entries(self, node: Node | None) -> list[tuple[Node, int, int]]:
        """The entries below one (None: the concept): which of how many, as far as shown."""
        all_of_them = node.children if node else self.concept.nodes
        lines = [(one, n, len(all_of_them)) for n, one in enumerate(all_of_them, start=1)]
        return [one for one in lines if not self.found or one[0].id in self.found.shown]

    def measures(self, node: Node) -> list[tuple[Measure, int, int]]:
        """The measures of an entry: which of how many, as far as shown."""
        lines = [(one, n, len(node.measures)) for n, one in enumerate(node.measures, start=1)]
        return [one for one in lines if not self.found or one[0].id in self._hits]

    def has_below(self, node: Node) -> bool:
        """Whether something is to be shown below it."""
        return bool(self.measures(node) or self.entries(node))

    def hides(self, node: Node) -> bool:
        """Whether it was found itself, and what is in it is left out."""
        hit = self.found is not None and node.id in self.found.entries
        return hit and bool(node.children or node.measures) and not self.has_below(node)

    def below(self, node: Node) -> int:
        """How many measures are at or below it, as far as shown."""
        return sum(len(self.measures(one)) for one in node.walk())

    def facts(self, measure: Measure) -> Iterator[Fact]:
        """What its columns say: (name, value); the name is empty where the value says enough."""
        return facts(self.concept.scheme.columns, measure.columns, self.voice)

    def marks(self, measure: Measure) -> Iterator[str]:
        """The yes/no columns that say yes."""
        return marks(self.concept.scheme.columns, measure.columns, self.voice)

    def text(self, column: Column, values: Values) -> str:
        """What stands in a column, in words."""
        return shown(column, values, self.voice)

    @cached_property
    def _measures(self) -> dict[int, Measure]:
        return {one.id: one for node in self.concept.walk() for one in node.measures}

    def whole(self, measure: Measure) -> Measure | None:
        """The measure that this one is part of, as far as it is there."""
        return self._measures.get(self.concept.merged.get(measure.id, 0))

    def decision(self, measure: Measure) -> str:
        return self.voice.words(DECISIONS[measure.decision]) if measure.decision else ""

    def status(self, measure: Measure) -> str:
        return self.voice.words(STATUS[measure.report.status]) if measure.report else ""

    def choices(self, column: Column) -> list[tuple[str, str]]:
        """The options of a column, to choose from."""
        return [(one.key, one.naming.name(self.voice.language)) for one in column.options]

    def node_facts(self, node: Node) -> Iterator[Fact]:
        """What the columns of an entry's level say; one kept for each option of a choice says so
        for each."""
        return entry_facts(self.concept.scheme, node.level, node.columns, self.voice)
