"""A survey as a step: chosen, opened, answered by who is in the room, closed, undone."""

from dataclasses import replace

import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Refused
from surveys import public
from surveys.models import Response, Run
from surveys.questionnaire import Question, Questionnaire, Section
from surveys.services import create_survey, publish
from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.surveys.answering.cast import a_run
from tests.workshops.groups.cast import a_family
from tests.workshops.people import join, moderate
from tests.workshops.surveying.cast import an_open_survey, begin_at
from workshops.agenda.editing import rename_step
from workshops.agenda.services import close_step, go_to, open_step
from workshops.journal.services import Actor, act, newest, undo
from workshops.models import Step, Workshop
from workshops.surveying.reads import closing
from workshops.surveying.services import choose_survey

SOMEBODY = Actor("Somebody")
ASKED = Questionnaire(
    {"en": "Who is here?"},
    ("en", "de"),
    (Section((Question("short_text", "wish", {"en": "What do you wish for?"}),)),),
)


def a_room(session: Session) -> tuple[Cast, int]:
    """A workshop whose room is in a survey's step, and a published survey."""
    cast = a_workshop(session)
    step = Step(workshop_id=cast.id, position=4, kind="survey", state="waiting", settings={})
    session.add(step)
    session.flush()
    go_to(session, cast.id, 4)
    published(session, "here")
    return cast, step.id


def published(session: Session, name: str) -> None:
    publish(session, create_survey(session, ASKED, now=utc_now(), name=name), now=utc_now())


def opened(session: Session) -> tuple[Cast, int]:
    cast, step = a_room(session)
    choose_survey(session, cast.id, step, name="here")
    open_step(session, cast.id, step)
    return cast, step


def standing(session: Session, step: int) -> str | None:
    run = public.run_of_step(session, step, utc_now())
    return run.standing if run else None


def title(session: Session, step: int) -> str | None:
    return session.get_one(Step, step).title


def test_a_step_is_called_like_its_survey_unless_somebody_has_named_it(session: Session) -> None:
    cast, step = a_room(session)
    other = replace(ASKED, title={"en": "How was it?"})
    publish(session, create_survey(session, other, now=utc_now(), name="other"), now=utc_now())
    choose_survey(session, cast.id, step, name="here")
    choose_survey(session, cast.id, step, name="other")
    session.expire_all()
    assert title(session, step) == "How was it?"
    rename_step(session, cast.id, step, title="Check-in")
    choose_survey(session, cast.id, step, name="here")
    session.expire_all()
    assert title(session, step) == "Check-in"


def undo_newest(ledger: Ledger, cast: Cast) -> None:
    last = ledger.read_now(newest, cast.id)
    assert last is not None
    ledger.write_now(undo, cast.id, last, by=SOMEBODY)


def run_of(ledger: Ledger, step: int) -> public.StepRun:
    run = ledger.read_now(public.run_of_step, step, utc_now())
    assert run is not None
    return run


