"""The least scheme that is one: what an office begins with that copies none. Pure."""

from collections.abc import Callable
from typing import Any

from app.refused import Message, say


def blank(title: str, language: str, words: Callable[[Message], str]) -> dict[str, Any]:
    """The tables of its file: a level with numbers, measures with one column, and a layout with
    headings. Everything is named in `language`, as `words` says it."""

    def named(one: Message) -> dict[str, str]:
        return {language: words(one)}

    return {
        "titles": {language: title},
        "levels": [
            {
                "key": "field",
                "names": named(say("Field")),
                "plurals": named(say("Fields")),
                "numbering": "1",
            }
        ],
        "measure": {"names": named(say("Measure")), "plurals": named(say("Measures"))},
        "columns": [
            {"key": "responsible", "kind": "bodies", "names": named(say("Responsible bodies"))}
        ],
        "outlines": [
            {
                "key": "list",
                "names": named(say("Concept")),
                "paper": "A4 portrait",
                "blocks": [{"kind": "list", "shows": ["responsible"]}],
            }
        ],
    }
