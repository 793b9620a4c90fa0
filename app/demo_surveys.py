"""The surveys of the demo city, from the library's blocks. All answers are made up.

Before the workshops the city has asked its people; after one of them it asks how it was; and the
workshop that waits will ask who is in the room.
"""

import datetime as dt
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from sqlalchemy.orm import Session

from surveys.answering.runs import close_run, create_run
from surveys.answering.services import begin, finish, save
from surveys.codec import from_data
from surveys.library import block
from surveys.publishing import publish_draft
from surveys.questionnaire import QUADRANTS, Questionnaire, Section, Value
from surveys.results.taking_in import settle
from surveys.services import create_survey, survey_row
from workshops.agenda.editing import insert_step
from workshops.surveying.services import choose_survey

PEOPLE = {"de": 44, "tr": 20, "ar": 17, "en": 9}
"""How many have answered in which language."""
AGES = (1, 5, 8, 5, 3)
FROM_ABROAD = {"de": (1, 1, 1, 6), "tr": (5, 4, 1, 0), "ar": (9, 2, 0, 0), "en": (6, 1, 1, 1)}
"""How often each answer on age, and on immigration, is given."""
SELDOM, MOSTLY = 0.4, 0.85
"""How often people write something, and answer what need not be written."""

Answers = dict[str, Value]


def ask_the_city(session: Session, concept_id: int, now: dt.datetime) -> None:
    """A survey of everybody, two months ago: closed, its answers are in the results."""
    told, chance = _told(), random.Random(5)
    begun = now - dt.timedelta(days=60)
    name = _published(session, _asked(told["questionnaire"]), concept_id, begun)
    run = create_run(session, name, title="Stadtweite Umfrage", now=begun)
    for language, people in PEOPLE.items():
        for _ in range(people):
            day = begun + dt.timedelta(days=chance.randrange(14))
            answers = _person(told["voices"][language], language, chance)
            _answer(session, run, language, answers, day)
    close_run(session, run)
    settle(session, survey_row(session, name).id, now=now)


def ask_how_it_was(session: Session, concept_id: int, title: str, now: dt.datetime) -> None:
    """Feedback on a workshop: open, and answered by too few to show anything of it."""
    name = _published(session, block("event-feedback").questionnaire, concept_id, now)
    run = create_run(session, name, title=title, now=now)
    for answers in _told()["feedback"]:
        _answer(session, run, answers.pop("language"), answers, now)


def ask_who_is_there(session: Session, concept_id: int, workshop_id: int, now: dt.datetime) -> None:
    """The second step of this workshop asks who is in the room."""
    asked = block("who-is-in-the-room").questionnaire
    sections = (_without(asked.sections[0], "district"),)
    name = _published(session, replace(asked, sections=sections), concept_id, now)
    step = insert_step(session, workshop_id, after=0, kind="survey")
    choose_survey(session, workshop_id, step, name=name)


def _told() -> dict[str, Any]:
    found = (files("app.demo_data") / "city-survey.json").read_text(encoding="utf-8")
    return dict(json.loads(found))


def _asked(own: Mapping[str, Any]) -> Questionnaire:
    """Who somebody is, how they live here, and the four quadrants."""
    who, swot = (block(key).questionnaire for key in ("who-is-in-the-room", "swot"))
    fields = block("migrants-organisations").questionnaire.question("fields")
    assert fields is not None
    mine = from_data(own)
    living = mine.sections[0].questions
    sections = (
        _without(who.sections[0], "gender", "district", "languages"),
        Section((*living, fields)),
        _without(swot.sections[0], "role"),
    )
    return replace(mine, sections=sections)


def _without(section: Section, *names: str) -> Section:
    return replace(section, questions=tuple(q for q in section.questions if q.name not in names))


def _published(session: Session, asked: Questionnaire, concept_id: int, now: dt.datetime) -> str:
    name = create_survey(session, asked, now=now, concept_id=concept_id)
    publish_draft(session, name, stamp=1, now=now)
    return name


def _answer(session: Session, run: str, language: str, answers: Answers, now: dt.datetime) -> None:
    """One person begins, answers and comes to the end."""
    begin(session, run, holder="demo", language=language, now=now)
    save(session, run, "demo", answers, now=now)
    finish(session, run, "demo", now=now)


def _person(voices: Mapping[str, list[str]], language: str, chance: random.Random) -> Answers:
    """What one person says; most leave something out. What they write is taken out of `voices`,
    so that nobody else writes the same."""

    def one_of(names: str, weights: tuple[int, ...]) -> str:
        return chance.choices(names.split(), weights)[0]

    answers: Answers = {
        "age": one_of("under_18 18_29 30_49 50_64 65_over", AGES),
        "immigration": one_of("self both_parents one_parent none", FROM_ABROAD[language]),
        "fields": _three(chance),
        "most_important": chance.choice(voices["most_important"]),
    }
    answers = {name: value for name, value in answers.items() if chance.random() < MOSTLY}
    answers["home"] = home = min(10, max(0, round(chance.gauss(6.5, 2.2))))
    situation = {
        quadrant: [voices[quadrant].pop()]
        for quadrant in QUADRANTS
        if voices[quadrant] and chance.random() < SELDOM
    }
    if situation:
        answers["situation"] = situation
    for name, asked in (("missing", home <= 5), ("next_step", True)):
        if asked and voices[name] and chance.random() < SELDOM:
            answers[name] = voices[name].pop()
    return answers


def _three(chance: random.Random) -> list[str]:
    """Three fields of the city's work in an order; the first ones please more than the others."""
    fields = ["language", "education", "work", "housing", "administration", "health", "culture"]
    return sorted(fields, key=lambda name: chance.gauss(fields.index(name), 3))[:3]
