"""Rows of a form that its buttons add, move and remove, before anything is saved. Pure.

The fields of the third row of "choices" are called "choices-2-label", "choices-2-name", … A button
sends `do` = "choices:up:2", "choices:down:2", "choices:remove:2", "choices:bare:2" (without its
picture), "choices:add".
"""

import re
from collections.abc import Mapping, Sequence

Row = dict[str, str]
MOST_ROWS = 500
_BULLET = re.compile(r"^(?:[•‣◦▪■●○·*–—-]|\(?(?:[0-9]{1,3}[.)]|[a-zA-Z]\))) +")


def rows(values: Mapping[str, str], part: str) -> list[Row]:
    """The rows of this part, in their order."""
    pattern = re.compile(rf"{re.escape(part)}-([0-9]{{1,3}})-([a-z]+)")
    found: dict[int, Row] = {}
    for key, value in values.items():
        if match := pattern.fullmatch(key):
            found.setdefault(int(match[1]), {})[match[2]] = value
    return [found[number] for number in sorted(found)]


def with_rows(values: Mapping[str, str], part: str, new: Sequence[Row]) -> dict[str, str]:
    """The values with these rows in the place of those that the part had."""
    pattern = re.compile(rf"{re.escape(part)}-[0-9]{{1,3}}-[a-z]+")
    rest = {key: value for key, value in values.items() if not pattern.fullmatch(key)}
    return rest | {
        f"{part}-{number}-{key}": value
        for number, row in enumerate(new[:MOST_ROWS])
        for key, value in row.items()
    }


def pressed(values: Mapping[str, str], do: str) -> tuple[dict[str, str], str]:
    """What a button makes of the values, and the id of what has the focus then ("" nothing new)."""
    part, _, rest = do.partition(":")
    verb, _, number = rest.partition(":")
    found = rows(values, part)
    at = int(number) if number.isdecimal() and int(number) < len(found) else None
    if verb == "paste":  # see with_pasted
        return dict(values), f"{part}-add"
    if verb == "add" and re.fullmatch(r"[a-z]+", part):
        empty = {"question": ""} if part == "if" else {"label": ""}
        return with_rows(values, part, [*found, empty]), f"{part}-{len(found)}"
    if at is not None and verb == "chosen":  # the question of a condition: what it is compared with
        return dict(values), f"{part}-{at}-relation"
    if at is None or verb not in ("up", "down", "remove", "bare"):
        return dict(values), ""
    if verb == "bare":
        found[at]["image"] = ""
        return with_rows(values, part, found), f"{part}-{at}"
    row = found.pop(at)
    if verb == "remove":
        focus = f"{part}-{min(at, len(found) - 1)}" if found else f"{part}-add"
    else:
        to = max(0, min(len(found), at + (1 if verb == "down" else -1)))
        found.insert(to, row)
        focus = f"{part}-{verb}-{to}"
    return with_rows(values, part, found), focus


def with_pasted(values: Mapping[str, str], part: str) -> dict[str, str]:
    """The lines of a pasted list as further rows; empty rows at the end give way to them."""
    lines = [" ".join(line.split()) for line in values.get(f"{part}-paste", "").splitlines()]
    found = rows(values, part)
    if not any(lines):
        return dict(values)
    while found and not any(found[-1].values()):
        found.pop()
    new = [*found, *({"label": line} for line in _bare([line for line in lines if line]))]
    return with_rows({**values, f"{part}-paste": ""}, part, new)


def _bare(lines: list[str]) -> list[str]:
    """Lines of a list without its bullets or numbers, where all have one and no two become alike:
    "1. Klasse" and "2. Klasse" stay."""
    bare = [_BULLET.sub("", line) for line in lines]
    changed = all(new and new != line for new, line in zip(bare, lines, strict=True))
    return bare if changed and len(set(bare)) == len(set(lines)) else lines
