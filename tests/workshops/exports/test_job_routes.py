"""The office's form for a file of the concept."""

from litestar import Litestar

from tests.builders import a_workshop
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk


async def test_the_office_writes_a_file_and_gets_it_at_once(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=2)
    await at_the_desk(app, visitor)
    page = f"/concepts/{cast.concept_name}/export"
    answer = await visitor.post(f"{page}s", data={"format": "csv", "language": "de"})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Maßnahme 1" in answer.text
    assert f'href="{answer.url.path}"' in (await visitor.get(page)).text
    gone = await visitor.get(f"{page}s/999")
    assert gone.status_code == 404
    assert f'href="{page}"' in gone.text
    assert "no longer here" in gone.text


async def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_lost(
    app: Litestar, visitor: Visitor
) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", measures=2)
    await at_the_desk(app, visitor)
    page = f"/concepts/{cast.concept_name}/export"
    data = {"format": "xlsx", "first": "zero", "bodies": "no", "language": "de"}
    answer = await visitor.post(f"{page}s", data=data)
    assert answer.status_code == 422
    assert 'id="field-first-error"' in answer.text
    assert 'value="xlsx" checked' in answer.text
    assert 'value="zero"' in answer.text
