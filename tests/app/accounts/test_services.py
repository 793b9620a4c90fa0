"""Accounts, links and sessions, on SQLite and PostgreSQL."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import rules, services, sessions
from app.accounts.models import Account, Invitation, StaffSession
from app.accounts.sessions import Known, SignedIn, Staff
from app.database.ledger import Ledger
from app.refused import Missing, Refused

NOW = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def add(session: Session, name: str = "Anna", role: str = "office") -> int:
    view = services.add_account(session, email=f"{name}@example.org", name=name, role=role, now=NOW)
    return view.id


def let_in(session: Session, account_id: int, now: dt.datetime = NOW) -> SignedIn:
    return sessions.sign_in_with_link(session, services.invite(session, account_id, now), now=now)


def staff(session: Session, signed_in: SignedIn, now: dt.datetime = NOW) -> Staff:
    found = sessions.staff_of(session, signed_in.token, now)
    assert found
    return found


def count(session: Session, table: type[Account] | type[StaffSession] | type[Invitation]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_address_has_one_account_however_it_is_typed(session: Session) -> None:
    add(session)
    with pytest.raises(services.EmailTaken):
        services.add_account(
            session, email=" ANNA@example.org", name="Another", role="moderator", now=NOW
        )


def test_a_link_signs_its_owner_in(session: Session) -> None:
    token = services.invite(session, add(session), NOW)
    assert sessions.invited_name(session, token, NOW) == "Anna"
    found = staff(session, sessions.sign_in_with_link(session, token, now=NOW))
    assert (found.name, found.email, found.role) == ("Anna", "anna@example.org", "office")
    assert found.is_office


def test_a_link_works_once(session: Session) -> None:
    token = services.invite(session, add(session), NOW)
    sessions.sign_in_with_link(session, token, now=NOW)
    assert sessions.invited_name(session, token, NOW) is None
    with pytest.raises(Missing):
        sessions.sign_in_with_link(session, token, now=NOW)


def test_of_many_who_use_a_link_at_once_one_gets_in(ledger: Ledger) -> None:
    account_id = ledger.write_now(add)
    token = ledger.write_now(services.invite, account_id, NOW)

    def attempt(_: int) -> bool:
        try:
            ledger.write_now(sessions.sign_in_with_link, token, now=NOW)
        except Missing:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert ledger.read_now(count, StaffSession) == 1


def test_a_link_runs_out_after_a_week(session: Session) -> None:
    token = services.invite(session, add(session), NOW)
    assert sessions.invited_name(session, token, NOW + 6.9 * DAY) == "Anna"
    with pytest.raises(Missing):
        sessions.sign_in_with_link(session, token, now=NOW + 7 * DAY)


def test_a_newer_link_replaces_the_older_one(session: Session) -> None:
    account_id = add(session)
    old, new = (services.invite(session, account_id, NOW) for _ in range(2))
    assert sessions.invited_name(session, old, NOW) is None
    assert sessions.invited_name(session, new, NOW) == "Anna"


def test_two_links_made_at_once_leave_one_that_works(ledger: Ledger) -> None:
    account_id = ledger.write_now(add)
    with ThreadPoolExecutor(6) as pool:
        tokens = list(
            pool.map(lambda _: ledger.write_now(services.invite, account_id, NOW), range(6))
        )
    names = [ledger.read_now(sessions.invited_name, token, NOW) for token in tokens]
    assert names.count("Anna") == 1
    assert ledger.read_now(services.account, account_id).invited_until == NOW + 7 * DAY


def test_nobody_is_invited_who_does_not_exist(session: Session) -> None:
    with pytest.raises(Missing):
        services.invite(session, 4711, NOW)


def test_no_token_is_stored_in_clear(session: Session) -> None:
    account_id = add(session)
    token = services.invite(session, account_id, NOW)
    signed_in = sessions.sign_in_with_link(session, token, now=NOW)
    assert set(session.scalars(select(Invitation.token_hash))) == {rules.digest(token)}
    assert set(session.scalars(select(StaffSession.token_hash))) == {rules.digest(signed_in.token)}


def test_a_session_runs_out_after_thirty_days_and_its_row_goes(session: Session) -> None:
    signed_in = let_in(session, add(session))
    assert sessions.staff_of(session, signed_in.token, NOW + 29 * DAY)
    assert sessions.staff_of(session, signed_in.token, NOW + 30 * DAY) is None
    let_in(session, add(session, "Ben"), NOW + 30 * DAY)
    assert count(session, StaffSession) == 1


def test_a_sign_in_ends_the_session_this_browser_had(session: Session) -> None:
    first = let_in(session, add(session))
    token = services.invite(session, add(session, "Ben"), NOW)
    second = sessions.sign_in_with_link(session, token, now=NOW, instead_of=first.token)
    assert first.token != second.token
    assert sessions.staff_of(session, first.token, NOW) is None
    assert staff(session, second).name == "Ben"


def test_a_password_signs_in_as_long_as_it_is_the_stored_one(session: Session) -> None:
    account_id = add(session)
    who = staff(session, let_in(session, account_id))
    none = sessions.known(session, "ANNA@example.org ")
    assert none == Known(account_id, None)
    assert sessions.set_password(session, who, password_hash="first", proven=none)
    proven = sessions.known(session, "anna@example.org")
    assert sessions.sign_in_with_password(session, proven, now=NOW)
    assert sessions.set_password(session, who, password_hash="second", proven=proven)
    assert sessions.sign_in_with_password(session, proven, now=NOW) is None
    assert not sessions.set_password(session, who, password_hash="third", proven=proven)


def test_without_a_password_nobody_signs_in_with_one(session: Session) -> None:
    add(session)
    for email in ("anna@example.org", "nobody@example.org"):
        proven = sessions.known(session, email)
        assert proven.password_hash is None
        assert sessions.sign_in_with_password(session, proven, now=NOW) is None


def test_a_new_password_signs_all_other_browsers_out(session: Session) -> None:
    account_id = add(session)
    here, elsewhere = let_in(session, account_id), let_in(session, account_id)
    other = let_in(session, add(session, "Ben"))
    who = staff(session, here)
    sessions.set_password(session, who, password_hash="x", proven=Known(account_id, None))
    assert sessions.staff_of(session, here.token, NOW)
    assert sessions.staff_of(session, elsewhere.token, NOW) is None
    assert sessions.staff_of(session, other.token, NOW)


def test_who_was_signed_out_meanwhile_sets_no_password(session: Session) -> None:
    account_id = add(session)
    who = staff(session, let_in(session, account_id))
    services.reset(session, account_id, by=None, now=NOW)
    none = Known(account_id, None)
    assert not sessions.set_password(session, who, password_hash="x", proven=none)
    assert sessions.known(session, "anna@example.org") == none


def test_browsers_are_listed_and_signed_out_one_by_one(session: Session) -> None:
    account_id = add(session)
    old, new = let_in(session, account_id), let_in(session, account_id, NOW + DAY)
    who = staff(session, new)
    listed = sessions.browsers(session, account_id, NOW + DAY)
    assert [browser.since for browser in listed] == [NOW + DAY, NOW]
    assert listed[0].id == who.session_id
    sessions.revoke(session, account_id, listed[1].id)
    assert sessions.staff_of(session, old.token, NOW) is None
    assert sessions.staff_of(session, new.token, NOW)


def test_nobody_signs_somebody_else_out(session: Session) -> None:
    anna, ben = let_in(session, add(session)), let_in(session, add(session, "Ben"))
    with pytest.raises(Missing):
        sessions.revoke(session, anna.account_id, staff(session, ben).session_id)
    assert sessions.staff_of(session, ben.token, NOW)


def test_sign_out_ends_this_session_only_and_twice_is_fine(session: Session) -> None:
    account_id = add(session)
    here, elsewhere = let_in(session, account_id), let_in(session, account_id)
    sessions.sign_out(session, here.token)
    sessions.sign_out(session, here.token)
    assert sessions.staff_of(session, here.token, NOW) is None
    assert sessions.staff_of(session, elsewhere.token, NOW)


def test_a_reset_takes_password_sessions_and_old_links_away(session: Session) -> None:
    account_id = add(session)
    signed_in = let_in(session, account_id)
    sessions.set_password(
        session, staff(session, signed_in), password_hash="x", proven=Known(account_id, None)
    )
    old = services.invite(session, account_id, NOW)
    view, token = services.reset(session, account_id, by=None, now=NOW)
    assert not view.has_password
    assert view.invited_until == NOW + 7 * DAY
    assert sessions.staff_of(session, signed_in.token, NOW) is None
    assert sessions.invited_name(session, old, NOW) is None
    assert not sessions.sign_in_with_link(session, token, now=NOW).has_password


def test_a_removed_account_is_signed_out_and_its_link_is_dead(ledger: Ledger) -> None:
    anna, ben = ledger.write_now(add), ledger.write_now(add, "Ben", "moderator")
    signed_in = ledger.write_now(let_in, ben)
    token = ledger.write_now(services.invite, ben, NOW)
    ledger.write_now(services.remove_account, ben, by=anna)
    assert ledger.read_now(sessions.staff_of, signed_in.token, NOW) is None
    assert ledger.read_now(sessions.invited_name, token, NOW) is None
    with pytest.raises(Missing):
        ledger.write_now(services.remove_account, ben, by=anna)


def test_two_who_remove_each_other_do_not_both_succeed(ledger: Ledger) -> None:
    anna, ben = ledger.write_now(add), ledger.write_now(add, "Ben")

    def attempt(pair: tuple[int, int]) -> bool:
        try:
            ledger.write_now(services.remove_account, pair[0], by=pair[1])
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(attempt, [(anna, ben), (ben, anna)])) == 1
    assert ledger.read_now(count, Account) == 1


def test_accounts_are_listed_by_name_with_their_open_link(session: Session) -> None:
    ben, anna = add(session, "Ben", "moderator"), add(session)
    services.invite(session, ben, NOW)
    let_in(session, anna)
    assert [(one.name, one.invited_until) for one in services.accounts(session)] == [
        ("Anna", None),
        ("Ben", NOW + 7 * DAY),
    ]
    assert services.account_by_email(session, "BEN@example.org").id == ben
