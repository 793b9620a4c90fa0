"""Links that are made, opened and revoked, and who one is by them."""

import datetime as dt

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.sessions import Staff
from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_workshop
from workshops.agenda.services import go_to
from workshops.journal.services import LINKS, Actor, act, newest, undo
from workshops.models import Pass, Workshop
from workshops.moderation.services import Helper, helper_of
from workshops.passes.reads import passes_of
from workshops.passes.rules import MOST, digest
from workshops.passes.services import NewPass, make_pass, offer, revoke_pass, use_pass

ANNA = Actor("Anna")
LATER = NOW + dt.timedelta(hours=13)


def a_pass(
    session: Session, cast: Cast, role: str = "moderator", lasts: str = "evening"
) -> NewPass:
    return make_pass(session, cast.id, name="Sema", role=role, lasts=lasts, by="Anna", now=NOW)


def a_pass_in_the_journal(session: Session, cast: Cast) -> NewPass:
    wanted = {"name": "Sema", "role": "moderator", "lasts": "hour"}
    return act(session, ANNA, make_pass, cast.id, **wanted, by="Anna", now=NOW)


def who(
    session: Session, cast: Cast, made: NewPass, now: dt.datetime = NOW, staff: Staff | None = None
) -> Helper | None:
    return helper_of(session, cast.code, staff, [digest(made.secret)], now)


def test_only_the_digest_of_a_secret_is_stored(session: Session) -> None:
    made = a_pass(session, a_workshop(session))
    row = session.execute(select(Pass.__table__)).one()
    assert made.secret not in repr(row)


def test_a_link_shows_what_it_offers_and_looking_changes_nothing(session: Session) -> None:
    cast = a_workshop(session)
    made = a_pass(session, cast, "interpreter")
    for _ in range(2):
        found = offer(session, made.secret, NOW)
        assert (found.code, found.role, found.name, found.made_by) == (
            cast.code,
            "interpreter",
            "Sema",
            "Anna",
        )
    assert [line.standing for line in passes_of(session, cast.id, NOW)] == ["new"]


def test_a_link_works_on_every_device_until_it_ends(session: Session) -> None:
    cast = a_workshop(session)
    made = a_pass(session, cast)
    first = NOW + dt.timedelta(minutes=1)
    use_pass(session, made.secret, first)
    use_pass(session, made.secret, NOW + dt.timedelta(minutes=9))
    line = passes_of(session, cast.id, NOW)[0]
    assert (line.standing, line.used_at) == ("used", first)
    with pytest.raises(Missing):
        use_pass(session, made.secret, LATER)
    with pytest.raises(Missing):
        offer(session, "made-up", NOW)


def test_whoever_holds_a_pass_is_known_by_it(session: Session) -> None:
    cast, other = a_workshop(session), a_workshop(session)
    made = a_pass(session, cast)
    found = who(session, cast, made)
    assert found is not None
    assert (found.workshop_id, found.actor, found.ended) == (
        cast.id,
        Actor("Sema", pass_id=made.id),
        False,
    )
    assert who(session, other, made) is None
    late = who(session, cast, made, LATER)
    assert late is not None
    assert late.ended


def test_an_account_stays_what_it_is_beside_a_pass(session: Session) -> None:
    cast = a_workshop(session)
    made = a_pass(session, cast, "interpreter")
    office = Staff(1, "Olga", "olga@example.org", "office", 1)
    stranger = Staff(2, "Moritz", "moritz@example.org", "moderator", 2)
    found = who(session, cast, made, staff=office)
    assert found is not None
    assert found.actor == Actor("Olga")
    found = who(session, cast, made, staff=stranger)
    assert found is not None
    assert found.actor == Actor("Sema", "interpreter", made.id)


def test_the_better_of_two_passes_counts(session: Session) -> None:
    cast = a_workshop(session)
    made = [a_pass(session, cast, role) for role in ("interpreter", "moderator", "moderator")]
    digests = [digest(one.secret) for one in made]
    found = helper_of(session, cast.code, None, digests, NOW)
    assert found is not None
    assert found.actor.role == "moderator"
    for one in made[1:]:
        revoke_pass(session, cast.id, one.id, now=NOW)
    found = helper_of(session, cast.code, None, digests, NOW)
    assert found is not None
    assert (found.actor.role, found.ended) == ("interpreter", False)


def test_whoever_runs_a_workshop_runs_its_groups_and_not_the_other_way_round(
    session: Session,
) -> None:
    cast, group = a_workshop(session), a_workshop(session)
    session.execute(update(Workshop).where(Workshop.id == group.id).values(parent_id=cast.id))
    of_all, of_group = a_pass(session, cast), a_pass(session, group)
    assert who(session, group, of_all) is not None
    assert who(session, cast, of_group) is None


def test_revoking_ends_a_pass_at_once_and_twice_is_once(session: Session) -> None:
    cast = a_workshop(session)
    made = a_pass(session, cast)
    for _ in range(2):
        act(session, ANNA, revoke_pass, cast.id, made.id, now=NOW)
    found = who(session, cast, made)
    assert found is not None
    assert found.ended
    last = newest(session, cast.id, LINKS)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    assert newest(session, cast.id, LINKS) is None
    session.expire_all()
    found = who(session, cast, made)
    assert found is not None
    assert not found.ended


def test_who_takes_back_the_evening_locks_nobody_out(session: Session) -> None:
    """The device that the room was handed over to presses Undo."""
    cast = a_workshop(session)
    act(session, ANNA, go_to, cast.id, 1)
    made = a_pass_in_the_journal(session, cast)
    sema = who(session, cast, made)
    assert sema is not None
    moved = newest(session, cast.id)
    assert moved is not None
    undo(session, cast.id, moved, by=sema.actor)
    assert newest(session, cast.id) is None
    link = newest(session, cast.id, LINKS)
    assert link is not None
    with pytest.raises(Refused, match="yourself"):
        undo(session, cast.id, link, by=sema.actor)
    undo(session, cast.id, link, by=ANNA)
    session.expire_all()
    ended = who(session, cast, made)
    assert ended is not None
    assert ended.ended


def test_undoing_a_link_revokes_it(session: Session) -> None:
    cast = a_workshop(session)
    made = a_pass_in_the_journal(session, cast)
    last = newest(session, cast.id, LINKS)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    assert passes_of(session, cast.id, NOW)[0].standing == "revoked"
    with pytest.raises(Missing):
        offer(session, made.secret, NOW)


def test_a_link_of_another_workshop_cannot_be_revoked(session: Session) -> None:
    cast, other = a_workshop(session), a_workshop(session)
    made = a_pass(session, cast)
    with pytest.raises(Missing):
        revoke_pass(session, other.id, made.id, now=NOW)


def test_a_workshop_does_not_get_links_without_end(session: Session) -> None:
    cast = a_workshop(session)
    made = [a_pass(session, cast) for _ in range(MOST)]
    with pytest.raises(Refused):
        a_pass(session, cast)
    revoke_pass(session, cast.id, made[0].id, now=NOW)
    a_pass(session, cast)
