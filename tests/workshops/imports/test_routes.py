"""Importing a table through the pages: preview first, all or nothing."""

import io
import re

import pytest
from litestar import Litestar
from openpyxl import load_workbook

from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import a_tree, at_the_desk, concept_of
from workshops.concepts.history import newest

HEADINGS = "Handlungsfeld;Oberziel;Maßnahme;Zuständige"
GOOD = f"{HEADINGS}\nSchule;Übergänge;Lotsen;\n;;Elterncafé;Schulamt\nArbeit;Betriebe;Messe;\n"
FAULTY = f"{GOOD}Arbeit;Betriebe;{'lang ' * 500};\n"


async def send(visitor: Visitor, name: str, content: bytes, file_name: str = "t.csv") -> str:
    """Choose this file; the text of the page that follows."""
    await visitor.get(f"/concepts/{name}/import")
    files = {"file": (file_name, content)}
    return (await visitor.submit(f"/concepts/{name}/import", files=files)).text


async def test_a_table_is_looked_at_and_then_created(app: Litestar, visitor: Visitor) -> None:
    name, _, goal, _ = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    shown = await send(visitor, name, GOOD.encode())
    assert "What will be created" in shown
    assert "is there already" in shown
    assert re.search(r"<strong>2</strong>\s*Proposed measures", shown)
    assert "Row 2" not in shown
    assert concept_of(app, name) == before
    await visitor.submit(visitor.path)
    after = concept_of(app, name)
    assert [m.texts["de"] for m in after.node(goal).node.measures] == ["Lotsen", "Elterncafé"]
    assert [node.titles["de"] for node in after.nodes] == ["Schule", "Arbeit"]


async def test_every_faulty_row_is_named_and_nothing_can_be_created(
    app: Litestar, visitor: Visitor
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    shown = await send(visitor, name, FAULTY.encode())
    assert "1 row cannot be imported" in shown
    assert re.search(r'data-name="Row">5</th>', shown)
    assert "Create all of this" not in shown
    answer = await visitor.post(visitor.path)
    assert answer.status_code == 422
    assert concept_of(app, name) == before


async def test_a_second_confirmation_creates_nothing_twice(app: Litestar, visitor: Visitor) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await send(visitor, name, GOOD.encode())
    path = visitor.path
    await visitor.post(path)
    once = concept_of(app, name)
    for answer in (await visitor.post(path), await visitor.get(path)):
        assert (answer.status_code, answer.url.path) == (200, path)
        assert "This file is imported" in answer.text
        assert f'href="/concepts/{name}"' in answer.text
    assert concept_of(app, name) == once
    await send(visitor, name, GOOD.encode())
    assert "This file is imported" in (await visitor.get(path)).text


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 broken"])
async def test_a_file_that_is_no_table_is_refused_beside_it(
    app: Litestar, visitor: Visitor, content: bytes
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    shown = await send(visitor, name, content)
    assert 'id="field-file-error"' in shown
    assert visitor.path == f"/concepts/{name}/import"


async def test_no_file_is_asked_for(app: Litestar, visitor: Visitor) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/import")
    answer = await visitor.submit(f"/concepts/{name}/import")
    assert "Please choose a file first." in answer.text


async def test_an_upload_belongs_to_who_sent_it_and_to_its_concept(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    other, *_ = app.state.ledger.write_now(a_tree)
    anna, otto = new_visitor(), new_visitor()
    await at_the_desk(app, anna, "Anna")
    await at_the_desk(app, otto, "Otto")
    await send(anna, name, GOOD.encode())
    path = anna.path
    assert (await otto.get(path)).status_code == 410
    assert (await anna.get(path.replace(name, other, 1))).status_code == 410
    assert (await anna.get(path)).status_code == 200


async def test_what_is_created_is_what_was_looked_at(app: Litestar, visitor: Visitor) -> None:
    """Another file chosen meanwhile, in another tab, takes the place of the first one."""
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await send(visitor, name, GOOD.encode())
    first = visitor.path
    await send(visitor, name, GOOD.replace("Arbeit", "Sport").encode())
    second = visitor.path
    assert (await visitor.post(first)).status_code == 410
    assert (await visitor.post(second)).status_code == 200


async def test_the_template_comes_back_filled_in_and_leaves_as_an_export(
    app: Litestar, visitor: Visitor
) -> None:
    await at_the_desk(app, visitor)
    await visitor.get("/concepts/new")
    await visitor.submit("/concepts", {"title": "Rundreise", "language": "de"})
    template = await visitor.get("/concepts/rundreise/import/template.xlsx")
    book = load_workbook(io.BytesIO(template.content))
    sheet = book.worksheets[0]
    for row, texts in enumerate(
        [("Schule", "Übergänge", "", "Lotsen"), ("", "", "", "Café")], start=2
    ):
        for column, text in enumerate(texts, start=1):
            sheet.cell(row, column).value = text or None
    filled = io.BytesIO()
    book.save(filled)
    await send(visitor, "rundreise", filled.getvalue(), "t.xlsx")
    await visitor.post(visitor.path)
    csv = (await visitor.get("/concepts/rundreise/export.csv?language=de")).text
    rows = [line.split(";")[:6] for line in csv.removeprefix("\ufeff").splitlines()]
    assert rows == [
        [
            "Stelle",
            "Handlungsfeld",
            "Oberziel: Nummer",
            "Oberziel",
            "Teilziel",
            "Maßnahmevorschlag",
        ],
        ["1.1", "Schule", "1", "Übergänge", "", "Lotsen"],
        ["1.1", "Schule", "1", "Übergänge", "", "Café"],
    ]


@pytest.mark.parametrize("format", ["json", "xlsx"])
async def test_an_export_is_imported_into_another_concept_through_the_page(
    app: Litestar, visitor: Visitor, format: str
) -> None:
    app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    file = await visitor.get(f"/concepts/wir-foerdern-integration/export.{format}?language=ar")
    await visitor.get("/concepts/new")
    await visitor.submit("/concepts", {"title": "Rundreise", "language": "de"})
    await send(visitor, "rundreise", file.content, f"x.{format}")
    await visitor.submit(visitor.path)
    (field,) = concept_of(app, "rundreise").nodes
    assert (field.titles, field.children[0].measures[0].texts) == (
        {"de": "Schule", "ar": "المدرسة"},
        {"de": "Lotsen"},
    )


async def test_an_import_is_written_down_and_can_be_undone(app: Litestar, visitor: Visitor) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    await send(visitor, name, GOOD.encode())
    await visitor.submit(visitor.path)
    found = app.state.ledger.read_now(newest, before.id)
    assert found is not None
    assert found.by == "Anna"
    new = concept_of(app, name).nodes[-1].id
    assert re.search(f'id="edit-n{new}"[^>]* autofocus', visitor.text)
    assert "Imported: 2 entries, 2 measures" in visitor.text
    undoing = f"/concepts/{name}/actions/{found.id}/undoing"
    assert f'formaction="{undoing}"' in visitor.text
    await visitor.post(undoing)
    assert concept_of(app, name).nodes == before.nodes


@pytest.mark.parametrize(
    "content", [b'{"format": "x"}', b'{"a": [', b'{"format": "klebepunkt-concept"}']
)
async def test_json_that_is_no_concept_is_refused_beside_the_file(
    app: Litestar, visitor: Visitor, content: bytes
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    assert 'id="field-file-error"' in await send(visitor, name, content, "x.json")
