"""The office and its colleagues, and who must not see them."""

import re
from collections.abc import Callable

import pytest
from litestar import Litestar

from app.accounts import services, sessions
from app.database.base import utc_now
from app.refused import Missing
from tests.app.accounts.cast import ANNA, a_link, shown, sign_in, with_password
from tests.visitor import Visitor

NewVisitor = Callable[..., Visitor]
BEN = {"name": "Ben", "email": "ben@example.org", "role": "moderator"}


def account_id(app: Litestar, email: str) -> int:
    view = app.state.ledger.read_now(services.account_by_email, email)
    return int(view.id)


def shown_link(page: str) -> str:
    found = re.search(r"http://testserver(/invitations/[\w-]+)", page)
    assert found
    return found[1]


async def test_the_office_invites_a_moderator_who_gets_in(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    anna, ben = new_visitor(), new_visitor()
    await sign_in(anna, a_link(app))
    await anna.get("/accounts")
    answer = await anna.submit("/accounts", BEN)
    assert answer.status_code == 200
    link = shown_link(answer.text)
    assert link not in (await anna.get("/accounts")).text
    assert "Ben" in shown(anna)
    await sign_in(ben, link)
    assert (await ben.get("/account")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/accounts", "/accounts/{id}/invitation", "/accounts/{id}/removal"]
)
async def test_a_moderator_sees_404(app: Litestar, new_visitor: NewVisitor, path: str) -> None:
    a_link(app)
    path = path.format(id=account_id(app, ANNA))
    ben = new_visitor()
    await sign_in(ben, a_link(app, name="Ben", role="moderator"))
    assert (await ben.get(path)).status_code == 404
    answer = await ben.post(path, {**BEN, "email": "new@example.org"})
    assert answer.status_code == 404
    assert len(app.state.ledger.read_now(services.accounts)) == 2


@pytest.mark.parametrize(
    "path", ["/accounts", "/accounts/{id}/invitation", "/accounts/{id}/removal"]
)
async def test_nobody_is_asked_to_sign_in(app: Litestar, visitor: Visitor, path: str) -> None:
    a_link(app)
    path = path.format(id=account_id(app, ANNA))
    await visitor.get(path)
    assert visitor.path == "/sign-in"
    assert f'name="next" value="{path}"' in shown(visitor)
    await visitor.post(path, BEN)
    assert visitor.path == "/sign-in"
    assert len(app.state.ledger.read_now(services.accounts)) == 1


async def test_an_address_that_is_taken_is_said_beside_its_field(
    app: Litestar, visitor: Visitor
) -> None:
    await sign_in(visitor, a_link(app))
    await visitor.get("/accounts")
    answer = await visitor.submit("/accounts", {**BEN, "email": "ANNA@example.org"})
    assert answer.status_code == 422
    assert "There is already an account with this e-mail address." in answer.text
    assert 'value="Ben"' in answer.text


async def test_faulty_input_is_kept_and_explained(app: Litestar, visitor: Visitor) -> None:
    await sign_in(visitor, a_link(app))
    await visitor.get("/accounts")
    answer = await visitor.submit("/accounts", {"name": "B" * 101, "email": "ben", "role": "mayor"})
    assert answer.status_code == 422
    assert "This is too long: 101 characters" in answer.text
    assert "Please enter an e-mail address such as name@example.org." in answer.text
    assert "Please choose one of these." in answer.text
    assert 'value="ben"' in answer.text


async def test_a_new_link_signs_out_and_takes_the_password(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    with_password(app)
    anna, ben = new_visitor(), new_visitor()
    await sign_in(ben, a_link(app, name="Ben", role="office"))
    link = a_link(app)
    await anna.get(link)
    await anna.submit(link, follow_redirects=False)
    path = f"/accounts/{account_id(app, ANNA)}/invitation"
    await ben.get(path)
    answer = await ben.submit(path)
    assert app.state.ledger.read_now(sessions.known, ANNA).password_hash is None
    await anna.get("/account")
    assert anna.path == "/sign-in"
    await sign_in(anna, shown_link(answer.text))


async def test_removal_asks_first_and_then_signs_out(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    anna, ben = new_visitor(), new_visitor()
    await sign_in(anna, a_link(app))
    await sign_in(ben, a_link(app, name="Ben", role="moderator"))
    path = f"/accounts/{account_id(app, 'ben@example.org')}/removal"
    await anna.get(path)
    assert "Remove the account of Ben?" in shown(anna)
    await anna.submit(path)
    assert anna.path == "/accounts"
    assert "The account is removed." in shown(anna)
    await ben.get("/account")
    assert ben.path == "/sign-in"
    with pytest.raises(Missing):
        account_id(app, "ben@example.org")


async def test_one_s_own_account_can_be_neither_removed_nor_reset(
    app: Litestar, visitor: Visitor
) -> None:
    await sign_in(visitor, a_link(app))
    own = account_id(app, ANNA)
    for path in (f"/accounts/{own}/removal", f"/accounts/{own}/invitation"):
        assert (await visitor.get(path)).status_code == 409
        assert (await visitor.post(path)).status_code == 409
    token = visitor.cookies["staff"]
    assert app.state.ledger.read_now(sessions.staff_of, token, utc_now())


async def test_an_account_that_does_not_exist_is_404(app: Litestar, visitor: Visitor) -> None:
    await sign_in(visitor, a_link(app))
    for path in ("/accounts/4711/removal", "/accounts/4711/invitation"):
        assert (await visitor.get(path)).status_code == 404
        assert (await visitor.post(path)).status_code == 404


async def test_what_people_are_called_is_never_markup(app: Litestar, visitor: Visitor) -> None:
    await sign_in(visitor, a_link(app))
    await visitor.get("/accounts")
    answer = await visitor.submit("/accounts", {**BEN, "name": '<b onclick="x">Ben</b>'})
    assert "<b onclick" not in answer.text
    assert "<b onclick" not in (await visitor.get("/accounts")).text
