"""Finding one's way in what was typed in a scheme's form. Pure."""

from collections.abc import Iterator, Mapping

from workshops.schemes.form import TEXTS, Typed


def languages(tree: Mapping[str, Typed]) -> list[str]:
    """All languages that something in the scheme is named in, those of its title first."""
    found = dict.fromkeys(tree.get("titles", {}))
    found |= dict.fromkeys(_tags(tree))
    return list(found)


def _tags(value: Typed) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in TEXTS and isinstance(inner, dict):
                yield from inner
            else:
                yield from _tags(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _tags(inner)


def at(tree: Typed, path: list[str]) -> Typed:
    for step in path:
        if isinstance(tree, list):
            tree = tree[int(step)] if step.isdecimal() and int(step) < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def piece(tree: Typed, path: str) -> tuple[list[Typed], int]:
    *above, number = path.split(".")
    pieces = at(tree, above)
    good = isinstance(pieces, list) and number.isdecimal()
    return (pieces, int(number)) if good else ([], 0)


def always(rule: Mapping[str, Typed]) -> bool:
    """Whether a rule asks for nothing, so that it holds wherever it is reached."""
    when = rule.get("when")
    return not (isinstance(when, dict) and any(when.values()))


def pieces(tree: Mapping[str, Typed], name: str) -> list[dict[str, Typed]]:
    """The pieces of a list; none where there is no such list."""
    found = tree.get(name)
    return found if isinstance(found, list) else []
