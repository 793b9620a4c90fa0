"""The headings of an XLSForm: which column is meant, in which language. Pure."""

import re
from dataclasses import dataclass

OWN = "klebepunkt"
"""Our own column: what no other one can say, see `surveys/xlsform/own.py`. Others pass it over."""

TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "image")
"""Columns that there may be once for each language."""

READ = {
    "survey": {
        *("type", "name", "required", "relevant", "constraint", "default", "appearance"),
        *("calculation", "choice_filter", "parameters", "disabled", OWN),
    },
    "choices": {"list_name", "name", OWN},
    "settings": {"form_title", "form_id", "default_language", "version", OWN},
}
"""What is read beside the texts."""

UNREAD = {
    *("read_only", "trigger", "repeat_count", "audio", "video", "big_image", "autoplay"),
    *("intent", "save_to", "instance", "bind", "body", "query", "noapperrorstring", "rows"),
}
"""Columns of the standard that have no meaning here. All others are somebody's own notes."""

_CALLED = {
    "caption": "label",
    "command": "type",
    "constraining_message": "constraint_message",
    "calculate": "calculation",
    "count": "repeat_count",
    "id_string": "form_id",
    "jr:constraintmsg": "constraint_message",
    "jr:count": "repeat_count",
    "jr:noapperrorstring": "noapperrorstring",
    "jr:requiredmsg": "required_message",
    "readonly": "read_only",
    "relevance": "relevant",
    "requiredmsg": "required_message",
    "set_form_id": "form_id",
    "set_form_title": "form_title",
    "tag": "name",
    "title": "form_title",
    "value": "name",
}
_INSIDE = ("media", "bind", "control", "body")  # bind::relevant, media::image::Deutsch (de)
_COLON = re.compile(r"(?<!\bjr):")  # the old way to part them; jr:count is one word


@dataclass(frozen=True, slots=True)
class Column:
    """`name`: what the standard calls it today; `language`: as it was written, empty for none."""

    name: str
    language: str = ""


def column(heading: str) -> Column:
    """What this heading means. A name that the standard does not have stays as it is."""
    heading = " ".join(heading.split())
    parts = heading.split("::") if "::" in heading else _COLON.split(heading)
    words = [part.strip() for part in parts]
    first = _name(words[0])
    if first in _INSIDE and len(words) > 1:
        inner = _name(words[1])
        known = inner in TEXTS or inner in READ["survey"] or inner in UNREAD
        first, words = (inner if known else first), words[1:]
    return Column(first, words[1] if len(words) > 1 and first in TEXTS else "")


def _name(word: str) -> str:
    name = word.lower().replace(" ", "_").replace("-", "_")
    return _CALLED.get(name, name)
