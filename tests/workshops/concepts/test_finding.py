"""Searching and filtering: what is found, in any language, and the entries above it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.concepts.finding import Wanted, find, folded
from workshops.concepts.snapshot import Measure, Node, Report
from workshops.concepts.structure import Structure
from workshops.schemes import library

WAIBLINGEN = library.load_built_in("waiblingen")
REPORT = Report("running", dt.date(2027, 3, 1), {})


def a_structure() -> Structure:
    """Two fields; the measures are 1 to 4."""
    guides = Measure(
        1,
        "de",
        {"de": "Lotsen für Schüler", "tr": "Öğrenciler için kılavuzlar"},
        {"key_project": True, "horizon": "short", "responsible": ["Schulamt"]},
        decision="adopted",
        report=REPORT,
    )
    cafe = Measure(2, "de", {"de": "Café für Eltern"}, {"key_project": False})
    plain = Measure(3, "ar", {"ar": "مقهى للأهل"}, {"cost": {"cents": None}}, decision="proposed")
    last = Measure(4, "de", {"de": "Lotsen im Stadtteil"})
    focus = Node(12, 1, {"de": "Übergänge"}, (), (cafe, plain))
    school = Node(11, 0, {"de": "Schule"}, (focus,), (guides,))
    nodes = (school, Node(13, 0, {"de": "Wohnen"}, (), (last,)))
    origins = {1: "office", 2: "w7", 3: "import", 4: "office"}
    return Structure(1, "x", "Konzept", "de", WAIBLINGEN, nodes, {}, (), origins)


CASES = [
    (Wanted(words="lotsen"), [1, 4], set(), {11, 13}),
    (Wanted(words="LOTSEN schuler"), [1], set(), {11}),
    (Wanted(words="ogrenciler"), [1], set(), {11}),
    (Wanted(words="cafe"), [2], set(), {11, 12}),
    (Wanted(words="مقهي"), [], set(), set()),
    (Wanted(words="مقهى"), [3], set(), {11, 12}),
    (Wanted(words="übergange"), [], {12}, {11, 12}),
    (Wanted(words="lotsen", inside=13), [4], set(), {13}),
    (Wanted(inside=12), [2, 3], {12}, {11, 12}),
    (Wanted(columns={"key_project": "yes"}), [1], set(), {11}),
    (Wanted(columns={"key_project": "no"}), [2], set(), {11, 12}),
    (Wanted(columns={"key_project": "-"}), [3, 4], set(), {11, 12, 13}),
    (Wanted(columns={"horizon": "short"}), [1], set(), {11}),
    (Wanted(source="office"), [1, 4], set(), {11, 13}),
    (Wanted(source="w7"), [2], set(), {11, 12}),
    (Wanted(decision="adopted"), [1], set(), {11}),
    (Wanted(decision="-"), [2, 4], set(), {11, 12, 13}),
    (Wanted(status="running"), [1], set(), {11}),
    (Wanted(without=frozenset({"bodies"})), [2, 3, 4], set(), {11, 12, 13}),
    (Wanted(without=frozenset({"money"})), [1, 2, 4], set(), {11, 12, 13}),
    (Wanted(words="lotsen", decision="-"), [4], set(), {13}),
]


@pytest.mark.parametrize(("wanted", "measures", "entries", "shown"), CASES)
def test_what_is_asked_for_is_found_with_the_entries_above_it(
    wanted: Wanted, measures: list[int], entries: set[int], shown: set[int]
) -> None:
    found = find(a_structure(), wanted)
    assert list(found.measures) == measures
    assert (set(found.entries), set(found.shown)) == (entries, shown)


def test_who_filters_measures_is_shown_no_entry_for_its_title() -> None:
    found = find(a_structure(), Wanted(words="wohnen", source="office"))
    assert (found.measures, found.entries) == ((), frozenset())


def test_what_an_entry_says_holds_for_all_that_is_below_it() -> None:
    guide = library.load_built_in("leitfaden")
    more = Node(
        2, 1, {"de": "Mehr"}, (), (Measure(1, "de", {"de": "Eins"}),), {"direction": "raise"}
    )
    less = Node(3, 1, {"de": "Weniger"}, (), (Measure(2, "de", {"de": "Zwei"}),))
    concept = Structure(
        1, "x", "x", "de", guide, (Node(1, 0, {"de": "Feld"}, (more, less)),), {}, ()
    )
    for value, entry, measure in (("raise", 2, 1), ("-", 3, 2)):
        found = find(concept, Wanted(levels={("goal", "direction"): value}))
        assert (set(found.entries), found.measures, set(found.shown)) == (
            {entry},
            (measure,),
            {1, entry},
        )


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Straße", "strasse"),
        ("ISPARTA ılıca", "isparta ilica"),
        ("مُدَرِّسَة", "مدرسة"),
        ("Łódź", "lodz"),
    ],
)
def test_case_accents_and_vowel_signs_make_no_difference(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.sampled_from([case[0] for case in CASES]), st.sampled_from([case[0] for case in CASES]))
def test_asking_for_more_finds_no_more(one: Wanted, other: Wanted) -> None:
    both = Wanted(
        words=f"{one.words} {other.words}",
        columns={**one.columns, **other.columns},
        without=one.without | other.without,
    )
    fewer = Wanted(words=one.words, columns=one.columns, without=one.without)
    overwritten = any(one.columns.get(k, v) != v for k, v in other.columns.items())
    if not overwritten:
        measures = set(find(a_structure(), both).measures)
        assert measures <= set(find(a_structure(), fewer).measures)
