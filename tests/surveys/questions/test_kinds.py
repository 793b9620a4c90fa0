"""Reading and checking answers: what people send, and what hostile programs do."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.language import catalogues
from app.refused import Message
from app.web.forms import Form
from surveys.questionnaire import KINDS, QUADRANTS, Question
from surveys.questions.kinds import beside, fault, kinds, missing, read, words
from surveys.questions.shown import shown
from surveys.questions.way import field
from tests.surveys.questions.asked import ALL, NOTHING, TOPICS, choices, one, sent_by, survey


def sent(name: str, **parts: object) -> tuple[object, dict[str, str]]:
    """The entries that this question gets, and the errors by the part; `_` is its main field."""
    question = one(name)
    form = Form({field(question, "" if k == "_" else k): value for k, value in parts.items()})
    entries = read(question, form, "de")
    assert set(entries) <= set(beside(question))
    with catalogues.speaking("en"):
        return entries, {k: catalogues.words(v) for k, v in form.errors.items()}


def test_every_kind_is_in_the_table() -> None:
    assert set(kinds()) == set(KINDS)


@pytest.mark.parametrize(
    ("name", "parts", "entries"),
    [
        ("topic", {}, {}),
        ("topic", {"_": "rooms"}, {"topic": "rooms"}),
        ("topic", {"_": "-"}, {"topic": None}),
        ("topic", {"_": "other", "other": " Sport\n"}, {"topic": "other", "topic:other": "Sport"}),
        ("topic", {"other": "Sport"}, {"topic": "other", "topic:other": "Sport"}),
        ("topic", {"_": "rooms", "other": "Sport"}, {"topic": "rooms"}),
        ("topics", {"_": ["rooms", "schools", "rooms"]}, {"topics": ["schools", "rooms"]}),
        ("topics", {"_": ["-"]}, {"topics": None}),
        ("topics", {"other": "Sport"}, {"topics": ["other"], "topics:other": "Sport"}),
        ("mood", {"_": "0"}, {"mood": 0}),
        ("mood", {"_": "-"}, {"mood": None}),
        ("degree", {"_": "٩٩"}, {"degree": 99}),
        ("grid", {"a": "rooms", "b": "-"}, {"grid": {"a": "rooms"}}),
        ("grid", {"a": "-", "b": ""}, {"grid": None}),
        ("people", {"_": " ۱۲ "}, {"people": 12}),
        ("people", {"_": "1.000"}, {"people": 1000}),
        ("people", {"_": "1 000"}, {"people": 1000}),
        ("people", {"none": "yes"}, {"people": None}),
        ("since", {"none": "yes"}, {"since": None}),
        ("wish", {"none": "yes"}, {"wish": None}),
        ("hours", {"_": "1,5"}, {"hours": 1.5}),
        ("hours", {"_": "1.234,5"}, {"hours": 1234.5}),
        ("hours", {"_": "٣٫٥"}, {"hours": 3.5}),
        ("hours", {"_": "−2"}, {"hours": -2}),
        ("since", {"_": "2015-09-04"}, {"since": "2015-09-04"}),
        ("since", {"_": "٤.٩.٢٠١٥"}, {"since": "2015-09-04"}),
        ("work", {"_": " Pflege\nkraft "}, {"work": "Pflege kraft"}),
        ("work", {"_": " \x00 "}, {}),
        ("wish", {"_": "eins\r\nzwei"}, {"wish": "eins\nzwei"}),
        ("order", {"_": ["rooms", "schools", "rooms"]}, {"order": ["rooms", "schools"]}),
        ("order", {"none": "yes"}, {"order": None}),
        (
            "money",
            {"schools": "٧", "rooms": "3", "courses": "0"},
            {"money": {"schools": 7, "rooms": 3}},
        ),
        ("money", {"schools": "0"}, {}),
        ("member", {"_": "no"}, {"member": "no"}),
        ("swot", {"risks": [" Lärm ", ""]}, {"swot": {"risks": ["Lärm"]}}),
        ("consent", {"_": "yes"}, {"consent": "yes"}),
        ("intro", {"_": "x"}, {}),
        ("sum", {"_": "7"}, {}),
    ],
)
def test_what_people_send_is_read(name: str, parts: dict[str, object], entries: object) -> None:
    assert sent(name, **parts) == (entries, {})


@pytest.mark.parametrize(
    ("name", "parts", "error"),
    [
        ("topic", {"_": "jobs"}, "Please choose one of these."),
        (
            "topic",
            {"other": "x" * 501},
            "This is too long: 501 characters, at most 500",
        ),
        ("topics", {"_": ["rooms", "jobs"]}, "Please choose one of these."),
        ("topics", {"_": ["rooms", "-"]}, "You have ticked “No answer”, but here is an answer."),
        ("topics", {"_": ["rooms", "nothing"]}, "“Nichts davon” does not go together"),
        ("mood", {"_": "11"}, "Please choose one of these."),
        ("mood", {"_": "NaN"}, "Please choose one of these."),
        ("degree", {"_": "101"}, "Please enter a whole number from 0 to 100."),
        ("grid", {"b": "jobs"}, "Please choose one of these."),
        ("people", {"_": "1,5"}, "Please enter a whole number, such as 12."),
        ("people", {"_": "-1"}, "Please enter a number of at least 0."),
        ("people", {"_": "9" * 16}, "Please enter a whole number, such as 12."),
        ("hours", {"_": "NaN"}, "Please enter a number, such as 12 or 2.5."),
        ("hours", {"_": "1e5"}, "Please enter a number, such as 12 or 2.5."),
        ("since", {"_": "2015-02-30"}, "Please enter a date such as 2026-11-21."),
        ("since", {"_": "1949-12-31"}, "Please enter a date from"),
        ("since", {"_": "9999-01-01"}, "Please enter a date from"),
        ("work", {"_": "x" * 10_000_000}, "This is too long: 10000000 characters, at most 500"),
        ("work", {"_": "x", "none": "yes"}, "You have ticked “No answer”, but here is an answer."),
        ("wish", {"_": "ja"}, "Please write at least 3 characters."),
        ("order", {"_": ["rooms", "jobs"]}, "Please choose one of these."),
        ("money", {"schools": "-3"}, "Please enter a whole number from 0 to 10."),
        ("money", {"schools": "viel"}, "Please enter a whole number from 0 to 10."),
        ("money", {"schools": "9"}, "1 point is left. Please distribute it, too."),
        ("money", {"schools": "9", "rooms": "3"}, "2 points too many. Please take them back."),
        ("member", {"_": "maybe"}, "Please choose one of these."),
        ("swot", {"risks": ["x"] * 21}, "At most 20 entries fit here."),
        ("swot", {"chances": ["x" * 301]}, "This is too long: 301 characters, at most 300"),
        ("consent", {"_": "no"}, "Please choose one of these."),
    ],
)
def test_what_makes_no_sense_is_refused_and_kept_as_typed(
    name: str, parts: dict[str, object], error: str
) -> None:
    entries, errors = sent(name, **parts)
    assert entries
    assert next(iter(errors.values())).startswith(error)
    part = next(iter(parts)) if name in ("grid", "swot") or "other" in parts else ""
    if name != "money":
        assert list(errors) == [field(one(name), part)]


TYPED = ("degree", "people", "hours", "since", "work", "wish", "money", "swot")
typed = st.one_of(
    st.text(max_size=30),
    st.text("0123456789٣۴.,-+٫ 'eE/", max_size=12),
    st.sampled_from(["-", "yes", "no", "other", "nothing", "nan", "2020-02-30", "1.1.2000"]),
    st.sampled_from([choice.name for choice in TOPICS]),
    st.integers(-5, 20).map(str),
)
fields = st.lists(typed, min_size=1, max_size=3)


@settings(max_examples=200)
@given(st.sampled_from(ALL), st.data(), st.sampled_from(["de", "ar"]))
def test_what_is_read_is_accepted_or_named_and_shown_again_as_typed(
    question: Question, data: st.DataObject, language: str
) -> None:
    parts = ["", "other", "none", *(x.name for x in (*question.choices, *question.rows))]
    parts += QUADRANTS if question.kind == "swot" else []
    sample = st.dictionaries(st.sampled_from([field(question, x) for x in parts]), fields)
    form = Form(data.draw(sample))
    entries = read(question, form, language)
    assert json.loads(json.dumps(entries)) == entries
    value = entries.get(question.name)
    named = fault(question, value, entries, language)
    assert bool(named) == any("ticked" not in error.text for error in form.errors.values())

    again = shown(survey(question), question, entries, language, 1, form.errors)
    second = read(question, Form(sent_by(again)), language)
    if not form.errors or question.name in TYPED:  # nothing shows a choice that does not exist
        assert second == entries
    if value is not None and not named:
        assert words(survey(question), question, value, language, entries)


@given(
    st.sampled_from(ALL),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "risks"]), inner),
        max_leaves=4,
    ),
)
def test_no_value_at_all_breaks_the_check_the_page_or_the_words(
    question: Question, value: Any
) -> None:
    found = fault(question, value, {}, "de")
    assert found is None or isinstance(found, Message)
    shown(survey(), question, {question.name: value}, "ar", 1)
    if found is None:
        words(survey(), question, value, "tr", {question.name: value})


def test_what_must_be_answered_is_missed() -> None:
    no_entries: dict[str, Any] = {"q": {"risks": []}}
    asked = Question("single", "q", {}, choices=TOPICS, required=True)
    grid = Question("matrix", "q", {}, choices=TOPICS, rows=choices("a", "b"), required=True)
    assert missing(asked, {"q": "rooms"}) is None
    for answers in ({}, {"q": None}, {"q": ""}):
        assert missing(asked, answers) is not None
    assert missing(grid, {"q": {"a": "rooms"}}) is not None
    assert missing(grid, {"q": {"a": "rooms", "b": "rooms"}}) is None
    assert missing(Question("swot", "q", {}, required=True), no_entries) is not None
    assert missing(Question("scale", "q", {}, required=True), {"q": 0}) is None
    assert missing(Question("statement", "q", {}, required=True), {}) is None


def test_the_words_of_the_questionnaire_are_said_in_the_language_of_the_reader() -> None:
    question = Question(
        "number",
        "q",
        {},
        required=True,
        required_message={"de": "Ohne Zahl geht es nicht, zu 100%."},
        check=". > ${other}",
        check_message={"de": "Mehr als vorher.", "ar": "أكثر من قبل."},
    )
    answers = {"other": 3}
    assert fault(question, 4, answers, "de") is None
    refused = fault(question, 3, answers, "ar")
    missed = missing(question, answers, "ar")
    assert refused is not None
    assert missed is not None
    assert catalogues.words(refused) == "أكثر من قبل."
    assert catalogues.words(missed) == "Ohne Zahl geht es nicht, zu 100%."


def test_limits_of_how_many_are_said_and_kept() -> None:
    two = Question("multiple", "q", {}, choices=(*TOPICS, NOTHING), least=2, most=2)
    assert fault(two, ["rooms", "courses"], {}, "de") is None
    assert fault(two, ["nothing"], {}, "de") is None
    refused = fault(two, ["rooms"], {}, "de")
    assert refused == shown(survey(two), two, {}, "de", 1).rule
    assert refused is not None
    assert refused.num == 2
