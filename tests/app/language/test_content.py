"""In which language a text is kept."""

import pytest

from app.language.content import written_in

SPOKEN = ("de", "ar", "tr")


@pytest.mark.parametrize(
    ("text", "reading", "language"),
    [
        ("Mehr Bänke", "tr", "tr"),  # the same letters: nobody knows better than the phone
        ("Mehr Bänke im Park", "ar", "de"),
        ("مقاعد أكثر", "de", "ar"),
        ("مقاعد أكثر", "ar", "ar"),
        ("دورة B1 و B2", "ar", "ar"),
        ("Кафе", "ar", "ar"),  # nobody here writes so
        ("112!", "ar", "ar"),
    ],
)
def test_a_text_in_other_letters_is_in_another_language(
    text: str, reading: str, language: str
) -> None:
    assert written_in(text, reading, SPOKEN) == language
