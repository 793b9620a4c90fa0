"""The pages of priorities: for the office, without a script."""

import csv
import io
import re

import pytest
from litestar import Litestar
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.builders import ConceptCast, a_concept, a_measure
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.followup.city import a_report_on
from tests.workshops.gathering.cast import an_event
from tests.workshops.gathering.test_services import a_process, decisions
from tests.workshops.people import sign_in_as
from workshops.concepts.editing import edit_measure
from workshops.gathering.duplicates import put_together


def two_rooms(session: Session) -> ConceptCast:
    concept = a_concept(session, fields=2, measures=4)
    one, two, three, _ = concept.measures
    an_event(session, concept, [{one: 2, three: 1}] * 9, title="Workshop Mitte")
    an_event(session, concept, [{two: 3, one: 1}] * 6, title="Workshop Nord")
    return concept


def made(app: Litestar, builder, *args):
    return app.state.ledger.write_now(builder, *args)


def rows(text: str) -> list[str]:
    """The measures of the table, in its order."""
    return re.findall(r'<tr id="m(\d+)">', text)


async def test_the_office_sees_all_events_side_by_side(app: Litestar, visitor: Visitor) -> None:
    concept = made(app, two_rooms)
    await at_the_desk(app, visitor)
    page = await visitor.get(f"/concepts/{concept.name}/priorities")
    one, two, three, four = map(str, concept.measures)
    assert rows(page.text) == [one, two, three, four]
    assert "Workshop Mitte" in page.text
    assert "gathers from 2 of 2 workshops" in page.text
    assert "rank 2 of 4" in page.text


async def test_another_order_is_kept_and_another_field_shows_less(
    app: Litestar, visitor: Visitor
) -> None:
    concept = made(app, two_rooms)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}/priorities"
    await visitor.get(f"{base}?field={concept.fields[0]}")
    page = await visitor.submit(f"{base}/order", {"order": "share"})
    assert rows(page.text) == [str(concept.measures[0]), str(concept.measures[1])]
    assert 'value="share" selected' in page.text
    await visitor.submit(f"{base}/events", {"workshop": []})
    other = await visitor.get(f"{base}?field={concept.fields[1]}")
    assert "No measure of this field stood on a ballot" in other.text
    assert (await visitor.get(f"{base}?field=99999")).status_code == 404
    assert (await visitor.get(f"{base}?field=x")).status_code == 404
    assert (await visitor.post(f"{base}/order", {"order": "alphabet"})).status_code == 404


async def test_a_workshop_can_be_left_out_and_taken_back_at_once(
    app: Litestar, visitor: Visitor
) -> None:
    concept = made(app, two_rooms)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}/priorities"
    page = await visitor.get(base)
    first = re.findall(r'name="workshop" value="(\d+)"', page.text)[0]
    page = await visitor.submit(f"{base}/events", {"workshop": [first]})
    assert "gathers from 1 of 2 workshops" in page.text
    undo = re.search(r'action="([^"]+/undoing)"', page.text)
    assert undo
    page = await visitor.submit(undo[1])
    assert "Undone: " in page.text
    assert visitor.path == base
    assert "gathers from 2 of 2 workshops" in page.text


@pytest.mark.parametrize("format", ["csv", "xlsx"])
async def test_the_ranking_can_be_taken_along(app: Litestar, visitor: Visitor, format: str) -> None:
    concept = made(app, two_rooms)
    await at_the_desk(app, visitor)
    file = await visitor.get(f"/concepts/{concept.name}/priorities/export.{format}")
    if format == "csv":
        lines = list(csv.reader(io.StringIO(file.text.removeprefix("\ufeff")), delimiter=";"))
    else:
        sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
        cells = [[str(v or "") for v in row] for row in sheet.iter_rows(values_only=True)]
        lines = cells[next(n for n, row in enumerate(cells) if "Measure" in row) :]
    head, first = lines[0], lines[1]
    assert [first[head.index(n)] for n in ("Rank", "Measure", "Dots", "Voters")] == [
        "1",
        "Maßnahme 1",
        "24",
        "15",
    ]
    assert first[head.index("Workshop Mitte: dots")] == "18"
    assert first[head.index("Share of voters in percent")] == "100.0"


