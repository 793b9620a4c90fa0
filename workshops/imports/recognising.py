"""Which scheme a table was made for, and in which language, by its headings. Pure."""

from collections.abc import Iterable, Sequence

from app.documents.table import SheetRow
from workshops.imports.cells import fold
from workshops.imports.headings import Headings, find_headings
from workshops.schemes.scheme import Scheme

_STRUCTURE = ("level", "measure")


def recognised(rows: Sequence[SheetRow], schemes: Iterable[Scheme]) -> Scheme | None:
    """The scheme that knows the most of these headings, above all those of levels and measures;
    the earlier one of equals. None where no scheme knows enough of them."""
    found = [(scheme, find_headings(rows, scheme)) for scheme in schemes]
    known = [(scheme, headings) for scheme, headings in found if headings]
    return max(known, key=lambda one: _weight(one[1]), default=(None, None))[0]


def _weight(headings: Headings) -> tuple[int, int]:
    kinds = [meaning.kind for meaning in headings.meanings.values() if meaning.kind != "ignored"]
    return sum(kind in _STRUCTURE for kind in kinds), len(kinds)


def language_of(rows: Sequence[SheetRow], scheme: Scheme) -> str | None:
    """The language that most headings of levels and measures are written in; None where they
    are in none."""
    headings = find_headings(rows, scheme)
    if headings is None:
        return None
    told = [
        fold(headings.texts[x])
        for x, meaning in headings.meanings.items()
        if meaning.kind in _STRUCTURE and not meaning.language
    ]
    namings = [*(level.naming for level in scheme.levels), scheme.measure]

    def matching(tag: str) -> int:
        words = {fold(word) for one in namings for word in (one.name(tag), one.plural(tag))}
        return sum(text in words for text in told)

    best = max(scheme.languages, key=matching, default=None)
    return best if best and matching(best) else None