async def test_who_moderates_tries_a_published_survey_out_before_choosing_it(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    ledger: Ledger = app.state.ledger
    cast, _ = ledger.write_now(a_room)
    ledger.write_now(create_survey, ASKED, now=utc_now(), name="draft")
    moderator = await moderate(app, new_visitor(), cast, "Mira")
    console = f"/moderation/{cast.code}"
    preview = f"{console}/surveys/here/preview"
    await moderator.get(console)
    assert f'href="{preview}"' in moderator.text
    await moderator.get(preview)
    await moderator.submit(preview, {"go": "next"})
    assert "What do you wish for?" in moderator.text
    assert f'<a href="{console}">Back to the console</a>' in moderator.text
    for nothing in ("draft/preview", "gone/preview", "here/preview/images/x.png"):
        assert (await moderator.get(f"{console}/surveys/{nothing}")).status_code == 404
    assert ledger.read_now(lambda session: session.scalars(select(Response)).all()) == []


def test_without_a_survey_the_step_does_not_open(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_room)
    with pytest.raises(Refused):
        ledger.write_now(open_step, cast.id, step)


def test_opening_and_closing_are_undone_with_the_run(ledger: Ledger) -> None:
    cast, step = ledger.write_now(a_room)

    def does(verb, *args, **kwargs) -> str | None:
        ledger.write_now(act, SOMEBODY, verb, cast.id, *args, **kwargs)
        return ledger.read_now(standing, step)

    def undoes() -> str | None:
        undo_newest(ledger, cast)
        return ledger.read_now(standing, step)

    assert does(choose_survey, step, name="here") is None
    assert ledger.read_now(title, step) == "Who is here?"
    assert does(open_step, step) == "open"
    assert undoes() == "waiting"
    assert does(open_step, step) == "open"
    assert does(close_step, step) == "closed"
    assert undoes() == "open"


def test_what_was_answered_stays_the_answers_of_that_survey(ledger: Ledger) -> None:
    cast, step = ledger.write_now(opened)
    ledger.write_now(published, "other")
    with pytest.raises(Refused, match="Another survey"):
        ledger.write_now(choose_survey, cast.id, step, name="other")


def test_the_run_of_a_group_is_called_by_workshop_and_group(session: Session) -> None:
    family = a_family(session, title="W" * 150)
    group = session.get_one(Workshop, family.groups[0].id)
    group.title = "G" * 120
    _, step = an_open_survey(session, cast=family.groups[0])
    title = session.scalar(select(Run.title).where(Run.step_id == step))
    assert title == f"{'W' * 78}: {'G' * 120}"


async def test_everybody_answers_once_and_is_led_back(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, step = app.state.ledger.write_now(opened)
    phone = await join(new_visitor(), cast)
    assert "Answer now" in phone.text
    await phone.submit(f"/w/{cast.code}/surveys/{step}")
    assert "Back to the workshop" not in phone.text  # there is one thing to do
    run = run_of(app.state.ledger, step).code
    await phone.submit(f"/s/{run}/responses")
    assert f'hx-sse:connect="/s/{run}/live?language=en"' in phone.text
    await phone.submit(f"/s/{run}/1", {"q-wish": "A tree", "go": "finish"})
    assert f'href="/w/{cast.code}"' in phone.text
    await phone.get(f"/w/{cast.code}")
    for button in ("answer", "go-on"):
        assert f'id="{button}"' not in phone.text
    assert f'id="receipt" href="/s/{run}"' in phone.text
    await phone.post(f"/w/{cast.code}/surveys/{step}")
    assert phone.path == f"/s/{run}"
    given = app.state.ledger.read_now(
        lambda s: s.execute(select(Response.answers, Response.holder)).all()
    )
    assert [tuple(one) for one in given] == [({"wish": "A tree"}, None)]
    phone.cookies.delete(f"survey_{run}")  # only the browser knew that
    await phone.get(f"/w/{cast.code}")
    assert 'id="go-on"' in phone.text


def test_who_was_in_the_middle_when_it_was_closed_is_not_answering(ledger: Ledger) -> None:
    cast, step = ledger.write_now(opened)
    for person in (1, 2):
        ledger.write_now(begin_at, step, person)
    before = run_of(ledger, step)
    warning = closing(before)
    assert warning is not None
    assert (before.answering, before.stopped, warning.num) == (2, 0, 2)
    ledger.write_now(act, SOMEBODY, close_step, cast.id, step)
    undo_newest(ledger, cast)
    ledger.write_now(begin_at, step, 3)
    after = run_of(ledger, step)
    assert (after.begun, after.finished, after.answering, after.stopped) == (3, 0, 1, 2)


async def test_who_was_in_the_middle_is_told_what_became_of_the_answers(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    ledger: Ledger = app.state.ledger
    cast, step = ledger.write_now(opened)
    phone = await join(new_visitor(), cast)
    await phone.submit(f"/w/{cast.code}/surveys/{step}")
    run = run_of(ledger, step).code
    await phone.submit(f"/s/{run}/responses")
    ledger.write_now(close_step, cast.id, step)
    ledger.write_now(open_step, cast.id, step)
    told = "This survey was closed and opened again."
    for _ in range(2):
        await phone.get(f"/s/{run}/1")
        assert phone.path == f"/s/{run}"
        assert told in phone.text
    await phone.get(f"/w/{cast.code}")
    assert told in phone.text


async def test_the_console_chooses_and_counts_and_the_wall_too(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast, step = app.state.ledger.write_now(a_room)
    console = await moderate(app, new_visitor(), cast)
    await console.submit(f"/moderation/{cast.code}/steps/{step}/survey", {"survey": "here"})
    await console.submit(f"/moderation/{cast.code}/steps/{step}/state", {"state": "open"})
    assert "0 people of 0 have begun to answer." in console.text
    await console.get(f"/projector/{cast.projector_token}?language=en")
    assert "Please answer the survey" in console.text


async def test_who_is_not_in_the_room_needs_a_ticket(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    _, step = app.state.ledger.write_now(opened)
    run = run_of(app.state.ledger, step).code
    stranger = new_visitor()
    await stranger.get(f"/s/{run}")
    assert "you need a personal link" in stranger.text
    await stranger.post(f"/s/{run}/responses")
    assert stranger.page is not None
    assert stranger.page.status_code == 403


async def test_a_page_of_questions_hears_when_the_survey_is_closed(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    ledger: Ledger = app.state.ledger
    cast, step = ledger.write_now(opened)
    run = run_of(ledger, step).code
    phone = new_visitor()
    await phone.get(f"/s/{run}/live?language=en&poll")
    assert "closed" not in phone.text
    ledger.write_now(close_step, cast.id, step)
    await phone.get(f"/s/{run}/live?language=en&poll")
    assert "This survey is closed" in phone.text
    assert f'href="/w/{cast.code}"' in phone.text
    await phone.get(f"/s/{ledger.write_now(a_run)}/live?poll")  # which nobody else opens and closes
    assert phone.page is not None
    assert phone.page.status_code == 404
