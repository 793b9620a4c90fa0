"""One person reads a survey aloud, and writes down what many others say."""

import datetime as dt

import pytest
from litestar import Litestar

from app.database.base import utc_now
from surveys.answering.runs import close_run
from surveys.answering.tickets import block_ticket, make_tickets, sheet_of
from surveys.library import block
from tests.conftest import NewVisitor
from tests.surveys.answering.cast import a_run, begin
from tests.surveys.answering.test_routes import CODE, answers, send
from tests.visitor import Visitor
from tests.workshops.people import sign_in_as


@pytest.fixture
def run(app: Litestar) -> str:
    made: str = app.state.ledger.write_now(a_run, interviews=True)
    return made


@pytest.fixture
async def moderator(app: Litestar, new_visitor: NewVisitor) -> Visitor:
    visitor = new_visitor(language="de")
    await sign_in_as(app, visitor, "Mira", "moderator")
    return visitor


async def test_who_signs_in_finds_the_interviews_that_are_open(
    app: Litestar, moderator: Visitor, new_visitor: NewVisitor, run: str
) -> None:
    ledger = app.state.ledger
    closed, later, other = (
        ledger.write_now(a_run, **more)
        for more in (
            {"interviews": True},
            {"interviews": True, "opens_at": utc_now() + dt.timedelta(days=1)},
            {},
        )
    )
    ledger.write_now(close_run, closed)
    await moderator.get("/moderation")
    assert f'href="/s/{run}"' in moderator.text
    assert "Kinder in Kieferstadt" in moderator.text
    for code in (closed, later, other):
        assert code not in moderator.text
    stranger = new_visitor()
    await stranger.get("/moderation")
    assert stranger.path == "/sign-in"
    assert run not in stranger.text


async def test_one_interview_after_the_other_on_one_device(
    app: Litestar, moderator: Visitor, run: str
) -> None:
    await begin(moderator, run)
    assert await send(moderator) == 422, "nothing is left open by mistake"
    assert "q-kids-error" in moderator.text
    assert await send(moderator, **{"q-kids-note": "Möchte es nicht sagen\nlacht"}) == 200
    assert moderator.path.endswith("/3"), moderator.text
    old = moderator.page
    await send(moderator, **{"q-first-none": "yes", "go": "finish"})
    assert moderator.path == f"/s/{run}"
    assert 'class="button main join wide" id="another"' in moderator.text
    await moderator.submit(f"/s/{run}/another")
    await moderator.submit(f"/s/{run}/language", {"language": "ar"})
    assert 'dir="rtl"' in moderator.text
    await moderator.submit(f"/s/{run}/responses")
    assert "هل لديك أطفال؟" in moderator.text
    assert "lacht" not in moderator.text
    await send(moderator, **{"q-kids": "no", "q-kids-note": "x" * 6000})
    assert "q-kids-note-error" in moderator.text
    new, moderator.page = moderator.page, old
    await send(moderator, **{"q-first-note": "from the window of the interview before"})
    assert moderator.path == f"/s/{run}/1"
    moderator.page = new
    await send(moderator, **{"q-kids": "no", "q-kids-note": ""})
    await send(moderator, **{"go": "finish"})
    assert 'dir="rtl"' in moderator.text
    first = {"kids:note": "Möchte es nicht sagen\nlacht", "first": None}
    assert sorted(answers(app), key=len) == [{"kids": "no"}, first]
    await moderator.get("/moderation")
    assert 'lang="de"' in moderator.text, "that was the language of the interview"


async def test_an_interrupted_interview_is_gone_on_with_by_its_code(
    app: Litestar, moderator: Visitor, run: str
) -> None:
    await begin(moderator, run)
    await send(moderator, **{"q-kids": "no"})
    code = CODE.search(moderator.text)
    assert code
    await moderator.submit(f"/s/{run}/another")
    await begin(moderator, run)
    await moderator.submit(f"/s/{run}/another")
    await moderator.submit(f"/s/{run}/resuming", {"token": code[1]})
    assert moderator.path == f"/s/{run}/3"
    assert sorted(answers(app), key=len) == [{}, {"kids": "no"}]


async def test_nobody_interviews_without_an_account_or_a_personal_link(
    app: Litestar, new_visitor: NewVisitor, run: str
) -> None:
    ledger, secret = app.state.ledger, app.state.settings.secret
    stranger, volunteer = new_visitor(), new_visitor()
    await stranger.get(f"/s/{run}")
    assert 'id="begin"' not in stranger.text
    assert f"/sign-in?next=/s/{run}" in stranger.text
    assert "Who may see what" not in stranger.text, "only what they can do"
    assert (await stranger.post(f"/s/{run}/responses")).status_code == 403
    ledger.write_now(make_tickets, run, 1, secret=secret)
    [ticket] = ledger.read_now(sheet_of, run, range(1, 2), secret).tickets.values()
    await volunteer.get(f"/t/{ticket}")
    for _ in range(2):
        await begin(volunteer, run)
        await volunteer.submit(f"/s/{run}/another")
    ledger.write_now(block_ticket, run, 1, True)
    assert (await volunteer.post(f"/s/{run}/responses", {"ticket": ticket})).status_code == 403
    await volunteer.get(f"/s/{run}")
    assert 'id="begin"' not in volunteer.text


async def test_the_guide_for_heads_of_offices_is_run_through_by_who_gets_no_answers(
    app: Litestar, moderator: Visitor
) -> None:
    guide = block("heads-of-offices").questionnaire
    run = app.state.ledger.write_now(a_run, guide, interviews=True)
    await begin(moderator, run)
    assert await send(moderator) == 422
    await send(moderator, **{"q-written_down": "-", "q-written_down-note": "Nur ohne Mitschrift"})
    pages = 1
    while 'value="finish">' not in moderator.text:
        assert 'name="q-office_tasks-note"' in moderator.text or pages > 1
        await send(moderator)
        pages += 1
    assert pages > 3
    await send(moderator, go="finish")
    assert moderator.path == f"/s/{run}"
    assert answers(app) == [{"written_down": None, "written_down:note": "Nur ohne Mitschrift"}]
