"""Another rule while people vote: what it does, and what is told of it before."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.refused import Refused
from tests.builders import Cast, a_guest, a_workshop
from tests.workshops.dots.cast import ANNA, an_open_vote, placed, shown, told, undo_newest
from workshops.agenda.room import room
from workshops.agenda.services import close_step
from workshops.dots.effects import Effect, effect_of
from workshops.dots.placing import place_dots
from workshops.dots.scope import Scope
from workshops.dots.services import set_rule
from workshops.dots.turnout import turnout_of
from workshops.dots.unfinished import still_voting
from workshops.journal.services import act
from workshops.models import Measure


def change(session: Session, cast: Cast, **new) -> None:
    rule: dict[str, Any] = {"scope": "field", "allowance": 3, "most": 2, "seen": True} | new
    act(session, ANNA, set_rule, cast.id, cast.vote, **rule)


def effect(session: Session, cast: Cast, **new) -> Effect | None:
    rule: dict[str, Any] = {"scope": "field", "allowance": 3, "most": 2, "ballot": Scope()} | new
    return effect_of(session, cast.id, cast.vote, **rule)


def test_the_moderator_sees_first_what_a_smaller_allowance_does(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    with pytest.raises(Refused, match="See first"):
        change(session, cast, allowance=2, seen=False)
    assert effect(session, cast, allowance=2) == Effect(1, 2, 0, 0, 0, 0)
    assert effect(session, cast, allowance=9) == Effect(0, 0, 0, 0, 0, 0)
    assert effect(session, cast, most=1) == Effect(1, 2, 0, 0, 0, 0)


def test_hiding_a_measure_and_asking_again_tells_nothing_of_it(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    leaving = Scope("fields", fields=(cast.fields[1],))
    assert effect(session, cast, ballot=leaving) == Effect(0, 0, 3, 0, 4, 2)
    session.get_one(Measure, cast.measures[0]).state = "hidden"
    session.flush()
    assert effect(session, cast, ballot=leaving) == Effect(0, 0, 2, 0, None, None)


def test_a_smaller_allowance_rewrites_nobodys_dots_and_everybody_concerned_is_told(
    session: Session,
) -> None:
    cast, full, some = an_open_vote(session)
    before = placed(session, cast.vote, full)
    change(session, cast, allowance=2)
    m = cast.measures
    assert placed(session, cast.vote, full) == before
    assert sum(shown(session, cast, full).values()) == 4
    assert shown(session, cast, some) == {m[0]: 1, m[3]: 1}
    assert "rule was changed" in told(session, cast, full)[0]
    assert told(session, cast, some) == []
    undo_newest(session, cast)
    assert shown(session, cast, full) == before
    assert told(session, cast, full) == []


def test_after_a_smaller_allowance_the_next_dot_is_judged_by_what_the_phone_shows(
    session: Session,
) -> None:
    cast, full, _ = an_open_vote(session)
    change(session, cast, allowance=2)
    m = cast.measures
    with pytest.raises(Refused, match="Take it back first"):
        place_dots(session, full, measure_id=m[2], count=1)
    assert place_dots(session, full, measure_id=m[1], count=0).left == 1
    assert place_dots(session, full, measure_id=m[2], count=1).left == 0
    assert {n: c for n, c in shown(session, cast, full).items() if n in m[:3]} == {m[0]: 1, m[2]: 1}


def test_whole_fields_that_leave_are_told_in_dots(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    found = effect(session, cast, ballot=Scope("fields", (cast.fields[0],)))
    assert found == Effect(0, 0, 3, 0, 4, 2)


def test_of_single_measures_that_leave_no_dots_are_told(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    for rest in (cast.measures[:5], cast.measures[1:], cast.measures[1:5]):
        found = effect(session, cast, ballot=Scope("measures", measures=rest))
        assert found is not None
        assert (found.freed, found.freed_people) == (None, None)


def test_no_preview_depends_on_where_the_dots_lie(session: Session) -> None:
    """Two people swap measures within a field: nothing that a preview says may change."""
    cast = a_workshop(session, "vote", measures=6, fields=2, allowance=3, most=2)
    guest = a_guest(session, cast)
    rules: list[dict[str, Any]] = [{"allowance": 1}, {"most": 1}, {"scope": "step", "allowance": 2}]
    ballots = [Scope("measures", measures=cast.measures[k:]) for k in range(1, 5)]

    def all_previews() -> list[Effect | None]:
        return [effect(session, cast, **r, ballot=b) for r in rules for b in (Scope(), *ballots)]

    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    place_dots(session, guest, measure_id=cast.measures[1], count=1)
    before = all_previews()
    place_dots(session, guest, measure_id=cast.measures[0], count=0)
    place_dots(session, guest, measure_id=cast.measures[2], count=2)
    assert all_previews() == before


def test_a_ballot_of_one_measure_tells_nobody_who_has_voted(session: Session) -> None:
    """There, all, some and none are its dots: in the turnout, in previews and before going on."""
    cast = a_workshop(session, "vote", measures=1, fields=1, allowance=3, most=2)
    place_dots(session, a_guest(session, cast), measure_id=cast.measures[0], count=2)
    a_guest(session, cast)
    here = room(session, cast.id)
    assert turnout_of(session, here).turnout is None
    assert turnout_of(session, here).fields == ()
    assert still_voting(session, here) is None
    told = effect(session, cast, allowance=1, most=1)
    assert told is not None
    assert (told.people, told.dots) == (None, None)
    close_step(session, cast.id, cast.vote)
    turnout = turnout_of(session, room(session, cast.id)).turnout
    assert turnout is not None
    assert (turnout.all, turnout.none) == (1, 1)


def test_a_smaller_ballot_lets_dots_rest_and_a_larger_one_brings_them_back(
    session: Session,
) -> None:
    cast, full, _ = an_open_vote(session)
    m = cast.measures
    change(session, cast, ballot=Scope("measures", measures=(*m[1:],)))
    assert m[0] not in shown(session, cast, full)
    assert "left the ballot" in told(session, cast, full)[0]
    place_dots(session, full, measure_id=m[2], count=1)
    assert told(session, cast, full), "one dot is still in hand"
    change(session, cast, ballot=Scope())
    assert shown(session, cast, full) == {m[0]: 1, m[1]: 1, m[2]: 1, m[3]: 2, m[4]: 1}
    undo_newest(session, cast)
    undo_newest(session, cast)
    assert placed(session, cast.vote, full)[m[0]] == 2


def test_a_ballot_without_any_measure_is_refused(session: Session) -> None:
    cast, *_ = an_open_vote(session)
    with pytest.raises(Refused, match="no measure"):
        change(session, cast, ballot=Scope("best"))
