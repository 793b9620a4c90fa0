"""A card from the printer to a phone."""

import io
import re

import pytest
import zxingcpp
from litestar import Litestar
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import cards, pdf
from app.settings import Settings
from app.web.security import Limits
from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.visitor import Visitor
from tests.workshops.people import join, moderate, sign_in_as
from workshops.codes import sheet
from workshops.codes.reads import sheet_of
from workshops.codes.rules import code_of, shown
from workshops.models import Dots, Participant, PersonalCode, Workshop


@pytest.fixture
def cast(app: Litestar) -> Cast:
    made: Cast = app.state.ledger.write_now(a_workshop, "vote", allowance=2, scope="step")
    return made


async def with_cards(app: Litestar, visitor: Visitor, cast: Cast, count: int = 12) -> Visitor:
    """A moderator who has made so many cards, and looks at their page."""
    await moderate(app, visitor, cast)
    await visitor.get(f"/moderation/{cast.code}/codes")
    await visitor.submit(f"/moderation/{cast.code}/codes", {"count": str(count)})
    return visitor


def card(app: Litestar, settings: Settings, cast: Cast, number: int = 1) -> str:
    def salt(session: Session) -> str:
        query = select(PersonalCode.salt).where(
            PersonalCode.workshop_id == cast.id, PersonalCode.number == number
        )
        return session.scalars(query).one()

    return shown(code_of(settings.secret, cast.id, number, app.state.ledger.read_now(salt)))


async def enter(visitor: Visitor, code: str) -> Visitor:
    """Scan the card, and press the button."""
    await visitor.get(f"/P/{code}")
    await visitor.submit("/p")
    return visitor


def votes(app: Litestar) -> list[tuple[int, int]]:
    query = select(Dots.participant_id, Dots.count)
    return [tuple(row) for row in app.state.ledger.read_now(lambda s: s.execute(query).all())]


def people(app: Litestar) -> int:
    return len(app.state.ledger.read_now(lambda s: s.scalars(select(Participant.id)).all()))


async def test_a_sheet_of_cards_holds_ten_on_a_page_and_each_can_be_scanned(
    app: Litestar, visitor: Visitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, visitor, cast)
    answer = await visitor.get(f"/moderation/{cast.code}/codes.pdf?from=1&to=12")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    document = PdfReader(io.BytesIO(answer.content))
    assert len(document.pages) == 2
    text = document.pages[0].extract_text()
    for number in range(1, 11):
        assert card(app, settings, cast, number) in text
    assert card(app, settings, cast, 11) not in text
    assert card(app, settings, cast, 11) in document.pages[1].extract_text()


async def test_the_symbol_on_a_card_leads_to_its_page(
    app: Litestar, visitor: Visitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, visitor, cast, 1)
    found = app.state.ledger.read_now(sheet_of, cast.id, range(1, 2), settings.secret)
    address = f"HTTP://TESTSERVER/P/{card(app, settings, cast)}"
    data = cards.contents(sheet.cards(found, settings.public_url))
    (png,) = pdf.picture("cards.typ", data, title="Cards", language="de")
    picture = Image.open(io.BytesIO(png))
    assert [symbol.text for symbol in zxingcpp.read_barcodes(picture)] == [address]
    page = await visitor.get(f"/P/{card(app, settings, cast)}")
    assert page.status_code == 200
    assert cast.code not in page.text


async def test_one_card_on_two_devices_is_one_person(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, new_visitor(), cast)
    code = card(app, settings, cast)
    phone, tablet = await enter(new_visitor(), code), await enter(new_visitor(), code.lower())
    for device, measure in zip((phone, tablet), cast.measures, strict=False):
        await device.submit(f"/w/{cast.code}/measures/{measure}/dots", {"count": "1"})
    third = await phone.post(f"/w/{cast.code}/measures/{cast.measures[2]}/dots", {"count": "1"})
    assert third.status_code == 409
    assert people(app) == 1
    assert len(votes(app)) == 2
    await phone.get(f"/w/{cast.code}")
    await tablet.get(f"/w/{cast.code}")
    assert 'data-left="0"' in phone.text
    assert 'data-left="0"' in tablet.text


