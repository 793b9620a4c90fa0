"""The office at its list: filters, decisions on many, reports, publishing, and taking it back."""

import re

import pytest
from litestar import Litestar

from app.database.ledger import Ledger
from tests.visitor import Visitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.followup.city import COUNCIL, REASON, Followed, followed
from workshops.followup.reads import follow_up


@pytest.fixture
def city(app: Litestar) -> Followed:
    ledger: Ledger = app.state.ledger
    return ledger.write_now(followed)


@pytest.fixture
async def office(app: Litestar, visitor: Visitor) -> Visitor:
    return await at_the_desk(app, visitor)


def shown(page: str) -> list[int]:
    """The measures in the list."""
    return [int(id) for id in re.findall(r'name="measure" value="(\d+)"', page)]


def ticked(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'name="measure" value="(\d+)"[^>]* checked', page)]


def decided(app: Litestar, city: Followed) -> dict[int, str]:
    found = app.state.ledger.read_now(follow_up, city.name)
    return {measure.id: measure.decided for measure in found.measures()}


async def test_the_list_is_filtered(office: Visitor, city: Followed) -> None:
    base = f"/concepts/{city.name}/follow-up"
    await office.get(base)
    assert shown(office.text) == list(city.concept.measures)
    for query, expected in {
        "decision=adopted": [city.adopted],
        "decision=rejected": [city.rejected],
        "status=running": [city.adopted],
        "status=none": [],
        "status=overdue": [],
        f"field={city.concept.fields[1]}": list(city.concept.measures[3:]),
        "field=nonsense&decision=x&status=y": list(city.concept.measures),
    }.items():
        await office.get(f"{base}?{query}")
        assert shown(office.text) == expected, query


async def test_a_decision_on_many_is_recorded_and_taken_back(
    app: Litestar, office: Visitor, city: Followed
) -> None:
    base = f"/concepts/{city.name}/follow-up"
    await office.get(f"{base}?decision=none&ticked=all")
    assert ticked(office.text) == shown(office.text) != []
    some = shown(office.text)[:2]
    form = {
        "measure": [str(id) for id in some],
        "chosen": "adopted",
        "decided_on": COUNCIL.isoformat(),
    }
    await office.submit(f"{base}/decisions", form)
    assert [decided(app, city)[id] for id in some] == ["adopted", "adopted"]
    assert 'value="none" selected' in office.text  # the list is filtered as before
    assert "Adopted by the council: 2 measures" in office.text
    undoing = re.search(r'action="([^"]+/undoing)"', office.text)
    assert undoing
    await office.submit(undoing[1])
    assert office.path == base
    assert shown(office.text)[:2] == some  # as the filter says again
    assert 'value="none" selected' in office.text
    assert "Undone: Adopted by the council: 2 measures" in office.text
    assert [decided(app, city)[id] for id in some] == ["none", "none"]


async def test_what_was_ticked_and_typed_stays_when_it_is_refused(
    app: Litestar, office: Visitor, city: Followed
) -> None:
    base = f"/concepts/{city.name}/follow-up"
    await office.get(base)
    form = {"measure": [str(city.untouched)], "chosen": "adopted", "decided_on": "2999-01-01"}
    answer = await office.submit(f"{base}/decisions", form)
    assert answer.status_code == 422
    assert ticked(office.text) == [city.untouched]
    assert 'value="2999-01-01"' in office.text
    assert "still to come" in office.text
    assert decided(app, city)[city.untouched] == "none"
    # Reports stand on it: said beside the list, and what was chosen is still there.
    form = {"measure": [str(city.adopted)], "chosen": "rejected", "decided_on": "2026-03-26"}
    answer = await office.submit(f"{base}/decisions", form)
    assert answer.status_code == 422
    assert "There are reports on" in office.text
    answer = await office.submit(f"{base}/decisions", {"measure": [], "chosen": "proposed"})
    assert answer.status_code == 422
    assert "at least one measure" in office.text


async def test_a_report_is_saved_seen_withdrawn_and_brought_back(
    app: Litestar, office: Visitor, city: Followed
) -> None:
    address = f"/concepts/{city.name}/follow-up/measures/{city.adopted}"
    await office.get(address)
    assert REASON in office.text
    assert "Olga Amtsfrau" in office.text
    form = {"status": "done", "on": "2026-11-01", "reason-de": "Alles fertig", "reason-ar": "تم"}
    await office.submit(address, form)
    assert "Reported “" in office.text
    assert "Alles fertig" in office.text
    found = app.state.ledger.read_now(follow_up, city.name)
    now = next(m for m in found.measures() if m.id == city.adopted).now
    assert now.reason == {"de": "Alles fertig", "ar": "تم"}
    base = f"/concepts/{city.name}/follow-up/reports/{now.id}"
    await office.submit(f"{base}/withdrawal")
    assert "Alles fertig" in office.text
    assert ">withdrawn<" in office.text
    await office.submit(f"{base}/restoration")
    assert ">withdrawn<" not in office.text


async def test_a_report_that_is_wrong_comes_back_with_its_errors(
    office: Visitor, city: Followed
) -> None:
    address = f"/concepts/{city.name}/follow-up/measures/{city.adopted}"
    await office.get(address)
    form = {"status": "dropped", "on": "2026-02-30", "body": "Amt", "reason-tr": "Sebep"}
    answer = await office.submit(address, form)
    assert answer.status_code == 422
    for words in ("Please say why it was dropped.", "such as 2026-11-21", "Sebep", 'value="Amt"'):
        assert words in office.text
    assert '<option value="dropped" selected>' in office.text


async def test_what_is_not_adopted_has_no_form(office: Visitor, city: Followed) -> None:
    address = f"/concepts/{city.name}/follow-up/measures/{city.rejected}"
    await office.get(address)
    assert "Record its decision first" in office.text
    assert 'name="status"' not in office.text
    answer = await office.post(address, {"status": "done", "on": "2026-11-01"})
    assert answer.status_code == 409


async def test_measures_and_reports_of_elsewhere_are_not_found(
    app: Litestar, office: Visitor, city: Followed
) -> None:
    other = app.state.ledger.write_now(followed)
    base = f"/concepts/{city.name}/follow-up"
    assert (await office.get(f"{base}/measures/{other.adopted}")).status_code == 404
    answer = await office.post(f"{base}/reports/{other.report}/withdrawal")
    assert answer.status_code == 404
    await office.get(base)
    form = {"measure": [str(other.untouched)], "chosen": "proposed"}
    assert (await office.submit(f"{base}/decisions", form)).status_code == 404


async def test_publishing_says_what_becomes_public_and_can_be_taken_back(
    office: Visitor, new_visitor, city: Followed
) -> None:
    base, reader = f"/concepts/{city.name}/follow-up", new_visitor()
    await office.get(base)
    assert "Nobody but the office can read this so far." in office.text
    assert "CC BY 4.0" in office.text
    await office.get(f"{base}/preview")
    assert "Nobody but the office sees it." in office.text
    assert (await reader.get(f"/c/{city.name}")).status_code == 404
    await office.get(base)
    await office.submit(f"{base}/publication")
    assert f"http://testserver/c/{city.name}" in office.text
    assert (await reader.get(f"/c/{city.name}")).status_code == 200
    await office.submit(f"{base}/publication/removal")
    assert (await reader.get(f"/c/{city.name}")).status_code == 404


async def test_the_concepts_page_leads_here(office: Visitor, city: Followed) -> None:
    await office.get(f"/concepts/{city.name}")
    assert f'href="/concepts/{city.name}/follow-up"' in office.text
