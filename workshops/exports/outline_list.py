"""Entries as headings and bullets: Wetzlar's concept, the Leitfaden, a council paper. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.document import Block, Heading, Item, Items, Paragraph, Text
from workshops.concepts.snapshot import Measure, Node
from workshops.exports.selection import pruned
from workshops.exports.telling import Telling, by_priority
from workshops.schemes.scheme import Column, ListBlock

_DEEPEST = 6  # levels of headings that office programs know


def listed(block: ListBlock, telling: Telling, level: int = 1) -> Iterator[Block]:
    """The block as headings from this level on, and lists. Measures without an option of `by` come
    first, below the entry itself."""
    nodes = _narrowed(telling.snapshot.nodes, block, telling)
    choice = telling.scheme.column(block.by)
    if choice is None or not block.outside:
        yield from _entries(nodes, block, telling, choice, level)
        return
    for option in (*choice.options, None):
        key = option.key if option else ""
        inside = _with(key, nodes, block, telling)
        if inside:
            yield Heading(telling.option(option), level)
            yield from _entries(inside, replace(block, empty=False), telling, None, level + 1)


def _with(key: str, nodes: Sequence[Node], block: ListBlock, telling: Telling) -> tuple[Node, ...]:
    """The entries with the measures that have this option."""
    return pruned(nodes, lambda measure: telling.value(measure, block.by) == key)


def _narrowed(nodes: Sequence[Node], block: ListBlock, telling: Telling) -> tuple[Node, ...]:
    """The entries with the measures of the block; without empty ones where it wants none."""
    if not block.only and block.empty:
        return tuple(nodes)
    if not block.empty:
        return pruned(nodes, lambda measure: telling.chosen(measure, block.only))
    return tuple(_without(node, block, telling) for node in nodes)


def _without(node: Node, block: ListBlock, telling: Telling) -> Node:
    return replace(
        node,
        measures=tuple(m for m in node.measures if telling.chosen(m, block.only)),
        children=tuple(_without(child, block, telling) for child in node.children),
    )


def _entries(
    nodes: Sequence[Node], block: ListBlock, telling: Telling, by: Column | None, level: int
) -> Iterator[Block]:
    for node in nodes:
        if node.level >= block.headings:
            yield Items(tuple(_bullets(node, block, telling, 0)))
            continue
        yield Heading(_heading(node, block, telling), min(level, _DEEPEST), _number(node, telling))
        about = telling.about(node, block.entries)
        if about:
            yield Paragraph(Text(about), note=True)
        yield from _measures(node, block, telling, by, level + 1)
        inner = [child for child in node.children if child.level >= block.headings]
        bullets = [item for child in inner for item in _bullets(child, block, telling, 0)]
        if bullets:
            yield Items(tuple(bullets))
        outer = [child for child in node.children if child.level < block.headings]
        yield from _entries(outer, block, telling, by, level + 1)


def _heading(node: Node, block: ListBlock, telling: Telling) -> Text:
    title = telling.title(node)
    if block.title is None or node.level:
        return title
    pattern = block.title.name(telling.voice.language)
    return Text(pattern.replace("{title}", title.text), title.language)


def _number(node: Node, telling: Telling) -> str:
    return telling.numbers.get(node.id, "")


def _measures(
    node: Node, block: ListBlock, telling: Telling, by: Column | None, level: int
) -> Iterator[Block]:
    """The measures at the entry itself: all in one list, or one below each option's heading."""
    measures = by_priority(node.measures)
    if by is None:
        if measures:
            yield Items(tuple(_items(measures, block, telling)))
        return
    for option in (None, *by.options):
        key = option.key if option else ""
        here = [one for one in measures if telling.value(one, by.key) == key]
        if here:
            if option:
                yield Heading(telling.option(option), min(level, _DEEPEST))
            yield Items(tuple(_items(here, block, telling)))


def _items(
    measures: Sequence[Measure], block: ListBlock, telling: Telling, depth: int = 0
) -> Iterator[Item]:
    """The measures as bullets. A text column that holds the measure's own words and more stands in
    their place, so nothing is said twice; what several measures share is said at the first."""
    told = set()
    for measure in measures:
        text = telling.text(measure)
        key, whole = _whole(measure, text, block, telling)
        if whole and whole not in told:
            told.add(whole)
            measure = replace(measure, texts={text.language: whole})
        yield telling.item(measure, [one for one in block.shows if one != key], depth)


def _whole(measure: Measure, text: Text, block: ListBlock, telling: Telling) -> tuple[str, str]:
    """The text column in which the measure's words stand, and what it says; two empty texts for
    none."""
    for key in block.shows:
        column, value = telling.scheme.column(key), telling.column(measure, key)
        if column and column.kind == "text" and text.text in value:
            return key, value
    return "", ""


def _bullets(node: Node, block: ListBlock, telling: Telling, depth: int) -> Iterator[Item]:
    """An entry as a bullet, with its measures and the entries below it one level deeper."""
    title = telling.title(node)
    number = _number(node, telling)
    text = Text(f"{number} {title.text}" if number else title.text, title.language)
    yield Item(text, telling.about(node, block.entries), depth)
    yield from _items(by_priority(node.measures), block, telling, depth + 1)
    for child in node.children:
        yield from _bullets(child, block, telling, depth + 1)
