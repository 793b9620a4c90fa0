"""The structure's page without a script: branches, search, moving, many at once, undo, parts."""

import re

import pytest
from litestar import Litestar
from sqlalchemy.orm import Session

from tests.bench.large_concept import a_large_concept
from tests.builders import NOW
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import a_tree, at_the_desk, concept_of
from workshops.concepts import services


def shown(page: str) -> list[str]:
    """The rows of the structure that the page holds."""
    return re.findall(r'<li id="([nm]\d+)"', page)


def many_measures(session: Session) -> tuple[str, int]:
    """A concept with 200 measures at one goal; its name and the goal."""
    name, _, goal, _ = a_tree(session)
    for n in range(200):
        services.add_measure(session, name, node_id=goal, texts={"de": f"Nr. {n}"}, now=NOW)
    return name, goal


async def test_a_large_concept_begins_closed_and_opens_branch_by_branch(
    app: Litestar, visitor: Visitor
) -> None:
    name = app.state.ledger.write_now(a_large_concept)
    found = concept_of(app, name)
    await at_the_desk(app, visitor)
    fields = [f"n{node.id}" for node in found.nodes]
    assert shown((await visitor.get(f"/concepts/{name}")).text) == fields
    first = found.nodes[0]
    opened = await visitor.get(f"/concepts/{name}?show=n{first.id}")
    assert f"n{first.children[0].id}" in shown(opened.text)
    assert re.search(
        rf'id="toggle-n{first.id}"[^>]*aria-expanded="true"[^>]* autofocus', opened.text
    )
    closed = await visitor.get(f"/concepts/{name}?open=n{first.id}&hide=n{first.id}")
    assert shown(closed.text) == fields
    everything = await visitor.get(f"/concepts/{name}?unfold=all")
    assert len(shown(everything.text)) == sum(found.counts())


async def test_a_branch_alone_is_what_is_below_its_entry(app: Litestar, visitor: Visitor) -> None:
    name = app.state.ledger.write_now(a_large_concept)
    first = concept_of(app, name).nodes[0]
    await at_the_desk(app, visitor)
    answer = await visitor.get(f"/concepts/{name}/nodes/{first.id}/below", htmx=True)
    assert "<html" not in answer.text
    assert shown(answer.text) == [f"n{node.id}" for node in first.children]


async def test_what_is_open_stays_open_after_a_change(app: Litestar, visitor: Visitor) -> None:
    name = app.state.ledger.write_now(a_large_concept)
    first, second = concept_of(app, name).nodes[:2]
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}?open=n{first.id}")
    path = f"/concepts/{name}/nodes/{second.id}/position"
    moved = await visitor.post(path, {"position": "1", "view": f"open=n{first.id}"})
    assert shown(moved.text)[:2] == [f"n{second.id}", f"n{first.id}"]
    assert f"n{first.children[0].id}" in shown(moved.text)


async def test_a_change_in_a_closed_branch_opens_it(app: Litestar, visitor: Visitor) -> None:
    name, goal = app.state.ledger.write_now(many_measures)
    await at_the_desk(app, visitor)
    assert len(shown((await visitor.get(f"/concepts/{name}")).text)) == 1
    await visitor.post(f"/concepts/{name}/measures", {"node": str(goal), "text-de": "Neu"})
    assert "Neu" in visitor.text


async def test_a_search_shows_hits_below_their_entries_and_keeps_its_address(
    app: Litestar, visitor: Visitor
) -> None:
    name, field, goal, measure = app.state.ledger.write_now(a_tree)
    other = {"parent_id": None, "level": 0, "titles": {"de": "Arbeit"}}
    app.state.ledger.write_now(services.add_node, name, **other)
    await at_the_desk(app, visitor)
    answer = await visitor.get(f"/concepts/{name}?q=LOTSEN&c-key_project=-&without-money=1")
    assert "1 measure found" in answer.text
    assert "Change the ticked measures" in answer.text
    assert shown(answer.text) == [f"n{field}", f"n{goal}", f"m{measure}"]
    assert 'value="LOTSEN"' in answer.text
    assert re.search(r'name="without-money" value="1" checked', answer.text)
    edited = await visitor.post(
        f"/concepts/{name}/measures/{measure}", {"text-de": "Lotsen!", "view": "q=lotsen"}
    )
    assert "1 measure found" in edited.text
    nothing = await visitor.get(f"/concepts/{name}?q=nirgends")
    assert "0 measures found" in nothing.text
    assert "Change the ticked measures" not in nothing.text


