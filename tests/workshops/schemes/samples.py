"""What small schemes are made of in tests: the tables of their files, in as few words as possible.

a_scheme([piece("field", "Feld")], [piece("until", "Bis", kind="date")])
"""

from collections.abc import Iterable
from typing import Any

Data = dict[str, Any]


def name(text: str) -> Data:
    return {"names": {"de": text}}


def piece(key: str, text: str = "", **more: Any) -> Data:
    """A level, a column, an option or a part; `text` is what it is called, if not as its key."""
    return {"key": key, **name(text or key.capitalize()), **more}


def choice(key: str, text: str, options: dict[str, str], **more: Any) -> Data:
    """A column with these options, key -> what it is called; computed where there are `rules`."""
    kind = "computed" if "rules" in more else "choice"
    return piece(key, text, kind=kind, options=[piece(*one) for one in options.items()], **more)


def layout(key: str, *blocks: Data, paper: str = "A4 portrait") -> Data:
    return piece(key, paper=paper, blocks=list(blocks))


def cell(source: str, text: str = "", **more: Any) -> Data:
    """A column of a table; `text` is its heading, if it has one of its own."""
    return {"source": source, "width": 1, **(name(text) if text else {}), **more}


LIST = layout("list", {"kind": "list"})


def a_scheme(
    levels: Iterable[Data],
    columns: Iterable[Data] = (),
    outlines: Iterable[Data] = (LIST,),
    **more: Any,
) -> Data:
    """The tables of a scheme; `measure` and `parts` may be given, too."""
    return {
        "titles": {"de": "Muster"},
        "measure": name("Maßnahme"),
        "levels": list(levels),
        "columns": list(columns),
        "outlines": list(outlines),
        **more,
    }
