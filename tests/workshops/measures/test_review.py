"""What the moderator does with proposals, beyond showing and hiding them."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import Cast, a_guest, a_measure, a_node, a_workshop, dots
from workshops.agenda.room import room
from workshops.agenda.services import open_step
from workshops.journal.services import Actor, act, newest, undo
from workshops.measures.reads import proposals
from workshops.measures.services import approve, approve_first, edit, hide, move, restore
from workshops.models import BallotLine, Dots, Measure, Workshop

ANNA = Actor("Anna")


def with_idea(session: Session, step: str = "collect", **more: Any) -> tuple[Cast, int]:
    cast = a_workshop(session, step, fields=2, measures=4)
    idea = a_measure(session, cast.fields[0], "Ein Fest", workshop_id=cast.id, **more)
    return cast, idea


def test_the_first_rewording_keeps_the_authors_own_words(session: Session) -> None:
    cast, idea = with_idea(session, ar="مهرجان")
    for text in ("Ein Straßenfest", "Ein großes Straßenfest"):
        edit(session, cast.id, idea, text=text)
    measure = session.get_one(Measure, idea)
    assert measure.texts == {"de": "Ein großes Straßenfest"}
    assert measure.original == {"language": "de", "texts": {"de": "Ein Fest", "ar": "مهرجان"}}
    shown = proposals(session, room(session, cast.id)).fields[0].proposals[0]
    assert (shown.text, shown.original) == ("Ein großes Straßenfest", "Ein Fest")


def test_a_wording_that_the_moderator_has_not_seen_is_not_overwritten(session: Session) -> None:
    cast, idea = with_idea(session)
    edit(session, cast.id, idea, text="Ein Straßenfest", read=" Ein\r\nFest ")
    with pytest.raises(Refused) as refused:
        edit(session, cast.id, idea, text="Ein Hoffest", read="Ein Fest")
    assert refused.value.message.params == {"text": "Ein Straßenfest"}
    assert session.get_one(Measure, idea).texts == {"de": "Ein Straßenfest"}


def test_the_original_wording_comes_back_with_its_translations(session: Session) -> None:
    cast, idea = with_idea(session, ar="مهرجان")
    edit(session, cast.id, idea, text="Ein Straßenfest")
    act(session, ANNA, restore, cast.id, idea)
    act(session, ANNA, restore, cast.id, idea)
    measure = session.get_one(Measure, idea)
    assert (measure.texts, measure.original) == ({"de": "Ein Fest", "ar": "مهرجان"}, None)
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    assert newest(session, cast.id) is None
    session.expire_all()
    assert session.get_one(Measure, idea).texts == {"de": "Ein Straßenfest"}


def test_an_idea_is_moved_to_another_field(session: Session) -> None:
    cast, idea = with_idea(session)
    assert not act(session, ANNA, move, cast.id, idea, field_id=cast.fields[1])
    there = proposals(session, room(session, cast.id)).fields[1].proposals
    assert [one.id for one in there] == [idea]
    last = newest(session, cast.id)
    assert last is not None
    undo(session, cast.id, last, by=ANNA)
    session.expire_all()
    assert session.get_one(Measure, idea).node_id == cast.fields[0]


def test_moving_to_the_field_where_it_is_changes_nothing(session: Session) -> None:
    cast = a_workshop(session, "collect", fields=2)
    inner = a_node(session, cast.concept_id, "Innen", parent_id=cast.fields[0], level=1)
    idea = a_measure(session, inner, workshop_id=cast.id)
    act(session, ANNA, move, cast.id, idea, field_id=cast.fields[0])
    assert newest(session, cast.id) is None
    assert session.get_one(Measure, idea).node_id == inner


def test_an_idea_goes_only_to_the_workshops_own_fields(session: Session) -> None:
    cast, idea = with_idea(session)
    other = a_workshop(session)
    for field_id in (other.fields[0], 0):
        with pytest.raises(Missing):
            move(session, cast.id, idea, field_id=field_id)
    with pytest.raises(Missing):
        move(session, other.id, idea, field_id=other.fields[0])


def test_on_the_ballot_of_an_open_vote_a_moved_idea_stays_where_its_dots_were_spent(
    session: Session,
) -> None:
    vote = a_workshop(session, "vote", fields=2, measures=4, state="waiting")
    idea = a_measure(session, vote.fields[0], "Ein Fest", workshop_id=vote.id)
    open_step(session, vote.id, vote.vote)
    guest = a_guest(session, vote)
    dots(session, vote, guest, {idea: 2})
    assert move(session, vote.id, idea, field_id=vote.fields[1])
    line = session.scalars(select(BallotLine).where(BallotLine.measure_id == idea)).one()
    assert line.field_id == vote.fields[0]
    assert session.scalar(select(Dots.count).where(Dots.measure_id == idea)) == 2


def test_what_its_author_has_withdrawn_is_neither_approved_nor_hidden(session: Session) -> None:
    cast, idea = with_idea(session, state="withdrawn")
    for verb in (approve, hide):
        with pytest.raises(Refused, match="withdrawn"):
            verb(session, cast.id, idea)
    assert session.get_one(Measure, idea).state == "withdrawn"


def test_whether_ideas_wait_is_changed_and_those_there_stay(session: Session) -> None:
    cast, idea = with_idea(session, state="proposed")
    act(session, ANNA, approve_first, cast.id, True)
    assert session.scalar(select(Workshop.approve_first).where(Workshop.id == cast.id))
    act(session, ANNA, approve_first, cast.id, False)
    assert session.get_one(Measure, idea).state == "proposed"
