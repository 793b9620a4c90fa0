"""Who works here: accounts and the links that let their owners in. Sessions: sessions.py.

Tokens leave these functions once, in clear; the tables hold their digests only.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import rules
from app.accounts.models import Account, Invitation
from app.accounts.sessions import sign_out_everywhere
from app.refused import Missing, Refused, say

_OFFICE = Account.role == "office"


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the office sees it."""

    id: int
    email: str
    name: str
    role: str
    has_password: bool
    created_at: dt.datetime
    invited_until: dt.datetime | None  # end of its newest link, where that was not used yet


class EmailTaken(Refused):
    """The address belongs to an account already."""

    def __init__(self) -> None:
        super().__init__(say("There is already an account with this e-mail address."))


def add_account(
    session: Session, *, email: str, name: str, role: str, now: dt.datetime
) -> AccountView:
    """Make an account that has no password yet; `invite` lets its owner in.

    Raises:
        EmailTaken: there is one with this address.
    """
    account = Account(
        email=rules.tidy_email(email), name=name, role=role, password_hash=None, created_at=now
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError as error:
        raise EmailTaken from error
    return _view(account, None)


def invite(session: Session, account_id: int, now: dt.datetime) -> str:
    """A new link's token, good for one sign-in. Earlier links of this account stop working.

    Raises:
        Missing: no such account.
    """
    _locked(session, account_id)
    session.execute(delete(Invitation).where(Invitation.account_id == account_id))
    token = rules.new_token()
    session.add(
        Invitation(
            account_id=account_id,
            token_hash=rules.digest(token),
            created_at=now,
            expires_at=now + rules.INVITATION_LASTS,
        )
    )
    session.flush()
    return token


def invite_new(
    session: Session, *, email: str, name: str, role: str, now: dt.datetime
) -> tuple[AccountView, str]:
    """Make an account and its first link.

    Raises:
        EmailTaken: there is one with this address.
    """
    view = add_account(session, email=email, name=name, role=role, now=now)
    token = invite(session, view.id, now)
    return account(session, view.id), token


def reset(
    session: Session, account_id: int, *, by: int | None, now: dt.datetime
) -> tuple[AccountView, str]:
    """Take away password and sessions, and give a new link: for the forgotten and the stolen.

    `by` is the account that asks, None on the command line.

    Raises:
        Missing: no such account. Refused: it is one's own.
    """
    rules.check_reset(account_id=account_id, by=by)
    _locked(session, account_id).password_hash = None
    sign_out_everywhere(session, account_id)
    token = invite(session, account_id, now)
    return account(session, account_id), token


def remove_account(session: Session, account_id: int, *, by: int) -> None:
    """Delete an account; its owner is signed out everywhere at once.

    Raises:
        Missing: no such account. Refused: one's own, or the last of the office.
    """
    # All rows of the office are locked, so that two who remove each other do not both succeed.
    session.execute(select(Account.id).where(_OFFICE).order_by(Account.id).with_for_update())
    removable_account(session, account_id, by=by)
    session.execute(delete(Account).where(Account.id == account_id))


def removable_account(session: Session, account_id: int, *, by: int) -> AccountView:
    """The account, if `by` may remove it. Raises: as `remove_account`."""
    view = account(session, account_id)
    offices = session.scalar(select(func.count()).where(_OFFICE)) or 0
    rules.check_removal(account_id=view.id, role=view.role, by=by, offices=offices)
    return view


def account(session: Session, account_id: int) -> AccountView:
    """Raises: Missing."""
    return _one(session, _views().where(Account.id == account_id))


def account_by_email(session: Session, email: str) -> AccountView:
    """Raises: Missing."""
    return _one(session, _views().where(Account.email == rules.tidy_email(email)))


def accounts(session: Session) -> list[AccountView]:
    """Everybody, by name."""
    return [_view(*row) for row in session.execute(_views().order_by(Account.name, Account.id))]


def link(public_url: str, token: str) -> str:
    """What is sent to the person who is invited."""
    return f"{public_url}/invitations/{token}"


def _locked(session: Session, account_id: int) -> Account:
    """The row, held until the end of the write: an account has one link, whoever asks at once."""
    found = session.get(Account, account_id, with_for_update=True)
    if found is None:
        raise Missing
    return found


def _views() -> Select[Account, dt.datetime | None]:
    open_link = (Account.id == Invitation.account_id) & Invitation.used_at.is_(None)
    return select(Account, Invitation.expires_at).outerjoin(Invitation, open_link)


def _one(session: Session, query: Select[Account, dt.datetime | None]) -> AccountView:
    row = session.execute(query).one_or_none()
    if row is None:
        raise Missing
    return _view(*row)


def _view(found: Account, invited_until: dt.datetime | None) -> AccountView:
    return AccountView(
        id=found.id,
        email=found.email,
        name=found.name,
        role=found.role,
        has_password=found.password_hash is not None,
        created_at=found.created_at,
        invited_until=invited_until,
    )
