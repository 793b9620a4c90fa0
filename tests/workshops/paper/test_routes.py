"""Ballots on paper from the printer to the count, as a moderator sees them."""

import io
import re

import pytest
from litestar import Litestar
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate, sign_in_as
from workshops.dots.services import prepare_lines
from workshops.models import Action, Dots, Measure, Node, PaperBallot
from workshops.paper import sheets
from workshops.paper.reads import paper_page
from workshops.paper.services import find_vote


@pytest.fixture
def cast(app: Litestar) -> Cast:
    made: Cast = app.state.ledger.write_now(a_workshop, "vote", allowance=3)
    return made


def path(cast: Cast) -> str:
    return f"/moderation/{cast.code}/steps/{cast.vote}/paper"


async def counting(app: Litestar, visitor: Visitor, cast: Cast) -> Visitor:
    """A moderator with the form open."""
    await moderate(app, visitor, cast)
    await visitor.get(path(cast))
    return visitor


async def enter(visitor: Visitor, cast: Cast, number: str, lines: str, **more: str) -> int:
    answer = await visitor.submit(path(cast), {"number": number, "lines": lines, **more})
    return answer.status_code


def stored(app: Litestar) -> list[tuple[int, int]]:
    query = select(Dots.measure_id, Dots.count).order_by(Dots.measure_id)
    return [tuple(row) for row in app.state.ledger.read_now(lambda s: s.execute(query).all())]


def value(visitor: Visitor, name: str) -> str:
    found = re.search(rf'<input class="input"[^>]*name="{name}"[^>]*?value="([^"]*)"', visitor.text)
    return found[1] if found else ""


def words(visitor: Visitor) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", visitor.text))


def shown_lines(visitor: Visitor) -> list[str]:
    return re.findall(r"\d dots? on line (\d+)", words(visitor))


