"""Proposing, approving, hiding, rewording: on SQLite and on PostgreSQL."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_concept, a_guest, a_measure, a_node, a_workshop
from workshops.agenda.room import room
from workshops.agenda.services import go_to
from workshops.measures.candidates import fields_of_nodes, measures_by_field
from workshops.measures.reads import collect_page
from workshops.measures.services import (
    approve,
    edit,
    hide,
    own_proposals,
    proposals,
    propose,
)
from workshops.models import Measure, Node
from workshops.participants.guest import Guest


def suggest(session: Session, who: Guest, field_id: int, text: str = "Ein Garten für alle"):
    return propose(session, who, field_id=field_id, text=text, language="de", now=NOW)


def stored(session: Session, cast: Cast) -> int:
    query = select(func.count()).where(Measure.workshop_id == cast.id)
    return session.scalar(query) or 0


def in_the_room(session: Session, cast: Cast) -> list[str]:
    page = proposals(session, room(session, cast.id))
    return [p.text for field in page.fields for p in field.shown]


# Proposing


def test_a_proposal_is_shown_at_once_where_nothing_need_be_approved(session):
    cast = a_workshop(session, "collect", approve_first=False)
    who = a_guest(session, cast)
    own = suggest(session, who, cast.one_field, "  Ein Garten für alle ")
    assert (own.text, own.state) == ("Ein Garten für alle", "approved")
    assert in_the_room(session, cast) == ["Ein Garten für alle"]


def test_a_proposal_waits_where_the_moderator_approves_first(session):
    cast = a_workshop(session, "collect", approve_first=True)
    assert suggest(session, a_guest(session, cast), cast.one_field).state == "proposed"
    assert in_the_room(session, cast) == []
    page = proposals(session, room(session, cast.id))
    assert (page.waiting, page.shown, page.hidden) == (1, 0, 0)


def test_the_same_text_again_is_the_same_proposal(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    first = suggest(session, who, cast.one_field, "Ein Garten")
    assert suggest(session, who, cast.one_field, " ein  garten ").id == first.id
    assert stored(session, cast) == 1


def test_the_same_text_in_another_field_or_of_another_person_is_another_proposal(session):
    cast = a_workshop(session, "collect", fields=2)
    who = a_guest(session, cast)
    suggest(session, who, cast.fields[0])
    suggest(session, who, cast.fields[1])
    suggest(session, a_guest(session, cast), cast.fields[0])
    assert stored(session, cast) == 3


async def test_a_request_that_is_sent_ten_times_at_once_makes_one_proposal(ledger):
    cast = ledger.write_now(a_workshop, "collect")
    who = ledger.write_now(a_guest, cast)
    answers = await asyncio.gather(*(ledger.write(suggest, who, cast.one_field) for _ in range(10)))
    assert len({answer.id for answer in answers}) == 1
    assert ledger.read_now(stored, cast) == 1


@pytest.mark.parametrize("step", ["arrive", "vote", "results"])
def test_in_another_step_nothing_is_proposed(session, step):
    cast = a_workshop(session, step)
    with pytest.raises(Refused, match="not collecting"):
        suggest(session, a_guest(session, cast), cast.one_field)


def test_a_field_of_another_workshop_takes_no_proposal(session):
    cast, other = a_workshop(session, "collect"), a_workshop(session, "collect")
    with pytest.raises(Missing):
        suggest(session, a_guest(session, cast), other.one_field)


@pytest.mark.parametrize("text", ["", "ab", "x" * 501])
def test_a_text_that_is_none_is_refused(session, text):
    cast = a_workshop(session, "collect")
    with pytest.raises(Refused):
        suggest(session, a_guest(session, cast), cast.one_field, text)


def test_phones_hear_nothing_of_a_proposal_that_waits(session):
    cast = a_workshop(session, "collect", approve_first=True)
    who = a_guest(session, cast)
    session.info["topics"] = {}
    suggest(session, who, cast.one_field)
    assert set(session.info["topics"]) == {f"screens:{cast.id}"}


def test_going_away_and_coming_back_loses_no_proposal(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    suggest(session, who, cast.one_field)
    for position in (0, 2, 1):
        go_to(session, cast.id, position)
    assert [own.text for own in own_proposals(session, who)] == ["Ein Garten für alle"]


def test_with_one_field_only_it_is_chosen_already(session):
    cast = a_workshop(session, "collect", fields=1)
    page = collect_page(session, room(session, cast.id), a_guest(session, cast))
    assert page.draft_field == cast.one_field


# The moderator


def test_approving_shows_hiding_takes_away_and_both_can_be_repeated(session):
    cast = a_workshop(session, "collect", approve_first=True)
    own = suggest(session, a_guest(session, cast), cast.one_field)
    for _ in range(2):
        approve(session, cast.id, own.id)
    assert in_the_room(session, cast) == ["Ein Garten für alle"]
    for _ in range(2):
        hide(session, cast.id, own.id)
    assert in_the_room(session, cast) == []
    approve(session, cast.id, own.id)
    assert in_the_room(session, cast) == ["Ein Garten für alle"]


def test_rewording_changes_the_text_in_its_language_and_drops_old_translations(session):
    cast = a_workshop(session, "collect")
    idea = a_measure(session, cast.one_field, "alt", workshop_id=cast.id, tr="eski")
    edit(session, cast.id, idea, text=" neu und besser ")
    assert session.scalar(select(Measure.texts).where(Measure.id == idea)) == {
        "de": "neu und besser"
    }
    with pytest.raises(Refused):
        edit(session, cast.id, idea, text="x")


@pytest.mark.parametrize("act", [approve, hide, lambda s, w, m: edit(s, w, m, text="übernommen")])
def test_proposals_of_others_and_measures_of_the_office_are_not_the_moderators(session, act):
    cast, other = a_workshop(session, "collect"), a_workshop(session, "collect")
    theirs = a_measure(session, other.one_field, workshop_id=other.id)
    for measure_id in (theirs, cast.measures[0], 999_999):
        with pytest.raises(Missing):
            act(session, cast.id, measure_id)


def test_proposals_are_numbered_in_order_and_listed_newest_first_in_their_field(session):
    cast = a_workshop(session, "collect", fields=2, approve_first=True)
    who = a_guest(session, cast)
    for field, text in ((0, "erste"), (1, "zweite"), (0, "dritte")):
        suggest(session, who, cast.fields[field], text)
    first, second = proposals(session, room(session, cast.id)).fields
    assert [(p.number, p.text) for p in first.proposals] == [(3, "dritte"), (1, "erste")]
    assert [(p.number, p.text) for p in second.proposals] == [(2, "zweite")]


# Which measures belong to which field


def test_a_measure_belongs_to_the_nearest_field_above_it(session):
    cast = a_workshop(session, fields=2, measures=2)
    goal = a_node(session, cast.concept_id, "Oberziel", parent_id=cast.one_field, level=1)
    below = a_node(session, cast.concept_id, "Teilziel", parent_id=goal, level=2)
    elsewhere = a_node(session, cast.concept_id, "Nicht im Workshop")
    deep = a_measure(session, below, "tief unten")
    a_measure(session, elsewhere, "anderswo")
    a_measure(session, goal, "noch nicht", state="proposed")
    assert fields_of_nodes(session, cast.id)[below] == cast.one_field
    assert measures_by_field(session, cast.id) == {
        cast.measures[0]: cast.fields[0],
        cast.measures[1]: cast.fields[1],
        deep: cast.fields[0],
    }


def test_what_was_deleted_belongs_to_no_field(session):
    cast = a_workshop(session, fields=2, measures=2)
    session.get_one(Measure, cast.measures[0]).deleted_at = NOW
    session.get_one(Node, cast.fields[1]).deleted_at = NOW
    session.flush()
    assert measures_by_field(session, cast.id) == {}


def test_what_another_room_proposes_joins_once_that_room_has_ended(session):
    concept = a_concept(session, fields=1, measures=1)
    mine, other = (a_workshop(session, "collect", concept=concept) for _ in range(2))
    proposed = a_measure(session, concept.fields[0], "Aus dem anderen Saal", workshop_id=other.id)
    assert proposed not in measures_by_field(session, mine.id)
    assert proposed in measures_by_field(session, other.id)

    go_to(session, other.id, len(other.steps) - 1)

    assert measures_by_field(session, mine.id)[proposed] == concept.fields[0]
