"""A survey as large as a city's: 40 questions of every kind in four languages, 50,000 people."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from surveys.models import Response, Run
from surveys.questionnaire import QUADRANTS, Choice, Question, Questionnaire, Section, Value
from surveys.results.taking_in import settle
from surveys.services import create_survey, publish, survey_row
from tests.builders import NOW

PEOPLE = 50_000
LANGUAGES = ("de", "en", "tr", "ar")
WORDS = (
    *("Sprachkurse", "mehr", "Begegnung", "im", "Stadtteil", "für", "Familien", "und", "Jugend"),
    *("Beratung", "am", "Abend", "ohne", "Termin", "lebhaft", "Schule", "erklären", "Wohnung"),
)


def _texts(german: str, number: int = 0) -> dict[str, str]:
    return {
        "de": f"{german} {number or ''}".strip(),
        "en": f"Question {number}",
        "tr": f"Soru {number}",
        "ar": f"سؤال {number}",
    }


def _choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, _texts(name.title(), n)) for n, name in enumerate(names, 1))


_FEW, _SOME = _choices("one", "two", "three"), _choices("a", "b", "c", "d", "e", "f")
_ABOUT = (
    ("age", "single", _choices("young", "middle", "old", "eldest")),
    ("gender", "single", _choices("female", "male", "diverse")),
    ("background", "yes_no", ()),
    ("district", "single", _choices("north", "south", "east", "west", "middle")),
)
_KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("single", {"choices": _SOME, "other": True}),
    ("multiple", {"choices": _SOME}),
    ("scale", {"low": 1, "high": 5, "low_label": {"de": "schlecht"}, "high_label": {"de": "gut"}}),
    ("scale", {"low": 0, "high": 10}),
    ("matrix", {"choices": _FEW, "rows": _choices("home", "work", "street")}),
    ("number", {"low": 0, "high": 500}),
    ("ranking", {"choices": _choices("bus", "bike", "car", "walk")}),
    ("points", {"choices": _FEW, "total": 10}),
    ("yes_no", {}),
    ("date", {}),
    ("single", {"choices": _FEW, "show_if": "${age} = 'old'"}),
)
_RARE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("short_text", {}),
    ("long_text", {}),
    ("swot", {}),
    ("calculation", {"formula": "${q05} + 1"}),
)


def questionnaire(questions: int = 40) -> Questionnaire:
    """Every kind that is answered, so many questions in all; four are about the person."""
    about = tuple(
        Question(kind, name, _texts(name.title()), choices=choices, about_person=True)
        for name, kind, choices in _ABOUT
    )
    others = []
    for number in range(len(about) + 1, questions - len(_RARE) + 1):
        kind, fields = _KINDS[number % len(_KINDS)]
        others.append(Question(kind, f"q{number:02}", _texts("Frage", number), **fields))
    for number, (kind, fields) in enumerate(_RARE, questions - len(_RARE) + 1):
        others.append(Question(kind, f"q{number:02}", _texts("Frage", number), **fields))
    sections = (
        Section(about, "you", _texts("Über Sie"), together=True),
        Section(tuple(others), "city", _texts("Unsere Stadt"), together=True),
    )
    return Questionnaire(_texts("Leben in der Stadt"), LANGUAGES, sections)


def a_large_survey(session: Session, people: int = PEOPLE, questions: int = 40) -> str:
    """Its name. One run, which is closed, so that all answers are in the results."""
    asked = questionnaire(questions)
    name = create_survey(session, asked, now=NOW, name="large")
    version = publish(session, name, now=NOW)
    survey = survey_row(session, name)
    run = Run(survey_id=survey.id, code="LARGE", title="Herbst", state="closed", created_at=NOW)
    run.tickets_only = False
    session.add(run)
    session.flush()
    chance = random.Random(5)
    makers = [
        (one.name, _MAKERS[one.kind], one) for one in asked.questions() if one.kind in _MAKERS
    ]
    rows = [_response(chance, run.id, version.id, makers) for _ in range(people)]
    session.execute(insert(Response), rows)
    settle(session, survey.id, now=NOW)
    return name


Maker = Callable[[random.Random, Question], Value]


def _response(
    chance: random.Random, run_id: int, version_id: int, makers: list[tuple[str, Maker, Question]]
) -> dict[str, Any]:
    answers = {name: make(chance, one) for name, make, one in makers if chance.random() < 0.92}
    return {
        "id": f"{chance.getrandbits(128):032x}",
        "run_id": run_id,
        "version_id": version_id,
        "holder": None,
        "resume": None,
        "language": chance.choice(LANGUAGES[: 2 + chance.randrange(3)]),
        "day": NOW.date() + dt.timedelta(days=chance.randrange(20)),
        "seed": 1,
        "place": 0,
        "finished": chance.random() < 0.9,
        "saves": 40,
        "answers": answers,
    }


def _some(chance: random.Random, question: Question) -> list[str]:
    names = [one.name for one in question.choices]
    return sorted(chance.sample(names, chance.randint(1, len(names))))


def _points(chance: random.Random, question: Question) -> dict[str, int]:
    first = chance.randint(0, 10)
    return {question.choices[0].name: first, question.choices[1].name: 10 - first}


def _sentence(chance: random.Random, question: Question) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 9)))


_MAKERS: dict[str, Maker] = {
    "single": lambda chance, one: chance.choice(one.choices).name,
    "multiple": _some,
    "scale": lambda chance, one: chance.randint(int(one.low or 0), int(one.high or 5)),
    "matrix": lambda chance, one: {row.name: chance.choice(one.choices).name for row in one.rows},
    "number": lambda chance, one: chance.randint(0, 500),
    "date": lambda chance, one: f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    "ranking": lambda chance, one: chance.sample([c.name for c in one.choices], 3),
    "points": _points,
    "yes_no": lambda chance, one: chance.choice(("yes", "no")),
    "short_text": _sentence,
    "long_text": _sentence,
    "swot": lambda chance, one: {q: [_sentence(chance, one)] for q in QUADRANTS[:2]},
}
