"""A file that is to become a concept of its own: kept, looked at, carried out."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.files.models import Owner
from app.files.uploads import forget, kept
from workshops.concepts.tree import concept_row
from workshops.exports.voices import voice
from workshops.imports.arrivals import arriving, import_new
from workshops.imports.brought import Brought, brought
from workshops.imports.plan import ImportPlan
from workshops.imports.previewed import PreviewNode, touched
from workshops.imports.uploads import NEW
from workshops.schemes.scheme import Scheme


@dataclass(frozen=True, slots=True)
class NewPreview:
    """What the concept would be. `title` is the file's own, else made from the file's name;
    `own_scheme`: the scheme comes with the file, so nobody chooses one; `recognised`: the headings
    of the table told it."""

    upload_id: int
    file_name: str
    title: str
    own_scheme: bool
    recognised: bool
    scheme: Scheme
    language: str
    plan: ImportPlan
    nodes: tuple[PreviewNode, ...]

    @property
    def chosen(self) -> str:
        """What somebody could choose otherwise."""
        return "" if self.own_scheme else f"{self.scheme.name} {self.language}"


def preview_new(
    session: Session,
    upload_id: int,
    *,
    account_id: int,
    scheme: str | None,
    language: str | None,
    shown_in: str,
) -> NewPreview:
    """What this person's file would become, with the scheme and the language that were chosen.

    Raises:
        Refused: the file is gone, or it is wrong as a whole.
    """
    upload = kept(session, NEW, upload_id, account_id=account_id)
    found = brought(upload.content)
    about = found.about
    if about:
        scheme = language = None
    arrival = arriving(session, found, scheme=scheme, language=language)
    title = about.title if about else upload.file_name.rpartition(".")[0].replace("_", " ")
    nodes = touched(arrival.plan, (), arrival.scheme, voice(shown_in), arrival.language)
    return NewPreview(
        upload_id,
        upload.file_name,
        title,
        about is not None,
        arrival.recognised,
        arrival.scheme,
        arrival.language,
        arrival.plan,
        nodes,
    )


def content_of_new(session: Session, upload_id: int, *, account_id: int) -> bytes:
    """
    Raises:
        Refused: the file is gone.
    """
    return kept(session, NEW, upload_id, account_id=account_id).content


def create_from_upload(
    session: Session,
    upload_id: int,
    found: Brought,
    *,
    title: str,
    scheme: str,
    language: str,
    by: str,
    now: dt.datetime,
) -> str:
    """Make the concept and forget the file; returns its short name. `found` is read from it
    before: reading a large file would hold up everybody who writes.

    Raises:
        Refused: a row is faulty; nothing was created.
    """
    chosen = (None, None) if found.about else (scheme, language)
    name = import_new(
        session, found, title=title, scheme=chosen[0], language=chosen[1], by=by, now=now
    )
    forget(session, upload_id, Owner("concept", concept_row(session, name).id))
    return name
