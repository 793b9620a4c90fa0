"""Downloads: for the office, for the moderators of a workshop, and never too early."""

import csv
import io
import zipfile

import pytest
from docx import Document
from litestar import Litestar
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.builders import Cast, a_guest, a_workshop, dots, guests
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.people import moderate, sign_in_as
from workshops.agenda.services import close_step, open_step
from workshops.merging.services import merge

FORMATS = ("docx", "xlsx", "csv")


def a_vote(session: Session, state: str = "open") -> Cast:
    """One field with three measures; the last one has most dots: 43 on it, 17 on the second. Five
    people vote: the others for the first one."""
    cast = a_workshop(session, "vote", fields=1, measures=3, most=50, allowance=100)
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[1]: 17, cast.measures[2]: 43})
    for other in guests(session, cast, 4):
        dots(session, cast, other, {cast.measures[0]: 1})
    if state != "open":
        close_step(session, cast.id, cast.vote)
    if state == "reopened":
        open_step(session, cast.id, cast.vote)
    return cast


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


async def test_the_closed_vote_of_a_workshop_orders_the_measures(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_vote, "closed")
    await at_the_desk(app, visitor)
    path = f"/concepts/{cast.concept_name}/export.csv?workshop={cast.code.lower()}&language=de"
    rows = lines((await visitor.get(path)).text)
    assert [(r["Maßnahmevorschlag"], r["Punkte"], r["Abstimmende"]) for r in rows] == [
        ("Maßnahme 3", "43", "1"),
        ("Maßnahme 2", "17", "1"),
        ("Maßnahme 1", "4", "4"),
    ]
    without = lines((await visitor.get(f"{path}&dots=no")).text)
    assert [r["Maßnahmevorschlag"] for r in without] == ["Maßnahme 3", "Maßnahme 2", "Maßnahme 1"]
    assert "Punkte" not in without[0]


@pytest.mark.parametrize("state", ["open", "reopened"])
@pytest.mark.parametrize("format", FORMATS)
async def test_before_the_vote_is_closed_no_file_carries_dots_or_their_order(
    app: Litestar, visitor: Visitor, format: str, state: str
) -> None:
    cast = app.state.ledger.write_now(a_vote, state)
    await moderate(app, visitor, cast)
    answer = await visitor.get(f"/moderation/{cast.code}/export.{format}?language=de")
    text = text_of(answer.content, format)
    assert "Punkte" not in text
    assert "43" not in text
    assert text.index("Maßnahme 1") < text.index("Maßnahme 2") < text.index("Maßnahme 3")


@pytest.mark.parametrize("format", FORMATS)
async def test_every_format_carries_the_closed_vote(
    app: Litestar, visitor: Visitor, format: str
) -> None:
    cast = app.state.ledger.write_now(a_vote, "closed")
    await moderate(app, visitor, cast)
    answer = await visitor.get(f"/moderation/{cast.code}/export.{format}?language=de")
    text = text_of(answer.content, format)
    assert text.index("Maßnahme 3") < text.index("Maßnahme 2") < text.index("Maßnahme 1")
    assert "Punkte" in text
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{cast.concept_name}-{cast.code}.{format}"; '
        f"filename*=UTF-8''Integration%20concept%20{cast.code}.{format}"
    )


async def test_a_workshop_of_another_concept_and_unknown_languages_are_no_pages(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_vote, "closed")
    other = app.state.ledger.write_now(a_vote, "closed")
    await at_the_desk(app, visitor)
    base = f"/concepts/{cast.concept_name}/export.csv"
    assert (await visitor.get(f"{base}?workshop={other.code}")).status_code == 404
    assert (await visitor.get(f"{base}?language=xx")).status_code == 404


async def test_only_moderators_of_this_workshop_download_its_file(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_vote, "closed")
    path = f"/moderation/{cast.code}/export.csv"
    nobody, stranger, office = new_visitor(), new_visitor(), new_visitor()
    await sign_in_as(app, stranger, "Sven")
    await at_the_desk(app, office)
    await nobody.get(path)
    assert nobody.path == "/sign-in"
    assert (await stranger.get(path)).status_code == 404
    assert (await office.get(path)).status_code == 200


async def test_the_page_offers_only_workshops_whose_vote_is_closed(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_vote, "open")
    await at_the_desk(app, visitor)
    shown = (await visitor.get(f"/concepts/{cast.concept_name}/export")).text
    assert f'value="{cast.code}" disabled' in shown
    app.state.ledger.write_now(close_step, cast.id, cast.vote)
    shown = (await visitor.get(f"/concepts/{cast.concept_name}/export")).text
    assert f'value="{cast.code}"' in shown
    assert "disabled" not in shown


async def test_a_file_that_would_be_empty_is_not_written(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_vote, "closed")
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{cast.concept_name}/export")
    page = await visitor.submit(f"/concepts/{cast.concept_name}/exports", {"only": "adopted"})
    assert page.status_code == 422
    assert "There is no such measure yet: the file would be empty." in page.text


async def test_an_arabic_export_runs_from_right_to_left(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_vote, "closed")
    await at_the_desk(app, visitor)
    base = f"/concepts/{cast.concept_name}/export"
    book = load_workbook(io.BytesIO((await visitor.get(f"{base}.xlsx?language=ar")).content))
    assert book.worksheets[0].sheet_view.rightToLeft
    word = (await visitor.get(f"{base}.docx?language=ar")).content
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert b"w:bidiVisual" in archive.read("word/document.xml")


def text_of(content: bytes, format: str) -> str:
    if format == "csv":
        return content.decode()
    if format == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        return "\n".join(str(cell or "") for row in sheet.values for cell in row)
    table = Document(io.BytesIO(content)).tables[0]
    return "\n".join(cell.text for row in table.rows for cell in row.cells)


async def test_a_merged_measure_is_one_row_with_the_sum_of_its_dots(
    app: Litestar, visitor: Visitor
) -> None:
    def merged(session: Session) -> Cast:
        cast = a_vote(session, "closed")
        merge(session, cast.id, cast.measures[2], [cast.measures[1]])
        return cast

    cast = app.state.ledger.write_now(merged)
    await at_the_desk(app, visitor)
    path = f"/concepts/{cast.concept_name}/export.csv?workshop={cast.code.lower()}&language=de"
    rows = lines((await visitor.get(path)).text)
    assert [(row["Maßnahmevorschlag"], row["Punkte"]) for row in rows] == [
        ("Maßnahme 3", "50"),  # one person's 43 and 17, and at most 50 on one measure
        ("Maßnahme 1", "4"),
    ]
