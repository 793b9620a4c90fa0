"""A room whose survey was answered, with a question of every kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.codes import normalise
from app.database.base import utc_now
from surveys import public
from surveys.answering.rules import ticket_digest
from surveys.answering.services import begin, finish, save
from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.services import create_survey, publish
from tests.builders import Cast, a_workshop
from workshops.agenda.services import close_step, go_to, open_step
from workshops.models import Step
from workshops.surveying.services import choose_survey

SECRET = "secret"


def choices(**labels: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"de": de, "ar": ar}) for name, (de, ar) in labels.items())


PLACES = choices(
    park=("Im Park oder auf einem Spielplatz in der Nähe der Wohnung", "في الحديقة أو في الملعب"),
    home=("Zu Hause", "في البيت"),
    school=("In der Schule, auch am Nachmittag und in den Ferien", "في المدرسة"),
)
QUESTIONS = (
    Question(
        "yes_no",
        "new",
        {
            "de": "Wohnen Sie seit weniger als fünf Jahren hier?",
            "ar": "هل تسكن هنا منذ أقل من 5 سنوات؟",
        },
        about_person=True,
    ),
    Question(
        "single",
        "where",
        {"de": "Wo spielen Ihre Kinder?", "ar": "أين يلعب أطفالك؟"},
        choices=PLACES,
    ),
    Question(
        "scale",
        "happy",
        {"de": "Wie zufrieden sind Sie mit dem Angebot?", "ar": "ما مدى رضاك؟"},
        low=0,
        high=10,
        low_label={"de": "gar nicht zufrieden", "ar": "غير راض إطلاقاً"},
        high_label={"de": "sehr zufrieden", "ar": "راض جداً"},
    ),
    Question("ranking", "first", {"de": "Was zuerst?", "ar": "ما الأول؟"}, choices=PLACES),
    Question(
        "matrix",
        "each",
        {"de": "Wie gut ist …", "ar": "كم جودة …"},
        choices=choices(good=("gut", "جيد"), fair=("mittel", "متوسط"), bad=("schlecht", "سيئ")),
        rows=PLACES,
    ),
    Question("swot", "board", {"de": "Stärken und Schwächen", "ar": "نقاط القوة والضعف"}),
    Question("short_text", "word", {"de": "Was fehlt? Ein Wort.", "ar": "ماذا ينقص؟ كلمة واحدة."}),
    Question(
        "long_text", "wish", {"de": "Was wünschen Sie sich für ${first}?", "ar": "ماذا تتمنى؟"}
    ),
)
ASKED = Questionnaire(
    {"de": "Kinder in Kieferstadt", "ar": "الأطفال في كيفرشتات"},
    ("de", "ar"),
    (Section(QUESTIONS),),
)
WORDS = ("Kitaplätze", "kitaplätze.", "Sprachkurse am Abend", "ملاعب", "Kitaplätze", "Ärzte")
WISHES = (
    "Mehr Spielplätze mit Schatten, auf denen auch größere Kinder gern sind, und dass dort abends "
    "das Licht brennt, damit man sich sicher fühlt.",
    "أتمنى دورات لغة في المساء مع رعاية للأطفال.",
    "Eine Beratung in meiner Sprache.",
)
STRENGTH = "Viele Vereine, die Familien mit kleinen Kindern unterstützen, auch am Wochenende"


def answers(person: int) -> dict[str, Any]:
    """What this person says to each question."""
    names = [one.name for one in PLACES]
    turned = names[person % 3 :] + names[: person % 3]
    return {
        "new": "yes" if person % 2 else "no",
        "where": names[0 if person % 3 else 1],
        "happy": (person * 3) % 11,
        "first": turned,
        "each": {name: ("good", "fair", "bad")[(person + at) % 3] for at, name in enumerate(names)},
        "board": {
            "strengths": [f"{STRENGTH} {person}"],
            "weaknesses": ["Zu wenige Plätze", "قاعات انتظار طويلة"],
            "chances": ["Zuzug"],
            "risks": [] if person % 2 else ["Geld fehlt"],
        },
        "word": WORDS[person % len(WORDS)],
        "wish": WISHES[person % len(WISHES)],
    }


def begin_at(session: Session, step_id: int, person: int) -> str:
    """Somebody in the room begins to answer; returns the code of the run."""
    run = public.run_of_step(session, step_id, utc_now())
    assert run is not None
    ticket = public.seat_ticket(session, step_id, f"seat/{person}", secret=SECRET)
    begin(
        session,
        run.code,
        holder=f"holder-{person}",
        language="ar" if person % 3 == 1 else "de",
        now=utc_now(),
        ticket=ticket_digest(SECRET, normalise(ticket)),
    )
    return run.code


def answer(session: Session, step_id: int, person: int, entries: Mapping[str, Any]) -> None:
    """Somebody in the room answers, and comes to the end."""
    code = begin_at(session, step_id, person)
    save(session, code, f"holder-{person}", entries, now=utc_now())
    finish(session, code, f"holder-{person}", now=utc_now())


def an_open_survey(
    session: Session, asked: Questionnaire = ASKED, cast: Cast | None = None
) -> tuple[Cast, int]:
    """A workshop and its step, in which a survey is open."""
    cast = cast or a_workshop(session)
    step = Step(workshop_id=cast.id, position=4, kind="survey", state="waiting", settings={})
    session.add(step)
    session.flush()
    go_to(session, cast.id, 4)
    name = create_survey(session, asked, now=utc_now(), name="kinder")
    publish(session, name, now=utc_now())
    choose_survey(session, cast.id, step.id, name=name)
    open_step(session, cast.id, step.id)
    return cast, step.id


def a_closed_survey(
    session: Session,
    people: int = 12,
    *,
    asked: Questionnaire = ASKED,
    said: Sequence[Mapping[str, Any]] = (),
    cast: Cast | None = None,
) -> tuple[Cast, int]:
    """The same after so many have answered, and it was closed."""
    cast, step = an_open_survey(session, asked, cast)
    for person in range(people):
        answer(session, step, person, said[person] if said else answers(person))
    close_step(session, cast.id, step)
    return cast, step
