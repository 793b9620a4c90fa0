"""A small concept of ours, to try a letterhead out with: two of everything."""

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from app.documents.document import Document
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.outline import build
from workshops.exports.source import Event, Source
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.schemes.library import load_built_in

_DAY = dt.date(2026, 11, 21)
_NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@lru_cache(maxsize=1)
def sample() -> tuple[Source, Document, Choice, str, dt.datetime]:
    """What `fill` takes behind the letterhead: the concept, its layout, a choice, a language and a
    moment."""
    scheme = load_built_in("waiblingen")
    ids = iter(range(1, 100))
    nodes = tuple(
        Node(
            next(ids),
            level=0,
            titles={"en": title},
            measures=tuple(
                _measure(next(ids), f"{title}: {what}") for what in ("guides", "a café")
            ),
        )
        for title in ("School", "Work & housing")
    )
    parts = {
        part.key: [{"body": "Council", "date": _DAY.isoformat(), "public": True}] * 2
        if part.kind == "path"
        else {"en": "One line.\nAnother <line> & more."}
        for part in scheme.parts
    }
    snapshot = Snapshot("A concept", "en", nodes, parts)
    event = Event(1, "KFM4T7", "A workshop", "Old town hall", _DAY, closed=True)
    found = Source("sample", snapshot, scheme, "", event)
    choice = Choice()
    return found, build(snapshot, scheme, voice("en"), choice), choice, "en", _NOW


def _measure(id: int, text: str) -> Measure:
    report = Report("running", _DAY, {"en": "Begun."}, "School office")
    made = Measure(id, "en", {"en": text}, {}, dots=9 - id, voters=5, rank=id, source="A workshop")
    return replace(made, decision="adopted", decided_on=_DAY, report=report)
