"""Measures that were put together leave as JSON with their parts, and come back with them."""

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import NOW, ConceptCast, a_concept
from workshops.concepts.deletion import restore_node
from workshops.concepts.history import newest, undo
from workshops.concepts.tree import snapshot, structure
from workshops.exports.interchange import as_json
from workshops.exports.telling import Choice
from workshops.gathering.duplicates import put_together, take_apart
from workshops.imports.arrivals import import_new
from workshops.imports.brought import brought
from workshops.models import Measure
from workshops.schemes import library


def exported(session: Session, name: str) -> bytes:
    session.expire_all()
    found = structure(session, name)
    text = library.text_of(session, found.scheme.name)
    return as_json(snapshot(session, name), found.scheme, text, Choice())


def imported(session: Session, content: bytes, by: str | None = None) -> str:
    known: dict[str, Any] = {"title": None, "scheme": None, "language": None, "by": by}
    return import_new(session, brought(content), **known, now=NOW)


def four_measures(session: Session) -> ConceptCast:
    """Two at each of two fields, each with something in its columns."""
    concept = a_concept(session, fields=2, measures=4)
    rows = [session.get_one(Measure, id) for id in concept.measures]
    for row, body in zip(rows, ("Schulamt", "Jobcenter", "Verein", "Stadt"), strict=True):
        row.columns = {"responsible": [body]}
    rows[3].columns |= {"feasible": "2028"}
    rows[3].texts |= {"tr": "Dil kahvesi"}
    session.flush()
    return concept


def words(session: Session, name: str) -> list[Any]:
    """What each measure says, and at which entry."""
    file = json.loads(exported(session, name))
    told = [
        (n, one) for n, entry in enumerate(file["entries"]) for one in entry.get("measures", ())
    ]
    return sorted((n, json.dumps(one, sort_keys=True)) for n, one in told)


def test_what_was_put_together_comes_back_and_can_be_taken_apart(session: Session) -> None:
    concept = four_measures(session)
    apart = words(session, concept.name)
    whole, other, third, fourth = concept.measures
    put_together(session, concept.name, other, [fourth])
    put_together(session, concept.name, whole, [other, third], "Ein Café", "de")
    file = exported(session, concept.name)
    assert b'"feasible": {\n        "from": "1.1",' in file
    assert len(words(session, concept.name)) == 1
    again = imported(session, file)
    assert exported(session, again) == file
    for name in (concept.name, again):
        parts = structure(session, name).merged
        assert len(parts) == 3
        for part in parts:
            take_apart(session, name, part)
        assert words(session, name) == apart


def test_undoing_an_import_takes_the_parts_with_it(session: Session) -> None:
    concept = four_measures(session)
    put_together(session, concept.name, concept.measures[0], concept.measures[1:])
    again = imported(session, exported(session, concept.name), by="Olga")
    done = newest(session, structure(session, again).id)
    assert done is not None
    undo(session, again, done.id, by="Olga")
    session.expire_all()
    assert session.scalar(select(func.count()).where(Measure.deleted_at.is_(None))) == 4
    gone = structure(session, again).deleted
    assert {one.kind for one in gone} == {"node"}
    for one in gone:
        restore_node(session, again, one.id)
    assert exported(session, again) == exported(session, concept.name)