async def test_a_code_is_typed_where_codes_of_workshops_are_typed(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, new_visitor(), cast)
    phone = new_visitor()
    await phone.get("/")
    await phone.submit("/join", {"code": card(app, settings, cast).lower().replace("-", " ")})
    assert phone.path.startswith("/p/")
    await phone.submit("/p")
    assert phone.path == f"/w/{cast.code}"
    assert "Join in" not in phone.text


async def test_a_card_is_opened_only_by_a_press_of_the_button(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, new_visitor(), cast)
    await new_visitor().get(f"/P/{card(app, settings, cast)}")
    assert people(app) == 0


async def test_who_has_joined_already_is_told_what_the_card_does(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, new_visitor(), cast)
    code = card(app, settings, cast)
    early = await join(new_visitor(), cast)
    await early.get(f"/p/{code}")
    assert "Your dots and ideas come along." in early.text
    await early.submit("/p")
    late = await join(new_visitor(), cast)
    await late.get(f"/p/{code}")
    assert "each person votes once" in late.text
    await late.get(f"/p/{card(app, settings, cast, 2)}")
    assert "Your dots and ideas come along." in late.text
    await early.get(f"/p/{card(app, settings, cast, 2)}")
    assert "Another card is open on this phone." in early.text


async def test_a_blocked_card_is_told_kindly_and_remembered_nowhere(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    desk = await with_cards(app, new_visitor(), cast)
    phone = await enter(new_visitor(), card(app, settings, cast))
    path = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
    assert (await phone.post(path, {"count": "1"}, htmx=True)).status_code == 200
    await desk.submit(f"/moderation/{cast.code}/codes/1/state", {"state": "blocked"})
    refused = await phone.post(path, {"count": "2"}, htmx=True)
    assert refused.status_code == 403
    assert "This personal code was blocked." in refused.text
    assert (await phone.get(f"/w/{cast.code}/step", htmx=True)).status_code == 403
    await phone.get(f"/w/{cast.code}")
    assert "Please ask at the desk for a new card." in phone.text
    assert [count for _, count in votes(app)] == [1]
    await desk.submit(f"/moderation/{cast.code}/codes/1/replacement")
    await enter(phone, card(app, settings, cast))
    assert (await phone.post(path, {"count": "2"}, htmx=True)).status_code == 200
    assert [count for _, count in votes(app)] == [2]


async def test_the_old_browsers_of_a_replaced_card_are_out_at_once(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    desk = await with_cards(app, new_visitor(), cast)
    lost = await enter(new_visitor(), card(app, settings, cast))
    path = f"/w/{cast.code}/measures/{cast.measures[0]}/dots"
    assert (await lost.post(path, {"count": "1"}, htmx=True)).status_code == 200
    await desk.submit(f"/moderation/{cast.code}/codes/1/replacement")
    assert "Card 1 was replaced by a new one." in desk.text
    assert "Print it" in desk.text
    assert (await lost.post(path, {"count": "2"}, htmx=True)).status_code == 404
    assert [count for _, count in votes(app)] == [1]


async def test_a_device_whose_card_was_replaced_says_so_and_asks_for_the_new_one(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    desk = await with_cards(app, new_visitor(), cast)
    phone = await enter(new_visitor(), card(app, settings, cast))
    await desk.submit(f"/moderation/{cast.code}/codes/1/replacement")
    await phone.get(f"/w/{cast.code}")
    assert "is not valid any more" in phone.text
    assert "Join without a card" in phone.text
    await enter(phone, card(app, settings, cast))
    assert phone.path == f"/w/{cast.code}"
    assert "not valid any more" not in phone.text
    assert "not valid any more" not in (await new_visitor().get(f"/w/{cast.code}")).text


async def test_on_a_tablet_with_an_old_card_the_next_person_joins_without_one(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    desk = await with_cards(app, new_visitor(), cast)
    tablet = await enter(new_visitor(), card(app, settings, cast))
    await desk.submit(f"/moderation/{cast.code}/codes/1/replacement")
    await tablet.get(f"/w/{cast.code}")
    await tablet.submit(f"/w/{cast.code}/participants")
    assert 'id="step"' in tablet.text
    assert people(app) == 2


async def test_where_cards_are_required_the_workshop_asks_for_one(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    desk = await with_cards(app, new_visitor(), cast)
    early = await join(new_visitor(), cast)
    await desk.get(f"/moderation/{cast.code}/codes")
    await desk.submit(f"/moderation/{cast.code}/codes/requirement", {"required": "yes"})
    assert "1 person has joined without a card. Who was in before stays in." in desk.text
    late = new_visitor()
    await late.get(f"/w/{cast.code}")
    assert "you need a card" in late.text
    answer = await late.post(f"/w/{cast.code}/participants")
    assert answer.status_code == 409
    await late.get(f"/w/{cast.code}")
    await late.submit("/join", {"code": card(app, settings, cast)})
    await late.submit("/p")
    assert 'data-left="2"' in late.text
    assert late.path == f"/w/{cast.code}"
    assert (await early.get(f"/w/{cast.code}/step", htmx=True)).status_code == 200


@pytest.mark.parametrize("typed", ["CDFGH-JKMNP", "x" * 10])
async def test_an_unknown_code_is_said_beside_the_field(
    app: Litestar, visitor: Visitor, cast: Cast, typed: str
) -> None:
    await visitor.get("/")
    answer = await visitor.submit("/join", {"code": typed})
    assert answer.status_code == 404
    assert "This personal code is not valid." in answer.text
    assert (await visitor.post("/p", {"code": typed})).status_code == 422


async def test_who_guesses_too_often_is_stopped(
    app: Litestar, visitor: Visitor, settings: Settings, cast: Cast
) -> None:
    await with_cards(app, visitor, cast, 1)
    for _ in range(Limits.GUESS.amount):
        app.state.limits.wrong_guess("192.0.2.7")
    assert (await visitor.get(f"/p/{card(app, settings, cast)}")).status_code == 429


async def test_nobody_else_reaches_the_cards(
    app: Litestar, new_visitor: NewVisitor, cast: Cast
) -> None:
    await with_cards(app, new_visitor(), cast)
    base = f"/moderation/{cast.code}/codes"
    stranger, participant = new_visitor(), await join(new_visitor(), cast)
    elsewhere = new_visitor()
    await sign_in_as(app, elsewhere, "Moritz")
    for other in (stranger, participant, elsewhere):
        for path in (base, f"{base}.pdf?from=1&to=9"):
            answer = await other.get(path)
            assert answer.status_code == 404 or answer.url.path == "/sign-in"
        for path in (base, f"{base}/1/state", f"{base}/1/replacement", f"{base}/requirement"):
            answer = await other.post(path, {"count": "1", "state": "blocked", "required": "yes"})
            assert answer.status_code == 404 or answer.url.path == "/sign-in"
    cards = app.state.ledger.read_now(
        lambda s: s.execute(select(PersonalCode.number, PersonalCode.revoked_at)).all()
    )
    assert len(cards) == 12
    assert not any(row.revoked_at for row in cards)
    assert not app.state.ledger.read_now(lambda s: s.get_one(Workshop, cast.id)).codes_required


async def test_the_list_says_what_was_used_and_no_code(
    app: Litestar, new_visitor: NewVisitor, settings: Settings, cast: Cast
) -> None:
    desk = await with_cards(app, new_visitor(), cast, 3)
    await enter(new_visitor(), card(app, settings, cast, 2))
    await desk.get(f"/moderation/{cast.code}/codes")
    states = re.findall(r'id="card-(\d+)".*?class="tag[^"]*">([^<]+)<', desk.text, re.DOTALL)
    assert states == [("1", "not used"), ("2", "used"), ("3", "not used")]
    assert card(app, settings, cast, 1) not in desk.text
