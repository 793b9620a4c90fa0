"""The pages on which a survey is answered, as a browser without a script has them."""

import datetime as dt
import re
from typing import Any

import brotli
import pytest
from litestar import Litestar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.settings import Settings
from app.web.security import Limits
from surveys.answering.rules import resume_of
from surveys.answering.runs import close_run, run_row
from surveys.answering.services import turnout
from surveys.answering.tickets import block_ticket, make_tickets, sheet_of
from surveys.models import Response
from surveys.questionnaire import Question, Questionnaire, Section
from tests.conftest import NewVisitor
from tests.surveys.answering.cast import a_run, begin
from tests.visitor import Visitor

CODE = re.compile(r'class="code"[^>]*>([A-Z0-9-]{15})<')


@pytest.fixture
def run(app: Litestar) -> str:
    made: str = app.state.ledger.write_now(a_run)
    return made


def answers(app: Litestar) -> list[dict[str, Any]]:
    def read(session: Session) -> list[dict[str, Any]]:
        return [row.answers for row in session.scalars(select(Response))]

    found: list[dict[str, Any]] = app.state.ledger.read_now(read)
    return found


async def send(visitor: Visitor, **fields: Any) -> int:
    """Fill in the page's form and send it; `go` is the button, without it the one that goes on."""
    sent = {name.replace("__", "-"): value for name, value in fields.items()}
    answer = await visitor.submit(visitor.path, {"go": "next", **sent})
    return answer.status_code


async def test_a_survey_is_answered_from_the_door_to_the_receipt(
    app: Litestar, visitor: Visitor, run: str
) -> None:
    await visitor.get(f"/join?code={run[:3]}-{run[3:].lower()}")
    assert visitor.path == f"/s/{run}"
    assert "21. November 2027" in visitor.text, "when all is deleted"
    await begin(visitor, run)
    assert await send(visitor) == 422
    assert "q-kids-error" in visitor.text
    assert await send(visitor, **{"q-kids": "yes"}) == 200
    assert visitor.path.endswith("/1"), "a further question has come"
    assert await send(visitor, **{"q-count": "99"}) == 422
    assert 'value="99"' in visitor.text
    await send(visitor, **{"q-count": "3"})
    assert visitor.path.endswith("/2")
    assert "Was fehlt Ihren 3 Kindern?" in visitor.text
    await visitor.get(f"/s/{run}/3")
    assert visitor.path.endswith("/2"), "nobody skips what is required"
    await send(visitor, **{"q-wish": "Ein Hort"})
    await send(visitor, move="q-first:in:play")
    assert visitor.path.endswith("/3")
    await send(visitor, go="back")
    assert 'value="Ein Hort"' in visitor.text
    await send(visitor)
    await send(visitor, go="finish")
    assert visitor.path == f"/s/{run}"
    assert "Am 3. Mai sprechen wir im Rathaus darüber." in visitor.text
    assert answers(app) == [{"kids": "yes", "count": 3, "wish": "Ein Hort", "first": ["play"]}]
    for old in (f"/s/{run}/2", f"/s/{run}/end", f"/s/{run}"):
        await visitor.get(old)
        assert visitor.path == f"/s/{run}"
        assert 'id="another"' in visitor.text
    await visitor.submit(f"/s/{run}/another")
    await begin(visitor, run)
    assert app.state.ledger.read_now(lambda s: turnout(s, run_row(s, run).id)) == (2, 1)


async def test_the_first_page_fits_into_the_first_answer(visitor: Visitor, run: str) -> None:
    html = (await visitor.get(f"/s/{run}")).text
    weight = len(brotli.compress(html.encode(), quality=4))
    for address in re.findall(r'href="(/static/css/[^"]+)"', html):
        answer = await visitor.get(address, headers={"Accept-Encoding": "br"})
        weight += int(answer.headers["content-length"])
    assert weight <= 14_000, weight


async def test_a_hidden_question_keeps_its_answer_and_asks_nothing(
    app: Litestar, visitor: Visitor, run: str
) -> None:
    await begin(visitor, run)
    await send(visitor, **{"q-kids": "yes"})
    await send(visitor, **{"q-count": "3"})
    await send(visitor, go="back")
    await send(visitor, **{"q-kids": "no", "q-count": "nonsense"})
    assert visitor.path.endswith("/3"), "what is hidden now holds nobody back"
    await send(visitor, go="back")
    assert 'name="q-count"' not in visitor.text
    await send(visitor, **{"q-kids": "yes"})
    assert 'name="q-count" value="nonsense"' in visitor.text, "as they left it"
    assert answers(app) == [{"kids": "yes", "count": 3, "count:draft": "nonsense"}]


