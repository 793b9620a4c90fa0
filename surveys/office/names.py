"""Names of questions, choices and sections that nobody has to think of. Pure."""

from collections.abc import Collection

from app.short_names import short_name
from surveys.faults.naming import RESERVED
from surveys.questionnaire import NAME

LONGEST = 32


def name_for(text: str, taken: Collection[str], otherwise: str) -> str:
    """A name like this text, in letters that every program takes, unlike all that are taken.

    `otherwise` ("question", "choice") stands for a text without such letters, and before digits.
    """
    base = short_name(text, (), otherwise).replace("-", "_")[:LONGEST].strip("_")
    if not NAME.fullmatch(base):
        base = f"{otherwise}_{base}"
    used = {*taken, *RESERVED}
    names = (base, *(f"{base}_{n}" for n in range(2, len(used) + 3)))
    return next(name for name in names if name not in used)
