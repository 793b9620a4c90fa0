"""The office's pages of a concept, and who must not see them."""

import re

import pytest
from litestar import Litestar

from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import a_tree, at_the_desk, concept_of
from tests.workshops.people import sign_in_as


def told(page: str) -> str:
    """What the page says was just done."""
    found = re.search(r"<p data-announce>(.*?)</p>", page)
    return re.sub("[\u2068\u2069]", "", found[1]) if found else ""


def pages(name: str, field: int, measure: int) -> list[str]:
    base = f"/concepts/{name}"
    return [
        "/concepts",
        "/concepts/new",
        base,
        f"{base}/title",
        f"{base}/nodes/new?level=0",
        f"{base}/nodes/{field}/edit",
        f"{base}/measures/new?node={field}",
        f"{base}/measures/{measure}/edit",
        f"{base}/nodes/{field}/below",
        f"{base}/nodes/{field}/place",
        f"{base}/nodes/{field}/deletion",
        f"{base}/measures/{measure}/deletion",
        f"{base}/measures/{measure}/place",
        f"{base}/bulk",
        f"{base}/parts",
        f"{base}/history",
        f"{base}/import",
        f"{base}/import/template.xlsx",
        f"{base}/export",
        f"{base}/export.docx",
        f"{base}/export.xlsx",
        f"{base}/export.csv",
    ]


