"""The column "type": which kind of question, group or choice list it names. Pure."""

import re
from dataclasses import dataclass

_SELECT = {
    "select_one": "single",
    "select one": "single",
    "select1": "single",
    "select one from": "single",
    "select one using": "single",
    "add select one prompt using": "single",
    "select_multiple": "multiple",
    "select multiple": "multiple",
    "select multiple from": "multiple",
    "select multiple using": "multiple",
    "select all that apply": "multiple",
    "select all that apply from": "multiple",
    "add select multiple prompt using": "multiple",
    "rank": "ranking",
}
_PLAIN = {
    "text": "short_text",
    "string": "short_text",
    "integer": "whole",
    "int": "whole",
    "decimal": "decimal",
    "percentage": "percentage",
    "range": "range",
    "date": "date",
    "note": "statement",
    "acknowledge": "consent",
    "trigger": "consent",
    "calculate": "calculation",
}
PRIVATE = {
    *("start", "end", "today", "start time", "end time", "deviceid", "device id", "imei"),
    *("subscriberid", "subscriber id", "simserial", "sim id", "phonenumber", "phone number"),
    *("username", "email", "audit", "start-geopoint", "background-geopoint", "background-audio"),
    *("uri:deviceid", "uri:subscriberid", "uri:simserial", "uri:phonenumber", "uri:username"),
    "uri:email",
}
"""What programs note down by themselves. It would tell who answered, from where and when."""

_LISTED = "|".join(sorted(map(re.escape, _SELECT), key=len, reverse=True))
_CHOOSING = re.compile(
    rf"(?P<how>{_LISTED})\s+(?P<list>\S+)(?P<other>\s+or(?:[ _]specify)?[ _]other)?", re.IGNORECASE
)
_CONTROL = re.compile(r"(?P<way>begin|end)[ _]*(?P<what>\S.*)", re.IGNORECASE)
_OLD = re.compile(r"(?:add|get|q) (.+?)(?: prompt)?")


@dataclass(frozen=True, slots=True)
class Type:
    """`kind`: one of ours, or "whole", "decimal", "percentage" and "range" for numbers, "begin" and
    "end" (`word` says of what), "private", or empty where there is nothing like it here."""

    kind: str
    word: str
    list_name: str = ""
    other: bool = False

    @property
    def chooses(self) -> bool:
        """Whether it is a choice that does not say among what."""
        return not self.kind and self.word.lower() in _SELECT


def type_of(cell: str) -> Type:
    """What this cell means; `word` is it as it was written, for messages."""
    text = " ".join(cell.split())
    if found := _CHOOSING.fullmatch(text):
        kind = _SELECT[found["how"].lower()]
        return Type(kind, text, found["list"], bool(found["other"]))
    if found := _CONTROL.fullmatch(text):
        what = found["what"].lower()
        if what != "time":  # "end time" notes down when somebody came to the end
            return Type(found["way"].lower(), what)
    word = text.lower()
    if old := _OLD.fullmatch(word):
        word = old[1]
    return Type("private" if word in PRIVATE else _PLAIN.get(word, ""), text)
