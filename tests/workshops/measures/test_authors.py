"""What participants do with their own proposals: on SQLite and on PostgreSQL."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_guest, a_measure, a_workshop, dots
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.services import ballot_fields
from workshops.measures.authors import bring_back, reword, withdraw
from workshops.measures.proposing import propose
from workshops.measures.reads import OwnProposal, own_proposals, proposals
from workshops.measures.services import approve, edit, hide
from workshops.models import Dots, Measure
from workshops.participants.guest import Guest

NONCE = "0123456789abcdef"


def suggest(
    session: Session,
    who: Guest,
    field_id: int,
    text: str = "Ein Garten für alle",
    nonce: str | None = None,
) -> OwnProposal:
    return propose(session, who, field_id=field_id, text=text, language="de", now=NOW, nonce=nonce)


def in_the_room(session: Session, cast: Cast) -> list[str]:
    page = proposals(session, room(session, cast.id))
    return [p.text for field in page.fields for p in field.shown]


def stored(session: Session, cast: Cast) -> int:
    query = select(func.count()).where(Measure.workshop_id == cast.id)
    return session.scalar(query) or 0


# Rewording


def test_its_author_rewords_a_proposal_and_adds_details(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    changed = reword(session, who, own.id, text=" Ein Beet ", details={"who": "die Stadt"})
    assert (changed.text, changed.state, changed.details) == (
        "Ein Beet",
        "approved",
        {"who": "die Stadt"},
    )
    assert in_the_room(session, cast) == ["Ein Beet"]
    assert session.get_one(Measure, own.id).original is None


def test_translations_of_the_old_words_go(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    idea = a_measure(
        session, cast.one_field, "alt", workshop_id=cast.id, participant_id=who.id, tr="eski"
    )
    reword(session, who, idea, text="neu")
    assert session.get_one(Measure, idea).texts == {"de": "neu"}


def test_new_words_wait_again_where_the_moderator_approves_first(session):
    cast = a_workshop(session, "collect", approve_first=True)
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    approve(session, cast.id, own.id)
    assert reword(session, who, own.id, text="Ein Garten für alle").state == "approved"
    only_details = reword(
        session, who, own.id, text="Ein Garten für alle", details={"why": "schön"}
    )
    assert only_details.state == "approved", "the room does not see details"
    assert reword(session, who, own.id, text="Etwas ganz anderes").state == "proposed"
    assert in_the_room(session, cast) == []


def test_what_has_stood_on_a_ballot_keeps_its_words_whether_it_has_dots_or_not(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    go_to(session, cast.id, 1)
    with pytest.raises(Refused, match="put to the vote"):
        reword(session, who, own.id, text="Etwas anderes")
    dots(session, cast, a_guest(session, cast), {own.id: 1})
    with pytest.raises(Refused, match="put to the vote"):
        reword(session, who, own.id, text="Etwas anderes")


@pytest.mark.parametrize("act", [lambda s, w, m: reword(s, w, m, text="anders"), withdraw])
def test_what_was_merged_belongs_to_all_of_its_authors(session, act):
    cast = a_workshop(session, "collect")
    one, other = a_guest(session, cast), a_guest(session, cast)
    source, target = suggest(session, one, cast.one_field), suggest(session, other, cast.one_field)
    session.get_one(Measure, source.id).merged_into_id = target.id
    session.flush()
    for who, own in ((one, source), (other, target)):
        with pytest.raises(Refused, match="merged"):
            act(session, who, own.id)
    assert own_proposals(session, one)[0].state == "merged"


@pytest.mark.parametrize(
    "act", [lambda s, w, m: reword(s, w, m, text="anders"), withdraw, bring_back]
)
def test_what_the_moderator_has_hidden_its_author_leaves_alone(session, act):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    hide(session, cast.id, own.id)
    with pytest.raises(Refused, match="moderator has hidden"):
        act(session, who, own.id)


@pytest.mark.parametrize(
    "act", [lambda s, w, m: reword(s, w, m, text="anders"), withdraw, bring_back]
)
def test_nobody_else_changes_a_proposal_not_even_its_moderated_room(session, act):
    cast, elsewhere = a_workshop(session, "collect"), a_workshop(session, "collect")
    own = suggest(session, a_guest(session, cast), cast.one_field)
    for wrong in (a_guest(session, cast), a_guest(session, elsewhere)):
        for measure_id in (own.id, cast.measures[0], 999_999):
            with pytest.raises(Missing):
                act(session, wrong, measure_id)


@pytest.mark.parametrize(
    "act", [lambda s, w, m: reword(s, w, m, text="anders"), withdraw, bring_back]
)
def test_when_the_room_has_moved_on_nothing_is_changed(session, act):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    go_to(session, cast.id, 2)
    with pytest.raises(Refused, match="while the room collects"):
        act(session, who, own.id)


@pytest.mark.parametrize("wrong", [{"text": "x"}, {"text": "gut", "details": {"who": "x" * 201}}])
def test_words_that_are_none_are_refused(session, wrong):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    with pytest.raises(Refused):
        reword(session, who, own.id, **wrong)


def test_after_its_author_has_reworded_it_the_moderators_original_is_over(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    edit(session, cast.id, own.id, text="Vom Moderator")
    assert session.get_one(Measure, own.id).original is not None
    reword(session, who, own.id, text="Noch einmal von mir")
    assert session.get_one(Measure, own.id).original is None


# Withdrawing


def test_a_withdrawn_proposal_is_gone_for_the_room_and_comes_back(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    for _ in range(2):
        assert withdraw(session, who, own.id).state == "withdrawn"
    assert in_the_room(session, cast) == []
    for _ in range(2):
        assert bring_back(session, who, own.id).state == "approved"
    assert in_the_room(session, cast) == ["Ein Garten für alle"]


def test_who_comes_back_waits_again_where_the_moderator_approves_first(session):
    cast = a_workshop(session, "collect", approve_first=True)
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    approve(session, cast.id, own.id)
    withdraw(session, who, own.id)
    assert bring_back(session, who, own.id).state == "proposed"


def test_the_moderator_cannot_show_what_its_author_has_withdrawn(session):
    cast = a_workshop(session, "collect", approve_first=True)
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    withdraw(session, who, own.id)
    for act in (approve, hide):
        with pytest.raises(Refused, match="withdrawn"):
            act(session, cast.id, own.id)
    page = proposals(session, room(session, cast.id))
    assert (page.withdrawn, page.waiting, page.shown) == (1, 0, 0)


def test_dots_rest_while_a_proposal_is_withdrawn_and_come_back_with_it(session):
    cast = a_workshop(session, "collect", fields=1)
    who, voter = a_guest(session, cast), a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    go_to(session, cast.id, 2)
    open_step(session, cast.id, cast.vote)
    dots(session, cast, voter, {own.id: 2})
    go_to(session, cast.id, 1)
    withdraw(session, who, own.id)
    assert own.id not in ballot_fields(session, cast.vote)
    bring_back(session, who, own.id)
    assert own.id in ballot_fields(session, cast.vote)
    placed = select(Dots.count).where(Dots.measure_id == own.id)
    assert session.scalars(placed).all() == [2]
    go_to(session, cast.id, 2)
    close_step(session, cast.id, cast.vote)


# Retries


def test_the_same_text_after_withdrawing_brings_the_proposal_back(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field)
    withdraw(session, who, own.id)
    again = suggest(session, who, cast.one_field)
    assert (again.id, again.state) == (own.id, "approved")


def test_a_retry_that_was_reworded_meanwhile_is_one_proposal_with_the_new_words(session):
    cast = a_workshop(session, "collect", fields=2)
    who = a_guest(session, cast)
    first = suggest(session, who, cast.fields[0], "Ein Garten", nonce=NONCE)
    again = suggest(session, who, cast.fields[1], "Ein Garten für alle", nonce=NONCE)
    assert (again.id, again.text, again.field_id) == (
        first.id,
        "Ein Garten für alle",
        cast.fields[1],
    )
    assert stored(session, cast) == 1


def test_another_persons_nonce_is_another_proposal(session):
    cast = a_workshop(session, "collect")
    for text in ("Ein Garten", "Ein Beet"):
        suggest(session, a_guest(session, cast), cast.one_field, text, nonce=NONCE)
    assert stored(session, cast) == 2


def test_new_words_of_a_retry_are_not_lost_where_the_first_ones_are_fixed(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field, "Ein Garten", nonce=NONCE)
    hide(session, cast.id, own.id)
    again = suggest(session, who, cast.one_field, "Ein Beet", nonce=NONCE)
    assert again.id != own.id
    assert suggest(session, who, cast.one_field, "Ein Garten", nonce=NONCE).id == own.id


def test_a_retry_of_what_was_deleted_is_a_new_proposal(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field, nonce=NONCE)
    session.get_one(Measure, own.id).deleted_at = NOW
    session.flush()
    assert suggest(session, who, cast.one_field, nonce=NONCE).id != own.id


async def test_ten_retries_at_once_with_one_nonce_make_one_proposal(ledger):
    cast = ledger.write_now(a_workshop, "collect")
    who = ledger.write_now(a_guest, cast)
    texts = [f"Ein Garten für {n}" for n in range(10)]
    sent = (ledger.write(suggest, who, cast.one_field, text, nonce=NONCE) for text in texts)
    answers = await asyncio.gather(*sent)
    assert len({answer.id for answer in answers}) == 1
    assert ledger.read_now(stored, cast) == 1


async def test_withdrawing_and_rewording_at_once_end_in_one_of_both(ledger):
    cast = ledger.write_now(a_workshop, "collect")
    who = ledger.write_now(a_guest, cast)
    own = ledger.write_now(suggest, who, cast.one_field)
    results = await asyncio.gather(
        ledger.write(withdraw, who, own.id),
        ledger.write(reword, who, own.id, text="Ein Beet"),
        return_exceptions=True,
    )
    assert all(isinstance(result, OwnProposal | Refused) for result in results)
    assert ledger.read_now(own_proposals, who)[0].state == "withdrawn"
