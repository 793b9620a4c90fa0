from app.rehearsal.recount import (
    Entered,
    Event,
    Hidden,
    Merged,
    Parted,
    Placed,
    Returned,
    Rule,
    Table,
    Tally,
    differences,
)

POOLS = {1: 7, 2: 7, 3: 7, 9: 8}


def counted(*events: Event, allowance: int = 3, most: int = 2) -> Tally:
    table = Table(Rule(allowance, most), POOLS)
    for event in events:
        table.apply(event)
    return {measure: count for measure, count in table.tally().items() if count[0]}


def test_the_last_count_is_the_one_that_counts() -> None:
    assert counted(Placed("a", 1, 2), Placed("a", 1, 1), Placed("b", 1, 2)) == {1: (3, 2)}


def test_who_takes_all_dots_back_is_no_voter() -> None:
    assert counted(Placed("a", 1, 2), Placed("a", 1, 0)) == {}


def test_a_merge_sums_the_dots_of_each_person_up_to_the_limit() -> None:
    placed = (Placed("a", 1, 2), Placed("a", 2, 1), Placed("b", 2, 1))
    assert counted(*placed, Merged(2, 1)) == {1: (3, 2)}


def test_what_was_taken_apart_has_its_dots_again() -> None:
    placed = (Placed("a", 1, 2), Placed("a", 2, 1))
    assert counted(*placed, Merged(2, 1), Parted(2)) == {1: (2, 1), 2: (1, 1)}


def test_dots_placed_on_the_merged_measure_replace_those_of_its_sources() -> None:
    placed = (Placed("a", 1, 1), Placed("a", 2, 1))
    assert counted(*placed, Merged(2, 1), Placed("a", 1, 1), Parted(2)) == {1: (1, 1)}


def test_the_same_number_again_replaces_nothing() -> None:
    placed = (Placed("a", 1, 1), Placed("a", 2, 1))
    events = (*placed, Merged(2, 1), Placed("a", 1, 2), Parted(2))
    assert counted(*events) == {1: (1, 1), 2: (1, 1)}


def test_dots_that_were_spent_elsewhere_meanwhile_do_not_come_back() -> None:
    placed = (Placed("a", 1, 2), Placed("a", 2, 1))
    events = (*placed, Merged(2, 1), Placed("a", 3, 1), Parted(2))
    assert counted(*events) == {1: (2, 1), 3: (1, 1)}
    hidden = (Placed("a", 1, 2), Hidden(1), Placed("a", 2, 2), Returned(1))
    assert counted(*hidden) == {1: (1, 1), 2: (2, 1)}


def test_other_fields_have_room_of_their_own() -> None:
    events = (Placed("a", 1, 2), Hidden(1), Placed("a", 9, 2), Returned(1))
    assert counted(*events) == {1: (2, 1), 9: (2, 1)}


def test_a_hidden_measure_counts_for_nothing() -> None:
    assert counted(Placed("a", 1, 2), Placed("a", 2, 1), Hidden(1)) == {2: (1, 1)}


def test_a_corrected_ballot_on_paper_replaces_the_first_one() -> None:
    first, second = Entered("paper 1", ((1, 2), (2, 1))), Entered("paper 1", ((3, 1),))
    assert counted(first, second) == {3: (1, 1)}
    assert counted(first, Entered("paper 1", ())) == {}


def test_measures_without_dots_are_no_difference() -> None:
    assert differences({1: (2, 1), 2: (0, 0)}, {1: (2, 1)}) == {}
    assert differences({1: (2, 1)}, {1: (3, 1), 2: (1, 1)}) == {
        1: ((2, 1), (3, 1)),
        2: ((0, 0), (1, 1)),
    }
