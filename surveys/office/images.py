"""Pictures of choices: kept as soon as they are sent, so that no button of a form loses them."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from litestar.datastructures import UploadFile
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Message, Missing, Refused, say
from surveys.models import SurveyImage
from surveys.services import survey_row

MOST_BYTES = 1_000_000
_KINDS = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
}


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
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = ("webp", "image/webp")
    if kind is None:
        raise Refused(say("This is no picture. Choose a PNG, JPEG or WebP file."), 422)
    if len(content) > MOST_BYTES:
        raise Refused(say("This picture is larger than 1 MB. Choose a smaller one."), 422)
    ending, content_type = kind
    image = f"{hashlib.sha256(content).hexdigest()[:20]}.{ending}"
    known = select(SurveyImage.id).where(
        SurveyImage.survey_id == survey.id, SurveyImage.name == image
    )
    if session.scalar(known) is None:
        session.add(
            SurveyImage(survey_id=survey.id, name=image, content_type=content_type, content=content)
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