async def test_nobody_is_asked_to_sign_in_a_moderator_sees_nothing_any_office_everything(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    name, field, _, measure = app.state.ledger.write_now(a_tree)
    nobody, moderator, office = new_visitor(), new_visitor(), new_visitor()
    await sign_in_as(app, moderator, "Miriam")
    await at_the_desk(app, office, "Otto")
    for path in pages(name, field, measure):
        await nobody.get(path)
        assert nobody.path == "/sign-in", path
        assert (await moderator.get(path)).status_code == 404, path
        assert (await office.get(path)).status_code == 200, path


@pytest.mark.parametrize(
    "action",
    [
        "title",
        "nodes",
        "nodes/{field}",
        "nodes/{field}/position",
        "nodes/{field}/deletion",
        "nodes/{field}/restoration",
        "measures",
        "measures/{measure}",
        "measures/{measure}/position",
        "measures/{measure}/deletion",
        "measures/{measure}/restoration",
        "nodes/{field}/place",
        "measures/{measure}/place",
        "bulk",
        "parts",
        "actions/1/undoing",
        "import",
        "import/1",
    ],
)
async def test_a_moderator_changes_nothing(app: Litestar, visitor: Visitor, action: str) -> None:
    name, field, _, measure = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await sign_in_as(app, visitor, "Miriam")
    path = f"/concepts/{name}/{action.format(field=field, measure=measure)}"
    answer = await visitor.post(path, {"title": "x", "title-de": "x", "position": "1"})
    assert answer.status_code == 404
    assert concept_of(app, name) == before


async def test_the_first_concept_is_made_from_the_empty_list(
    app: Litestar, visitor: Visitor
) -> None:
    await at_the_desk(app, visitor)
    assert "There is no concept yet." in (await visitor.get("/concepts")).text
    await visitor.get("/concepts/new")
    answer = await visitor.submit("/concepts", {"title": "  Konzept für   Übung "})
    assert visitor.path == "/concepts/konzept-fuer-uebung"
    assert "This concept is still empty." in answer.text
    assert concept_of(app, "konzept-fuer-uebung").title == "Konzept für Übung"


async def test_a_title_that_is_missing_is_asked_for_and_the_choices_stay(
    app: Litestar, visitor: Visitor
) -> None:
    await at_the_desk(app, visitor)
    await visitor.get("/concepts/new")
    answer = await visitor.submit("/concepts", {"title": " ", "language": "tr"})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert re.search(r'value="tr"\s+selected', answer.text)


async def test_an_entry_is_added_where_the_menu_says(app: Litestar, visitor: Visitor) -> None:
    name, _, goal, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/nodes/new?parent={goal}&level=2")
    fields = {"title-de": "Eltern stärken", "title-ar": "دعم الوالدين"}
    await visitor.submit(f"/concepts/{name}/nodes", fields)
    assert visitor.path == f"/concepts/{name}"
    sub = concept_of(app, name).node(goal).node.children[0]
    assert sub.titles == {"de": "Eltern stärken", "ar": "دعم الوالدين"}
    assert f'id="edit-n{sub.id}"' in visitor.text


@pytest.mark.parametrize("query", ["level=1", "parent={field}&level=0", "level=9", "parent=x"])
async def test_a_place_where_no_entry_may_stand_is_no_page(
    app: Litestar, visitor: Visitor, query: str
) -> None:
    name, field, _, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    path = f"/concepts/{name}/nodes/new?{query.format(field=field)}"
    assert (await visitor.get(path)).status_code == 404


async def test_an_edit_in_place_answers_the_row_alone(app: Litestar, visitor: Visitor) -> None:
    name, field, _, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    path = f"/concepts/{name}/nodes/{field}"
    form = await visitor.get(f"{path}/edit", htmx=True)
    assert "<html" not in form.text
    assert 'value="Schule"' in form.text
    for alone in (f"{path}/edit", f"/concepts/{name}/measures/new?node={field}", f"{path}/place"):
        assert "hx-post" not in (await visitor.get(alone)).text  # in a tab of its own
    row = await visitor.post(path, {"title-de": "Bildung"}, htmx=True)
    assert "<html" not in row.text
    assert "Bildung" in row.text
    assert concept_of(app, name).node(field).node.titles == {"de": "Bildung"}


async def test_an_edit_with_an_error_keeps_what_was_typed(app: Litestar, visitor: Visitor) -> None:
    name, field, _, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    typed = {"title-de": "", "title-tr": "Okul"}
    for htmx in (True, False):
        answer = await visitor.post(f"/concepts/{name}/nodes/{field}", typed, htmx=htmx)
        assert answer.status_code == 422
        assert 'value="Okul"' in answer.text
        assert "Please fill this in." in answer.text
    assert concept_of(app, name).node(field).node.titles["de"] == "Schule"


async def test_a_measure_with_its_columns_is_added_without_a_script(
    app: Litestar, visitor: Visitor
) -> None:
    name, _, goal, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/measures/new?node={goal}")
    fields = {
        "text-de": "Elterncafé",
        "column-responsible": "Schulamt\nCaritas; AWO",
        "column-feasible": "2027",
    }
    await visitor.submit(f"/concepts/{name}/measures", fields)
    measure = concept_of(app, name).node(goal).node.measures[-1]
    assert measure.columns == {
        "responsible": ["Schulamt", "Caritas", "AWO"],
        "feasible": "2027",
    }
    edit = await visitor.get(f"/concepts/{name}/measures/{measure.id}/edit")
    assert "Schulamt\nCaritas\nAWO" in edit.text


async def test_save_and_add_another_opens_the_form_again(app: Litestar, visitor: Visitor) -> None:
    name, _, goal, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/measures/new?node={goal}")
    answer = await visitor.submit(
        f"/concepts/{name}/measures", {"text-de": "Elterncafé", "again": "1"}
    )
    assert f'id="new-n{goal}"' in answer.text
    assert "Elterncafé" in answer.text


async def test_moving_answers_with_the_button_in_focus(app: Litestar, visitor: Visitor) -> None:
    name, field, _, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await visitor.post(f"/concepts/{name}/nodes", {"level": "0", "title-de": "Arbeit"})
    second = concept_of(app, name).nodes[1].id
    path = f"/concepts/{name}/nodes/{second}/position?at=up-n{second}"
    answer = await visitor.post(path, {"position": "1"})
    assert [node.id for node in concept_of(app, name).nodes] == [second, field]
    assert re.search(rf'id="up-n{second}"[^>]* autofocus', answer.text)


async def test_deleting_offers_to_undo_now_and_later(app: Litestar, visitor: Visitor) -> None:
    name, field, _, _ = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    undo = f"/concepts/{name}/nodes/{field}/restoration"
    asked = await visitor.get(f"/concepts/{name}/nodes/{field}/deletion")
    assert re.search(r"<dt>Oberziele</dt><dd>1</dd>|<dt>Upper goals</dt><dd>1</dd>", asked.text)
    assert concept_of(app, name) == before
    gone = await visitor.submit(f"/concepts/{name}/nodes/{field}/deletion")
    assert told(gone.text) == "Deleted “Schule”"
    assert gone.text.count(undo) == 1  # the list that stays
    assert concept_of(app, name).nodes == ()
    later = await visitor.get(f"/concepts/{name}")
    assert later.text.count(undo) == 1
    assert told(later.text) == ""
    await visitor.post(undo)
    assert told(visitor.text) == "Brought back “Schule”"
    assert concept_of(app, name) == before


async def test_an_action_that_was_followed_by_another_is_not_announced_any_more(
    app: Litestar, visitor: Visitor
) -> None:
    name, field, _, measure = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    answer = await visitor.post(f"/concepts/{name}/measures/{measure}/deletion")
    address = str(answer.url)
    await visitor.post(f"/concepts/{name}/nodes/{field}", {"title-de": "Bildung"})
    assert told((await visitor.get(address)).text) == ""
    strange = f"/concepts/{name}?done=9999999999999999999&at=%22%3E&adding=measure-x&open=%00"
    answer = await visitor.get(strange)
    assert (answer.status_code, told(answer.text)) == (200, "")


async def test_what_people_wrote_is_shown_as_text(app: Litestar, visitor: Visitor) -> None:
    name, field, _, _ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    nasty = '<script>alert("x")</script>'
    answer = await visitor.post(f"/concepts/{name}/nodes/{field}", {"title-de": nasty})
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_the_page_reads_from_right_to_left_in_arabic(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    office = await at_the_desk(app, new_visitor(language="ar"))
    answer = await office.get(f"/concepts/{name}")
    assert 'dir="rtl"' in answer.text
    assert "المدرسة" in answer.text
    assert 'lang="de" dir="auto">Übergänge' in answer.text


async def test_the_title_changes_and_the_short_name_stays(app: Litestar, visitor: Visitor) -> None:
    name, *_ = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/title")
    await visitor.submit(f"/concepts/{name}/title", {"title": "Konzept 2030"})
    assert visitor.path == f"/concepts/{name}"
    assert concept_of(app, name).title == "Konzept 2030"
