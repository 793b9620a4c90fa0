"""Short names of concepts, schemes and surveys: in addresses and in commands. Pure."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_NAME = 60
RESERVED = {"new", "import"}  # words that stand in the same place of an address

_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ø": "oe", "æ": "ae", "œ": "oe"}
)


def short_name(title: str, taken: Collection[str], otherwise: str = "concept") -> str:
    """A name for addresses and scripts: ASCII, from the title, unlike all that are taken.

    `otherwise` stands for a title without a letter or digit that ASCII has.
    """
    letters = unicodedata.normalize("NFC", title).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or otherwise
    used = {*taken, *RESERVED}
    names = (base, *(f"{base}-{n}" for n in range(2, len(used) + 3)))
    return next(name for name in names if name not in used)
