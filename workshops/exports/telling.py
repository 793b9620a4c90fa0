"""What all layouts of an export share: which language, which numbers, what stands beside. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.documents.direction import joined
from app.documents.document import Item, Text
from app.refused import say, say_n
from workshops.concepts.snapshot import Measure, Node, Snapshot
from workshops.schemes.scheme import Column, Option, Scheme, value_of
from workshops.schemes.values import Voice, shown


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a concept an export shall hold, and how.

    `only`: "proposed" or "adopted" measures, "" for all. `first`: how many of the ranking, None
    for all. `bodies`: whether the responsible bodies are named. `outline`: its key in the scheme;
    the first one where there is none of that key.
    """

    outline: str = ""
    with_dots: bool = True
    bodies: bool = True
    only: str = ""
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export to be written. `code`: the workshop whose priorities it holds, "all" for those of
    all together, None for none. `letterhead`: the id of the office's own Word file."""

    format: str
    language: str
    choice: Choice = Choice()
    code: str | None = None
    letterhead: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A concept about to be told: chosen from already, numbered, in one language. `whole`: with
    what was left out, None where nothing was."""

    snapshot: Snapshot
    scheme: Scheme
    voice: Voice
    choice: Choice
    numbers: Mapping[int, str]
    measure_numbers: Mapping[int, str] = field(default_factory=dict)
    whole: Snapshot | None = None

    @property
    def everything(self) -> Snapshot:
        return self.whole or self.snapshot

    def title(self, node: Node) -> Text:
        return best(node.titles, self.voice.language, self.snapshot.language)

    def text(self, measure: Measure) -> Text:
        return best(measure.texts, self.voice.language, measure.language)

    def column(self, measure: Measure, key: str) -> str:
        """What stands in a measure column; nothing where bodies are not to be named."""
        column = self.scheme.column(key)
        if column is None or (column.kind == "bodies" and not self.choice.bodies):
            return ""
        return shown(column, measure.columns, self.voice)

    def chosen(self, measure: Measure, only: str) -> bool:
        """Whether the measure belongs into a block with `only` this yes/no column."""
        return not only or measure.columns.get(only) is True

    def value(self, measure: Measure, key: str) -> str:
        """The option that a choice or computed column has; an empty text for none."""
        column = self.scheme.column(key)
        return str(value_of(column, measure.columns) or "") if column else ""

    def item(self, measure: Measure, shows: Sequence[str] = (), depth: int = 0) -> Item:
        """The measure as a line of a list; behind it its columns and its dots."""
        notes = [self._named(measure, key) for key in shows]
        notes += [self.figures(measure)] if self.choice.with_dots else []
        return Item(self.numbered(measure), joined(notes, "; "), depth)

    def option(self, option: Option | None) -> Text:
        """The heading above the measures that have this option, or none."""
        if option is None:
            return Text(self.voice.words(say("Not assigned yet")))
        return Text(option.naming.name(self.voice.language))

    def numbered(self, measure: Measure) -> Text:
        """Its text with its number before it, where the scheme counts measures."""
        text, number = self.text(measure), self.measure_numbers.get(measure.id)
        return Text(f"{number} {text.text}", text.language) if number else text

    def entry(self, node: Node, key: str) -> str:
        """What stands in a column of its level; nothing where bodies are not to be named."""
        columns = self.scheme.levels[node.level].columns
        column = next((one for one in columns if one.key == key), None)
        if column is None or column.per or (column.kind == "bodies" and not self.choice.bodies):
            return ""
        return shown(column, node.columns, self.voice)

    def about(self, node: Node, keys: Sequence[str]) -> str:
        """What is said behind an entry: its columns with their names."""
        columns = {one.key: one for one in self.scheme.levels[node.level].columns}
        said = (
            _said(columns[key], self.entry(node, key), self.voice) for key in keys if key in columns
        )
        return joined(said, "; ")

    def figures(self, measure: Measure) -> str:
        """Its dots and who gave them, where it was voted on."""
        if measure.dots is None:
            return ""
        dots = self.voice.words(say_n("%(num)d dot", "%(num)d dots", measure.dots))
        if measure.voters is None:
            return dots
        voters = measure.voters
        given = say_n("%(dots)s by %(num)d person", "%(dots)s by %(num)d people", voters, dots=dots)
        return self.voice.words(given)

    def _named(self, measure: Measure, key: str) -> str:
        value = self.column(measure, key)
        column = self.scheme.column(key)
        if column is None:
            return ""
        if column.kind == "yes_no":
            return column.naming.name(self.voice.language) if measure.columns.get(key) else ""
        return _said(column, value, self.voice)


def _said(column: Column, value: str, voice: Voice) -> str:
    """A value with the name of its column before it; an empty text where nothing stands."""
    if not value:
        return ""
    name = column.naming.name(voice.language)
    return voice.words(say("%(column)s: %(value)s", column=name, value=value))


def best(texts: Mapping[str, str], language: str, original: str) -> Text:
    """The text in this language where there is one, else as it was written, with its tag."""
    for tag in (language, original, *texts):
        if texts.get(tag):
            return Text(texts[tag], tag)
    return Text("")


def by_priority(measures: Sequence[Measure]) -> list[Measure]:
    """By their place in the ranking of the concept; where there is none, most dots first, then
    most voters. Then as they stood; what was not voted on comes last."""
    return sorted(measures, key=priority)


def priority(measure: Measure) -> tuple[bool, int, int, int]:
    """What measures are sorted by; equal for those that are equally important."""
    dots, voters = measure.dots or 0, measure.voters or 0
    place = measure.place or 0
    return measure.dots is None, place, *((0, 0) if place else (-dots, -voters))
