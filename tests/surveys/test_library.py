"""The blocks of the library: whole in every language, and ready to be published."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from app.language.tags import LANGUAGES
from surveys.codec import as_data
from surveys.faults import faults
from surveys.library import Block, blocks
from surveys.limesurvey import text
from surveys.questionnaire import Texts

BLOCKS = pytest.mark.parametrize("block", blocks(), ids=lambda block: block.key)


def _texts(data: Any) -> Iterator[Texts]:
    """Everything in the data that is a text in languages."""
    if isinstance(data, list):
        for one in data:
            yield from _texts(one)
    elif isinstance(data, dict) and data.keys() & LANGUAGES.keys():
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from _texts(one)


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def test_the_library_has_what_an_integration_office_asks():
    assert [one.key for one in blocks()] == [
        *("event-feedback", "heads-of-offices", "migrants-organisations", "swot"),
        "who-is-in-the-room",
    ]


@BLOCKS
def test_every_text_of_a_block_is_there_in_every_language(block: Block):
    assert set(block.questionnaire.languages) == set(LANGUAGES)
    texts = [block.about, *_texts(as_data(block.questionnaire))]
    assert len(texts) > 10
    for found in texts:
        assert set(found) == set(LANGUAGES), found
        assert all(text and text == text.strip() for text in found.values()), found
        for tag, words in found.items():
            assert _is_arabic(words) == (tag == "ar"), (tag, words)


@BLOCKS
def test_a_block_has_no_faults_but_the_hints_on_what_the_office_is_to_choose(block: Block):
    """Among age, gender, immigration and district; and which districts there are."""
    found = [(one.where, one.part, one.stops) for one in faults(block.questionnaire)]
    wanted = [("district", part, False) for part in ("about_person", "choices")]
    assert found == (wanted if block.key == "who-is-in-the-room" else [])


def test_several_blocks_fit_into_one_survey_without_new_names():
    names: Counter[str] = Counter()
    for block in blocks():
        names.update(section.name for section in block.questionnaire.sections)
        names.update(question.name for question in block.questionnaire.questions())
    assert [name for name, times in names.items() if times > 1 or not name] == []


@BLOCKS
def test_a_block_goes_through_limesurvey_unchanged(block: Block):
    found = text.read(text.write(block.questionnaire, block.key), "")
    assert found.questionnaire is not None
    assert as_data(found.questionnaire) == as_data(block.questionnaire)
    assert found.unmapped == ()
