"""A survey of the office in the city: published with a run, and changed since, with mistakes."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.refused import say
from surveys.answering.runs import create_run
from surveys.answering.tickets import make_tickets
from surveys.office.images import keep_image
from surveys.office.services import change
from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.services import create_survey, publish

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cfc0f01f0005000201e221bc330000000049454e44ae426082"
)


@dataclass(frozen=True)
class OfficeSurvey:
    """`run`: its code; there are personal links for it."""

    name: str
    run: str


def an_office_survey(session: Session, secret: str, long: str) -> OfficeSurvey:
    now = utc_now()
    name = create_survey(session, _questionnaire(long), now=now, name="familien")
    image = keep_image(session, name, PNG)
    publish(session, name, now=now)
    run = create_run(session, name, title=f"Frauenforum {long}", now=now)
    make_tickets(session, run, 3, secret=secret)
    change(
        session,
        name,
        lambda found: (_changed(found, image), say("Changed “%(title)s”", title=long)),
        by="Olga",
        now=now,
    )
    return OfficeSurvey(name, run)


def _questionnaire(long: str) -> Questionnaire:
    kids = Question(
        "yes_no", "kids", {"de": "Kinder?", "ar": "أطفال؟"}, required=True, about_person=True
    )
    choices = (Choice("kita", {"de": f"Kita {long}"}), Choice("hort", {"de": "Hort"}))
    wish = Question(
        "multiple", "wish", {"de": "Was fehlt?"}, choices=choices, show_if="${kids} = 'yes'"
    )
    family = Section((kids, wish), "family", {"de": f"Familie {long}"}, together=True)
    deep = "(${kids} = 'yes' or selected(${wish}, 'kita')) and ${kids} != ''"
    rows = (Choice("school", {"de": "Schulamt"}), Choice("youth", {"de": "Jugendamt"}))
    offices = Question(
        "matrix", "offices", {"de": "Wie zufrieden?"}, choices=choices, rows=rows, show_if=deep
    )
    return Questionnaire(
        {"de": f"Familien {long}", "ar": "العائلات"},
        ("de", "ar"),
        (family, Section((offices,))),
        welcome={"de": "Wir fragen, was fehlt."},
    )


def _changed(found: Questionnaire, image: str) -> Questionnaire:
    """A choice is gone that people may have chosen, another has a picture; a question is empty."""
    family, rest = found.sections
    wish = family.questions[1]
    wish = replace(wish, choices=(replace(wish.choices[0], image=image),))
    empty = Question("ranking", "empty", {"de": "Was zuerst?"})
    return replace(
        found,
        sections=(
            replace(family, questions=(family.questions[0], wish)),
            replace(rest, questions=(*rest.questions, empty)),
        ),
    )
