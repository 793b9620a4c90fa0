"""What the pages of downloads say of a survey."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.services import draft, survey_row


@dataclass(frozen=True, slots=True)
class Subject:
    """A survey in short. The first language is the one it was written in. `weights`: whether
    shares of the population were entered."""

    id: int
    name: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    weights: bool


def subject(session: Session, name: str) -> Subject:
    """
    Raises:
        Missing: there is no such survey.
    """
    found = draft(session, name)
    asked = found.version.questionnaire if found.version else found.questionnaire
    weights = bool(survey_row(session, name).margins)
    return Subject(found.survey_id, found.name, asked.title, asked.languages, weights)
