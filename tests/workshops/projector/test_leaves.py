from hypothesis import given
from hypothesis import strategies as st

from workshops.projector.leaves import LONG_ROWS, ONE_LINE, ROWS, leaves


def test_ten_short_rows_stand_on_one_page() -> None:
    assert leaves(range(10), [20] * 10) == [tuple(range(10))]


def test_a_page_more_is_shared_evenly() -> None:
    assert [len(page) for page in leaves(range(12), [20] * 12)] == [6, 6]


def test_texts_of_two_lines_get_more_room() -> None:
    assert [len(page) for page in leaves(range(10), [ONE_LINE[0] + 1] * 10)] == [5, 5]


def test_nothing_is_no_page() -> None:
    assert leaves([], []) == []


@given(st.lists(st.integers(1, 300), max_size=60))
def test_every_row_stands_on_exactly_one_page_in_its_order(lengths: list[int]) -> None:
    pages = leaves(range(len(lengths)), lengths)
    assert [row for page in pages for row in page] == list(range(len(lengths)))
    most = (LONG_ROWS if any(n > ONE_LINE[0] for n in lengths) else ROWS)[0]
    sizes = [len(page) for page in pages]
    assert all(0 < size <= most for size in sizes)
    assert not sizes or max(sizes) - min(sizes) <= 1


def test_a_larger_wall_has_fewer_rows_and_loses_none() -> None:
    rows = list(range(10))
    sizes = [leaves(rows, [10] * 10, size) for size in (0, 1, 2)]
    assert [len(pages) for pages in sizes] == [1, 2, 2]
    assert all([row for page in pages for row in page] == rows for pages in sizes)
