"""From a whole concept in a file to a plan of what it would add to one that is there. Pure.

What is there already is not created again: an entry with the same title at the same place is the
same entry, and a measure that such an entry has already is left out with a warning. Within the
file nothing is taken for the same: what stands there twice comes twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.imports.cells import fold
from workshops.imports.known_measures import LEFT_OUT, KnownMeasures, stays
from workshops.imports.plan import (
    Fault,
    ImportPlan,
    PlannedChange,
    PlannedMeasure,
    PlannedNode,
    PlannedReport,
    no_title,
)
from workshops.schemes.scheme import Scheme


def plan_of_snapshot(
    snapshot: Snapshot, scheme: Scheme, language: str, existing: Sequence[Node] = ()
) -> ImportPlan:
    """What importing the concept would create in one of this language with these entries."""
    joining = _Joining(scheme, language)
    joining.join(snapshot.nodes, None, existing)
    return ImportPlan(
        snapshot.language,
        tuple(joining.nodes),
        tuple(joining.measures()),
        tuple(joining.changes),
        tuple(joining.faults),
        (*joining.warnings, *joining.left_out()),
        snapshot.parts,
    )


class _Joining:
    def __init__(self, scheme: Scheme, language: str) -> None:
        self._language = language  # of the concept that it is imported into
        self._ids = count(-1, -1)
        self.nodes: list[PlannedNode] = []
        self._measures: list[tuple[Measure, int]] = []
        self._entries: dict[int, int] = {}  # of the file -> of the plan
        self.changes: list[PlannedChange] = []
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._known = KnownMeasures(scheme, language)
        self._same = 0  # measures that are in the concept already, as the file has them

    def join(self, nodes: Iterable[Node], parent: int | None, existing: Sequence[Node]) -> None:
        free = list(existing)
        for node in nodes:
            same = next((one for one in free if _same(one, node)), None)
            if same is None:
                self._create(node, parent)
            else:
                free.remove(same)
                self._add_to(same, node)

    def _create(self, node: Node, parent: int | None) -> None:
        if self._language not in node.titles:
            title = next(iter(node.titles.values()))
            self.faults.append(Fault(0, "", no_title(title)))
        id = self._entries[node.id] = next(self._ids)
        self.nodes.append(PlannedNode(id, parent, node.level, node.titles, 0, node.columns))
        self._measures += [(measure, id) for measure in node.measures]
        self.join(node.children, id, ())

    def _add_to(self, there: Node, node: Node) -> None:
        self._entries[node.id] = there.id
        change = change_of(there, node.titles, node.columns)
        if change:
            self.changes.append(change)
        self._known.know(there)
        for measure in node.measures:
            text = measure.texts[measure.language]
            if fold(text) not in self._known.texts(there.id):
                self._measures.append((measure, there.id))
                continue
            other = self._known.other(_planned(measure, there.id, ()), text)
            if other:
                self.warnings.append(Fault(0, "", stays(text, other)))
            self._same += not other
        self.join(node.children, there.id, there.children)

    def left_out(self) -> Iterator[Fault]:
        if self._same:
            yield Fault(0, "", replace(LEFT_OUT, num=self._same))

    def measures(self) -> Iterator[PlannedMeasure]:
        """Once all entries are planned: parts may stand at others than what they are part of."""
        return (self._planned(measure, node) for measure, node in self._measures)

    def _planned(self, measure: Measure, node: int) -> PlannedMeasure:
        parts = (
            self._planned(one, self._entries.get(one.node or 0, node)) for one in measure.parts
        )
        return _planned(measure, node, tuple(parts))


def change_of(
    there: Node, titles: Mapping[str, str], columns: Mapping[str, object]
) -> PlannedChange | None:
    """What an existing entry does not have of these; None where it has everything."""
    new = {tag: title for tag, title in titles.items() if tag not in there.titles}
    values = {key: value for key, value in columns.items() if key not in there.columns}
    return PlannedChange(there.id, new, values) if new or values else None


def _planned(measure: Measure, node: int, parts: tuple[PlannedMeasure, ...]) -> PlannedMeasure:
    """The measure, to be created at this entry."""
    return PlannedMeasure(
        node,
        measure.texts,
        measure.columns,
        0,
        measure.language,
        measure.source,
        measure.decision,
        measure.decided_on,
        _report(measure.report) if measure.report else None,
        measure.id,
        measure.own,
        parts,
    )


def _report(report: Report) -> PlannedReport:
    return PlannedReport(report.status, report.on, report.reason, report.body, report.next_on)


def _same(one: Node, other: Node) -> bool:
    titles = {fold(title) for title in one.titles.values()}
    return one.level == other.level and any(fold(t) in titles for t in other.titles.values())
