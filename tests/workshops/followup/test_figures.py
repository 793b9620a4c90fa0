"""What people voted, summed over events, on both databases."""

from sqlalchemy.orm import Session

from app.database.base import utc_now
from tests.builders import a_concept, a_guest, a_workshop, dots, guests
from workshops.agenda.services import close_step
from workshops.followup.figures import figures_of
from workshops.followup.lines import Figures
from workshops.gathering.events import gathered
from workshops.merging.services import merge
from workshops.models import Workshop
from workshops.paper.services import enter_ballot
from workshops.process.reads import process


def test_voters_on_paper_are_people_once_their_vote_is_closed(session: Session) -> None:
    cast = a_workshop(session, "vote", measures=4)
    guests(session, cast, 5)
    for number in (1, 2):
        enter_ballot(
            session, cast.id, cast.vote, number=number, marks={1: 1}, replaces=False, now=utc_now()
        )
    assert process(session, cast.concept_name)[1].people == 5
    close_step(session, cast.id, cast.vote)
    assert process(session, cast.concept_name)[1].people == 7


def test_an_event_that_the_concept_does_not_gather_counts_nothing(session: Session) -> None:
    concept = a_concept(session)
    for counts in (True, False):
        cast = a_workshop(session, "vote", concept=concept)
        session.get_one(Workshop, cast.id).gathered = counts
        for guest in guests(session, cast, 6):
            dots(session, cast, guest, {concept.measures[0]: 1})
        close_step(session, cast.id, cast.vote)
    _, report = process(session, concept.name)
    assert (report.number, report.people) == (1, 6)
    assert figures_of(gathered(session, concept.id))[concept.measures[0]] == Figures(6, 6, 1)


def test_dots_on_what_was_merged_count_where_it_went(session: Session) -> None:
    cast = a_workshop(session, "vote", fields=1, measures=3)
    one, other, _ = cast.measures
    for _n in range(5):
        guest = a_guest(session, cast)
        dots(session, cast, guest, {one: 1, other: 1})
    close_step(session, cast.id, cast.vote)
    merge(session, cast.id, one, [other])
    found = figures_of(gathered(session, cast.concept_id))
    assert found[one] == Figures(10, 5, 1)
    assert other not in found