async def test_an_entry_moves_to_another_place_and_back(app: Litestar, visitor: Visitor) -> None:
    name, field, goal, _ = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    path = f"/concepts/{name}/nodes/{goal}/place"
    await visitor.get(path)
    assert re.findall(r'<option value="(n\d+-\d)"', visitor.text) == ["n0-0"]
    await visitor.submit(path, {"to": "n0-0"})
    assert [node.id for node in concept_of(app, name).nodes] == [field, goal]
    undo = re.findall(r'formaction="([^"]+/undoing)"', visitor.text)
    await visitor.post(undo[0])
    assert "Undone: Moved" in visitor.text
    assert concept_of(app, name).nodes == before.nodes


@pytest.mark.parametrize("to", ["", "n0-9", "n0-1", "root", "n999999-0"])
async def test_a_place_that_is_none_is_refused(app: Litestar, visitor: Visitor, to: str) -> None:
    name, _, goal, _ = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    for path in (f"nodes/{goal}/place", "measures/1/place"):
        answer = await visitor.post(f"/concepts/{name}/{path}", {"to": to})
        assert answer.status_code in (404, 422)
    assert concept_of(app, name) == before


async def test_ticked_measures_are_changed_together_and_the_page_says_how_many(
    app: Litestar, visitor: Visitor
) -> None:
    name, _, goal, first = app.state.ledger.write_now(a_tree)
    add = {"node_id": goal, "texts": {"de": "Elterncafé"}, "now": NOW}
    second = app.state.ledger.write_now(services.add_measure, name, **add)
    await at_the_desk(app, visitor)
    path = f"/concepts/{name}/bulk"
    await visitor.post(path, {"measure": [str(first), str(second), "x", "999999"]})
    assert "<h1>Change 2 measures</h1>" in visitor.text
    wrong = await visitor.submit(path, {"do": "column-cost", "column-cost": "viel"})
    assert wrong.status_code == 422
    assert "This is no amount of money." in wrong.text
    assert 'value="viel"' in wrong.text
    await visitor.submit(path, {"do": "column-cost", "column-cost": "5000"})
    costs = [one.columns["cost"]["cents"] for one in concept_of(app, name).node(goal).node.measures]
    assert costs == [500_000, 500_000]
    assert "of 2 measures" in visitor.text


async def test_all_that_was_found_is_moved_or_deleted(app: Litestar, visitor: Visitor) -> None:
    name, field, _, measure = app.state.ledger.write_now(a_tree)
    await at_the_desk(app, visitor)
    path = f"/concepts/{name}/bulk"
    await visitor.get(f"{path}?q=lotsen")
    await visitor.submit(path, {"do": "move", "to": f"n{field}"})
    assert concept_of(app, name).measure(measure).node.id == field
    await visitor.get(f"{path}?in=n{field}")
    await visitor.submit(path, {"do": "delete"})
    assert concept_of(app, name).counts() == (2, 0)
    await visitor.get(path)
    assert "No measure is ticked" in visitor.text


@pytest.mark.parametrize("do", ["", "column-colour", "move"])
async def test_no_way_or_a_strange_one_changes_nothing(
    app: Litestar, visitor: Visitor, do: str
) -> None:
    name, *_, measure = app.state.ledger.write_now(a_tree)
    before = concept_of(app, name)
    await at_the_desk(app, visitor)
    answer = await visitor.post(
        f"/concepts/{name}/bulk", {"measures": str(measure), "do": do, "to": "n9"}
    )
    assert answer.status_code == 422
    assert concept_of(app, name) == before


