"""How answers are said in a language of a questionnaire. Pure."""

import datetime as dt

from app.language import catalogues
from app.language.content import best_text
from app.language.tags import LANGUAGES
from app.refused import Message
from surveys.questionnaire import Texts
from surveys.questions.numerals import written
from surveys.questions.way import Voice


def voice(language: str, original: str) -> Voice:
    """
    `language`: of the reader, empty for the one of the current page; `original`: the one in which
    what is not translated is shown. A questionnaire may be in a language that our own words do not
    have: these are then said in the page's.
    """
    page = catalogues.current()
    language = language or page
    spoken = language if language in catalogues.offered() else page

    def text(texts: Texts) -> str:
        return best_text(texts, language, original)

    def words(message: Message) -> str:
        with catalogues.speaking(spoken):
            return catalogues.words(message)

    def day(iso: str) -> str:
        with catalogues.speaking(spoken):
            return catalogues.long_date(dt.date.fromisoformat(iso))

    with catalogues.speaking(spoken):
        decimal = str(catalogues.locale().number_symbols["latn"]["decimal"])
    comma = "، " if LANGUAGES[spoken].direction == "rtl" else ", "
    return Voice(decimal, comma, text, words, lambda value: written(value, decimal), day)
