"""A new concept from a file, through the pages: nothing is there before somebody has looked."""

from litestar import Litestar

from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk, concept_of
from workshops.concepts.history import newest
from workshops.concepts.services import concepts
from workshops.imports import samples

TABLE = "Ziel;Baustein;Schritt\nGanztag;Frühstück für alle;first\n"
NEW = "/concepts/import"


async def choose(visitor: Visitor, content: bytes, name: str) -> str:
    await visitor.get(NEW)
    return (await visitor.submit(NEW, files={"file": (name, content)})).text


async def test_a_table_becomes_a_concept_of_the_scheme_that_knows_its_headings(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    anna, otto = new_visitor(), new_visitor()
    await at_the_desk(app, anna, "Anna")
    await at_the_desk(app, otto, "Otto")
    shown = await choose(anna, TABLE.encode("cp850"), "Unser_Plan.csv")
    assert "Recognised by the headings" in shown
    assert '<option value="aschaffenburg" selected>' in shown
    assert 'value="Unser Plan"' in shown
    assert "it was read as DOS (850). Is “Frühstück” written correctly?" in shown
    path = anna.path
    assert (await otto.get(path)).status_code == 410
    answer = await anna.submit(path, {"title": " "})
    assert (answer.status_code, 'id="field-title-error"' in answer.text) == (422, True)
    assert '<option value="aschaffenburg" selected>' in answer.text
    answer = await anna.submit(path, {"title": "Plan", "scheme": "wetzlar", "look": "1"})
    assert "No heading row was found" in answer.text
    assert 'value="Plan"' in answer.text
    answer = await anna.submit(path)
    assert answer.status_code == 422
    answer = await anna.submit(path, {"scheme": "aschaffenburg"})  # has not been looked at so
    assert "Create the concept" in answer.text
    assert app.state.ledger.read_now(concepts) == ()
    await anna.submit(path)
    assert f'formaction="{anna.path}/actions/' in anna.text
    made = concept_of(app, "plan")
    assert (made.scheme.name, made.language) == ("aschaffenburg", "de")
    assert [one.texts["de"] for one in made.nodes[0].measures] == ["Frühstück für alle"]
    done = app.state.ledger.read_now(newest, made.id)
    assert done is not None
    assert done.by == "Anna"
    again = await anna.post(path, {"title": "Plan"})
    assert (again.url.path, "This file is imported" in again.text) == (path, True)
    assert (await otto.get(path)).status_code == 410


async def test_a_file_of_ours_brings_its_scheme_and_can_get_another_title(
    app: Litestar, visitor: Visitor
) -> None:
    await at_the_desk(app, visitor)
    shown = await choose(visitor, samples.text("waiblingen"), "w.json")
    assert "The scheme comes with the file" in shown
    assert "field-scheme" not in shown
    await visitor.submit(visitor.path, {"title": "Import"})
    assert concept_of(app, "import-2").scheme.name == "waiblingen"


async def test_what_is_no_file_is_refused_beside_the_field(app: Litestar, visitor: Visitor) -> None:
    await at_the_desk(app, visitor)
    assert 'id="field-file-error"' in await choose(visitor, b'{"type": 1.5}', "x.json")
    assert "Please choose a file first." in (await visitor.submit(NEW)).text
