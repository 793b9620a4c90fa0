"""Who takes part in the tests of a workshop's pages: moderators and participants with a browser."""

from litestar import Litestar
from sqlalchemy.orm import Session

from app.accounts import visitor as staff
from app.accounts.sessions import sign_in_with_link
from app.database.base import utc_now
from app.database.ledger import Ledger
from tests.app.accounts.cast import a_link
from tests.builders import Cast, a_guest
from tests.visitor import Visitor
from workshops.models import WorkshopModerator


async def sign_in_as(app: Litestar, visitor: Visitor, name: str, role: str = "moderator") -> int:
    """Sign this visitor in as a member of staff; returns the account's id."""
    link = a_link(app, name=name, role=role).removeprefix("/invitations/")
    ledger: Ledger = app.state.ledger
    opened = ledger.write_now(sign_in_with_link, link, now=utc_now())
    visitor.cookies.set(staff.COOKIE, opened.token, domain="testserver.local")
    return ledger.read_now(_account_id, f"{name.lower()}@example.org")


async def moderate(app: Litestar, visitor: Visitor, cast: Cast, name: str = "Miriam") -> Visitor:
    """This visitor may run the workshop, and looks at its console."""
    account_id = await sign_in_as(app, visitor, name)
    ledger: Ledger = app.state.ledger
    ledger.write_now(_appoint, cast.id, account_id)
    await visitor.get(f"/moderation/{cast.code}")
    return visitor


async def join(visitor: Visitor, cast: Cast) -> Visitor:
    """This visitor is in the room, and looks at their phone."""
    await visitor.get(f"/w/{cast.code}")
    await visitor.submit(f"/w/{cast.code}/participants")
    return visitor


def people(session: Session, cast: Cast, count: int) -> None:
    for _ in range(count):
        a_guest(session, cast)


def _account_id(session: Session, email: str) -> int:
    from app.accounts.services import account_by_email

    return account_by_email(session, email).id


def _appoint(session: Session, workshop_id: int, account_id: int) -> None:
    session.add(WorkshopModerator(workshop_id=workshop_id, account_id=account_id))
