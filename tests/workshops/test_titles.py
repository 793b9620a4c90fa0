"""Titles in lists and selects."""

from workshops.titles import told_apart


def test_only_titles_that_occur_twice_bear_their_names() -> None:
    titles = [("wetzlar", "Plan"), ("goals", "Goals"), ("wetzlar-2", "Plan")]
    assert list(told_apart(titles).items()) == [
        ("wetzlar", "Plan (wetzlar)"),
        ("goals", "Goals"),
        ("wetzlar-2", "Plan (wetzlar-2)"),
    ]
