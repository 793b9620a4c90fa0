from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.proportional.numbers import decimal, exact


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", 1200),
        ("500000.00", 500000),
        ("1200,50", Fraction("1200.5")),
        ("1200.05", Fraction("1200.05")),
        ("1 200,50", Fraction("1200.5")),
        ("1\u00a0200", 1200),
        ("1.200.000,50", Fraction("1200000.5")),
        ("1,200.50", Fraction("1200.5")),
        ("1.200.000", 1200000),
        ("-1,200,000", -1200000),
        ("1'200’000.50", Fraction("1200000.5")),
        ("1e+05", 100000),
        ("-3", -3),
    ],
)
def test_numbers_are_read_as_people_and_programs_write_them(text, number):
    assert exact(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1.2.3",
        "1,2,3",
        "1.200,000,000",
        "1'2",
        "nan",
        "inf",
        "1_000",
        "٣",
        "9" * 31,
        "1e999",
        "0x1",
        "1/3",
    ],
)
def test_what_is_no_number_is_none(text):
    assert exact(text) is None


@given(st.integers(-(10**20), 10**20), st.integers(0, 9))
def test_decimal_numbers_are_written_as_they_are_read(digits, places):
    number = Fraction(digits, 10**places)
    assert exact(decimal(number)) == number


def test_a_third_has_no_decimal_text():
    with pytest.raises(ValueError, match="no end"):
        decimal(Fraction(1, 3))
