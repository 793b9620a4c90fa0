"""What is read from the closed votes of a concept's workshops."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from app.refused import Missing
from tests.builders import NOW, a_concept, a_guest, dots
from tests.workshops.gathering.cast import an_event
from tests.workshops.groups.cast import a_family, bring, member
from workshops.agenda.room import room
from workshops.agenda.services import close_step, open_step
from workshops.dots.counting import count
from workshops.exports.source import ALL, source
from workshops.gathering.events import gathered
from workshops.gathering.reads import proposal_page, ranking_page
from workshops.gathering.source import combined
from workshops.models import Measure, Node, Workshop


def test_every_event_is_counted_as_its_own_result_counts_it(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=4)
    one, two, three, four = concept.measures
    casts = [
        an_event(session, concept, [{one: 2, two: 1}] * 3 + [{three: 2}] * 4),
        an_event(session, concept, [{two: 2, four: 3}] * 6),
    ]
    votes = {vote.event: vote for vote in gathered(session, concept.id).votes}
    for cast in casts:
        own = count(session, room(session, cast.id).steps[2])
        assert own is not None
        assert list(votes[cast.id].tallies) == own.tallies
        assert votes[cast.id].voters == own.voters
    page = ranking_page(session, concept.name)
    assert [(row.measure.id, row.figures.dots, row.figures.rank) for row in page.rows] == [
        (four, 18, 1),
        (two, 15, 2),
        (three, 8, 3),
        (one, 6, 4),
    ]


def test_nothing_of_an_open_vote_is_there_before_or_after_it_was_closed(session: Session) -> None:
    concept = a_concept(session, measures=2)
    cast = an_event(session, concept, [{concept.measures[0]: 2}] * 6, closed=False)
    page = ranking_page(session, concept.name)
    assert (page.rows, page.unvoted, page.counted) == ((), 2, ())
    assert [(e.votes, e.open, e.voters) for e in page.events] == [(0, 1, 0)]
    close_step(session, cast.id, cast.vote)
    assert len(ranking_page(session, concept.name).rows) == 2
    open_step(session, cast.id, cast.vote)
    assert ranking_page(session, concept.name).rows == ()
    assert combined(session, concept.name) == {}
    assert source(session, concept.name, ALL).turnout == (None, None)


def test_an_export_of_all_workshops_says_who_voted_in_what_counts(session: Session) -> None:
    concept = a_concept(session, measures=2)
    for voters in (6, 5, 4):
        an_event(session, concept, [{concept.measures[0]: 2}] * voters)
    found = source(session, concept.name, ALL)
    assert (found.together, found.turnout) == (2, (11, 11))


def test_a_group_counts_for_its_workshop_as_in_its_result(session: Session) -> None:
    family = a_family(session, measures=6)
    for group in family.groups:
        bring(session, group, "vote")
        for _ in range(6):
            seat = member(session, a_guest(session, family.plenary), group)
            dots(session, group, seat, {group.measures[0]: 2, group.measures[1]: 1})
        close_step(session, group.id, group.vote)
    page = ranking_page(session, family.plenary.concept_name)
    figures = {row.measure.id: (row.figures.dots, row.figures.voters) for row in page.rows}
    own = source(session, family.plenary.concept_name, family.plenary.code).snapshot
    assert figures == {m.id: (m.dots, m.voters) for m in own.measures()}
    assert [(e.votes, e.groups, e.voters) for e in page.events] == [(2, 2, 12)]


def test_a_workshop_that_is_not_gathered_counts_nowhere(session: Session) -> None:
    concept = a_concept(session, measures=2)
    cast = an_event(session, concept, [{concept.measures[0]: 2}] * 6)
    session.execute(update(Workshop).where(Workshop.id == cast.id).values(gathered=False))
    page = ranking_page(session, concept.name)
    assert (page.rows, page.counted, len(page.events)) == ((), (), 1)


def test_what_has_left_the_concept_has_no_rank_there(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=4)
    an_event(session, concept, [dict.fromkeys(concept.measures, 2)] * 6)
    session.execute(update(Measure).where(Measure.id == concept.measures[0]).values(state="hidden"))
    gone = update(Node).where(Node.id == concept.fields[1]).values(deleted_at=NOW)
    session.execute(gone)
    assert list(combined(session, concept.name)) == [concept.measures[1]]


def test_a_field_shows_the_ranks_among_all(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=4)
    one, two, three, four = concept.measures
    an_event(session, concept, [{three: 3, one: 2, four: 1}] * 6)
    page = ranking_page(session, concept.name, concept.fields[0])
    assert [(row.measure.id, row.figures.rank) for row in page.rows] == [(one, 2), (two, 4)]
    with pytest.raises(Missing):
        ranking_page(session, concept.name, 999_999)


def test_the_export_gets_every_figure(session: Session) -> None:
    concept = a_concept(session, measures=3)
    one, two, _ = concept.measures
    an_event(session, concept, [{one: 2}] * 6 + [{two: 1}] * 2)
    found = combined(session, concept.name)[one]
    assert (found.dots, found.voters, found.share) == (12, 6, 0.75)
    assert (found.rank, found.events, found.first_third) == (1, 1, 1)


@contextmanager
def counting_queries(session: Session) -> Iterator[list[str]]:
    found: list[str] = []

    def note(conn, cursor, statement, *rest) -> None:
        found.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    yield found
    event.remove(bind, "before_cursor_execute", note)


def test_ten_workshops_need_no_more_queries_than_two(session: Session) -> None:
    concept = a_concept(session, measures=4)
    numbers = []
    for more in (2, 8):
        for _ in range(more):
            an_event(session, concept, [{concept.measures[0]: 2, concept.measures[3]: 1}] * 5)
        with counting_queries(session) as queries:
            ranking_page(session, concept.name)
            ranking = len(queries)
            proposal_page(session, concept.name)
        numbers.append((ranking, len(queries) - ranking))
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 20
