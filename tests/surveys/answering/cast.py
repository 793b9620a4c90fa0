"""A survey that is published and open, and who answers it."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from surveys.answering.runs import create_run
from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.services import create_survey, publish
from tests.visitor import Visitor

NOW = dt.datetime(2026, 11, 21, 18, 30, tzinfo=dt.UTC)

KINDER = Questionnaire(
    title={"de": "Kinder in Kieferstadt", "ar": "الأطفال في كيفرشتات"},
    languages=("de", "ar"),
    welcome={
        "de": "Wir möchten wissen, was Kinder brauchen.",
        "ar": "نريد أن نعرف ما يحتاجه الأطفال.",
    },
    thanks={"de": "Am 3. Mai sprechen wir im Rathaus darüber.", "ar": "سنتحدث عن ذلك في 3 مايو."},
    sections=(
        Section(
            name="family",
            title={"de": "Ihre Familie", "ar": "عائلتك"},
            together=True,
            questions=(
                Question(
                    "yes_no",
                    "kids",
                    {"de": "Haben Sie Kinder?", "ar": "هل لديك أطفال؟"},
                    required=True,
                    about_person=True,
                ),
                Question(
                    "number",
                    "count",
                    {"de": "Wie viele?", "ar": "كم عددهم؟"},
                    show_if="${kids} = 'yes'",
                    low=1,
                    high=20,
                ),
            ),
        ),
        Section(
            (
                Question(
                    "short_text",
                    "wish",
                    {"de": "Was fehlt Ihren ${count} Kindern?", "ar": "ما الذي ينقص أطفالك؟"},
                    show_if="${kids} = 'yes'",
                    required=True,
                ),
                Question(
                    "ranking",
                    "first",
                    {"de": "Was zuerst?", "ar": "ما الأول؟"},
                    choices=(
                        Choice("school", {"de": "Schule", "ar": "المدرسة"}),
                        Choice("play", {"de": "Spielplätze", "ar": "الملاعب"}),
                    ),
                ),
            )
        ),
    ),
)


def a_survey(session: Session, questionnaire: Questionnaire = KINDER, name: str = "kinder") -> str:
    """Published; returns its short name."""
    made = create_survey(session, questionnaire, now=NOW, name=name)
    publish(session, made, now=NOW)
    return made


def a_run(session: Session, /, questionnaire: Questionnaire = KINDER, **more: Any) -> str:
    """Open; returns its code."""
    survey = a_survey(session, questionnaire)
    return create_run(session, survey, **{"title": "Herbst", "now": NOW, **more})


async def begin(visitor: Visitor, run: str) -> Visitor:
    """They have pressed "Begin"."""
    await visitor.get(f"/s/{run}")
    await visitor.submit(f"/s/{run}/responses")
    assert visitor.path == f"/s/{run}/1", visitor.text
    return visitor