async def test_a_small_event_is_named_but_its_figures_are_not(
    app: Litestar, visitor: Visitor
) -> None:
    def few(session: Session) -> ConceptCast:
        concept = two_rooms(session)
        an_event(session, concept, [{concept.measures[0]: 4}] * 3, title="Workshop Klein")
        return concept

    concept = made(app, few)
    await at_the_desk(app, visitor)
    page = await visitor.get(f"/concepts/{concept.name}/priorities")
    assert "Workshop Klein: fewer than five people voted; its dots are not counted" in page.text
    sheet = await visitor.get(f"/concepts/{concept.name}/priorities/export.csv")
    head, first = list(csv.reader(io.StringIO(sheet.text), delimiter=";"))[:2]
    assert "Workshop Klein: dots" not in head
    assert first[head.index("Dots")] == "24"


async def test_duplicates_are_found_chosen_put_together_and_taken_apart(
    app: Litestar, visitor: Visitor
) -> None:
    concept = made(app, two_rooms)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}/priorities"
    await visitor.get(f"{base}/duplicates")
    page = await visitor.post(f"{base}/duplicates", {"q": "Maßnahme"})
    assert page.text.count('name="measure"') == 4
    one, two = map(str, concept.measures[:2])
    page = await visitor.post(f"{base}/merges", {"measure": [one]})
    assert page.status_code == 422
    assert "Choose at least two" in page.text
    page = await visitor.submit(
        f"{base}/merges", {"measure": [one, two], "target": two, "title": "Zusammen"}
    )
    assert "Put 1 measure together" in page.text
    ranking = await visitor.get(base)
    assert rows(ranking.text)[0] == two
    assert 'translate="no">A</span>' in ranking.text  # the scheme does not number fields
    assert "Zusammen" in ranking.text
    await visitor.get(f"{base}/duplicates")
    await visitor.submit(f"{base}/merges/{one}/removal")
    assert rows((await visitor.get(base)).text)[:2] == [one, two]


async def test_where_measures_differ_the_page_asks_which_value_stays(
    app: Litestar, visitor: Visitor
) -> None:
    concept = made(app, two_rooms)
    one, two = concept.measures[:2]
    for id, when in ((one, "2027"), (two, "2028")):
        values = {"texts": {"de": f"Nr. {id}"}, "columns": {"feasible": when}}
        app.state.ledger.write_now(edit_measure, concept.name, id, **values)
    app.state.ledger.write_now(a_report_on, concept.name, two)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}"
    chosen = {"measure": [str(one), str(two)], "target": str(one)}
    page = await visitor.post(f"{base}/priorities/merges", chosen)
    assert "What the council has decided on these" in page.text
    await visitor.submit(
        f"{base}/priorities/merges", {"measure": chosen["measure"], "column-feasible": str(two)}
    )
    assert visitor.path == f"{base}/priorities/duplicates"
    tree = (await visitor.get(base)).text
    assert f'<a href="{base}?at=edit-m{one}#m{one}"><bdi lang="de" dir="auto">Nr. {one}' in tree
    assert tree.count("2028") == 2


async def test_a_pair_that_is_not_the_same_is_not_suggested_again(
    app: Litestar, visitor: Visitor
) -> None:
    def alike(session: Session) -> ConceptCast:
        concept = two_rooms(session)
        cast = an_event(session, concept, [])
        for _ in range(2):
            a_measure(session, concept.fields[0], "Fahrräder reparieren", workshop_id=cast.id)
        return concept

    concept = made(app, alike)
    await at_the_desk(app, visitor)
    base = f"/concepts/{concept.name}/priorities"
    page = await visitor.get(f"{base}/duplicates")
    pair = re.findall(r'type="hidden" name="measure" value="(\d+)"', page.text)
    page = await visitor.post(f"{base}/dismissals", {"measure": pair})
    assert "Not the same" not in page.text
    page = await visitor.submit(f"{base}/dismissals", {"measure": pair, "again": "1"})
    assert "Not the same" in page.text


