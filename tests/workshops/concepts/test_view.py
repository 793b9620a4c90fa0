"""The view of a concept in its address: what is open and what was searched for."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from workshops.concepts.finding import Wanted
from workshops.concepts.view import View, packed_view, view_of

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
WANTED = st.builds(
    Wanted,
    words=WORDS,
    inside=st.none() | st.integers(1, 10**8),
    columns=st.dictionaries(st.sampled_from(["horizon", "key_project"]), st.just("short")),
    levels=st.dictionaries(st.just(("goal", "direction")), st.just("raise")),
    source=st.sampled_from(["", "office", "w7"]),
    decision=st.sampled_from(["", "adopted", "-"]),
    status=st.sampled_from(["", "done"]),
    without=st.frozensets(st.sampled_from(["bodies", "money"])),
)
OPEN = st.none() | st.frozensets(st.integers(1, 10**8), max_size=20)


@given(st.builds(View, wanted=WANTED, open=OPEN))
def test_a_view_comes_back_from_its_address(view: View) -> None:
    assert view_of(dict(parse_qsl(view.query()))) == view
    assert packed_view(view.query()) == view


@given(st.text(max_size=200))
def test_whatever_stands_in_a_form_is_a_view(text: str) -> None:
    view = packed_view(text)
    assert packed_view(view.query()) == view


def test_a_branch_is_opened_and_closed_among_others() -> None:
    assert view_of({"open": "n3.n4", "show": "n12"}).open == frozenset({3, 4, 12})
    assert view_of({"open": "n3.n4", "hide": "n3"}).open == frozenset({4})
    assert view_of({"open": "n3", "hide": "n3"}).opening == "none"


def test_all_and_none() -> None:
    assert view_of({"unfold": "all", "open": "n3"}).is_open(9, small=False)
    assert not view_of({"unfold": "none"}).is_open(9, small=True)
    assert not View().is_open(9, small=False)
    assert View().is_open(9, small=True)


def test_what_was_found_is_open_whatever_was_closed() -> None:
    assert view_of({"q": "lotsen", "open": "none"}).is_open(9, small=False)
