"""One event: which of its votes decides, and what its ranks are among."""

from hypothesis import given
from hypothesis import strategies as st

from workshops.gathering.placing import Placing, Vote, placings
from workshops.priorities.ranking import Tally, ranked

EVENT, GROUP, OTHER_GROUP = 1, 2, 3


def vote(dots: dict[int, int], room: int = EVENT, voters: int = 20, narrowed: bool = False) -> Vote:
    """Measure -> dots, each from as many people."""
    tallies = tuple(Tally(measure, n, n) for measure, n in dots.items())
    return Vote(EVENT, room, voters, tallies, narrowed)


def ranks(*votes: Vote) -> dict[int, tuple[int, int]]:
    return {id: (one.rank, one.of) for id, one in placings(votes).items()}


def test_a_single_vote_gives_its_ranks_among_its_ballot() -> None:
    assert ranks(vote({1: 5, 2: 9, 3: 5, 4: 1})) == {2: (1, 4), 1: (2, 4), 3: (2, 4), 4: (4, 4)}


def test_dots_of_two_votes_are_never_added() -> None:
    found = placings([vote({1: 5, 2: 9}), vote({1: 3}, voters=12)])
    assert (found[1].dots, found[1].asked) == (3, 12)
    assert (found[2].dots, found[2].asked) == (9, 20)


def test_what_the_second_round_left_out_is_ranked_behind_what_it_was_on() -> None:
    first = vote({1: 9, 2: 8, 3: 7, 4: 6, 5: 5})
    final = vote({1: 2, 2: 6}, narrowed=True)
    assert ranks(first, final) == {2: (1, 5), 1: (2, 5), 3: (3, 5), 4: (4, 5), 5: (5, 5)}


def test_a_second_vote_on_something_else_leaves_the_ranks_of_the_first() -> None:
    assert ranks(vote({1: 9, 2: 8}), vote({3: 2, 4: 6})) == {
        1: (1, 2),
        2: (2, 2),
        4: (1, 2),
        3: (2, 2),
    }


def test_the_workshop_goes_before_its_groups_and_the_larger_group_before_the_smaller() -> None:
    found = placings(
        [
            vote({1: 4, 2: 4}, room=GROUP, voters=6),
            vote({1: 7, 2: 3, 3: 2}, room=OTHER_GROUP, voters=9),
            vote({3: 8}),
        ]
    )
    assert {id: (one.dots, one.asked) for id, one in found.items()} == {
        3: (8, 20),
        1: (7, 9),
        2: (3, 9),
    }


def test_a_final_on_the_best_of_the_groups_goes_before_what_they_left_out() -> None:
    found = ranks(
        vote({1: 9, 2: 8, 3: 1}, room=GROUP),
        vote({4: 9, 5: 8}, room=OTHER_GROUP, voters=30),
        vote({1: 3, 4: 5}, narrowed=True),
    )
    assert found == {4: (1, 5), 1: (2, 5), 5: (3, 3), 2: (3, 4), 3: (4, 4)}


def test_the_first_third_is_rounded_up_and_needs_a_dot() -> None:
    assert [Placing(1, 1, rank, 7, 9).first_third for rank in (1, 3, 4)] == [True, True, False]
    assert not Placing(0, 0, 1, 7, 9).first_third


DOTS = st.dictionaries(st.integers(1, 12), st.integers(0, 9), min_size=1, max_size=12)


@given(DOTS)
def test_one_vote_gives_the_ranks_that_its_own_result_shows(dots: dict[int, int]) -> None:
    one = vote(dots)
    assert {id: place.rank for id, place in placings([one]).items()} == {
        row.measure_id: row.rank for row in ranked(one.tallies)
    }


@given(st.lists(st.builds(vote, DOTS, narrowed=st.booleans()), min_size=1, max_size=5))
def test_no_measure_is_lost_and_each_has_the_figures_of_its_newest_vote(votes: list[Vote]) -> None:
    found = placings(votes)
    newest = {tally.measure_id: tally.dots for one in votes for tally in one.tallies}
    assert {id: place.dots for id, place in found.items()} == newest
    assert all(1 <= place.rank <= place.of for place in found.values())
