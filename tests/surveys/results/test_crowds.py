"""Nobody can be found: whatever is filtered, subtracted, weighted, crossed or looked at again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.few import FEWEST, is_few
from surveys.questionnaire import Question
from surveys.results.columns import RUN, Gap, asked
from surveys.results.crossing import crossed, may_cross, results
from surveys.results.crowds import MIXED, crowds
from surveys.results.parts import Bars
from surveys.results.table import Selection, Table
from surveys.results.weighting import weighting
from tests.surveys.results.people import (
    AGE,
    LIKES,
    NEW,
    WHY,
    Person,
    a_questionnaire,
    a_table,
    choices,
)

values = st.sampled_from(["", "a", "b", "c"])
rows = st.lists(st.tuples(values, values, values), min_size=5, max_size=80)


@given(rows)
def test_everybody_is_in_a_crowd_of_at_least_five(people: list[tuple[str, ...]]) -> None:
    found = crowds(people)
    assert len(found) == len(people)
    assert set(found) == set(range(max(found) + 1))
    assert min(Counter(found).values()) >= FEWEST


def test_who_is_many_stays_by_themselves_when_a_few_need_company() -> None:
    people = [("woman",)] * 500 + [("man",)] * 480 + [("diverse",)] * 2
    found = crowds(people)
    told = {place: {people[n] for n, p in enumerate(found) if p == place} for place in set(found)}
    mixed = [place for place, who in told.items() if len(who) > 1]
    assert [found.count(place) for place in mixed] == [FEWEST]  # three come along, 977 do not


def test_the_least_important_column_is_given_up_first() -> None:
    people = [(age, town) for age in ("young", "old") for town in "abc" for _ in range(2)]
    found = crowds(people)
    assert {frozenset(age for (age, _), p in zip(people, found, strict=True) if p == place)
            for place in set(found)} == {frozenset({"young"}), frozenset({"old"})}  # fmt: skip


person = st.fixed_dictionaries(
    {RUN: st.sampled_from(["1", "1", "2"])},
    optional={
        "age": st.sampled_from(["young", "young", "old", None]),
        "new": st.sampled_from(["yes", "no"]),
        "likes": st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True),
        "why": st.sampled_from(["because", None]),
    },
)
arrivals = st.lists(st.lists(person, min_size=5, max_size=40), min_size=1, max_size=4)
QUESTIONS = (AGE, NEW, LIKES, WHY)
MARGINS = {"age": {"young": 40.0, "old": 60.0}, "new": {"yes": 20.0, "no": 80.0}}


def filters(table: Table) -> Iterator[dict[str, str]]:
    """Every filter there is, also of values that nobody has."""
    options = [["", *(one.value for one in table.options(name))] for name in table.by]
    for chosen in product(*options):
        yield {name: one for name, one in zip(table.by, chosen, strict=True) if one}


def shown_sets(table: Table) -> Iterator[tuple[str, frozenset[str]]]:
    """Question, and the people whose answers to it some page tells together: filtered, as a line
    of a table, or apart from others because they weigh differently."""
    weighed = weighting(table, MARGINS)
    weights = weighed.weights if weighed else [1.0] * len(table.crowds)
    for wanted in filters(table):
        selection = table.select(wanted)
        for question in QUESTIONS:
            name = question.name
            yield name, who(table, name, selection.at(name))
            for crowded in table._by_weight(name, selection.at(name), weights).values():
                flags = [one in crowded for one in table.crowds]
                yield name, who(table, name, flags)
            for by in table.by if question is LIKES else ():
                yield from lines(selection, by)


def lines(selection: Selection, by: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The people of each line, found by what a line is counted from."""
    table, seen = selection.table, []

    def count(name: str, flags: Sequence[bool], weights: Any = None) -> Any:
        seen.append(who(table, name, flags))
        return Table.tally(table, name, flags, weights)

    object.__setattr__(table, "tally", count)
    try:
        crossed(selection, by, LIKES)
    finally:
        object.__delattr__(table, "tally")
    yield from ((LIKES.name, one) for one in seen)


