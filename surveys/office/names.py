"""Names of questions, choices and sections that nobody has to think of. Pure."""

from collections.abc import Collection, Iterator
from itertools import chain, count

from app.short_names import short_name
from surveys.faults.naming import RESERVED
from surveys.questionnaire import NAME

LONGEST = 32


def name_for(text: str, taken: Collection[str], otherwise: str) -> str:
    """A name like this text, in letters that every program takes, unlike all that are taken.

    A text without such letters gives `otherwise` ("scale", "choice") with a number, such as
    "scale_3"; before digits it stands, too.
    """
    base = _whole_words(short_name(text, (), "").replace("-", "_"))
    names: Iterator[str]
    if not base:
        names = (f"{otherwise}_{number}" for number in count(1))
    else:
        base = base if NAME.fullmatch(base) else f"{otherwise}_{base}"
        names = chain([base], (f"{base}_{number}" for number in count(2)))
    used = {*taken, *RESERVED}
    return next(name for name in names if name not in used)


def _whole_words(name: str) -> str:
    """At most so long, and no word of it cut, but a very long one."""
    if len(name) <= LONGEST:
        return name
    words, _, rest = name[: LONGEST + 1].rpartition("_")
    return (words if words else rest[:LONGEST]).strip("_")
