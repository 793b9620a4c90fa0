"""What a downloaded file is called."""

import pytest

from app.files.file import File, full_name

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
        (" ?! / ".replace("!", ""), "city"),
    ],
)
def test_a_long_title_ends_with_a_word_and_without_an_open_bracket(title: str, name: str) -> None:
    assert full_name(title, ["K7F", "ar"], "docx", "city") == f"{name} K7F ar.docx"


def test_a_browser_of_every_age_finds_the_name() -> None:
    headers = File("a.csv", "Ü.csv", "text/csv", b"").headers
    found = "attachment; filename=\"a.csv\"; filename*=UTF-8''%C3%9C.csv"
    assert headers["Content-Disposition"] == found