def who(
    table: Table, name: str, flags: Sequence[bool], gaps: Sequence[object] = (None, *Gap)
) -> frozenset[str]:
    """Those of these crowds who have answered, or have none of these `gaps`."""
    column = table.columns[name]
    return frozenset(
        table.ids[place]
        for crowd, flag in zip(table.crowds, flags, strict=True)
        if flag
        for place in range(crowd.start, crowd.stop)
        if column[place] not in gaps
    )


@given(arrivals)
def test_no_sequence_of_pages_over_time_is_about_fewer_than_five(
    batches: list[list[Person]],
) -> None:
    """An attacker keeps every page of every load, and builds all unions and differences: what they
    can tell apart are the people who stand on the same pages. These are five, or nobody."""
    named = [
        [{**one, ":id": f"{number}-{place}"} for place, one in enumerate(batch)]
        for number, batch in enumerate(batches)
    ]
    pages: dict[str, set[frozenset[str]]] = {}
    for load in range(1, len(named) + 1):
        table = a_table(a_questionnaire(*QUESTIONS), *named[:load])
        for question, people in shown_sets(table):
            pages.setdefault(question, set()).add(people)
    for question, sets in pages.items():
        order = list(sets)
        apart = Counter(tuple(one in page for page in order) for one in frozenset().union(*order))
        assert all(number >= FEWEST for number in apart.values()), question


@given(arrivals)
def test_what_a_filter_shows_and_cannot_show_is_everybody_it_might_mean(
    batches: list[list[Person]],
) -> None:
    table = a_table(a_questionnaire(*QUESTIONS), *batches)
    everybody = [one for batch in batches for one in batch]
    assert table.select({}).people == table.people == len(everybody)
    assert table.select({}).withheld == 0
    for wanted in filters(table):
        found = table.select(wanted)
        meant = sum(all(one.get(name) == v for name, v in wanted.items()) for one in everybody)
        assert found.people <= meant <= found.possible
        assert found.people == 0 or found.people >= FEWEST


@given(arrivals)
def test_lines_of_a_table_are_together_the_whole(batches: list[list[Person]]) -> None:
    table = a_table(a_questionnaire(*QUESTIONS), *batches)
    for by in table.by:
        found = crossed(table.select({}), by, LIKES)
        assert sum(one.summary.people for one in found.lines) == found.whole.people
        assert sum(one.summary.answered for one in found.lines) == found.whole.answered
        assert [one.value for one in found.lines if one.value == MIXED] in ([], [MIXED])


@given(arrivals)
def test_who_somebody_is_is_told_of_nobody_or_of_five(batches: list[list[Person]]) -> None:
    """No bar of such a question, filtered, weighted or beside another one, is about fewer."""
    table = a_table(a_questionnaire(*QUESTIONS), *batches)
    weighed = weighting(table, MARGINS)
    weights = weighed.weights if weighed and weighed.usable else None
    for wanted in filters(table):
        selection = table.select(wanted)
        for question in (AGE, NEW):
            tables = [crossed(selection, by, question) for by in table.by]
            found = [line.summary for one in tables for line in one.lines]
            found += results(selection, [question], weights)
            for one in found:
                bars = one.parts.bars if isinstance(one.parts, Bars) else ()
                assert all(bar.people == 0 or bar.people >= FEWEST for bar in bars)
                assert sum(bar.people for bar in bars) == one.answered


@given(arrivals)
def test_no_two_charts_of_who_people_are_differ_by_fewer_than_five(
    batches: list[list[Person]],
) -> None:
    """Of all, of a run, under filters, and earlier: each is a part of the one before it. Not of
    filters where crowds are told together with others: charts may leave such ones out."""
    for question in (AGE, NEW):
        name, before = question.name, Counter[str]()
        for load in range(1, len(batches) + 1):
            table = a_table(a_questionnaire(*QUESTIONS), *batches[:load])
            everybody = told_of(table.select({}), question)
            for value in everybody:
                assert not is_few(everybody[value] - before[value])
                runs = [{RUN: one.value} for one in table.options(RUN)]
                for wanted in ({}, *runs):
                    whole = told_of(table.select(wanted), question)[value]
                    assert not is_few(everybody[value] - whole)
                    if table.together(name) == list(range(len(table.crowds))):
                        filtered = table.select({**wanted, name: value}).people
                        assert not is_few(whole - filtered)
            before = everybody


