"""Responses as rows: nobody is found, and nothing is lost."""

import csv
import datetime as dt
import io
import json
from collections import Counter
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from app.refused import Refused
from surveys.models import Remark
from surveys.questionnaire import Question
from surveys.results_files.columns import WITHHELD
from surveys.results_files.files import ROWS, written
from surveys.results_files.rows import all_columns, rows, texts_apart
from surveys.results_files.source import Source, Texts, source
from tests.surveys.results_files.cast import NOW, a_survey, answered, choices, read

ABOUT = (
    Question("single", "age", {"de": "Alter"}, choices=choices("old", "young"), about_person=True),
    Question("yes_no", "moved", {"de": "Zugezogen"}, about_person=True),
)
WISH = Question("long_text", "wish", {"de": "Wunsch"})
HOBBY = Question(
    "single", "hobby", {"de": "Hobby", "ar": "هواية"}, choices=choices("sport"), other=True
)
NASTY = ("=cmd|' /C calc'!A0", "@sum", "-5", "مرحبا", "two\nlines", 'a;"b"')


def as_dicts(found: Source) -> list[dict[str, Any]]:
    names = [column.heading for column in all_columns(found)]
    return [dict(zip(names, row, strict=True)) for row in rows(found)]


def test_a_person_is_only_told_with_four_others_who_share_it(session: Session) -> None:
    people = [{"age": "old", "moved": "yes"}] * 6 + [{"age": "young", "moved": "no"}] * 5
    people += [{"age": "old", "moved": "no", ":language": "tr", "wish": "Ruhe"}]
    found = as_dicts(read(session, a_survey(*ABOUT, WISH), people))
    told = Counter((row["age"], row["moved"]) for row in found)
    assert sum(told.values()) == 12
    assert min(told.values()) >= 5
    (alone,) = (row for row in found if row["wish"] == "Ruhe")
    assert WITHHELD in (alone["age"], alone["moved"])
    assert alone["_language"] == WITHHELD


def test_what_is_asked_for_an_answer_about_the_person_is_withheld_with_that_answer(
    session: Session,
) -> None:
    count = Question("number", "count", {}, show_if="${moved} = 'yes'")
    why = Question("long_text", "why", {}, show_if="${count} > 1")  # by way of another question
    asked = a_survey(*ABOUT, count, why)
    here, new = {"age": "old", "moved": "no"}, {"age": "old", "moved": "yes", "count": 2}
    found = as_dicts(read(session, asked, [here] * 5 + [new] * 5))
    assert {row["count"] for row in found if row["moved"] == "yes"} == {2}
    people = [here] * 5 + [{**new, "why": "Arbeit"}] * 2
    found = as_dicts(source(session, answered(session, asked, people, "few"), now=NOW))
    told = {(row["moved"], row["count"]) for row in found}
    assert told <= {("no", None), (WITHHELD, WITHHELD)}
    assert not any("why" in row for row in found)
    beside = source(session, "few", now=NOW, texts="beside")
    assert "Arbeit" not in str(as_dicts(beside))


def test_nobody_is_found_by_the_day_on_which_they_began(session: Session) -> None:
    """Not among all, and not among those whom the same row tells to be alike."""
    later = {":day": NOW.date() + dt.timedelta(days=1)}
    old, young = {"age": "old", "wish": "old"}, {"age": "young", "wish": "young"}
    people = [old] * 6 + [{**old, **later}] * 5 + [young] * 5 + [{**young, **later}]
    found = as_dicts(read(session, a_survey(*ABOUT, WISH), people))
    told = Counter((row["wish"], row["_day"]) for row in found)
    assert told == {
        ("old", NOW.date().isoformat()): 6,
        ("old", later[":day"].isoformat()): 5,
        ("young", WITHHELD): 6,
    }


def test_of_fewer_than_five_people_there_is_no_file(session: Session) -> None:
    name = answered(session, a_survey(WISH), [{"wish": "x"}] * 4)
    with pytest.raises(Refused, match="at least five people"):
        source(session, name, now=NOW)


def test_every_file_tells_the_same_and_nothing_runs_as_a_formula(session: Session) -> None:
    people: list[dict[str, Any]]
    people = [{"wish": text, "hobby": "other", "hobby:other": text} for text in NASTY]
    people += [{"hobby": None, "wish:note": "zögert"}]
    found = read(session, a_survey(HOBBY, WISH), people)
    files = {format: written(found, format, "de", now=NOW).content for format in ROWS}
    expected = as_dicts(found)
    assert [row["wish"] for row in expected] == [*NASTY, None]
    assert expected[-1]["hobby"] == "no answer"
    assert expected[-1]["wish:note"] == "zögert"
    said = [{k: v for k, v in row.items() if v is not None} for row in expected]
    assert json.loads(files["json"])["responses"] == said
    table = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    guarded = [row["wish"].removeprefix("'") for row in table]
    assert guarded == [*NASTY, ""]
    assert not any(row["wish"].startswith(("=", "@", "-")) for row in table)
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    answers, codebook = book.worksheets
    heads, *lines = answers.iter_rows()
    in_sheet = [dict(zip([h.value for h in heads], line, strict=True)) for line in lines]
    assert [{k: c.value for k, c in row.items()} for row in in_sheet] == expected
    assert {row["wish"].data_type for row in in_sheet} <= {"s", "inlineStr", "n"}  # n: empty
    meanings = {row[:2]: row[2:4] for row in codebook.iter_rows(min_row=2, values_only=True)}
    assert meanings["hobby", ""] == ("Hobby", "هواية")
    assert meanings["hobby", "sport"] == ("Sport", "الsport")


@pytest.mark.parametrize("texts", ["apart", "none"])
def test_a_text_stands_beside_no_other_answer_unless_it_is_wished(
    session: Session, texts: Texts
) -> None:
    people = [{"wish": "zwei\nZeilen", "hobby": "other", "hobby:other": f"{n}"} for n in range(5)]
    name = answered(session, a_survey(HOBBY, WISH), [*people, {"hobby:note": "allein"}])
    found = source(session, name, now=NOW, texts=texts)
    assert {row["hobby"] for row in as_dicts(found)} == {"other", None}
    assert {"wish", "hobby:other", "hobby:note"}.isdisjoint(as_dicts(found)[0])
    data = json.loads(written(found, "json", "de", now=NOW).content)
    if texts == "none":
        assert "texts" not in data
        return
    told = {"hobby:other": [*"01234"], "wish": ["zwei\nZeilen"] * 5, "hobby:note": []}
    assert data["texts"] == told
    book = openpyxl.load_workbook(io.BytesIO(written(found, "xlsx", "de", now=NOW).content))
    lines = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert lines == [(name, text) for name in ("hobby:other", "wish") for text in told[name]]


def test_a_text_that_the_office_has_hidden_is_not_told(session: Session) -> None:
    name = answered(session, a_survey(WISH), [{"wish": text} for text in "abcde"])
    found = source(session, name, now=NOW)
    session.add(Remark(response_id=found.table.ids[2], question="wish", entry=0, state="hidden"))
    session.flush()
    typed = str(found.table.columns["wish"][2])
    told = texts_apart(source(session, name, now=NOW))
    assert sorted([*(text for _, text in told), typed]) == [*"abcde"]
    beside = as_dicts(source(session, name, now=NOW, texts="beside"))
    assert sorted(row["wish"] for row in beside) == sorted({*"abcde", WITHHELD} - {typed})