async def test_one_ballot_after_the_other_is_entered(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await counting(app, visitor, cast)
    assert value(visitor, "number") == "1"
    assert await enter(visitor, cast, "1", "3 3 4") == 200
    assert "Saved: No. 1" in visitor.text
    assert "2 dots on line 3 Maßnahme 3" in words(visitor)
    assert "1 dot on line 4 Maßnahme 4" in words(visitor)
    assert value(visitor, "number") == "2"
    assert value(visitor, "lines") == ""
    assert await enter(visitor, cast, "٢", "١، ١") == 200
    assert "2 dots on line 1" in words(visitor)
    assert value(visitor, "number") == "3"
    assert stored(app) == [(cast.measures[0], 2), (cast.measures[2], 2), (cast.measures[3], 1)]


@pytest.mark.parametrize(
    ("number", "lines", "says"),
    [
        ("1", "3 3 3", "Line 3 has 3 dots, and at most 2 are allowed."),
        ("1", "1 1 2 2", "Field 1 has 4 dots, and only 3 are allowed."),
        ("1", "3 77", "There is no line 77 on this ballot."),
        ("1", "three", "Please type the numbers of the lines"),
        ("1", "", "choose “Blank or not valid”"),
        ("x", "3", "Please enter a whole number"),
        ("0", "3", "Please enter a whole number"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    app: Litestar, visitor: Visitor, cast: Cast, number: str, lines: str, says: str
) -> None:
    await counting(app, visitor, cast)
    assert await enter(visitor, cast, number, lines) == 422
    assert says in visitor.text
    assert 'aria-invalid="true"' in visitor.text
    assert value(visitor, "number") == number
    assert value(visitor, "lines") == lines
    assert stored(app) == []


async def test_a_blank_ballot_is_turned_in_without_dots(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await counting(app, visitor, cast)
    assert await enter(visitor, cast, "5", "", spoiled="1") == 200
    assert "Blank or not valid. It counts as turned in" in visitor.text
    assert "1 ballot on paper · 1 of them blank or not valid" in words(visitor)
    assert stored(app) == []


async def test_a_number_that_was_entered_before_shows_what_is_stored_and_asks(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await counting(app, visitor, cast)
    await enter(visitor, cast, "1", "3 3")
    assert await enter(visitor, cast, "1", "4") == 422
    assert "No. 1 was entered before with something else on it." in visitor.text
    assert "2 dots on line 3" in words(visitor)
    assert value(visitor, "lines") == "4"
    assert stored(app) == [(cast.measures[2], 2)]
    assert await enter(visitor, cast, "1", "4") == 200
    assert "1 dot on line 4" in words(visitor)
    assert stored(app) == [(cast.measures[3], 1)]


async def test_who_was_asked_about_one_number_is_asked_about_another_too(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await counting(app, visitor, cast)
    await enter(visitor, cast, "1", "3")
    await enter(visitor, cast, "2", "3")
    await enter(visitor, cast, "1", "4")
    assert await enter(visitor, cast, "2", "4") == 422
    assert [measure for measure, _ in stored(app)] == [cast.measures[2]] * 2


async def test_a_ballot_is_looked_up_corrected_and_removed(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await counting(app, visitor, cast)
    await enter(visitor, cast, "1", "4 3 3")
    await visitor.get(f"{path(cast)}?number=1")
    assert value(visitor, "lines") == "3 3 4"
    assert "Replace what is stored" in visitor.text
    assert await enter(visitor, cast, "1", "5") == 200
    assert stored(app) == [(cast.measures[4], 1)]
    await visitor.submit(f"{path(cast)}/1/removal")
    assert "None yet." in visitor.text
    assert stored(app) == []
    await visitor.get(f"{path(cast)}?number=1")
    assert "This number was not entered yet." in visitor.text


async def test_the_page_shows_only_the_ballot_that_was_asked_for(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await counting(app, visitor, cast)
    await enter(visitor, cast, "1", "3 3")
    await enter(visitor, cast, "2", "4")
    assert shown_lines(visitor) == ["4"]
    await visitor.get(path(cast))
    assert shown_lines(visitor) == []
    await visitor.get(f"/moderation/{cast.code}")
    assert shown_lines(visitor) == []
    said = app.state.ledger.read_now(lambda s: s.scalars(select(Action.what)).all())
    assert {str(what["text"]) for what in said} == {"Ballot No. %(number)d on paper was entered"}


async def test_a_vote_that_was_not_opened_takes_no_ballot(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(a_workshop, "vote", state="waiting")
    await counting(app, visitor, cast)
    assert "This vote was not opened yet" in visitor.text
    assert (await visitor.post(path(cast), {"number": "1", "lines": "1"})).status_code == 422
    assert stored(app) == []


async def test_nobody_else_reaches_the_ballots(
    app: Litestar, new_visitor: NewVisitor, cast: Cast
) -> None:
    desk = await counting(app, new_visitor(), cast)
    await enter(desk, cast, "1", "3")
    stranger, participant, elsewhere = new_visitor(), await join(new_visitor(), cast), new_visitor()
    await sign_in_as(app, elsewhere, "Moritz")
    base = f"/moderation/{cast.code}/steps/{cast.vote}"
    reads = (path(cast), f"{path(cast)}?number=1", f"{base}/ballots", f"{base}/ballots.pdf?first=1")
    for other in (stranger, participant, elsewhere):
        for address in (*reads, f"/moderation/{cast.code}/paper"):
            answer = await other.get(address)
            assert answer.status_code == 404 or answer.url.path == "/sign-in"
        for address in (path(cast), f"{path(cast)}/1/removal", f"{base}/ballots"):
            data = {"number": "2", "lines": "3", "first": "1", "de": "1"}
            answer = await other.post(address, data)
            assert answer.status_code == 404 or answer.url.path == "/sign-in"
    ballots = app.state.ledger.read_now(lambda s: s.scalars(select(PaperBallot)).all())
    assert len(ballots) == 1


async def test_a_step_of_another_workshop_is_not_found(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    other = app.state.ledger.write_now(a_workshop, "vote")
    await counting(app, visitor, cast)
    foreign = f"/moderation/{cast.code}/steps/{other.vote}/paper"
    assert (await visitor.get(foreign)).status_code == 404
    assert (await visitor.post(foreign, {"number": "1", "lines": "1"})).status_code == 404


def in_arabic(session: Session, cast: Cast) -> None:
    texts = {"de": "Sprachkurse am Abend", "ar": "دورات لغة في المساء"}
    session.execute(update(Measure).where(Measure.id == cast.measures[0]).values(texts=texts))
    titles = {"de": "Sprache", "ar": "اللغة"}
    session.execute(update(Node).where(Node.id == cast.fields[0]).values(titles=titles))
    prepare_lines(session, find_vote(session, cast.id, cast.vote))


async def test_ballots_are_printed_in_the_languages_that_are_asked_for(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    app.state.ledger.write_now(in_arabic, cast)
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/steps/{cast.vote}"
    await visitor.get(f"{base}/ballots")
    answer = await visitor.submit(f"{base}/ballots", {"de": "2", "ar": "1", "first": "10"})
    assert answer.url.path == f"{base}/ballots.pdf"
    assert answer.headers["content-type"] == "application/pdf"
    document = PdfReader(io.BytesIO(answer.content))
    pages = [page.extract_text() for page in document.pages]
    assert len(pages) == 3
    assert "Sprachkurse am Abend" in pages[0]
    assert re.search(r"\b10\b", pages[0])
    assert re.search(r"\b11\b", pages[1])
    assert re.search(r"(?<!\d)12(?!\d)", pages[2])  # letters of another direction may follow
    assert "Maßnahme 6" in pages[2]  # as it was written where there is no translation
    assert "Sprachkurse" not in pages[2]
    marks = document.root_object["/MarkInfo"]
    assert isinstance(marks, DictionaryObject)
    assert marks["/Marked"]
    assert str(document.root_object["/Lang"]) == "de"
    assert document.metadata
    assert document.metadata.title == "Stimmzettel: Integrationsworkshop Kieferstadt"
    await visitor.get(f"{base}/ballots")
    assert value(visitor, "first") == "13"


async def test_a_page_that_has_printed_does_not_print_the_same_numbers_again(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/steps/{cast.vote}/ballots"
    await visitor.get(base)
    assert (await visitor.submit(base, {"de": "8"})).url.path == f"{base}.pdf"
    again = await visitor.submit(base, {"de": "8"})  # the page still stands there
    assert again.status_code == 422
    assert "Numbers up to 8 have been printed meanwhile." in again.text
    assert value(visitor, "first") == "9"
    assert (await visitor.submit(base)).url.params["first"] == "9"
    await visitor.get(base)
    on_purpose = await visitor.submit(base, {"de": "1", "first": "3"})
    assert on_purpose.url.params["first"] == "3"


@pytest.mark.parametrize(
    "data", [{"first": "1"}, {"first": "1", "de": "501"}, {"first": "", "de": "1"}]
)
async def test_what_cannot_be_printed_is_said_beside_the_field(
    app: Litestar, visitor: Visitor, cast: Cast, data: dict[str, str]
) -> None:
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/steps/{cast.vote}/ballots"
    await visitor.get(base)
    answer = await visitor.submit(base, data)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


async def test_a_letter_that_no_font_has_stops_no_ballot(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    app.state.ledger.write_now(
        lambda s: s.execute(
            update(Measure).where(Measure.id == cast.measures[0]).values(texts={"de": "Fest 🎉"})
        )
    )
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/steps/{cast.vote}/ballots"
    await visitor.get(base)
    answer = await visitor.submit(base, {"de": "1"})
    assert "Fest" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


async def test_a_number_that_was_not_printed_is_pointed_out(
    app: Litestar, visitor: Visitor, cast: Cast
) -> None:
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/steps/{cast.vote}/ballots"
    await visitor.get(base)
    await visitor.submit(base, {"de": "9"})
    await visitor.get(path(cast))
    await enter(visitor, cast, "112", "3")
    assert "ballots were printed up to No. 9." in visitor.text


def long_field(session: Session) -> Cast:
    """One field whose measures need a second page."""
    return a_workshop(
        session, "vote", fields=1, measures=25, allowance=5, titles=["Bildung von Anfang an"]
    )


async def test_a_second_page_says_again_what_its_lines_are(app: Litestar, visitor: Visitor) -> None:
    cast = app.state.ledger.write_now(long_field)
    await moderate(app, visitor, cast)
    base = f"/moderation/{cast.code}/steps/{cast.vote}/ballots"
    await visitor.get(base)
    answer = await visitor.submit(base, {"de": "1"})
    document = PdfReader(io.BytesIO(answer.content))
    first, second = [page.extract_text() for page in document.pages]
    for text in (first, second):
        assert "Bildung von Anfang an" in text
        assert "höchstens 2 pro Maßnahme" in " ".join(text.split())
    assert "Seite 2 von 2" in second


@pytest.mark.parametrize("measures", range(11, 23))
def test_no_page_is_made_for_one_last_line(ledger: Ledger, measures: int) -> None:
    cast = ledger.write_now(a_workshop, "vote", fields=1, measures=measures)
    page = ledger.read_now(paper_page, cast.id, cast.vote)
    document = PdfReader(io.BytesIO(sheets.write(page, [sheets.Run("de", 1, 1)])))
    last = document.pages[-1].extract_text()
    assert len(re.findall(r"Maßnahme \d", last)) > 1
