"""A published survey tried out by a moderator, before it is chosen or opened."""

from typing import Any

from litestar import Response
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing
from app.web.pages import AnyRequest
from surveys.office import trials
from surveys.office.images import image_of
from surveys.questionnaire import Questionnaire
from surveys.services import newest_version, survey_row


async def try_out(
    request: AnyRequest, ledger: Ledger, name: str, *, address: str, back: str
) -> Response[Any]:
    """A page of a test run of what people would be asked: nothing is kept. `address` is its own,
    pictures lie at `address/images/…`; `back` is that of the console.

    Raises:
        Missing: no such survey is published.
    """
    asked = await ledger.read(_published, name)
    tried = trials.Tried(asked, address, f"{address}/images/", back, console=True)
    if request.method == "POST":
        return await trials.go_on(request, tried)
    return trials.begin(request, tried)


def picture(session: Session, name: str, image: str) -> tuple[str, bytes]:
    """The content type of a picture of a published survey, and the picture.

    Raises:
        Missing: there is none.
    """
    _published(session, name)
    return image_of(session, name, image)


def _published(session: Session, name: str) -> Questionnaire:
    version = newest_version(session, survey_row(session, name).id)
    if version is None:
        raise Missing
    return version.questionnaire
