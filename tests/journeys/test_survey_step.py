"""A survey as a step: chosen, opened, answered by five, closed, shown on the wall; and
a proposal out of it stands in the concept."""

from playwright.sync_api import Locator, Page, StorageState, expect
from sqlalchemy.orm import Session

from app.database.base import utc_now
from surveys.questionnaire import Question, Questionnaire, Section
from surveys.services import create_survey, publish
from tests.builders import Cast, a_workshop
from tests.journeys.browsing import DESK, WALL, OpenPage, press
from tests.journeys.conftest import Write
from tests.workshops.surveying.cast import PLACES, answer
from workshops.agenda.services import go_to
from workshops.models import Step

ASKED = Questionnaire(
    {"de": "Kinder im Viertel", "ar": "أطفال الحي"},
    ("de", "ar"),
    (
        Section(
            (
                Question(
                    "single", "where", {"de": "Wo spielen Kinder?", "ar": "أين؟"}, choices=PLACES
                ),
                Question("short_text", "word", {"de": "Was fehlt?", "ar": "ماذا ينقص؟"}),
            ),
            name="all",
            together=True,
        ),
    ),
)
WORD = "Kitaplätze"


def a_room(session: Session) -> tuple[Cast, int, str]:
    """A workshop that stands before its survey, and the short name of one that is published."""
    cast = a_workshop(session)
    step = Step(workshop_id=cast.id, position=4, kind="survey", state="waiting", settings={})
    session.add(step)
    session.flush()
    go_to(session, cast.id, 4)
    name = create_survey(session, ASKED, now=utc_now(), name="viertel")
    publish(session, name, now=utc_now())
    return cast, step.id, name


def begin(phone: Page) -> Page:
    """From the workshop's page to the questions; the last one of them has its answer typed."""
    phone.locator("button.join").click()
    phone.locator("#answer").click()
    phone.locator("#begin").click()
    phone.locator("input[value=park]").check()
    phone.locator("[name=q-word]").fill(WORD)
    return phone


def forward(moderator: Page, until: Locator) -> None:
    press(moderator.locator("#forward"), until=until)


def test_a_survey_is_answered_shown_and_taken_over(
    write: Write, open_page: OpenPage, office: StorageState
) -> None:
    cast, step, name = write(a_room)
    moderator = open_page(f"/moderation/{cast.code}", size=DESK, storage_state=office)
    wall = open_page(f"/projector/{cast.projector_token}?language=de", size=WALL)
    moderator.locator(f"input[value={name}]").check()
    moderator.locator("#choose-survey").click()
    forward(moderator, moderator.locator("#turnout"))

    forgives = "status of 4(04|10)"  # what is typed after the end is not saved
    phones = [
        begin(open_page(f"/w/{cast.code}", language=tag, forgives=forgives))
        for tag in ("de", "ar", "de")
    ]
    for phone in phones[:2]:
        phone.locator("main button[value=finish]").click()
        expect(phone.locator("#back")).to_be_visible()
    for person in (101, 102):
        write(answer, step, person, {"where": "home", "word": f"{WORD}."})
    late = phones[2]
    saved = late.locator("#saved")
    expect(saved).to_have_text(saved.get_attribute("data-saved") or "")
    forward(moderator, moderator.locator("#question-where"))
    expect(late.locator("#standing a")).to_have_attribute("href", f"/w/{cast.code}")
    with late.expect_response(lambda reply: reply.request.method == "PUT"):
        late.locator("[name=q-word]").fill("Und noch")
    expect(saved).to_have_text("")
    expect(late.locator("[name=q-word]")).to_have_value("Und noch")
    closing = moderator.locator(".undo button").get_attribute("id")
    press(moderator.locator(f"#{closing}"), until=late.locator("#stopped"))
    forward(moderator, moderator.locator("#question-where"))

    moderator.locator("#show-question-where").click()
    expect(wall.locator(".result").first).to_contain_text("60")
    shows = wall.locator("h1", has_text="Was fehlt?")
    press(moderator.locator("#show-question-word[aria-pressed=false]"), until=shows)
    expect(wall.locator(".cloud")).to_have_count(0)
    press(moderator.locator("#approve-all-word"), until=wall.locator(".cloud li"))
    expect(wall.locator(".cloud li")).to_contain_text(WORD)
    field = moderator.locator("#texts-word form input[name=field_id]").first
    press(moderator.locator("#texts-word a[id^=take-]").first, until=field)
    field.check()
    taken = moderator.locator("#texts-word li", has=moderator.locator("strong"))
    press(moderator.locator("#texts-word button[id^=save-]"), until=taken)
    moderator.goto(f"/concepts/{cast.concept_name}")
    expect(moderator.get_by_text(": Kinder im Viertel")).to_be_visible()