async def test_changing_the_language_loses_nothing_that_was_typed(
    app: Litestar, visitor: Visitor, run: str
) -> None:
    await begin(visitor, run)
    await send(visitor, **{"q-kids": "yes"})
    await send(visitor, **{"q-count": "far too many", "language": "ar"})
    assert 'dir="rtl"' in visitor.text
    assert "هل لديك أطفال؟" in visitor.text
    assert 'value="far too many"' in visitor.text
    assert "-error" not in visitor.text, "nothing is said of what is not finished"
    assert answers(app) == [{"kids": "yes", "count:draft": "far too many"}]
    await visitor.get(f"/s/{run}/1")
    assert "هل لديك أطفال؟" in visitor.text


async def test_a_language_that_we_do_not_speak_stands_within_our_words(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    asked = Question("short_text", "wish", {"fa": "چه آرزویی دارید؟", "uk": "Чого бажаєте?"})
    survey = Questionnaire({"fa": "کودکان"}, ("fa", "uk"), (Section((asked,)),))
    run = app.state.ledger.write_now(a_run, survey)
    phone = await begin(new_visitor("de"), run)
    for name in ("فارسی", "українська"):
        assert f">{name}</span>" in phone.text
    assert '<html lang="de" dir="ltr">' in phone.text, "the direction of our words"
    assert '<span dir="auto" lang="fa">چه آرزویی دارید؟</span>' in phone.text
    await send(phone, **{"q-wish": "سایه", "language": "uk"})
    assert '<span dir="auto" lang="uk">Чого бажаєте?</span>' in phone.text
    assert 'value="سایه"' in phone.text


async def test_a_page_that_has_grown_old_keeps_what_was_typed_and_sends_it_at_a_button(
    app: Litestar, visitor: Visitor, run: str
) -> None:
    await begin(visitor, run)
    await send(visitor, **{"q-kids": "yes"})
    await send(visitor, **{"q-count": "2"})
    typed = {"q-wish": "Ein Hort & <Raum>", "go": "next", "_csrf_token": "of last week"}
    for origin in ("https://evil.example", "null", "http://[", ""):
        forged = await visitor.post(visitor.path, typed, headers={"origin": origin})
        assert forged.status_code == 403
        assert 'id="again"' not in forged.text
        assert "Hort" not in forged.text
    await visitor.get(f"/s/{run}/2")
    visitor.cookies.delete("csrftoken")
    ours = {"origin": "http://testserver"}
    stale = await visitor.submit(visitor.path, typed, headers=ours)
    assert stale.status_code == 403
    assert "Ein Hort &amp; &lt;Raum&gt;</textarea>" in stale.text
    assert "wish" not in answers(app)[0], "nothing is done before they say so"
    await visitor.submit(f"/s/{run}/2")
    assert visitor.path == f"/s/{run}/3"
    assert answers(app)[0]["wish"] == "Ein Hort & <Raum>"


async def test_one_goes_on_elsewhere_with_the_code_and_both_are_one_person(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, run: str
) -> None:
    phone, library = await begin(new_visitor(), run), new_visitor()
    await send(phone, **{"q-kids": "no"})
    found = CODE.search(phone.text)
    assert found, phone.text
    code = found[1]
    for site in ("cross-site", "none"):  # a link that somebody hands over, who would read along
        await library.get(f"/join?code={code}", headers={"sec-fetch-site": site})
        assert code not in library.text
    await library.get(f"/join?code={code.lower()}", headers={"sec-fetch-site": "same-origin"})
    assert library.path == f"/s/{run}"
    await library.submit(f"/s/{run}/resuming")
    assert library.path == f"/s/{run}/3"
    await send(library, move="q-first:in:school")
    await send(library, go="back")
    assert 'value="no" checked' in library.text
    await phone.get(f"/s/{run}")
    assert phone.path == f"/s/{run}/1"
    assert answers(app) == [{"kids": "no", "first": ["school"]}]
    stored = app.state.ledger.read_now(lambda s: s.scalars(select(Response.resume)).one())
    assert stored == resume_of(settings.secret, code.replace("-", ""))
    await phone.post(f"/s/{run}/another")
    await phone.post(f"/s/{run}/resuming", {"token": "CCC-CCC-CCC-CCC"})
    assert phone.page is not None
    assert phone.page.status_code == 422
    assert "field-token-error" in phone.text


async def test_a_personal_link_opens_once_and_leads_back_to_where_one_is(
    app: Litestar, new_visitor: NewVisitor, settings: Settings
) -> None:
    ledger = app.state.ledger
    run = ledger.write_now(a_run, tickets_only=True)
    ledger.write_now(make_tickets, run, 2, secret=settings.secret)
    first, second = ledger.read_now(sheet_of, run, range(1, 3), settings.secret).tickets.values()
    phone, other = new_visitor(), new_visitor()
    await phone.get(f"/s/{run}")
    assert 'id="begin"' not in phone.text
    await phone.get(f"/join?code={first}")
    await phone.submit(f"/s/{run}/responses")
    assert phone.path == f"/s/{run}/1"
    await phone.get(f"/T/{first}")
    assert phone.path == f"/s/{run}/1"
    await phone.get(f"/t/{second}")  # of somebody else in the family
    assert 'id="begin"' in phone.text
    assert f'href="/s/{run}/1"' in phone.text, "nobody loses the way to what was begun here"
    await other.get(f"/t/{first}")
    assert 'id="begin"' not in other.text
    await other.get(f"/t/{second}")
    ledger.write_now(block_ticket, run, 2, True)
    refused = await other.submit(f"/s/{run}/responses")
    assert refused.status_code == 403
    unknown = await other.get("/t/CCCC-CCCC-CCCC")
    assert unknown.status_code == 404


async def test_a_closed_a_waiting_and_a_full_run_say_what_to_do(
    app: Litestar, new_visitor: NewVisitor, run: str
) -> None:
    ledger = app.state.ledger
    begun = await begin(new_visitor(), run)
    await send(begun, **{"q-kids": "no"})
    ledger.write_now(close_run, run)
    shown = begun.page
    assert (await begun.post(begun.path, method="PUT", htmx=True)).status_code == 410
    late = await begun.submit(begun.path, {"go": "next"})
    assert late.status_code == 200
    assert begun.path == f"/s/{run}"
    begun.page = shown
    typed, ours = {"q-first": "Ein Hort", "go": "next"}, {"origin": "http://testserver"}
    writing = await begun.submit(begun.path, typed, headers=ours)
    assert writing.status_code == 410
    assert "Ein Hort</textarea>" in writing.text, "nobody saves it any more, but it can be read"
    waiting = ledger.write_now(a_run, opens_at=utc_now() + dt.timedelta(days=1))
    full = ledger.write_now(a_run, most=1)
    await begin(new_visitor(), full)
    stranger = new_visitor()
    for code in (run, waiting, full):
        await stranger.get(f"/s/{code}")
        assert 'class="notice warn"' in stranger.text
        assert 'id="begin"' not in stranger.text
        refused = await stranger.post(f"/s/{code}/responses")
        assert refused.status_code == 403
    assert 'id="privacy"' not in stranger.text, "who may not begin need not read more"
    assert (await stranger.get("/s/CCCCCC")).status_code == 404


async def test_a_script_saves_one_answer_at_a_time(
    app: Litestar, visitor: Visitor, run: str
) -> None:
    await begin(visitor, run)

    async def put(**fields: str) -> tuple[int, str]:
        sent = {name.replace("_", "-"): value for name, value in fields.items()}
        answer = await visitor.post(f"/s/{run}/1", sent, method="PUT", htmx=True)
        return answer.status_code, answer.text

    status, page = await put(question="kids", q_kids="yes")
    assert (status, 'name="q-count"' in page) == (200, True), "the page asks something else now"
    assert await put(question="count", q_count="2") == (204, "")
    assert await put(question="count", q_count="two hundred") == (202, "")
    assert (await put(question="count", q_count="two" * 10_000))[0] == 422
    assert (await put(question="wish", q_wish="not on this page"))[0] == 422
    assert answers(app) == [{"kids": "yes", "count": 2, "count:draft": "two hundred"}]
    assert await put(question="count") == (204, "")
    assert answers(app) == [{"kids": "yes"}]


async def test_a_script_in_the_hall_slows_none_of_its_neighbours_down(
    visitor: Visitor, new_visitor: NewVisitor, run: str
) -> None:
    script, neighbour = await begin(visitor, run), await begin(new_visitor(), run)

    async def saves(phone: Visitor) -> int:
        sent = {"question": "kids", "q-kids": "no"}
        return (await phone.post(f"/s/{run}/1", sent, method="PUT", htmx=True)).status_code

    assert 429 in [await saves(script) for _ in range(Limits.PARTICIPANT.amount + 1)]
    assert await saves(neighbour) == 204


async def test_two_presses_of_begin_begin_once(
    app: Litestar, new_visitor: NewVisitor, run: str
) -> None:
    visitor = new_visitor()
    await visitor.get(f"/s/{run}")
    shown = visitor.page
    await visitor.submit(f"/s/{run}/responses")
    visitor.cookies.delete(f"survey_{run}")
    visitor.page = shown
    await visitor.submit(f"/s/{run}/responses")
    assert visitor.path == f"/s/{run}/1"
    assert len(answers(app)) == 1


async def test_who_has_not_heard_that_they_had_finished_sees_the_receipt(
    app: Litestar, visitor: Visitor, run: str
) -> None:
    """The answer to the last button was lost: the browser still has the response's code."""
    await begin(visitor, run)
    cookie = visitor.cookies[f"survey_{run}"]
    await send(visitor, **{"q-kids": "no"})
    await send(visitor, go="finish")
    visitor.cookies.delete(f"survey_{run}")
    visitor.cookies.set(f"survey_{run}", cookie, domain="testserver.local")
    await visitor.get(f"/s/{run}/3")
    assert visitor.path == f"/s/{run}"
    assert 'id="another"' in visitor.text
    assert visitor.cookies[f"survey_{run}"] == "done"
