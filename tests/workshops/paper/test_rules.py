"""What is typed from a ballot on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from workshops.dots.rules import Rule
from workshops.paper.rules import Printed, dots_on, read_marks, typed_as

MARKS = st.dictionaries(st.integers(1, 9999), st.integers(1, 5), min_size=1, max_size=8)
SEPARATORS = st.sampled_from([" ", "  ", ",", ", ", ";", "، ", "؛", "\t", "\n", ".", "/", " - "])
DIGITS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"])
PAPER = {n: Printed(100 + n, 1 if n <= 4 else 2, 1 if n <= 4 else 2) for n in range(1, 9)}
BY_FIELD, WHOLE = Rule("field", 3, 2), Rule("step", 4, 2)


@given(MARKS, st.data())
def test_marks_are_read_in_any_order_with_any_separator_and_in_any_digits(
    marks: dict[int, int], data: st.DataObject
) -> None:
    parts = [line for line, count in marks.items() for _ in range(count)]
    shuffled = data.draw(st.permutations(parts))
    text = ""
    for part in shuffled:
        digits = data.draw(DIGITS)
        text += "".join(digits[int(d)] for d in str(part)) + data.draw(SEPARATORS)
    assert read_marks(text) == marks


@given(MARKS)
def test_what_is_shown_can_be_typed_again(marks: dict[int, int]) -> None:
    assert read_marks(typed_as(marks)) == marks
    assert list(read_marks(typed_as(marks))) == sorted(marks)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_marks_or_a_sentence(text: str) -> None:
    try:
        marks = read_marks(text)
    except Refused:
        return
    assert marks
    assert all(0 <= line <= 9999 and count >= 1 for line, count in marks.items())


@pytest.mark.parametrize("typed", ["three", "3 x", "3 12345", "1e3", "½", "②b", "3:7"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="with spaces between them"):
        read_marks(typed)


@pytest.mark.parametrize("typed", ["", "  ", ",;", "،"])
def test_nothing_is_not_a_blank_ballot(typed: str) -> None:
    with pytest.raises(Refused, match="Blank or not valid"):
        read_marks(typed)


def test_marks_become_dots_on_measures() -> None:
    assert dots_on(BY_FIELD, PAPER, {3: 2, 7: 1}) == {103: 2, 107: 1}


@pytest.mark.parametrize(
    ("rule", "marks", "says"),
    [
        (BY_FIELD, {3: 1, 9: 1}, "There is no line %(line)d on this ballot."),
        (BY_FIELD, {3: 3}, "Line %(line)d has %(count)d dots"),
        (BY_FIELD, {1: 2, 2: 2}, "Field %(field)d has %(given)d dots"),
        (WHOLE, {1: 2, 5: 2, 6: 1}, "These are %(given)d dots"),
    ],
)
def test_what_the_rule_does_not_allow_is_refused(
    rule: Rule, marks: dict[int, int], says: str
) -> None:
    with pytest.raises(Refused) as refused:
        dots_on(rule, PAPER, marks)
    assert refused.value.message.text.startswith(says)


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 3), min_size=1))
def test_no_ballot_on_paper_has_more_than_a_phone_could_place(marks: dict[int, int]) -> None:
    for rule in (BY_FIELD, WHOLE):
        try:
            dots = dots_on(rule, PAPER, marks)
        except Refused:
            continue
        assert max(dots.values()) <= rule.most
        for pool in (0, 1, 2):
            used = sum(n for m, n in dots.items() if rule.pool(PAPER[m - 100].field_id) == pool)
            assert used <= rule.allowance
