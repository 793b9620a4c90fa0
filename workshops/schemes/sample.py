"""A small concept in any scheme, so that one sees what an outline will look like. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable

from app.refused import Message, say
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.schemes.columns import Money, Value, Values
from workshops.schemes.scheme import Column, Part, Scheme

Words = Callable[[Message], str]

_DOTS = (12, 7, 4)
_DAY = dt.date(2027, 3, 15)
_TITLES = (  # of the two entries on the outermost level, and of what stands below them
    (
        say("Language and education"),
        say("Children arrive well at school"),
        say("Parents know the schools"),
    ),
    (
        say("Work and training"),
        say("More people find work that suits them"),
        say("Certificates from abroad count"),
    ),
)
_MEASURES = (
    say("A parents’ café at every primary school"),
    say("Volunteers who help with reading"),
    say("Language courses with childcare"),
    say("Advice on certificates from abroad"),
    say("Mentors for the first job"),
)


def sample(scheme: Scheme, language: str, words: Words) -> Snapshot:
    """Two entries, one of them with everything below it, and a few measures. All texts are in
    `language`, as `words` says them."""
    maker = _Maker(scheme, language, words)
    return Snapshot(
        title=words(say("Example")),
        language=language,
        nodes=maker.nodes(),
        parts={part.key: maker.part(part) for part in scheme.parts},
    )


class _Maker:
    def __init__(self, scheme: Scheme, language: str, words: Words) -> None:
        self._scheme = scheme
        self._language = language
        self._words = words
        self._ids = iter(range(1, 1000))

    def nodes(self) -> tuple[Node, ...]:
        """The whole way down, and an entry beside it that leaves out what may be left out."""
        depths = range(len(self._scheme.levels))
        short = [depth for depth in depths if not self._scheme.levels[depth].optional] or [0]
        return (self._branch(list(depths), 1, 3), self._branch(short, 2, 2))

    def _branch(self, depths: list[int], number: int, measures: int) -> Node:
        depth, *deeper = depths
        level = self._scheme.levels[depth]
        return Node(
            id=next(self._ids),
            level=depth,
            titles=self._said(self._title(depth, number)),
            children=(self._branch(deeper, number, measures),) if deeper else (),
            measures=()
            if deeper
            else tuple(self._measure(n, n + len(_DOTS) * (number - 1)) for n in range(measures)),
            columns=self._values(level.columns, number),
        )

    def _title(self, depth: int, number: int) -> Message:
        """It names the level, so that one sees which is which."""
        name = self._scheme.levels[depth].naming.name(self._language)
        known = _TITLES[number - 1]
        if depth >= len(known):
            return say("%(name)s, example %(number)d", name=name, number=number)
        return say("%(level)s: %(column)s", level=name, column=known[depth])

    def _measure(self, n: int, other: int) -> Measure:
        """`other` than those of the entry before, so that a preview shows more of the options."""
        report = Report("running", _DAY, {}, next_on=_DAY.replace(year=_DAY.year + 1))
        return Measure(
            id=next(self._ids),
            language=self._language,
            texts=self._said(_MEASURES[other]),
            columns=self._values(self._scheme.columns, other),
            dots=_DOTS[n],
            voters=_DOTS[n] - n,
            rank=n + 1,
            source=self._words(say("Evening in the town hall")),
            decision="adopted" if n == 0 else "proposed",
            decided_on=_DAY if n == 0 else None,
            report=report if n == 0 else None,
        )

    def _values(self, columns: Iterable[Column], n: int) -> Values:
        """A later column has a later date."""
        found: dict[str, Value] = {}
        for place, column in enumerate(columns):
            turn = n + place if column.kind == "date" else n
            choice = self._scheme.column(column.per)
            if choice:
                keys = [option.key for option in choice.options]
                found[column.key] = {
                    key: self._value(column, turn + m) for m, key in enumerate(keys)
                }
            elif column.kind != "computed":
                found[column.key] = self._value(column, turn)
        return found

    def _value(self, column: Column, n: int) -> Value:
        match column.kind:
            case "choice":
                return column.options[n % len(column.options)].key
            case "bodies":
                bodies = (say("School office"), say("Adult education centre"))
                return [self._words(one) for one in bodies[: n % 2 + 1]]
            case "money":
                return Money(500_000 * (n + 1), per="year", about=n == 1).value()
            case "date":
                return _DAY.replace(month=n % 12 + 1).isoformat()
            case "yes_no":
                return n // 2 % 2 == 0  # at another pace than choices: groups meet both
            case "number":
                return str(12 + n)
        return self._words(say("a few words"))

    def part(self, part: Part) -> Value:
        if part.kind == "path":
            body = self._words(say("Integration council"))
            council = self._words(say("City council"))
            return [
                {"body": body, "date": _DAY.isoformat(), "public": True},
                {"body": council, "date": _DAY.replace(month=5).isoformat(), "public": True},
            ]
        text = self._words(say("What the office writes about it stands here."))
        return {self._language: f"{text}\n{text}" if part.kind == "list" else text}

    def _said(self, message: Message) -> dict[str, str]:
        return {self._language: self._words(message)}
