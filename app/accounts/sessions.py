"""Signing in and out: services of the browsers that staff are signed in with.

A sign-in always makes a new token and ends the session this browser had before.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.accounts import rules
from app.accounts.models import Account, Invitation, StaffSession
from app.refused import Missing


@dataclass(frozen=True, slots=True)
class Staff:
    """The member of staff who sent a request, and the session they sent it in."""

    id: int
    name: str
    email: str
    role: str
    session_id: int

    @property
    def is_office(self) -> bool:
        return self.role == "office"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: `token` goes into the cookie and is known nowhere else."""

    token: str
    account_id: int
    role: str
    has_password: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is needed to check a password, outside of any write."""

    account_id: int
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Browser:
    """One place where an account is signed in."""

    id: int
    since: dt.datetime


def staff_of(session: Session, token: str, now: dt.datetime) -> Staff | None:
    """Whose cookie this is; None when it was never valid, has run out or was revoked."""
    query = (
        select(Account.id, Account.name, Account.email, Account.role, StaffSession.id)
        .join(StaffSession, StaffSession.account_id == Account.id)
        .where(StaffSession.token_hash == rules.digest(token), StaffSession.expires_at > now)
    )
    row = session.execute(query).one_or_none()
    return Staff(*row) if row else None


def known(session: Session, email: str) -> Known:
    """The stored password for this address. An unknown address looks like one without: id 0."""
    query = select(Account.id, Account.password_hash)
    row = session.execute(query.where(Account.email == rules.tidy_email(email))).one_or_none()
    return Known(*row) if row else Known(0, None)


def sign_in_with_password(
    session: Session, proven: Known, *, now: dt.datetime, instead_of: str = ""
) -> SignedIn | None:
    """Open a session for someone whose password was just found to match `proven`.

    `instead_of` is the token of the session this browser had, which ends.
    Returns None when the password was changed or taken away in the meantime.
    """
    found = session.get(Account, proven.account_id, with_for_update=True)
    if found is None or not found.password_hash or found.password_hash != proven.password_hash:
        return None
    return _open(session, found, now, instead_of)


def sign_in_with_link(
    session: Session, token: str, *, now: dt.datetime, instead_of: str = ""
) -> SignedIn:
    """Use up an invitation and open a session for its account.

    Raises:
        Missing: no such link, or it has been used, replaced or run out.
    """
    # One statement decides: of two that use it at once, one finds no row any more.
    used = (
        update(Invitation)
        .where(_open_link(token, now))
        .values(used_at=now)
        .returning(Invitation.account_id)
        .execution_options(synchronize_session=False)
    )
    account_id = session.execute(used).scalar_one_or_none()
    found = session.get(Account, account_id) if account_id else None
    if found is None:
        raise Missing
    return _open(session, found, now, instead_of)


def invited_name(session: Session, token: str, now: dt.datetime) -> str | None:
    """The name of the person whom this link lets in; None when it lets nobody in (any more)."""
    query = select(Account.name).join(Invitation).where(_open_link(token, now))
    return session.execute(query).scalar_one_or_none()


def _open_link(token: str, now: dt.datetime) -> ColumnElement[bool]:
    return (
        (Invitation.token_hash == rules.digest(token))
        & Invitation.used_at.is_(None)
        & (Invitation.expires_at > now)
    )


def _open(session: Session, found: Account, now: dt.datetime, instead_of: str) -> SignedIn:
    gone = StaffSession.expires_at <= now
    if instead_of:
        gone |= StaffSession.token_hash == rules.digest(instead_of)
    session.execute(delete(StaffSession).where(gone))
    token = rules.new_token()
    session.add(
        StaffSession(
            account_id=found.id,
            token_hash=rules.digest(token),
            created_at=now,
            expires_at=now + rules.SESSION_LASTS,
        )
    )
    session.flush()
    return SignedIn(token, found.id, found.role, found.password_hash is not None)


def set_password(session: Session, who: Staff, *, password_hash: str, proven: Known) -> bool:
    """Store a new password; every other browser of this account is signed out.

    `proven` is what was stored when the current password was checked. Returns False, changing
    nothing, when that has been overtaken by another change, or `who` was signed out meanwhile.
    """
    found = session.get(Account, who.id, with_for_update=True)
    if found is None or found.password_hash != proven.password_hash:
        return False
    if session.get(StaffSession, who.session_id) is None:
        return False
    found.password_hash = password_hash
    sign_out_everywhere(session, who.id, but=who.session_id)
    session.flush()
    return True


def browsers(session: Session, account_id: int, now: dt.datetime) -> list[Browser]:
    """Where this account is signed in, the newest first."""
    query = (
        select(StaffSession.id, StaffSession.created_at)
        .where(StaffSession.account_id == account_id, StaffSession.expires_at > now)
        .order_by(StaffSession.created_at.desc(), StaffSession.id.desc())
    )
    return [Browser(*row) for row in session.execute(query)]


def sign_out(session: Session, token: str) -> None:
    """End the session of this cookie. One that has ended already is none of anybody's trouble."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == rules.digest(token)))


def revoke(session: Session, account_id: int, session_id: int) -> None:
    """Sign one browser of this account out.

    Raises:
        Missing: no such session, or somebody else's.
    """
    mine = (StaffSession.id == session_id) & (StaffSession.account_id == account_id)
    if session.execute(delete(StaffSession).where(mine).returning(StaffSession.id)).first() is None:
        raise Missing


def sign_out_everywhere(session: Session, account_id: int, *, but: int | None = None) -> None:
    """End all sessions of an account, except one where `but` names it."""
    mine = delete(StaffSession).where(StaffSession.account_id == account_id)
    session.execute(mine if but is None else mine.where(StaffSession.id != but))