async def test_the_proposal_is_seen_marked_and_taken_back(app: Litestar, visitor: Visitor) -> None:
    steering, measures = made(app, a_process)
    await at_the_desk(app, visitor)
    base = f"/concepts/{steering.cast.concept_name}/priorities/proposal"
    await visitor.get(base)
    page = await visitor.submit(f"{base}/size", {"goals": "0", "measures": "1"})
    assert page.status_code == 422
    page = await visitor.submit(f"{base}/size", {"goals": "2", "measures": "1"})
    assert "Mark 2 measures as proposed" in page.text
    page = await visitor.submit(f"{base}/marks")
    assert "Exactly these measures are proposed" in page.text
    read = app.state.ledger.read_now
    assert read(decisions, measures) == [None, None, "proposed", None, "proposed", None]
    await visitor.submit(f"{base}/marks/removal")
    assert read(decisions, measures) == [None] * 6


async def test_a_page_that_was_overtaken_marks_nothing(app: Litestar, visitor: Visitor) -> None:
    steering, measures = made(app, a_process)
    await at_the_desk(app, visitor)
    base = f"/concepts/{steering.cast.concept_name}/priorities/proposal"
    await visitor.get(base)
    made(app, put_together, steering.cast.concept_name, measures[2], [measures[4]])
    page = await visitor.submit(f"{base}/marks")
    assert page.status_code == 409
    assert app.state.ledger.read_now(decisions, measures) == [None] * 6


@pytest.mark.parametrize("page", ["", "/duplicates", "/proposal"])
async def test_a_concept_without_workshops_says_what_to_do(
    app: Litestar, visitor: Visitor, page: str
) -> None:
    concept = made(app, a_concept)
    await at_the_desk(app, visitor)
    answer = await visitor.get(f"/concepts/{concept.name}/priorities{page}")
    assert answer.status_code == 200
    assert (await visitor.get(f"/concepts/nowhere/priorities{page}")).status_code == 404


async def test_moderators_and_strangers_see_nothing(app: Litestar, new_visitor: NewVisitor) -> None:
    concept = made(app, two_rooms)
    moderator, stranger = new_visitor(), new_visitor()
    await sign_in_as(app, moderator, "Miriam")
    for page in ("", "/duplicates", "/proposal", "/export.csv"):
        path = f"/concepts/{concept.name}/priorities{page}"
        assert (await moderator.get(path)).status_code == 404
        assert "Workshop Mitte" not in (await stranger.get(path)).text


async def test_what_people_wrote_is_text_on_every_page(app: Litestar, visitor: Visitor) -> None:
    def hostile(session: Session) -> ConceptCast:
        concept = a_concept(session, fields=1, measures=1)
        bad = a_measure(session, concept.fields[0], "<script>alert(1)</script>=cmd")
        an_event(session, concept, [{bad: 2}] * 6, title="<b>Fett</b>")
        return concept

    concept = made(app, hostile)
    await at_the_desk(app, visitor)
    for page in ("", "/duplicates", "/proposal"):
        text = (await visitor.get(f"/concepts/{concept.name}/priorities{page}")).text
        assert "<script>alert" not in text
        assert "<b>Fett" not in text


async def test_unticking_the_steering_group_says_what_is_lost(
    app: Litestar, visitor: Visitor
) -> None:
    steering, _ = made(app, a_process)
    await at_the_desk(app, visitor)
    base = f"/concepts/{steering.cast.concept_name}/priorities"
    assert "rating closed: it orders the goals of the proposal" in (await visitor.get(base)).text
    page = await visitor.submit(f"{base}/events", {"workshop": []})
    assert "no longer orders the goals of the proposal" in page.text
    assert "gathers from 0 of 1 workshops" in page.text
    assert "rating closed: it" not in page.text
    proposal = (await visitor.get(f"{base}/proposal")).text
    assert "No rating is counted." in proposal
    assert "No steering group has rated the goals yet." not in proposal
