"""What is half done stands there again on every device, holds back the end, and counts nowhere."""

import datetime as dt
from typing import Any

import pytest
from litestar import Litestar
from litestar.datastructures import FormMultiDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.web.forms import Form
from surveys.answering.runs import close_run
from surveys.answering.screens import Walk, move, read
from surveys.answering.services import begin, finish, save
from surveys.models import Response
from surveys.questionnaire import Choice, Question, Questionnaire, Section, Value
from tests.conftest import NewVisitor
from tests.surveys.answering import cast
from tests.surveys.answering.cast import NOW, a_run

AB = tuple(Choice(name, {"de": name.upper()}) for name in "ab")
TODAY = dt.date(2026, 11, 21)


def asks(kind: str, **more: Any) -> Question:
    return Question(kind, "q", {"de": "Was?"}, **more)


def a_walk(question: Question, answers: dict[str, Value] | None = None) -> Walk:
    asked = Questionnaire({"de": "Umfrage"}, ("de",), (Section((question,)),))
    return Walk(asked, answers or {}, TODAY)


def sends(walk: Walk, *fields: tuple[str, str], button: str = "") -> Walk:
    """The walk after these fields were sent, and a button was pressed."""
    (question,) = walk.asked(0)
    sent = read(walk, [question], Form(FormMultiDict(fields)), "de")
    if button:
        move(walk, question, sent, button, "de")
    kept = {name: value for name, value in walk.answers.items() if name not in sent.emptied}
    return walk.with_answers({**kept, **sent.entries})


HALF = [
    (asks("points", choices=AB, total=10), [("q-q-a", "4")], {"a": 4}),
    (asks("points", choices=AB, total=10), [("q-q-a", "four")], {"a": "four"}),
    (asks("multiple", choices=AB, least=2), [("q-q", "a")], ["a"]),
    (asks("ranking", choices=AB, least=2), [("q-q", "b")], ["b"]),
    (asks("number", low=1, high=20), [("q-q", "200")], 200),
    (asks("date"), [("q-q", "31.2.26")], "31.2.26"),
    (asks("short_text", least=10), [("q-q", "kurz")], "kurz"),
    (asks("long_text", most=5), [("q-q", "zu lang")], "zu lang"),
    (
        asks("swot", most=1),
        [("q-q-risks", "eins"), ("q-q-risks", "zwei")],
        {"risks": ["eins", "zwei"]},
    ),
]


@pytest.mark.parametrize(("question", "fields", "typed"), HALF)
def test_what_is_no_answer_yet_is_kept_and_does_not_count(
    question: Question, fields: list[tuple[str, str]], typed: Value
) -> None:
    after = sends(a_walk(question), *fields)
    assert after.standing(0) == {"q": typed}
    assert after.counting() == {}
    assert after.open_at() == 0, "nobody comes to the end with it"
    assert list(after.unfinished(0, "de").errors) == ["q-q"]
    emptied = sends(after)
    assert (emptied.answers, emptied.open_at()) == ({}, None)


def test_what_was_said_before_counts_until_the_new_answer_is_whole() -> None:
    question = asks("points", choices=AB, total=10)
    walk = a_walk(question, {"q": {"a": 10}})
    half = sends(walk, ("q-q-a", "7"))
    assert (half.standing(0), half.counting()) == ({"q": {"a": 7}}, {"q": {"a": 10}})
    whole = sends(half, ("q-q-a", "7"), ("q-q-b", "3"))
    assert whole.answers == {"q": {"a": 7, "b": 3}}


def test_points_given_one_by_one_count_when_they_add_up() -> None:
    walk = a_walk(asks("points", choices=AB, total=2))
    one = sends(walk, button="q-q:more:a")
    assert (one.standing(0), one.counting()) == ({"q": {"a": 1}}, {})
    two = sends(one, ("q-q-a", "1"), button="q-q:more:b")
    assert two.answers == {"q": {"a": 1, "b": 1}}
    none = sends(walk, ("q-q-a", "1"), button="q-q:less:a")
    assert none.answers == {}


def test_words_for_other_that_are_too_long_are_kept_beside_their_choice() -> None:
    words = "x" * 501
    walk = a_walk(asks("single", choices=AB, other=True), {"q": "other", "q:other": "kurz"})
    half = sends(walk, ("q-q", "other"), ("q-q-other", words))
    assert half.standing(0) == {"q": "other", "q:other": words}
    assert half.counting() == {"q": "other", "q:other": "kurz"}


def test_nothing_half_done_is_left_at_the_end(session: Session) -> None:
    run = a_run(session)
    for holder in ("finishes", "leaves"):
        begin(session, run, holder=holder, language="de", now=NOW)
        save(session, run, holder, {"kids": "no", "count:draft": 'vi"ele'}, now=NOW)
    finish(session, run, "finishes", now=NOW)
    close_run(session, run)
    assert [row.answers for row in session.scalars(select(Response))] == [{"kids": "no"}] * 2


async def test_whoever_comes_back_sees_how_far_they_were(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    points = asks("points", choices=AB, total=10)
    last = Question("short_text", "last", {"de": "Noch etwas?"})
    questionnaire = Questionnaire(
        {"de": "Umfrage"}, ("de",), (Section((points,)), Section((last,)))
    )
    run = app.state.ledger.write_now(a_run, questionnaire)
    phone = await cast.begin(new_visitor("de"), run)
    await phone.submit(f"/s/{run}/1", {"q-q-a": "4", "go": "back"})
    assert phone.path == f"/s/{run}/privacy", "nothing is lost by going back"
    await phone.get(f"/s/{run}/2")
    assert phone.path == f"/s/{run}/1"
    assert 'value="4"' in phone.text
    assert 'id="q-q-error"' in phone.text, "and what is missing"
