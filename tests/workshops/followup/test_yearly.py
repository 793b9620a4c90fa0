"""The yearly report: what it counts, and that each file says the same when it is read back."""

import csv
import datetime as dt
import io

import pytest
from docx import Document as read_word
from litestar import Litestar
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.documents.csvfile import unguarded
from app.language import catalogues
from tests.builders import NOW, a_concept, a_node
from tests.conftest import NewVisitor
from tests.workshops.concepts.office import at_the_desk
from tests.workshops.followup.city import REASON, TODAY, Followed, decide, followed, report
from workshops.followup.reads import follow_up
from workshops.followup.report_routes import written
from workshops.followup.yearly import Yearly, yearly, years_of
from workshops.models import Measure

LAST_YEAR = dt.date(2025, 6, 1)


def two_years(session: Session) -> str:
    """Adopted in 2025 and 2026, rejected in both, with reports in both."""
    concept = a_concept(session, measures=6)
    first, second, third, fourth, fifth, _ = concept.measures
    decide(session, concept.name, [first, second], "adopted", decided_on=LAST_YEAR)
    decide(session, concept.name, [third], "rejected", decided_on=LAST_YEAR)
    decide(session, concept.name, [fourth], "adopted")
    decide(session, concept.name, [fifth], "rejected")
    report(session, concept.name, first, status="planned", on=dt.date(2025, 9, 1))
    report(session, concept.name, first, status="running", on=dt.date(2026, 2, 1))
    done = {"status": "done", "reason": {"ar": "تم"}, "next_on": None}
    report(session, concept.name, first, on=dt.date(2026, 11, 1), **done)
    return concept.name


def of(session: Session, name: str, year: int) -> Yearly:
    return yearly(follow_up(session, name), year)


def test_each_year_tells_what_changed_in_it(session: Session) -> None:
    name = two_years(session)
    first, second = of(session, name, 2025), of(session, name, 2026)
    assert (first.adopted, first.rejected, first.reports) == (2, 1, 1)
    assert (second.adopted, second.rejected, second.reports) == (1, 1, 2)
    assert years_of(follow_up(session, name), TODAY) == [2026, 2025]


def test_a_year_counts_measures_as_they_stood_at_its_end(session: Session) -> None:
    name = two_years(session)
    counted = {year: dict(of(session, name, year).statuses) for year in (2024, 2025, 2026)}
    nothing = dict.fromkeys(("planned", "running", "done", "dropped", "none"), 0)
    assert counted[2024] == nothing
    assert counted[2025] == {**nothing, "planned": 1, "none": 1}
    assert counted[2026] == {**nothing, "done": 1, "none": 2}


def test_only_what_was_decided_on_is_listed_and_the_structure_is_kept(session: Session) -> None:
    name = two_years(session)
    found = of(session, name, 2026)
    texts = [line.measure.texts["de"] for line in found.lines()]
    assert texts == ["Maßnahme 1", "Maßnahme 2", "Maßnahme 4", "Maßnahme 5"]
    assert [len(part.lines) for part in found.parts] == [2, 2]
    assert of(session, name, 2024).parts == ()


HEADINGS = ["Measure", "Decision", "Status", "Responsible", "In this year", "Next report"]


def read_csv(content: bytes) -> list[list[str]]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return [[unguarded(cell) for cell in row] for row in rows]


def the_file(session: Session, format: str, language: str = "en") -> bytes:
    found = of(session, two_years(session), 2026)
    return written(found, format, language, TODAY, NOW).content


def test_the_csv_says_each_measure_in_its_place(session: Session) -> None:
    headings, *rows = read_csv(the_file(session, "csv"))
    assert headings[1:] == ["Field of action", "Upper goal", "Sub goal", *HEADINGS]
    assert [row[4] for row in rows] == ["Maßnahme 1", "Maßnahme 2", "Maßnahme 4", "Maßnahme 5"]
    first = rows[0]
    assert first[1:4] == ["Handlungsfeld 1", "", ""]
    assert first[5:8] == ["Adopted by the council on 1 June 2025", "Done", "Amt für Schule"]
    assert (
        first[8] == f"{REASON} (Under way since 1 February 2026)\nتم (Done since 1 November 2026)"
    )
    assert rows[3][5:7] == ["Rejected by the council on 26 March 2026", ""]


def test_excel_holds_the_report_and_the_same_table(session: Session) -> None:
    book = load_workbook(io.BytesIO(the_file(session, "xlsx")))
    told, table = book.worksheets
    said = [str(cell.value) for row in told.iter_rows() for cell in row if cell.value]
    assert "What became of the measures in 2026" in said
    assert "The council adopted 1 measure in this year." in said
    assert any("Done: 1" in text for text in said)
    rows = [[cell.value for cell in row] for row in table.iter_rows()]
    assert [row[4] for row in rows[1:]] == ["Maßnahme 1", "Maßnahme 2", "Maßnahme 4", "Maßnahme 5"]


def test_word_has_headings_and_a_table_for_each_place(session: Session) -> None:
    file = read_word(io.BytesIO(the_file(session, "docx")))
    paragraphs = [p.text for p in file.paragraphs]
    assert "What became of the measures in 2026" in paragraphs
    assert "2 reports tell what happened in this year." in paragraphs
    headings = [p.text for p in file.paragraphs if p.style and "Heading" in str(p.style.name)]
    assert headings == ["Handlungsfeld 1 [German]", "Handlungsfeld 2 [German]"]
    assert len(file.tables) == 2
    assert [cell.text for cell in file.tables[0].rows[0].cells] == HEADINGS
    assert "Maßnahme 1" in file.tables[0].rows[1].cells[0].text
    assert REASON in file.tables[0].rows[1].cells[4].text


@pytest.mark.parametrize("format", ["docx", "odt", "pdf", "xlsx", "csv", "md"])
def test_every_file_is_made_in_arabic_too(session: Session, format: str) -> None:
    assert "ar" in catalogues.offered()
    assert len(the_file(session, format, "ar")) > 300


def test_deeper_levels_stand_below_their_headings(session: Session) -> None:
    concept = a_concept(session, measures=2)
    goal = a_node(session, concept.id, "Sprache", parent_id=concept.fields[0], level=1)
    session.get_one(Measure, concept.measures[0]).node_id = goal
    session.flush()
    decide(session, concept.name, [concept.measures[0]], "adopted")
    content = written(of(session, concept.name, 2026), "csv", "en", TODAY, NOW).content
    assert read_csv(content)[1][1:4] == ["Handlungsfeld 1", "1 Sprache", ""]


async def test_the_page_and_its_files(app: Litestar, new_visitor: NewVisitor) -> None:
    city: Followed = app.state.ledger.write_now(followed)
    office = await at_the_desk(app, new_visitor("en"))
    base = f"/concepts/{city.name}/follow-up/report"
    await office.get(f"{base}?year=2026")
    for words in ("What became of the measures in 2026", REASON, "Under way", "26 March 2026"):
        assert words in office.text
    await office.get(f"{base}?year=2024")
    assert "decided on no measure" in office.text
    for year in ("2999", "1066", "x"):
        assert (await office.get(f"{base}?year={year}")).status_code == 404
    for format in ("docx", "pdf", "csv"):
        answer = await office.get(f"{base}.{format}?year=2026&language=ar")
        assert answer.status_code == 200
        assert f'{city.name}-2026.{format}"' in answer.headers["content-disposition"]
    assert (await office.get(f"{base}.csv?language=xx")).status_code == 404
