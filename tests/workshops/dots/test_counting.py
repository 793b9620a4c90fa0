"""What a vote comes to: measures that are merged meanwhile, and ballots on paper."""

import pytest
from sqlalchemy.orm import Session

from app.refused import Refused
from tests.builders import NOW, a_guest, a_measure, a_workshop, dots, guests
from tests.workshops.dots.cast import ANNA, placed, shown, step_of, told, undo_newest
from workshops.agenda.room import room
from workshops.agenda.services import close_step
from workshops.dots.counting import count
from workshops.dots.placing import place_dots
from workshops.dots.turnout import turnout_of
from workshops.journal.services import act
from workshops.merging.services import merge, unmerge
from workshops.paper.services import enter_ballot


def test_dots_on_merged_measures_are_summed_and_capped_for_each_person(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=4, most=2)
    both, one = guests(session, cast, 2)
    a, b, c, _ = cast.measures
    for guest, measure_id, n in ((both, a, 2), (both, b, 1), (one, a, 1)):
        place_dots(session, guest, measure_id=measure_id, count=n)
    act(session, ANNA, merge, cast.id, b, [a])
    assert shown(session, cast, both) == {b: 2}
    assert shown(session, cast, one) == {b: 1}
    assert "are now one" in told(session, cast, both)[0]
    assert place_dots(session, both, measure_id=c, count=2).left == 0
    close_step(session, cast.id, cast.vote)
    found = count(session, room(session, cast.id).step)
    assert found is not None
    tallies = {t.measure_id: (t.dots, t.voters, t.capped) for t in found.tallies if t.dots}
    assert tallies == {b: (3, 2, 1), c: (2, 1, 0)}
    assert (found.capped, found.capped_people) == (1, 1)


def test_taken_apart_again_everybody_has_what_still_fits(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=4, most=2)
    moved, stayed = guests(session, cast, 2)
    a, b, c, _ = cast.measures
    for guest in (moved, stayed):
        place_dots(session, guest, measure_id=a, count=2)
        place_dots(session, guest, measure_id=b, count=2)
    act(session, ANNA, merge, cast.id, b, [a])
    place_dots(session, moved, measure_id=c, count=1)
    act(session, ANNA, unmerge, cast.id, a)
    assert shown(session, cast, moved) == {a: 1, b: 2, c: 1}
    assert shown(session, cast, stayed) == {a: 2, b: 2}
    undo_newest(session, cast)
    assert placed(session, cast.vote, moved) == {a: 2, b: 2, c: 1}
    assert shown(session, cast, moved) == {b: 2, c: 1}


def test_a_dot_on_a_merged_measure_replaces_those_on_its_sources(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=4, most=2)
    guest = a_guest(session, cast)
    a, b, *_ = cast.measures
    place_dots(session, guest, measure_id=a, count=2)
    merge(session, cast.id, b, [a])
    with pytest.raises(Refused, match="part of another"):
        place_dots(session, guest, measure_id=a, count=1)
    assert place_dots(session, guest, measure_id=b, count=2).left == 2
    assert placed(session, cast.vote, guest) == {a: 2}, "a retry is no news"
    assert place_dots(session, guest, measure_id=b, count=1).left == 3
    assert placed(session, cast.vote, guest) == {b: 1}


def test_a_merged_measure_stands_on_the_ballots_of_its_sources(session: Session) -> None:
    cast = a_workshop(session, "results", measures=4, fields=2)
    guest = a_guest(session, cast)
    dots(session, cast, guest, {cast.measures[0]: 1})
    new = a_measure(session, cast.fields[1], "Neu", workshop_id=cast.id)
    act(session, ANNA, merge, cast.id, new, [cast.measures[0]])
    found = count(session, step_of(session, cast, cast.vote))
    assert found is not None
    assert {t.measure_id: t.dots for t in found.tallies if t.dots} == {new: 1}
    undo_newest(session, cast)
    found = count(session, step_of(session, cast, cast.vote))
    assert found is not None
    assert new not in {t.measure_id for t in found.tallies}


def test_ballots_on_paper_are_counted_apart_and_in_the_sum(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4, fields=1, allowance=3, most=2)
    guest = a_guest(session, cast)
    place_dots(session, guest, measure_id=cast.measures[0], count=2)
    for number in (1, 2):
        enter_ballot(
            session,
            cast.id,
            cast.vote,
            number=number,
            marks={1: 1} if number == 1 else None,
            replaces=False,
            now=NOW,
        )
    page = turnout_of(session, room(session, cast.id))
    assert page.turnout
    assert (page.turnout.people, page.turnout.none, page.paper) == (1, 0, 2)
    close_step(session, cast.id, cast.vote)
    found = count(session, room(session, cast.id).step)
    assert found is not None
    first = found.tallies[0]
    assert (first.dots, first.voters, first.paper_dots, first.paper_voters) == (3, 2, 1, 1)
    assert (found.voters, found.paper_voters) == (2, 1)
