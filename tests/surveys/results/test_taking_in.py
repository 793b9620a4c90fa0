"""Answers come into the results together, and for good."""

import datetime as dt
import random

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from surveys.answering.runs import close_run, create_run, open_run
from surveys.models import CrowdMember, Response, Run, Survey
from surveys.questionnaire import Questionnaire
from surveys.results.columns import RUN, Gap
from surveys.results.loading import load
from surveys.results.taking_in import settle, waiting
from surveys.services import create_survey, publish, survey_row
from tests.surveys.results.filled import answer
from tests.surveys.results.people import AGE, LIKES, WHY, a_questionnaire

NOW = utc_now()
PERSON = {"age": "young", "likes": ["a"], "why": "because"}


def a_run(session: Session, questionnaire: Questionnaire | None = None) -> tuple[int, str]:
    """The id of a survey and the code of its open run."""
    asked = questionnaire or a_questionnaire(AGE, LIKES, WHY)
    name = create_survey(session, asked, now=NOW)
    publish(session, name, now=NOW)
    return survey_row(session, name).id, create_run(session, name, title="Run", now=NOW)


def arrive(session: Session, code: str, people: int, **person: object) -> None:
    answer(session, code, [{**PERSON, **person}] * people, random.Random(1))


def shown(session: Session, survey: int, now: dt.datetime = NOW) -> int:
    """How many people are shown to who looks now."""
    settle(session, survey, now=now)
    return load(session, survey).people


def test_of_an_open_run_new_people_come_together_and_the_last_five_wait(session: Session) -> None:
    survey, code = a_run(session)
    seen = []
    for people in (4, 5, 1, 1, 4, 1, 20):
        arrive(session, code, people)
        seen.append(shown(session, survey))
    #      4, 9, 10, 11, 15, 16, 36 have come to the end
    assert seen == [0, 0, 5, 5, 10, 10, 31]
    close_run(session, code)
    assert shown(session, survey) == 36


def test_who_comes_later_than_the_others_is_never_shown_alone(session: Session) -> None:
    survey, code = a_run(session)
    arrive(session, code, 12)
    close_run(session, code)
    assert shown(session, survey) == 12
    open_run(session, code, now=NOW)
    arrive(session, code, 3)
    close_run(session, code)
    assert shown(session, survey) == 12
    assert [one.settled for one in waiting(session, survey)] == [3]


def test_answers_that_may_still_change_wait_until_the_run_is_closed(session: Session) -> None:
    survey, code = a_run(session)
    arrive(session, code, 12)
    unfinished = session.scalars(select(Response).limit(6)).all()
    for number, one in enumerate(unfinished):
        one.holder, one.finished, one.answers = str(number), False, {"age": "old"}
    session.flush()
    assert shown(session, survey) == 0
    assert [(one.settled, one.answering) for one in waiting(session, survey)] == [(6, 6)]
    close_run(session, code)
    assert shown(session, survey) == 12
    likes = load(session, survey).select({}).tally("likes")
    assert (Gap.NOT_ASKED, 6, 6.0) in likes


def test_a_run_whose_time_is_over_is_closed_by_looking(session: Session) -> None:
    survey, code = a_run(session)
    arrive(session, code, 6)
    row = session.scalars(select(Response)).first()
    assert row
    session.get_one(Run, row.run_id).closes_at = NOW
    assert shown(session, survey, NOW + dt.timedelta(minutes=1)) == 6


def test_a_crowd_of_which_somebody_was_deleted_is_not_shown_any_more(session: Session) -> None:
    survey, code = a_run(session)
    arrive(session, code, 10)
    arrive(session, code, 7, age="old")
    close_run(session, code)
    assert shown(session, survey) == 17
    gone = session.scalars(select(CrowdMember.response_id)).first()
    session.execute(delete(Response).where(Response.id == gone))
    assert shown(session, survey) in (10, 7)


def test_runs_are_kept_apart_where_each_has_five(session: Session) -> None:
    survey, code = a_run(session)
    name = session.get_one(Survey, survey).name
    other = create_run(session, name, title="Two", now=NOW)
    arrive(session, code, 6)
    arrive(session, other, 8)
    close_run(session, code)
    close_run(session, other)
    settle(session, survey, now=NOW)
    assert [one.people for one in load(session, survey).options(RUN)] == [6, 8]


def test_the_answer_to_a_hidden_question_does_not_count(session: Session) -> None:
    survey, code = a_run(session)
    arrive(session, code, 6, likes=["b"])
    arrive(session, code, 7)
    close_run(session, code)
    settle(session, survey, now=NOW)
    tally = load(session, survey).select({}).tally("why")
    assert [(cell, people) for cell, people, _ in tally] == [(Gap.NOT_ASKED, 6), ("because", 7)]
