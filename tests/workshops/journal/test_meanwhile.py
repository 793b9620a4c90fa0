"""Undoing, after people and other rooms have gone on: nothing is lost, nothing is stuck."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from tests.builders import NOW, a_guest, a_workshop
from tests.workshops.groups.cast import a_family
from workshops.agenda.editing import remove_step
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.codes.opening import open_card
from workshops.codes.services import make_cards, replace_card
from workshops.dots.counting import count
from workshops.dots.placing import place_dots
from workshops.dots.services import set_rule
from workshops.groups.running import bring_groups
from workshops.groups.seats import choose_group
from workshops.journal.services import Actor, act, newest, undo
from workshops.measures.proposing import propose
from workshops.measures.reads import own_proposals
from workshops.merging.services import merge, unmerge
from workshops.models import Measure, PersonalCode
from workshops.paper.services import enter_ballot, prepare_ballots, remove_ballot
from workshops.participants.services import guest_of, join

ANNA = Actor("Anna")
SECRET = "only for tests, and long enough for one"


def undo_last(session: Session, workshop_id: int) -> None:
    last = newest(session, workshop_id)
    assert last is not None
    undo(session, workshop_id, last, by=ANNA)
    session.expire_all()


def test_a_removed_ballot_comes_back_though_somebody_has_joined_since(session: Session) -> None:
    cast = a_workshop(session, "vote")
    act(session, ANNA, prepare_ballots, cast.id, cast.vote, last=9)
    marks = {1: 1}
    act(
        session,
        ANNA,
        enter_ballot,
        cast.id,
        cast.vote,
        number=7,
        marks=marks,
        replaces=False,
        now=NOW,
    )
    act(session, ANNA, remove_ballot, cast.id, cast.vote, 7)
    join(session, cast.code, key="somebody", language="de", now=NOW)
    undo_last(session, cast.id)
    close_step(session, cast.id, cast.vote)
    counted = count(session, room(session, cast.id).step)
    assert counted is not None
    assert counted.paper_voters == 1
    assert guest_of(session, cast.code, "somebody")


def test_a_replaced_card_comes_back_though_its_old_browser_has_joined_anew(
    session: Session,
) -> None:
    cast = a_workshop(session, "vote")
    act(session, ANNA, make_cards, cast.id, 1, secret=SECRET, now=NOW)
    digest = session.scalars(select(PersonalCode.digest)).one()
    open_card(session, digest, key="old browser", before=None, language="de", now=NOW)
    first = guest_of(session, cast.code, "old browser")
    act(session, ANNA, replace_card, cast.id, 1, secret=SECRET)
    again = join(session, cast.code, key="old browser", language="de", now=NOW)
    assert first
    assert again.id != first.id
    undo_last(session, cast.id)
    assert guest_of(session, cast.code, "old browser")


def test_a_vote_that_is_opened_again_keeps_the_dots_of_who_has_changed_the_group(
    session: Session,
) -> None:
    family = a_family(session)
    plenary, (one, other) = family.plenary, family.groups
    guest = a_guest(session, plenary)
    choose_group(session, guest, one.id, now=NOW)
    set_rule(
        session,
        plenary.id,
        plenary.vote,
        scope="field",
        allowance=3,
        most=2,
        group_id=one.id,
    )
    go_to(session, plenary.id, 3)
    open_step(session, plenary.id, plenary.vote)
    place_dots(session, guest, measure_id=plenary.measures[0], count=2)
    close_step(session, plenary.id, plenary.vote)
    go_to(session, plenary.id, 2)
    choose_group(session, guest, other.id, now=NOW)
    go_to(session, plenary.id, 3)
    open_step(session, plenary.id, plenary.vote)
    close_step(session, plenary.id, plenary.vote)
    counted = count(session, room(session, plenary.id).step)
    assert counted is not None
    assert counted.voters == 1


def test_a_group_that_has_shortened_its_agenda_stays_within_it(session: Session) -> None:
    family = a_family(session)
    plenary, group = family.plenary, family.groups[0]
    act(session, ANNA, go_to, group.id, 3)
    act(session, ANNA, bring_groups, plenary.id, "collect")
    act(session, ANNA, remove_step, group.id, room(session, group.id).steps[3].id)
    undo_last(session, plenary.id)
    here = room(session, group.id)
    assert 0 <= here.position < len(here.steps)


def test_two_rooms_cannot_undo_a_circle(session: Session) -> None:
    family = a_family(session)
    plenary, group = family.plenary, family.groups[0]
    one, other = group.measures[:2]
    act(session, ANNA, merge, plenary.id, one, [other])
    act(session, ANNA, unmerge, plenary.id, other)
    act(session, ANNA, merge, group.id, other, [one])
    undo_last(session, plenary.id)
    rows = session.execute(
        select(Measure.id, Measure.merged_into_id).where(Measure.id.in_((one, other)))
    )
    assert [into for _, into in rows].count(None) == 1


def test_what_somebody_proposes_meanwhile_is_not_the_moderators_to_undo(
    postgresql_url: str,
) -> None:
    ledger = Ledger(postgresql_url)

    def slow(session: Session, workshop_id: int) -> None:
        ledger.write_now(
            propose, guest, field_id=cast.one_field, text="Meine Idee", language="de", now=NOW
        )
        ledger.write_now(the_office_edits)
        go_to(session, workshop_id, 0)

    def the_office_edits(session: Session) -> None:
        session.get_one(Measure, cast.measures[0]).texts = {"de": "Vom Büro geändert"}

    cast = ledger.write_now(a_workshop, "collect", approve_first=True)
    guest = ledger.write_now(a_guest, cast)
    ledger.write_now(act, ANNA, slow, cast.id)
    ledger.write_now(undo_last, cast.id)
    kept = ledger.read_now(lambda s: s.get_one(Measure, cast.measures[0]).texts)
    ideas = ledger.read_now(own_proposals, guest)
    ledger.close()
    assert kept == {"de": "Vom Büro geändert"}
    assert [idea.text for idea in ideas] == ["Meine Idee"]
