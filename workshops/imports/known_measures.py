"""The measures that a concept has already: they stay as they are, whatever a file says. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from app.refused import Message, say, say_n
from workshops.concepts.snapshot import Measure, Node, Report
from workshops.exports.sheet_words import DECIDED_ON, DECISION, SOURCE, STATUS
from workshops.imports.cells import fold
from workshops.imports.plan import PlannedMeasure, PlannedReport
from workshops.schemes.scheme import Scheme

LEFT_OUT = say_n(
    "%(num)d measure is in the concept already and is left out.",
    "%(num)d measures are in the concept already and are left out.",
    0,
)


class KnownMeasures:
    """`language`: that in which columns are named."""

    def __init__(self, scheme: Scheme, language: str) -> None:
        self._scheme = scheme
        self._language = language
        self._there: dict[int, dict[str, list[Measure]]] = defaultdict(lambda: defaultdict(list))

    def know(self, node: Node) -> None:
        """Remember the measures at an entry."""
        for measure in node.measures:
            for text in {fold(text) for text in measure.texts.values()}:
                self._there[node.id][text].append(measure)

    def texts(self, node: int) -> Collection[str]:
        """All texts at an entry, folded, in every language."""
        return self._there[node].keys() if node in self._there else ()

    def other(self, planned: PlannedMeasure, text: str, full: Collection[str] = ()) -> str:
        """The columns in which a file says something else of a measure that is at the entry with
        this text; an empty text for none. An empty cell says nothing, but in the columns `full`."""
        there = self._there[planned.node][fold(text)]
        found: list[list[str]] = [list(self._differing(one, planned, full)) for one in there]
        return ", ".join(sorted(found, key=len)[0])

    def _differing(
        self, there: Measure, planned: PlannedMeasure, full: Collection[str]
    ) -> Iterator[str]:
        name = self._scheme.measure.name(self._language)
        for tag, text in planned.texts.items():
            if fold(there.texts.get(tag, "")) != fold(text):
                yield f"{name} ({tag})"
        for column in self._scheme.columns:
            if column.key in {*planned.columns, *full} and planned.columns.get(
                column.key
            ) != there.columns.get(column.key):
                yield column.naming.name(self._language)
        pairs = (
            (SOURCE, planned.source, there.source),
            (DECISION, planned.decision, there.decision),
            (DECIDED_ON, planned.decided_on, there.decided_on),
        )
        for column, said, kept in pairs:
            if said and said != kept:
                yield column.naming.name(self._language)
        if planned.report and not _is_said(planned.report, there.report):
            yield STATUS.naming.name(self._language)


def stays(text: str, columns: str) -> Message:
    """What is said of a measure of which a file says something else."""
    return say(
        "“%(text)s” is in the concept already. What the file says otherwise is not taken over: "
        "%(columns)s",
        text=text,
        columns=columns,
    )


def _is_said(planned: PlannedReport, there: Report | None) -> bool:
    """Whether a report says what stands there; where it names no day, any will do."""
    if there is None:
        return False
    said = (planned.status, planned.on or there.on, planned.body, planned.next_on)
    same = said == (there.status, there.on, there.body, there.next_on)
    return same and dict(planned.reason) == dict(there.reason)
