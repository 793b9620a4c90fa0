"""What a downloaded file is called."""

from dataclasses import replace

import pytest

from tests.workshops.letterheads.letters import a_concept
from workshops.exports.files import full_name

LONG = (
    "Konzept für Integration und Vielfalt in der Stadt und im Landkreis zwischen Main und Spessart"
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Wir: fördern/Integration!", "Wir fördern Integration!"),
        (f"{LONG} (Stand November 2025)", LONG),
        (f"{LONG}, Fortschreibung 2027", LONG),
        (f"{LONG} (2027) und wie es weitergeht", f"{LONG} (2027)"),
        ("x" * 120, "x" * 100),
    ],
)
def test_a_long_title_ends_with_a_word_and_without_an_open_bracket(title: str, name: str) -> None:
    found = a_concept()
    found = replace(found, event=None, snapshot=replace(found.snapshot, title=title))
    assert full_name(found, "docx", "de") == f"{name}.docx"
