"""The report: what stands in it, in which language, and as a PDF."""

import io

import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.document import Bar, Heading, Items, Paragraph, Table, plain
from app.refused import Refused
from surveys.models import Remark, Response
from surveys.questionnaire import Question
from surveys.results.reads import keep_margins
from surveys.results_files.files import written
from surveys.results_files.report import document
from surveys.results_files.report_parts import MOST_BARS
from surveys.results_files.source import source
from tests.bench.large_survey import a_large_survey
from tests.surveys.results_files.cast import NOW, a_survey, answered


def test_the_report_tells_every_question_and_its_bars_add_up(session: Session) -> None:
    found = source(session, a_large_survey(session, 40, 19), now=NOW)
    told = document(found, language="de", today=NOW.date())
    headings = [block.text.text for block in told.blocks if isinstance(block, Heading)]
    labels = [one.label["de"] for one in found.questionnaire.questions()]
    assert [text for text in headings if text in labels] == labels
    age = told.blocks[next(n for n, one in enumerate(told.blocks) if _says(one, "Age")) + 2]
    assert isinstance(age, Table)
    lines = list(age.rows(filled=True))
    names = ["Young 1", "Middle 2", "Old 3", "Eldest 4", "Alle anderen"]
    assert [plain(line[0]) for line in lines] == names
    ages = found.table.columns["age"]
    answers = [ages[person] for person in range(found.table.people)]
    assert sum(int(str(line[1])) for line in lines) == sum(isinstance(one, str) for one in answers)
    assert abs(sum(line[2].share for line in lines if isinstance(line[2], Bar)) - 1) < 1e-9
    assert all(len(list(one.rows(filled=True))) <= MOST_BARS for one in told.tables())


def test_of_texts_only_approved_ones_stand_there_and_the_same_words_once(session: Session) -> None:
    asked = a_survey(Question("swot", "town", {"de": "S"}), Question("long_text", "wish", {}))
    said = [*["Vereine"] * 3, " vereine", "Böses", "Neues", "Verborgen"]
    people = [{"town": {"strengths": [one]}, "wish": one} for one in said]
    name = answered(session, asked, people)
    for place, id in enumerate(sorted(session.scalars(select(Response.id)))):
        for question in ("town", "wish") if said[place] not in ("Böses", "Neues") else ():
            state = "hidden" if said[place] == "Verborgen" else "shown"
            session.add(Remark(response_id=id, question=question, entry=0, state=state))
    session.flush()
    told = document(source(session, name, now=NOW), language="en", today=NOW.date())
    lists = [block for block in told.blocks if isinstance(block, Items)]
    assert [[(one.text.text, one.note) for one in block.items] for block in lists] == [
        [("Vereine", "×4")]
    ] * 2
    more = [
        block for block in told.blocks if _says(block, "2 more answers stand in the Excel file.")
    ]
    assert len(more) == 2


def test_the_report_is_a_pdf_in_the_language_that_was_asked_for(session: Session) -> None:
    found = source(session, a_large_survey(session, 10, 16), now=NOW)
    file = written(found, "pdf", "ar", now=NOW)
    read = pypdf.PdfReader(io.BytesIO(file.content))
    assert str(read.root_object["/Lang"]) == "ar"
    assert file.name == "large-ar.pdf"


def test_a_weighted_report_says_so_on_every_page_and_at_every_figure(session: Session) -> None:
    name, now = a_large_survey(session, 40, 19), NOW
    with pytest.raises(Refused, match="Nothing can be weighted yet"):
        source(session, name, now=now, weighted=True)
    keep_margins(session, name, {"background": {"yes": 80.0, "no": 20.0}})
    plain_one, weighted = (source(session, name, now=now, weighted=one) for one in (False, True))
    told = document(weighted, language="en", today=now.date())
    assert told.page_of.startswith("Weighted results")
    assert "weighted" in told.subtitles[0]
    said = [block.text.text for block in told.blocks if isinstance(block, Paragraph)]
    assert "Weighted by known shares of the population (Question 0)." in said
    figures = len(list(told.tables())) - 1 - 5  # without the turnout, and who answered
    assert sum(one.endswith("Shares and means are weighted.") for one in said) == figures
    before = document(plain_one, language="en", today=now.date())
    assert not any("eighted" in str(block) for block in before.blocks)
    tables = zip(before.tables(), told.tables(), strict=True)
    assert next(place for place, (one, other) in enumerate(tables) if one != other) == 6
    assert written(weighted, "pdf", "de", now=now).name == "large-weighted.pdf"


def _says(block: object, text: str) -> bool:
    return isinstance(block, Heading | Paragraph) and block.text.text == text
