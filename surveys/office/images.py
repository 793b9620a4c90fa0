"""Pictures of choices: kept as soon as they are sent, so that no button of a form loses them."""

import re
from collections.abc import Mapping
from typing import Any

from litestar.datastructures import UploadFile
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Message, Missing, Refused
from surveys.models import SurveyImage
from surveys.pictures import CONTENT_TYPES, MOST_BYTES, images, name_of
from surveys.questionnaire import Questionnaire
from surveys.services import survey_row


async def keep_images(
    ledger: Ledger, name: str, data: Mapping[str, Any]
) -> tuple[dict[str, Any], Message | None]:
    """Keep the pictures that came with a form. What stands in the form then, with the names of the
    pictures instead of the files; and why one of them was not kept."""
    kept, fault = dict(data), None
    for key, value in data.items():
        match = re.fullmatch(r"(choices-[0-9]{1,3})-file", key)
        if isinstance(value, UploadFile):
            kept.pop(key)
            if match and value.filename:
                content = await value.read(MOST_BYTES + 1)
                try:
                    kept[f"{match[1]}-image"] = await ledger.write(keep_image, name, content)
                except Refused as refused:
                    fault = refused.message
    return kept, fault


def keep_image(session: Session, name: str, content: bytes) -> str:
    """Keep a picture of the survey; returns its name, the same for the same picture.

    Raises:
        Missing: there is no such survey. Refused: it is no picture, or too large.
    """
    survey = survey_row(session, name)
    image = name_of(content)
    known = select(SurveyImage.id).where(
        SurveyImage.survey_id == survey.id, SurveyImage.name == image
    )
    if session.scalar(known) is None:
        kind = CONTENT_TYPES[image.rpartition(".")[2]]
        session.add(
            SurveyImage(survey_id=survey.id, name=image, content_type=kind, content=content)
        )
        session.flush()
    return image


def image_of(session: Session, name: str, image: str) -> tuple[str, bytes]:
    """The content type of a picture, and the picture.

    Raises:
        Missing: the survey has no such picture.
    """
    survey = survey_row(session, name)
    query = select(SurveyImage.content_type, SurveyImage.content)
    row = session.execute(
        query.where(SurveyImage.survey_id == survey.id, SurveyImage.name == image)
    ).one_or_none()
    if row is None:
        raise Missing
    return row[0], row[1]


def images_of(
    session: Session, survey_id: int, questionnaire: Questionnaire
) -> Mapping[str, bytes]:
    """The pictures of this questionnaire by their names, in its order."""
    names = images(questionnaire)
    query = select(SurveyImage.name, SurveyImage.content).where(SurveyImage.name.in_(names))
    rows = session.execute(query.where(SurveyImage.survey_id == survey_id))
    found = {row.name: row.content for row in rows}
    return {name: found[name] for name in names if name in found}
