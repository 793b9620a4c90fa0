"""Failure 16: right-to-left is only half done. Every file that can be downloaded, in Arabic.

That every page reads from the right is seen by tests/journeys/test_access.py.
"""

import io
import zipfile
from dataclasses import replace
from random import Random
from typing import cast as known

import pytest
from litestar import Litestar
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from sqlalchemy.orm import Session

from app.access import ACCESS
from surveys.answering.runs import close_run, create_run
from surveys.answering.tickets import make_tickets
from tests.builders import NOW, Cast, a_guest, dots
from tests.conftest import NewVisitor
from tests.surveys.answering.cast import KINDER, a_survey
from tests.surveys.results.filled import answer
from tests.workshops.people import sign_in_as
from tests.workshops.ratings.rooms import a_rating
from workshops.agenda.services import close_step, go_to, open_step
from workshops.letterheads.example import example
from workshops.letterheads.services import add_letterhead
from workshops.models import Concept, Workshop

OF_THE_OFFICE = ("/letterheads/sample.docx", "/letterheads/{letterhead_id}/file.docx")
"""Files that an office works on or has sent; what is filled into them is seen in its own tests."""

FILES = [
    path
    for path in (line.split()[1] for line in ACCESS)
    if path.endswith((".docx", ".pdf", "xlsx")) and path not in OF_THE_OFFICE
]
ASKED = {
    "trial": "?concept={name}&language=ar",
    "ballots": "?ar=2&first=1",
    "codes": "?from=1&to=2",
    "cards": "?from=1&to=2",
    "export": "?language=ar",
}


def a_closed_room(session: Session) -> dict[str, str]:
    """A workshop and a concept that speak Arabic; a rating and a vote are closed."""
    steering = a_rating(session, "closed")
    cast = steering.cast
    session.get_one(Workshop, cast.id).languages = ["ar", "de"]
    session.get_one(Concept, cast.concept_id).language = "ar"
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    dots(session, cast, a_guest(session, cast), {cast.measures[0]: 2})
    close_step(session, cast.id, cast.vote)
    steps = {"ballots": cast.vote, "ratings": steering.step}
    steps["letterhead_id"] = add_letterhead(session, title="رأس", content=example(str), now=NOW)
    named = {"code": cast.code, "name": cast.concept_name, "run": _tickets(session, cast)}
    return named | {k: f"{n}" for k, n in steps.items()}


def _tickets(session: Session, cast: Cast) -> str:
    """The code of a survey's run with two personal links; it is called like the concept. Another
    run of it is closed, with the answers of five people."""
    asked = replace(KINDER, languages=("ar", "de"))
    name = a_survey(session, asked, cast.concept_name)
    over, run = (create_run(session, name, title=title, now=NOW) for title in ("شتاء", "خريف"))
    answer(session, over, [{}] * 5, Random(1))
    close_run(session, over)
    make_tickets(session, run, 2, secret="a secret of these tests, long enough")
    return run


def reads_from_the_right(content: bytes) -> bool:
    if content.startswith(b"%PDF"):
        root = PdfReader(io.BytesIO(content)).root_object
        shown = known(DictionaryObject, root["/ViewerPreferences"])
        return str(root["/Lang"]) == "ar" and str(shown["/Direction"]) == "/R2L"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if "word/document.xml" in packed.namelist():
            document = packed.read("word/document.xml")
            return b"<w:bidiVisual/>" in document or b"<w:bidi/>" in document
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return all(sheet.sheet_view.rightToLeft for sheet in sheets)


@pytest.mark.parametrize("path", FILES)
async def test_every_file_reads_from_right_to_left(
    app: Litestar, new_visitor: NewVisitor, path: str
) -> None:
    ids = app.state.ledger.write_now(a_closed_room)
    office = new_visitor(language="ar")
    await sign_in_as(app, office, "Olga", "office")
    kind = path.rsplit("/", 1)[1].split(".")[0]
    await office.get(f"/moderation/{ids['code']}/codes")
    await office.submit(f"/moderation/{ids['code']}/codes", {"count": "2"})
    answer = await office.get(
        path.format(**ids, step_id=ids.get(kind)) + ASKED.get(kind, "").format(**ids)
    )
    assert answer.status_code == 200
    assert reads_from_the_right(answer.content)
