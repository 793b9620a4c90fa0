"""The codebook: what each column is about, and what its values mean, in all languages."""

from collections.abc import Iterator
from typing import TypeAlias

from app.language import catalogues
from app.refused import Message, say
from surveys.questionnaire import OTHER, Question, Texts
from surveys.questions.choosing import YES_NO
from surveys.questions.kinds import kinds
from surveys.questions.swot import TITLES
from surveys.questions.voices import voice
from surveys.results_files.columns import (
    NO_ANSWER,
    OWN,
    WITHHELD,
    Column,
    own_columns,
    withheld,
)
from surveys.results_files.rows import all_columns, text_columns
from surveys.results_files.source import Source

NAME = say("Codebook")
HEADINGS = (say("Column"), say("Value"), say("Kind"), say("Asked in version"), say("Protection"))

_EMPTY = say("Not asked, or left empty")
_NO_ANSWER = say("“No answer” was chosen")
_WITHHELD = say("Withheld, so that nobody can be recognised: fewer than five people might share it")
_CHOSEN = {"1": say("Chosen"), "0": say("Not chosen")}
_OWN = dict(
    zip(
        OWN,
        (
            say("Run of the survey"),
            say("Day on which it was begun"),
            say("Language in which it was answered"),
            say("Whether the person came to the end: 1 or 0"),
        ),
        strict=True,
    )
)
_BESIDE = {
    f":{OTHER}": say("Words typed for “Other”"),
    ":note": say("Note of the interviewer"),
}
_OTHER = say("Other")
_HOLDS = {
    "rank": say("Place in the person’s ranking: 1 is the first"),
    "points": say("Points given"),
}
_SHARED = say("Only where at least five people share it")
_GUARDED = dict.fromkeys(OWN[:-1], _SHARED)  # whether somebody finished says nothing of them
_TIED = say("Only where at least five people share the answer that decides whether it is asked")
_APART = say("Apart from all other answers, so that nobody can be recognised by their words")
_NEVER = say("In no file: it is about the person")

Line: TypeAlias = tuple[str, ...]
Meaning: TypeAlias = Message | Texts | None
"""What a text column says: our own words, somebody's, or nothing."""


def headings(found: Source) -> Line:
    """In the current language: column, value, the text in each language, kind, versions,
    protection."""
    column, value, *others = map(catalogues.words, HEADINGS)
    texts = map(catalogues.language_name, found.questionnaire.languages)
    return (column, value, *texts, *others)


def lines(found: Source) -> Iterator[Line]:
    """A line for each column, and one for each of its values below it."""
    book = _Book(found)
    for value, meaning in (("", _EMPTY), (NO_ANSWER, _NO_ANSWER), (WITHHELD, _WITHHELD)):
        yield book.line("", value, meaning)
    for column, name in zip(own_columns(found.questionnaire), OWN, strict=True):
        yield book.line(column.heading, "", _OWN[name], protection=_GUARDED.get(name))
    for column in (*all_columns(found), *text_columns(found)):
        if column.question is not None:
            yield from _column(book, column, column.question)
    held_back = withheld(found.questionnaire)
    for question in found.questionnaire.questions():
        if question.name in held_back:
            yield book.about(Column(question.name, "", question), question, _NEVER)


def _column(book: "_Book", column: Column, question: Question) -> Iterator[Line]:
    apart = column.holds == "text" and book.apart
    ties = _TIED if book.tied.get(question.name) else None
    protection = _SHARED if question.about_person else _APART if apart else ties
    yield book.about(column, question, protection)
    for value, meaning in _values(column, question):
        yield book.line(column.heading, value, meaning)


def _values(column: Column, question: Question) -> Iterator[tuple[str, Meaning]]:
    if column.part.startswith(":"):
        return
    if column.holds == "chosen":
        yield from _CHOSEN.items()
    elif question.kind in ("yes_no", "consent"):
        yield from list(YES_NO.items())[: 2 if question.kind == "yes_no" else 1]
    elif column.holds == "choice":
        yield from ((one.name, one.label) for one in question.choices)
        if question.other:
            yield OTHER, _OTHER
    elif question.kind == "scale":
        for end, label in (
            (question.low, question.low_label),
            (question.high, question.high_label),
        ):
            if end is not None and any(label.values()):
                yield f"{end:g}", label


class _Book:
    """The lines of one codebook."""

    def __init__(self, found: Source) -> None:
        self.apart = found.texts == "apart"
        self.tied = found.tied
        self._versions = found.versions
        self._languages = found.questionnaire.languages
        original = found.questionnaire.original
        self._voices = [voice(language, original) for language in self._languages]

    def line(
        self,
        heading: str,
        value: str,
        *meanings: Meaning,
        kind: str = "",
        versions: str = "",
        protection: Message | None = None,
    ) -> Line:
        """`meanings` stand in one cell for each language, with a dash between them."""
        texts = (
            " – ".join(filter(None, (self._text(place, one) for one in meanings)))
            for place in range(len(self._languages))
        )
        return (heading, value, *texts, kind, versions, _words(protection))

    def about(self, column: Column, question: Question, protection: Message | None) -> Line:
        """What a column is: its question, and which part of it."""
        beside = _BESIDE.get(column.part) or TITLES.get(column.part)
        if column.part == OTHER and question.other:
            beside = _OTHER
        part: Meaning = column.label if column.label is not None else beside
        return self.line(
            column.heading,
            "",
            question.label,
            part,
            _HOLDS.get(column.holds),
            kind=_words(kinds()[question.kind].title),
            versions=", ".join(map(str, self._versions.get(question.name, ()))),
            protection=protection,
        )

    def _text(self, place: int, meaning: Meaning) -> str:
        if isinstance(meaning, Message):
            return self._voices[place].words(meaning)
        return meaning.get(self._languages[place], "") if meaning else ""


def _words(message: Message | None) -> str:
    return catalogues.words(message) if message else ""