async def test_the_history_offers_to_undo_the_newest_that_stands(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    name, field, goal, _ = app.state.ledger.write_now(a_tree)
    anna = await at_the_desk(app, new_visitor(), "Anna")
    otto = await at_the_desk(app, new_visitor(), "Otto")
    await anna.post(f"/concepts/{name}/nodes/{field}", {"title-de": "Bildung"})
    await otto.post(f"/concepts/{name}/nodes/{goal}", {"title-de": "Wege"})
    page = await anna.get(f"/concepts/{name}/history")
    assert page.text.count("/undoing") == 1
    (undo,) = re.findall(r'action="([^"]+/undoing)"', page.text)
    again = await anna.submit(undo)
    assert anna.path == f"/concepts/{name}/history"
    assert "undone by Anna" in again.text
    assert (await otto.post(undo)).status_code == 409
    assert concept_of(app, name).node(goal).node.titles == {"de": "Übergänge"}


async def test_the_parts_of_a_council_paper_are_typed_and_kept(
    app: Litestar, visitor: Visitor
) -> None:
    make = {"title": "Vorlage", "scheme": "waiblingen", "language": "de", "now": NOW}
    name = app.state.ledger.write_now(services.create_concept, **make)
    await at_the_desk(app, visitor)
    path = f"/concepts/{name}/parts"
    await visitor.get(path)
    typed = {
        "part-proposal-de": "Der Rat beschließt.",
        "part-proposal-tr": "Meclis karar verir.",
        "part-path-0-body": "Sozialausschuss",
        "part-path-0-date": "2027-03-01",
        "part-path-1-body": "Gemeinderat",
        "part-path-1-public": "no",
    }
    await visitor.submit(path, typed)
    assert concept_of(app, name).parts == {
        "proposal": {"de": "Der Rat beschließt.", "tr": "Meclis karar verir."},
        "path": [
            {"body": "Sozialausschuss", "date": "2027-03-01", "public": True},
            {"body": "Gemeinderat", "date": None, "public": False},
        ],
    }
    await visitor.get(path)
    wrong = await visitor.submit(path, {"part-path-0-body": "", "part-proposal-de": "Anders"})
    assert wrong.status_code == 422
    assert "Which body sits on that day?" in wrong.text
    assert "Anders" in wrong.text


async def test_columns_of_a_level_are_edited_and_shown(app: Litestar, visitor: Visitor) -> None:
    make = {"title": "Stufenplan", "scheme": "aschaffenburg", "language": "de", "now": NOW}
    name = app.state.ledger.write_now(services.create_concept, **make)
    add = {"parent_id": None, "level": 0, "titles": {"de": "Sprache"}}
    goal = app.state.ledger.write_now(services.add_node, name, **add)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/nodes/{goal}/edit")
    fields = {"column-responsibility-first": "Schulamt\nAWO", "column-budget-later": "offen"}
    await visitor.submit(f"/concepts/{name}/nodes/{goal}", fields)
    assert 'Responsibility, First step: <bdi dir="auto">Schulamt; AWO</bdi>' in visitor.text
    edit = await visitor.get(f"/concepts/{name}/nodes/{goal}/edit")
    assert "Schulamt\nAWO" in edit.text


async def test_nobody_saves_over_what_another_has_saved_meanwhile(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    name, _, _, measure = app.state.ledger.write_now(a_tree)
    anna = await at_the_desk(app, new_visitor(), "Anna")
    otto = await at_the_desk(app, new_visitor(), "Otto")
    path = f"/concepts/{name}/measures/{measure}"
    for who in (anna, otto):
        await who.get(f"{path}/edit")
    await otto.submit(path, {"text-de": "Paten"})
    refused = await anna.submit(path, {"text-de": "Mentoren", "column-feasible": "2027"})
    assert refused.status_code == 422
    assert "Somebody else has changed this meanwhile." in refused.text
    assert "Paten" in refused.text
    assert "Mentoren" in refused.text
    await anna.submit(path)
    found = concept_of(app, name).measure(measure).measure
    assert (found.texts, found.columns) == ({"de": "Mentoren"}, {"feasible": "2027"})


async def test_all_that_was_deleted_can_be_reached(app: Litestar, visitor: Visitor) -> None:
    name, goal = app.state.ledger.write_now(many_measures)
    await at_the_desk(app, visitor)
    await visitor.get(f"/concepts/{name}/bulk?in=n{goal}")
    await visitor.submit(f"/concepts/{name}/bulk", {"do": "delete"})
    await visitor.post(f"/concepts/{name}/nodes/{goal}", {"title-de": "Wege"})
    assert visitor.text.count("/restoration") == 20
    everything = await visitor.get(f"/concepts/{name}?bin=all")
    assert everything.text.count("/restoration") == 201
