"""Who the tests of accounts are about."""

import datetime as dt

from litestar import Litestar

from app.accounts import passwords, services, sessions
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.refused import Missing
from tests.visitor import Visitor

ANNA = "anna@example.org"
PASSWORD = "drei kleine Worte"


def a_link(app: Litestar, *, name: str = "Anna", role: str = "office", weeks_ago: int = 0) -> str:
    """The path of a new invitation of this person, whose account is made where it is missing."""
    ledger: Ledger = app.state.ledger
    now = utc_now() - dt.timedelta(weeks=weeks_ago)
    email = f"{name.lower()}@example.org"
    try:
        account_id = ledger.read_now(services.account_by_email, email).id
    except Missing:
        who = {"email": email, "name": name, "role": role}
        account_id = ledger.write_now(services.add_account, **who, now=now).id
    return f"/invitations/{ledger.write_now(services.invite, account_id, now)}"


def with_password(app: Litestar) -> None:
    """Anna has a password, and is signed in nowhere."""
    token = a_link(app).removeprefix("/invitations/")
    ledger: Ledger = app.state.ledger
    signed_in = ledger.write_now(sessions.sign_in_with_link, token, now=utc_now())
    who = ledger.read_now(sessions.staff_of, signed_in.token, utc_now())
    assert who
    proven, password_hash = ledger.read_now(sessions.known, ANNA), passwords.hash_now(PASSWORD)
    ledger.write_now(sessions.set_password, who, password_hash=password_hash, proven=proven)
    ledger.write_now(sessions.sign_out, signed_in.token)


async def sign_in(visitor: Visitor, link: str) -> None:
    await visitor.get(link)
    await visitor.submit(link)
    assert visitor.path == "/account/password"


def shown(visitor: Visitor) -> str:
    """The page that this visitor looks at."""
    assert visitor.page is not None
    return visitor.page.text
