"""A file between its upload and its confirmation: kept in the database, so any process finds it."""

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.refused import Refused, say
from workshops.concepts.tree import Structure, concept_row, structure
from workshops.exports.voices import voice
from workshops.imports.brought import Brought, brought
from workshops.imports.plan import ImportPlan
from workshops.imports.plans import import_brought
from workshops.imports.previewed import PreviewNode, touched
from workshops.models import Concept, Upload

KEPT = dt.timedelta(hours=12)
_DONE = b""  # instead of the content, once the file is imported
LONGEST_NAME = 200  # characters of a file's name


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
    concept_id = concept_row(session, name).id
    return keep(session, concept_id, account_id, file_name=file_name, content=content, now=now)


def keep(
    session: Session,
    concept_id: int | None,
    account_id: int,
    *,
    file_name: str,
    content: bytes,
    now: dt.datetime,
) -> int:
    """The same for a concept by its id; None: the file is to become a new one."""
    mine = (Upload.account_id == account_id) & (Upload.concept_id == concept_id)
    waiting = mine & (Upload.content != _DONE)
    session.execute(delete(Upload).where(or_(waiting, Upload.created_at < now - KEPT)))
    upload = Upload(
        id=secrets.randbelow(2**31),  # SQLite gives out those of deleted rows again
        concept_id=concept_id,
        account_id=account_id,
        file_name=file_name[-LONGEST_NAME:],
        content=content,
        created_at=now,
    )
    session.add(upload)
    session.flush()
    return upload.id


def preview(
    session: Session, name: str, upload_id: int, *, account_id: int, language: str
) -> Preview:
    """What this person's file would create, and what is wrong with it.

    Raises:
        Refused: the file is gone, or it is no table.
        Missing: there is no such concept.
    """
    concept = structure(session, name)
    upload = kept(session, concept.id, upload_id, account_id)
    plan = brought(upload.content).plan(concept.scheme, concept.language, concept.nodes)
    told = voice(language)
    nodes = touched(plan, concept.nodes, concept.scheme, told, concept.language)
    return Preview(upload.id, upload.file_name, concept, plan, nodes)


def upload_content(session: Session, name: str, upload_id: int, *, account_id: int) -> bytes:
    """
    Raises:
        Refused: the file is gone. Missing: there is no such concept.
    """
    return kept(session, concept_row(session, name).id, upload_id, account_id).content


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
    forget(session, upload_id, concept_row(session, name).id)
    return plan


def forget(session: Session, upload_id: int, concept_id: int) -> None:
    """Let go of a file that has become part of this concept; who goes back to its preview is
    told so."""
    done = {"content": _DONE, "concept_id": concept_id}
    session.execute(update(Upload).where(Upload.id == upload_id).values(done))


def imported_into(session: Session, upload_id: int, *, account_id: int) -> Imported | None:
    """The concept that this person's file has become part of; None where it has not."""
    row = session.execute(
        select(Concept.name, Concept.title)
        .join(Upload, Upload.concept_id == Concept.id)
        .where(
            Upload.id == upload_id,
            Upload.account_id == account_id,
            Upload.content == _DONE,
            Concept.removed_at.is_(None),
        )
    ).one_or_none()
    return Imported(*row) if row else None


def kept(session: Session, concept_id: int | None, upload_id: int, account_id: int) -> Upload:
    """This person's file for this concept, or (None) for a new one.

    Raises:
        Refused: the file is gone.
    """
    found = session.scalar(
        select(Upload).where(
            Upload.id == upload_id,
            Upload.concept_id == concept_id,
            Upload.account_id == account_id,
            Upload.content != _DONE,
        )
    )
    if found is None:
        raise Refused(say("This file is not here any more. Please choose it again."), 410)
    return found
