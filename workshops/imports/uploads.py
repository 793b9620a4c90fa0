"""A file between its upload and its confirmation: kept in the database, so any process finds it."""

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.refused import Refused, say
from workshops.concepts.tree import Structure, concept_row, structure
from workshops.exports.voices import voice
from workshops.imports.brought import Brought, brought
from workshops.imports.plan import ImportPlan
from workshops.imports.plans import import_brought
from workshops.imports.previewed import PreviewNode, touched
from workshops.models import Upload

KEPT = dt.timedelta(hours=12)
LONGEST_NAME = 200  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do."""

    upload_id: int
    file_name: str
    concept: Structure
    plan: ImportPlan
    nodes: tuple[PreviewNode, ...]


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
    session.execute(delete(Upload).where(or_(mine, Upload.created_at < now - KEPT)))
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
    session.execute(delete(Upload).where(Upload.id == upload_id))
    return plan


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
        )
    )
    if found is None:
        raise Refused(say("This file is not here any more. Please choose it again."), 410)
    return found
