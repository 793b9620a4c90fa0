"""What others have proposed, and what is there already: only what the room may see."""

import pytest

from app.refused import Missing
from tests.builders import a_guest, a_measure, a_workshop
from workshops.journal.services import Actor, act, undo
from workshops.measures.others import PAGE, others
from workshops.measures.services import approve, hide, show_others
from workshops.models import Action, Measure, Workshop
from workshops.participants.services import phone_frame


def a_room(session, fields=2, **more):
    cast = a_workshop(session, "collect", fields=fields, **more)
    session.get_one(Workshop, cast.id).others_shown = True
    session.flush()
    return cast


def test_others_are_shown_only_where_the_moderator_allows_it(session):
    cast = a_workshop(session, "collect")
    who = a_guest(session, cast)
    with pytest.raises(Missing):
        others(session, who, cast.one_field)
    actor = Actor("Miriam")
    act(session, actor, show_others, cast.id, True)
    assert others(session, who, cast.one_field).ideas == ()
    action = session.query(Action).one()
    undo(session, cast.id, action.id, by=actor)
    with pytest.raises(Missing):
        others(session, who, cast.one_field)


def test_it_is_the_approved_ideas_of_others_in_this_field_the_newest_first(session):
    cast = a_room(session)
    who, other = a_guest(session, cast), a_guest(session, cast)
    theirs = {"workshop_id": cast.id, "participant_id": other.id}
    old = a_measure(session, cast.one_field, "alt", **theirs)
    new = a_measure(session, cast.one_field, "neu", **theirs)
    a_measure(session, cast.one_field, "eigene", workshop_id=cast.id, participant_id=who.id)
    a_measure(session, cast.fields[1], "anderes Feld", **theirs)
    for state in ("proposed", "hidden", "withdrawn"):
        a_measure(session, cast.one_field, state, state=state, **theirs)
    merged = a_measure(session, cast.one_field, "zusammengeführt", **theirs)
    session.get_one(Measure, merged).merged_into_id = new
    session.flush()
    page = others(session, who, cast.one_field)
    assert [idea.id for idea in page.ideas] == [new, old]
    assert (page.all, page.more) == (2, None)


def test_the_first_ones_are_shown_and_more_are_asked_for(session):
    cast = a_room(session, fields=1)
    who = a_guest(session, cast)
    for n in range(PAGE + 3):
        a_measure(session, cast.one_field, f"Idee {n}", workshop_id=cast.id)
    first = others(session, who)
    assert (len(first.ideas), first.all, first.more) == (PAGE, PAGE + 3, 2 * PAGE)
    assert first.more is not None
    rest = others(session, who, shown=first.more)
    assert (len(rest.ideas), rest.more) == (PAGE + 3, None)


def test_a_field_of_another_workshop_has_no_ideas_here(session):
    cast, elsewhere = a_room(session), a_room(session)
    with pytest.raises(Missing):
        others(session, a_guest(session, cast), elsewhere.one_field)


def test_phones_hear_of_what_the_moderator_decides_and_not_of_what_waits(session):
    cast = a_workshop(session, "collect")
    before = phone_frame(session, cast.id)
    idea = a_measure(session, cast.one_field, workshop_id=cast.id, state="proposed")
    waiting = phone_frame(session, cast.id)
    assert waiting.news == before.news
    approve(session, cast.id, idea)
    approved = phone_frame(session, cast.id)
    hide(session, cast.id, idea)
    hidden = phone_frame(session, cast.id)
    assert len({waiting.news, approved.news, hidden.news}) == 3
    assert waiting.stamp == approved.stamp == hidden.stamp, "nobody's page is replaced"


def test_a_phone_gets_a_page_anew_when_others_are_to_be_shown(session):
    cast = a_workshop(session, "collect")
    before = phone_frame(session, cast.id)
    show_others(session, cast.id, True)
    assert phone_frame(session, cast.id).stamp != before.stamp
