"""People who have answered, for files of results."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from surveys.models import Response, Run
from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.results.taking_in import settle
from surveys.results_files.source import Source, source
from surveys.services import create_survey, publish, survey_row

_people = count()  # no id comes twice in a process: what is kept of results is known by them
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"de": name.title(), "ar": f"ال{name}"}) for name in names)


def a_survey(*questions: Question) -> Questionnaire:
    title = {"de": "Leben hier", "ar": "الحياة هنا"}
    return Questionnaire(title, ("de", "ar"), (Section(questions, together=True),))


def answered(
    session: Session, asked: Questionnaire, people: Sequence[Mapping[str, Any]], name: str = "here"
) -> str:
    """The survey's name. `people`: what each answered; `:language` and `:day` beside."""
    name = create_survey(session, asked, now=NOW, name=name)
    version, survey = publish(session, name, now=NOW), survey_row(session, name)
    run = Run(survey_id=survey.id, code=name.upper()[:9], title="Herbst", state="closed")
    run.created_at = NOW
    session.add(run)
    session.flush()
    rows = [_row(run.id, version.id, number, answers) for number, answers in enumerate(people)]
    if rows:
        session.execute(insert(Response), rows)
    settle(session, survey.id, now=NOW)
    return name


def read(session: Session, asked: Questionnaire, people: Sequence[Mapping[str, Any]]) -> Source:
    return source(session, answered(session, asked, people), now=NOW, texts="beside")


def _row(run_id: int, version_id: int, number: int, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{next(_people):016x}{number:016x}",
        "run_id": run_id,
        "version_id": version_id,
        "holder": None,
        "resume": None,
        "language": answers.get(":language", "de"),
        "day": answers.get(":day", NOW.date()),
        "seed": 1,
        "place": 0,
        "finished": True,
        "saves": 1,
        "answers": {key: value for key, value in answers.items() if not key.startswith(":")},
    }
