"""Sentences with numbers, as each language writes them."""

import pytest

from app.language import catalogues
from app.refused import say_n
from app.web.pages import environment

PEOPLE = ("%(num)d person took part.", "%(num)d people took part.")


@pytest.mark.parametrize(
    ("language", "large"), [("en", "12,000"), ("de", "12.000"), ("tr", "12.000"), ("ar", "12,000")]
)
def test_a_large_number_in_a_sentence_is_easy_to_read(language: str, large: str) -> None:
    template = environment().from_string("{{ ngettext(one, many, n) }}")
    with catalogues.speaking(language):
        for number, shown in ((999, "999"), (12_000, large)):
            said = catalogues.words(say_n(*PEOPLE, number))
            assert shown in said
            assert template.render(one=PEOPLE[0], many=PEOPLE[1], n=number) == said
