"""A file that is to become a survey: kept, looked at, carried out."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.files.models import Owner
from app.files.uploads import became, forget, kept
from surveys.imports.read import Reading
from surveys.models import Survey
from surveys.office.images import keep_image
from surveys.services import create_survey, survey_row

NEW = Owner("survey")


@dataclass(frozen=True, slots=True)
class Waiting:
    """The file of one person."""

    file_name: str
    content: bytes


def waiting(session: Session, upload_id: int, *, account_id: int) -> Waiting:
    """
    Raises:
        Refused: the file is gone.
    """
    found = kept(session, NEW, upload_id, account_id=account_id)
    return Waiting(found.file_name, found.content)


def imported_as(session: Session, upload_id: int, *, account_id: int) -> str:
    """The short name of the survey that this person's file has become; empty while it has not."""
    owner = became(session, upload_id, account_id=account_id)
    if owner is None or owner.kind != "survey" or owner.id is None:
        return ""
    survey = session.get(Survey, owner.id)
    return survey.name if survey else ""


def bring(session: Session, upload_id: int, found: Reading, *, now: dt.datetime) -> str:
    """Make the survey and forget the file; returns its short name. `found` is read from it before:
    reading would hold up everybody who writes."""
    name = make(session, found, now=now)
    forget(session, upload_id, Owner("survey", survey_row(session, name).id))
    return name


def make(session: Session, found: Reading, *, now: dt.datetime) -> str:
    """A survey with its pictures; returns its short name."""
    name = create_survey(session, found.to_make(), now=now, name=found.name)
    for content in found.pictures.values():
        keep_image(session, name, content)
    return name
