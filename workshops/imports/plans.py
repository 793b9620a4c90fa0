"""Carrying an import plan out: all of it or nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.documents.table import Sheet, SheetRow
from app.refused import Message, Missing, Refused, say, say_n
from workshops.concepts.rows import insert_rows, locked_concept, rooms_changed
from workshops.concepts.tree import structure
from workshops.imports.brought import Brought
from workshops.imports.measure_rows import Places, create_measures
from workshops.imports.plan import ImportPlan
from workshops.journal.said import did
from workshops.models import Concept, Node


def plan_of(session: Session, name: str, found: Brought) -> ImportPlan:
    """What importing this file into the concept as it stands now would create.

    Raises:
        Missing: there is no such concept. Refused: the file is wrong as a whole.
    """
    here = structure(session, name)
    return found.plan(here.scheme, here.language, here.nodes)


def import_brought(session: Session, name: str, found: Brought, *, now: dt.datetime) -> ImportPlan:
    """Import the file into the concept; returns the plan that was carried out.

    It is planned anew here, so what others did since the preview is respected.

    Raises:
        Refused: a row is faulty; nothing was created. Missing: there is no such concept.
    """
    concept = locked_concept(session, name)
    plan = plan_of(session, name, found)
    create_from_plan(session, concept.id, plan, now=now)
    return plan


def import_rows(
    session: Session, name: str, rows: Sequence[SheetRow], *, now: dt.datetime
) -> ImportPlan:
    """The same with the rows of a table.

    Raises:
        Refused: a row is faulty; nothing was created. Missing: there is no such concept.
    """
    return import_brought(session, name, Brought(None, (Sheet("", tuple(rows)),)), now=now)


def create_from_plan(
    session: Session, concept_id: int, plan: ImportPlan, *, now: dt.datetime
) -> None:
    """Create everything the plan holds, after what is there already.

    Raises:
        Refused: the plan has faults; nothing was created.
        Missing: the concept, or an entry that the plan attaches to, is not there.
    """
    if not plan.ok:
        raise Refused(say("Some rows are faulty, so nothing was created. Correct them first."), 422)
    if session.scalar(select(Concept.id).where(Concept.id == concept_id)) is None:
        raise Missing
    ids = _create_nodes(session, concept_id, plan)
    create_measures(session, concept_id, plan, ids, now)
    _change_nodes(session, concept_id, plan)
    _set_parts(session, concept_id, plan.parts)
    did(session, _told(plan))
    rooms_changed(session, concept_id)


def _told(plan: ImportPlan) -> Message:
    nodes, measures, titles = len(plan.nodes), len(plan.measures), len(plan.titles)
    if nodes:
        return say(
            "Imported: %(entries)s, %(measures)s",
            entries=say_n("%(num)d entry", "%(num)d entries", nodes),
            measures=say_n("%(num)d measure", "%(num)d measures", measures),
        )
    if titles and not measures:
        return say_n(
            "Additions to %(num)d entry that is there",
            "Additions to %(num)d entries that are there",
            titles,
        )
    return say_n("Imported %(num)d measure", "Imported %(num)d measures", measures)


def _create_nodes(session: Session, concept_id: int, plan: ImportPlan) -> dict[int, int]:
    """Planned id -> id of the new entry. Level by level, so that parents have their ids; but
    siblings of several levels stand in the order of the plan."""
    ids: dict[int, int] = {}
    places = Places(session, Node, Node.parent_id, Node.concept_id == concept_id)
    positions = {node.id: places.next(node.parent) for node in plan.nodes}
    for level in sorted({node.level for node in plan.nodes}):
        nodes = [node for node in plan.nodes if node.level == level]
        rows = [
            {
                "concept_id": concept_id,
                "parent_id": ids.get(node.parent, node.parent) if node.parent else None,
                "level": level,
                "position": positions[node.id],
                "titles": dict(node.titles),
                "columns": dict(node.columns),
                "deleted_at": None,
            }
            for node in nodes
        ]
        made = insert_rows(session, Node, rows)
        ids.update({node.id: id for node, id in zip(nodes, made, strict=True)})
    return ids


def _change_nodes(session: Session, concept_id: int, plan: ImportPlan) -> None:
    for change in plan.titles:
        here = (Node.id == change.node, Node.concept_id == concept_id)
        row = session.execute(select(Node.titles, Node.columns).where(*here)).one_or_none()
        if row is None:
            raise Missing
        titles, columns = {**change.titles, **row.titles}, {**change.columns, **row.columns}
        session.execute(update(Node).where(*here).values(titles=titles, columns=columns))


def _set_parts(session: Session, concept_id: int, parts: Mapping[str, Any]) -> None:
    """Set the parts that the concept does not have yet."""
    if parts:
        here = Concept.id == concept_id
        there = session.scalar(select(Concept.parts).where(here)) or {}
        session.execute(update(Concept).where(here).values(parts={**parts, **there}))
