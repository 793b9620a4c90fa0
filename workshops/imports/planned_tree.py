"""The entries of a concept, those that are there and those that a file brings. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workshops.concepts.snapshot import Node
from workshops.imports.cells import fold
from workshops.imports.plan import PlannedChange, PlannedNode
from workshops.schemes.columns import Value, Values

_Key = tuple[int | None, int, str]  # parent, level, folded title


class Tree:
    """Existing entries have positive ids, planned ones negative."""

    def __init__(self) -> None:
        self.nodes: list[PlannedNode] = []
        self._existing: Sequence[Node] = ()
        self._ids: dict[_Key, int] = {}
        self._there: dict[_Key, list[int]] = defaultdict(list)
        self._placed: set[int] = set()
        self._titles: dict[int, dict[str, str]] = {}
        self._columns: dict[int, dict[str, Value]] = {}
        self._new_titles: dict[int, dict[str, str]] = {}
        self._new_columns: dict[int, dict[str, Value]] = {}

    def know(self, nodes: Sequence[Node], parent: int | None = None) -> None:
        """Remember existing entries with all below them."""
        if parent is None:
            self._existing = nodes
        for node in nodes:
            for key in _keys(parent, node.level, node.titles):
                self._ids.setdefault(key, node.id)
                self._there[key].append(node.id)
            self._titles[node.id] = dict(node.titles)
            self._columns[node.id] = dict(node.columns)
            self.know(node.children, node.id)

    def titles(self, id: int) -> Mapping[str, str]:
        return self._titles[id]

    def enter(
        self, parent: int | None, level: int, titles: Mapping[str, str], own: str, row: int
    ) -> int:
        """The entry with the title `own` there; it is planned where there is none yet."""
        key = (parent, level, fold(own))
        if key not in self._ids:
            self._ids[key] = self._plan(parent, level, titles, row)
        self.add_titles(self._ids[key], titles)
        return self._ids[key]

    def put(self, parent: int | None, level: int, titles: Mapping[str, str], row: int) -> int:
        """An entry with a place of its own: one that is there with such a title and that no
        other place has taken, else a new one."""
        keys = list(_keys(parent, level, titles))
        there = (id for key in keys for id in self._there.get(key, ()))
        found = next((id for id in there if id not in self._placed), None)
        id = self._plan(parent, level, titles, row) if found is None else found
        self._placed.add(id)
        for key in keys:
            self._ids.setdefault(key, id)
        self.add_titles(id, titles)
        return id

    def add_titles(self, id: int, titles: Mapping[str, str]) -> None:
        """Keep translations that the entry does not have yet."""
        new = {tag: title for tag, title in titles.items() if tag not in self._titles[id]}
        self._titles[id].update(new)
        if new and id > 0:
            self._new_titles.setdefault(id, {}).update(new)

    def add_columns(self, id: int, values: Values) -> list[str]:
        """Keep values that the entry does not have yet; the columns in which it has others."""
        known, other = self._columns[id], []
        for key, value in values.items():
            before = known.get(key)
            if isinstance(before, dict) and isinstance(value, dict) and "cents" not in value:
                merged = {**value, **before}
                if any(before[one] != value[one] for one in before.keys() & value.keys()):
                    other.append(key)
            elif before is not None:
                merged = before
                if before != value:
                    other.append(key)
            else:
                merged = value
            if merged != before:
                known[key] = merged
                if id > 0:
                    self._new_columns.setdefault(id, {})[key] = merged
        return other

    def _plan(self, parent: int | None, level: int, titles: Mapping[str, str], row: int) -> int:
        id = -len(self.nodes) - 1
        self._titles[id], self._columns[id] = dict(titles), {}
        # The plan holds these very dictionaries: they grow with the rows that follow.
        self.nodes.append(PlannedNode(id, parent, level, self._titles[id], row, self._columns[id]))
        return id

    def changes(self) -> Iterator[PlannedChange]:
        """What existing entries get."""
        for id in dict.fromkeys([*self._new_titles, *self._new_columns]):
            titles, columns = self._new_titles.get(id, {}), self._new_columns.get(id, {})
            yield PlannedChange(id, titles, columns)

    def whole(self) -> tuple[Node, ...]:
        """All entries as they will be, without measures."""
        planned: dict[int | None, list[PlannedNode]] = defaultdict(list)
        for node in self.nodes:
            planned[node.parent].append(node)

        def grown(existing: Iterable[Node], parent: int | None) -> tuple[Node, ...]:
            old = [Node(n.id, n.level, n.titles, grown(n.children, n.id)) for n in existing]
            new = [Node(n.id, n.level, n.titles, grown((), n.id)) for n in planned[parent]]
            return (*old, *new)

        return grown(self._existing, None)


def _keys(parent: int | None, level: int, titles: Mapping[str, str]) -> Iterator[_Key]:
    return ((parent, level, fold(title)) for title in titles.values())
