"""The lists by which a concept can be filtered: those in which there is something to choose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Message, say
from workshops.concepts.finding import FILTERED, NOTHING
from workshops.concepts.sheet import Sheet
from workshops.concepts.snapshot import Node
from workshops.models import Workshop
from workshops.schemes.scheme import Column
from workshops.schemes.values import DECISIONS, STATUS


@dataclass(frozen=True, slots=True)
class Filter:
    """`options`: (what stands in the address, what is shown); the first one is for all."""

    name: str
    label: Message | str
    options: list[tuple[str, Message | str]]
    chosen: str


def events_of(session: Session, concept_id: int) -> dict[int, str]:
    """The workshops of a concept, without groups: id -> title."""
    query = select(Workshop.id, Workshop.title).where(Workshop.concept_id == concept_id)
    rows = session.execute(query.order_by(Workshop.date, Workshop.id))
    return {row.id: row.title for row in rows}


def filters_of(sheet: Sheet, events: Mapping[int, str]) -> Iterator[Filter]:
    concept, wanted = sheet.concept, sheet.view.wanted
    measures = [one for node in concept.walk() for one in node.measures]
    inside = f"n{wanted.inside}" if wanted.inside else ""
    places = [(f"n{node.id}", _title(sheet, node)) for node in _places(sheet)]
    if len(places) > 1 or inside:
        label = concept.scheme.levels[0].naming.name(sheet.voice.language)
        yield Filter("in", label, _all(places), inside)
    for column in concept.scheme.columns:
        if column.kind in FILTERED:
            name = column.naming.name(sheet.voice.language)
            chosen = wanted.columns.get(column.key, "")
            yield Filter(f"c-{column.key}", name, _all(_options(column, sheet)), chosen)
    for level in concept.scheme.levels:
        for column in level.columns:
            if column.kind in FILTERED and not column.per:
                name = column.naming.name(sheet.voice.language)
                chosen = wanted.levels.get((level.key, column.key), "")
                asked = f"l-{level.key}-{column.key}"
                yield Filter(asked, name, _all(_options(column, sheet)), chosen)
    sources = _sources({concept.origins.get(one.id, "") for one in measures}, events)
    if len(sources) > 1 or wanted.source:
        yield Filter("from", say("Source"), _all(sources), wanted.source)
    if any(one.decision for one in measures) or wanted.decision:
        options = [*DECISIONS.items(), (NOTHING, say("none yet"))]
        yield Filter("decision", say("Decision"), _all(options), wanted.decision)
    if any(one.report for one in measures) or wanted.status:
        options = [*STATUS.items(), (NOTHING, say("none yet"))]
        yield Filter("status", say("Status"), _all(options), wanted.status)


def _all(options: Sequence[tuple[str, Message | str]]) -> list[tuple[str, Message | str]]:
    return [("", say("all")), *options]


def _places(sheet: Sheet) -> Iterator[Node]:
    """The outermost entries, and the one further in that is looked into."""
    inside = sheet.view.wanted.inside
    yield from sheet.concept.nodes
    yield from (node for node in sheet.concept.walk() if node.id == inside and node.level)


def _title(sheet: Sheet, node: Node) -> Message | str:
    return best_text(node.titles, sheet.voice.language, sheet.concept.language)


def _options(column: Column, sheet: Sheet) -> list[tuple[str, Message | str]]:
    found: list[tuple[str, Message | str]]
    if column.kind == "yes_no":
        found = [("yes", say("yes")), ("no", say("no"))]
    else:
        found = [(one.key, one.naming.name(sheet.voice.language)) for one in column.options]
    return [*found, (NOTHING, say("nothing said"))]


def _sources(found: set[str], events: Mapping[int, str]) -> list[tuple[str, Message | str]]:
    known = {"office": say("the office"), "import": say("an import")}
    sources: list[tuple[str, Message | str]] = [
        (key, what) for key, what in known.items() if key in found
    ]
    return sources + [(f"w{id}", title) for id, title in events.items() if f"w{id}" in found]