def told_of(selection: Selection, question: Question) -> Counter[str]:
    """How many are told to have said what."""
    (found,) = results(selection, [question])
    bars = found.parts.bars if isinstance(found.parts, Bars) else ()
    return Counter({bar.name: bar.people for bar in bars if bar.name != MIXED})


@given(arrivals)
def test_who_was_asked_tells_of_nobody_who_they_are(batches: list[list[Person]]) -> None:
    """Where it depends on that: no two pages differ by fewer than five who were asked."""
    since = Question("number", "since", {}, show_if="${new} = 'yes'")
    pages: set[frozenset[str]] = set()
    for load in range(1, len(batches) + 1):
        named = [
            [{**one, ":id": f"{number}-{place}"} for place, one in enumerate(batch)]
            for number, batch in enumerate(batches[:load])
        ]
        table = a_table(a_questionnaire(AGE, NEW, since), *named)
        for wanted in filters(table):
            flags = table.select(wanted).at("since")
            pages.add(who(table, "since", flags, gaps=(Gap.NOT_ASKED,)))
    for one, other in product(pages, pages):
        assert not one < other or not is_few(len(other - one))


def test_of_mixed_crowds_is_told_what_five_in_all_of_them_have_said() -> None:
    mixed = [{"age": age, "new": new} for age in ("young", "old") for new in ("yes", "no")] * 3
    many = [{"new": "yes"}] * 9
    table = a_table(a_questionnaire(AGE, NEW), [*many, *mixed])
    everybody = table.select({})
    assert [one.size for one in table.crowds] == [9, 6, 6]
    assert {cell: n for cell, n, _ in everybody.tally("new")} == {"yes": 15, "no": 6}
    assert {cell: n for cell, n, _ in table.tally("new", everybody.at("new"))} == {
        "yes": 9,
        MIXED: 12,
    }
    mixed.remove({"age": "young", "new": "no"})
    mixed.remove({"age": "old", "new": "no"})
    fewer = a_table(a_questionnaire(AGE, NEW), [*many, *mixed])
    assert {cell: n for cell, n, _ in fewer.select({}).tally("new")} == {"yes": 9, MIXED: 10}


SPEAKS = Question("multiple", "speaks", {}, choices=choices("a", "b", "c"), about_person=True)
YEARS = Question("number", "years", {}, about_person=True)
GUESS = Question("calculation", "guess", {}, formula="${years} * 2")
AGAIN = Question("calculation", "again", {}, formula="concat(${why}, '!')")


def test_what_crowds_do_not_protect_is_told_of_all_people_or_of_none() -> None:
    speaks = [["a"], ["a", "b"], ["a", "c"], ["a", "c"], ["a", "c"], ["a", "c"], ["a", "c"]]
    people = [{"age": "young", "speaks": one, "years": 20} for one in speaks]
    table = a_table(a_questionnaire(AGE, SPEAKS, YEARS, GUESS), people)
    everybody, young = table.select({}), table.select({"age": "young"})
    assert told_of(everybody, SPEAKS) == {"a": 7}  # “b” is told by one, so “c” is not told either
    for question in (SPEAKS, YEARS, GUESS):
        assert not may_cross(table, question)
        assert [one.people for one in results(everybody, [question])] == [7]
        assert [one.people for one in results(young, [question])] == [0]


def test_a_calculation_that_could_repeat_what_was_typed_has_no_results() -> None:
    assert asked(a_questionnaire(LIKES, WHY, AGAIN)) == (LIKES, WHY)
