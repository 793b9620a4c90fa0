"""The process report through its page and its files."""

import io
import json

import pytest
from docx import Document
from litestar import Litestar
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from tests.builders import Cast, a_measure, a_workshop, guests
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from workshops.concepts.history import act
from workshops.exports.reports import FORMATS
from workshops.gathering.services import rank_by
from workshops.models import Concept, Workshop
from workshops.process.reads import process


def a_concept(session: Session, *sizes: int) -> Cast:
    """A concept with workshops of so many people; the last one of them."""
    cast = a_workshop(session, "results", title="Werkstatt 1")
    guests(session, cast, sizes[0])
    for number, size in enumerate(sizes[1:], start=2):
        other = a_workshop(session, "results", title=f"Werkstatt {number}")
        session.get_one(Workshop, other.id).concept_id = cast.concept_id
        guests(session, other, size)
    a_measure(session, cast.one_field, "Eine Idee", workshop_id=cast.id)
    a_measure(session, cast.one_field, "Noch eine", workshop_id=cast.id, state="proposed")
    a_measure(session, cast.one_field, "Zurück", workshop_id=cast.id, state="withdrawn")
    return cast


LINES = {
    "kind-0": "Stadtteilgespräche",
    "number-0": "10",
    "people-0": "236",
    "text-0": "in allen Bezirken",
}


def kept(app: Litestar, name: str) -> dict[str, object]:
    ledger: Ledger = app.state.ledger

    def read(session: Session) -> str:
        found = session.scalar(select(Concept.gathering).where(Concept.name == name))
        return json.dumps(found)

    return dict(json.loads(ledger.read_now(read)))


async def test_the_page_tells_how_many_events_and_people_there_were(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_concept, 12, 8)
    await at_the_desk(app, visitor)
    shown = (await visitor.get(f"/concepts/{cast.concept_name}/process")).text
    assert "2 events took place." in shown
    assert "20 people took part." in shown
    assert "2 ideas were proposed in workshops; 1 approved, 0 of them put together" in shown
    assert "Werkstatt 1" in shown


async def test_what_the_office_adds_counts_and_can_be_undone(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_concept, 12)
    name = cast.concept_name
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/process")
    shown = (await visitor.submit(f"/concepts/{name}/process/events", LINES)).text
    assert "11 events took place." in shown
    assert "248 people took part." in shown
    assert "Stadtteilgespräche" in shown
    app.state.ledger.write_now(act, "Anna", rank_by, name, "share")
    assert {"events", "order"} <= kept(app, name).keys()
    app.state.ledger.write_now(act, "Anna", rank_by, name, "dots")


async def test_saving_can_be_undone_at_once(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_concept, 12)
    page = f"/concepts/{cast.concept_name}/process"
    await at_the_desk(app, visitor)
    await visitor.get(page)
    shown = (await visitor.submit(f"{page}/events", LINES)).text
    undoing = shown.split("/undoing")[0].rpartition('action="')[2] + "/undoing"
    shown = (await visitor.submit(undoing)).text
    assert "Undone: " in shown
    assert "1 event took place." in shown
    assert kept(app, cast.concept_name).get("events", []) == []


async def test_an_emptied_line_is_taken_out(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_concept, 12)
    page = f"/concepts/{cast.concept_name}/process"
    await at_the_desk(app, visitor)
    await visitor.get(page)
    await visitor.submit(f"{page}/events", LINES)
    await visitor.submit(f"{page}/events", dict.fromkeys(LINES, ""))
    assert kept(app, cast.concept_name)["events"] == []


async def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_concept, 12)
    page = f"/concepts/{cast.concept_name}/process"
    await at_the_desk(app, visitor)
    await visitor.get(page)
    answer = await visitor.submit(f"{page}/events", LINES | {"number-0": "many", "kind-0": ""})
    assert answer.status_code == 422
    assert 'id="field-number-0-error"' in answer.text
    assert 'id="field-kind-0-error"' in answer.text
    assert "in allen Bezirken" in answer.text
    assert "events" not in kept(app, cast.concept_name)


async def test_who_saves_what_somebody_else_has_changed_is_told_so(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_concept, 12)
    page = f"/concepts/{cast.concept_name}/process"
    anna, otto = new_visitor(), new_visitor()
    for one, who in ((anna, "Anna"), (otto, "Otto")):
        await at_the_desk(app, one, who)
        await one.get(page)
    await anna.submit(f"{page}/events", LINES)
    answer = await otto.submit(f"{page}/events", LINES | {"kind-0": "Forum"})
    assert "meanwhile" in answer.text
    assert "Forum" not in str(kept(app, cast.concept_name))


async def test_a_small_workshop_shows_its_number_nowhere(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_concept, 3, 17, 40)
    await at_the_desk(app, visitor)
    page = f"/concepts/{cast.concept_name}/process"
    shown = (await visitor.get(page)).text
    assert "fewer than 5" in shown
    assert "57 people took part." in shown
    assert "Events with fewer than five people are not counted." in shown
    table = (await visitor.get(f"{page}.csv?language=en")).text
    assert [line.split(";")[5] for line in table.splitlines()[1:]] == [
        "fewer than 5",
        "17",
        "40",
    ]


async def test_without_workshops_the_page_says_so(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop)
    await at_the_desk(app, visitor)
    shown = (await visitor.get(f"/concepts/{cast.concept_name}/process")).text
    assert "No workshop with people has taken place yet." in shown


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_file_tells_the_same(app: Litestar, visitor: Visitor, language: str) -> None:
    cast = app.state.ledger.write_now(a_concept, 12, 8)
    await at_the_desk(app, visitor)
    files = {}
    for format, kind in FORMATS.items():
        page = f"/concepts/{cast.concept_name}/process.{format}?language={language}"
        answer = await visitor.get(page)
        assert answer.headers["content-type"].partition(";")[0] == kind
        files[format] = answer.content
    tables = Document(io.BytesIO(files["docx"])).tables
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert {"Werkstatt 1", "Werkstatt 2", "12", "8", "20"} <= set(cells)
    book = load_workbook(io.BytesIO(files["xlsx"]))
    values = {cell.value for row in book.worksheets[-1].iter_rows() for cell in row}
    assert {"Werkstatt 1", 12, 8} <= values
    for format in ("csv", "md"):
        assert "Werkstatt 2" in files[format].decode()
    assert files["pdf"].startswith(b"%PDF")


def test_an_open_vote_is_not_counted_as_held(ledger: Ledger) -> None:
    def made(session: Session) -> list[int]:
        found = []
        for state in ("open", "closed"):
            cast = a_workshop(session, "vote", state=state)
            guests(session, cast, 9)
            _, report = process(session, cast.concept_name)
            found.append(report.totals["votes"])
        return found

    assert ledger.write_now(made) == [0, 1]
