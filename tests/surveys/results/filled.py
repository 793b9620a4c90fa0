"""A survey of every kind of question that people have answered, in the database."""

import datetime as dt
import random
import secrets
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.database.base import utc_now
from surveys.answering.runs import close_run, create_run, run_row
from surveys.models import Response
from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.results.taking_in import settle
from surveys.services import create_survey, newest_version, publish, survey_row

LONG = "Sprachförderlehrkräftefortbildungsveranstaltungen und Kinderbetreuung am Abend"


def _choices(**texts: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"de": de, "ar": ar}) for name, (de, ar) in texts.items())


def _texts(de: str, ar: str) -> dict[str, str]:
    return {"de": de, "ar": ar}


AGES = _choices(
    young=("unter 30 Jahre", "أقل من 30 سنة"),
    middle=("30 bis 59 Jahre", "من 30 إلى 59 سنة"),
    old=("60 Jahre und älter", "60 سنة فأكثر"),
)
TOPICS = _choices(
    language=(LONG, "دورات اللغة ورعاية الأطفال في المساء"),
    work=("Arbeit und Ausbildung", "العمل والتدريب المهني"),
    flat=("Wohnen", "السكن"),
    advice=("Beratung in der eigenen Sprache", "الاستشارة باللغة الأم"),
)
AGREE = _choices(
    yes=("stimmt", "صحيح"),
    rather=("stimmt eher", "صحيح إلى حد ما"),
    hardly=("stimmt kaum", "بالكاد صحيح"),
    no=("stimmt nicht", "غير صحيح"),
)
PERSON = (
    Question(
        "single", "age", _texts("Wie alt sind Sie?", "كم عمرك؟"), choices=AGES, about_person=True
    ),
    Question(
        "yes_no",
        "new",
        _texts("Leben Sie seit weniger als fünf Jahren hier?", "هل تعيش هنا منذ أقل من خمس سنوات؟"),
        about_person=True,
    ),
)
OPINION = (
    Question(
        "multiple",
        "topics",
        _texts("Was ist Ihnen wichtig?", "ما المهم بالنسبة لك؟"),
        choices=TOPICS,
        other=True,
    ),
    Question(
        "scale",
        "home",
        _texts(
            "Wie sehr fühlen Sie sich in ${age} hier zu Hause?", "إلى أي مدى تشعر أنك في وطنك هنا؟"
        ),
        low=0,
        high=10,
        low_label=_texts("gar nicht", "إطلاقًا"),
        high_label=_texts("ganz und gar", "تمامًا"),
    ),
    Question(
        "matrix",
        "office",
        _texts("Wie ist es im Amt?", "كيف هو الحال في المكتب؟"),
        rows=_choices(
            kind=("Man ist freundlich zu mir", "الناس لطفاء معي"),
            quick=("Es geht schnell", "الأمور تسير بسرعة"),
            clear=("Ich verstehe die Briefe", "أفهم الرسائل"),
        ),
        choices=AGREE,
    ),
    Question(
        "ranking",
        "first",
        _texts("Was soll zuerst kommen?", "ما الذي يجب أن يأتي أولاً؟"),
        choices=TOPICS,
    ),
    Question(
        "points",
        "money",
        _texts("Verteilen Sie zehn Punkte.", "وزّع عشر نقاط."),
        choices=TOPICS,
        total=10,
    ),
    Question(
        "number",
        "years",
        _texts("Wie viele Jahre leben Sie hier?", "منذ كم سنة تعيش هنا؟"),
        low=0,
        high=99,
    ),
    Question(
        "date", "came", _texts("Wann sind Sie gekommen?", "متى جئت؟"), show_if="${new} = 'yes'"
    ),
    Question("swot", "swot", _texts("Unsere Stadt", "مدينتنا")),
    Question("long_text", "wish", _texts("Was wünschen Sie sich?", "ماذا تتمنى؟")),
    Question(
        "short_text", "rare", _texts("Eine Frage für wenige", "سؤال للقليل"), show_if="${home} = 0"
    ),
)
QUESTIONNAIRE = Questionnaire(
    _texts("Leben in Kieferstadt", "الحياة في كيفرشتات"),
    ("de", "ar"),
    (
        Section(PERSON, "you", _texts("Über Sie", "عنك"), together=True),
        Section(OPINION, "town", _texts("Unsere Stadt", "مدينتنا")),
    ),
)
WISHES = (
    "Mehr Sprachkurse am Abend.",
    "مزيد من الأماكن للأطفال",
    "Ein Amt,\nin dem man uns hört.",
    "Daha çok danışmanlık",
)


def answers(r: random.Random) -> dict[str, Any]:
    """What one person says."""
    names = [one.name for one in TOPICS]
    some = r.sample(names, r.randint(1, 3))
    given: dict[str, Any] = {
        "age": r.choices(["young", "middle", "old"], weights=[5, 8, 2])[0],
        "new": r.choice(["yes", "no"]),
        "topics": [*sorted(some, key=names.index), *(["other"] if r.random() < 0.2 else [])],
        "home": min(10, max(0, round(r.gauss(6, 2)))),
        "office": {row: r.choice(AGREE).name for row in ("kind", "quick", "clear")},
        "first": r.sample(names, r.randint(2, 4)),
        "money": {some[0]: 7, names[names.index(some[0]) - 1]: 3},
        "years": r.choice([1, 2, 3, 5, 8, 13, 21, 34]),
        "came": f"{r.randint(2024, 2026)}-0{r.randint(1, 9)}-15",
        "swot": {"strengths": ["Die Menschen helfen einander."], "risks": [r.choice(WISHES)]},
        "wish": r.choice(WISHES),
        "rare": "Nur drei haben das geschrieben.",
    }
    if "other" in given["topics"]:
        given["topics:other"] = "Ein Schwimmbad"
    return {
        name: None if r.random() < 0.04 else v for name, v in given.items() if r.random() > 0.05
    }


def a_filled_survey(session: Session, people: int = 80) -> str:
    """A survey with two closed runs, one after the other, and its results taken in; its name."""
    now, r = utc_now(), random.Random(7)
    name = create_survey(session, QUESTIONNAIRE, now=now)
    publish(session, name, now=now)
    survey = survey_row(session, name)
    for title, part in (("Frühling", people // 3), ("Herbst", people - people // 3)):
        code = create_run(session, name, title=title, now=now)
        answer(session, code, [answers(r) for _ in range(part)], r)
        close_run(session, code)
    settle(session, survey.id, now=now)
    return name


def answer(session: Session, code: str, people: list[dict[str, Any]], r: random.Random) -> None:
    """These people have come to the end of a run."""
    run = run_row(session, code)
    version = newest_version(session, run.survey_id)
    assert version
    session.execute(
        insert(Response),
        [
            {
                "id": secrets.token_hex(16),
                "run_id": run.id,
                "version_id": version.id,
                "holder": None,
                "language": r.choices(["de", "ar"], weights=[3, 1])[0],
                "day": dt.date(2026, 11, 1),
                "seed": 1,
                "place": 9,
                "finished": True,
                "saves": 9,
                "answers": one,
            }
            for one in people
        ],
    )
