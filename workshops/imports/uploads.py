"""A file for a concept between its upload and its confirmation."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.files.models import Owner
from app.files.uploads import became, forget, keep, kept
from workshops.concepts.tree import Structure, concept_row, structure
from workshops.exports.voices import voice
from workshops.imports.brought import Brought, brought
from workshops.imports.plan import ImportPlan
from workshops.imports.plans import import_brought
from workshops.imports.previewed import PreviewNode, touched
from workshops.models import Concept

NEW = Owner("concept")
"""Of a file that is to become a concept of its own."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do."""

    upload_id: int
    file_name: str
    concept: Structure
    plan: ImportPlan
    nodes: tuple[PreviewNode, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The concept that a file has become part of."""

    name: str
    title: str


def keep_upload(
    session: Session,
    name: str,
    *,
    account_id: int,
    file_name: str,
    content: bytes,
    now: dt.datetime,
) -> int:
    """Keep a file until it is confirmed; forgets old ones, and this person's earlier one.

    Raises:
        Missing: there is no such concept.
    """
    owner = _of(session, name)
    return keep(session, owner, account_id, file_name=file_name, content=content, now=now)


def preview(
    session: Session, name: str, upload_id: int, *, account_id: int, language: str
) -> Preview:
    """What this person's file would create, and what is wrong with it.

    Raises:
        Refused: the file is gone, or it is no table.
        Missing: there is no such concept.
    """
    concept = structure(session, name)
    upload = kept(session, Owner("concept", concept.id), upload_id, account_id=account_id)
    plan = brought(upload.content).plan(concept.scheme, concept.language, concept.nodes)
    told = voice(language)
    nodes = touched(plan, concept.nodes, concept.scheme, told, concept.language)
    return Preview(upload.id, upload.file_name, concept, plan, nodes)


def upload_content(session: Session, name: str, upload_id: int, *, account_id: int) -> bytes:
    """
    Raises:
        Refused: the file is gone. Missing: there is no such concept.
    """
    return kept(session, _of(session, name), upload_id, account_id=account_id).content


def import_upload(
    session: Session,
    name: str,
    upload_id: int,
    found: Brought,
    *,
    now: dt.datetime,
) -> ImportPlan:
    """Import an upload and forget the file; all or nothing.

    `found` is read from it before: reading a large file would hold up everybody who writes.

    Raises:
        Refused: a row is faulty. Missing: there is no such concept.
    """
    plan = import_brought(session, name, found, now=now)
    forget(session, upload_id, _of(session, name))
    return plan


def imported_into(session: Session, upload_id: int, *, account_id: int) -> Imported | None:
    """The concept that this person's file has become part of; None where it has not."""
    found = became(session, upload_id, account_id=account_id)
    if found is None or found.kind != "concept":
        return None
    there = Concept.removed_at.is_(None)
    row = session.execute(
        select(Concept.name, Concept.title).where(Concept.id == found.id, there)
    ).one_or_none()
    return Imported(*row) if row else None


def _of(session: Session, name: str) -> Owner:
    return Owner("concept", concept_row(session, name).id)
