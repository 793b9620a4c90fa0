"""A questionnaire as plain values: what is asked, in which languages, under which conditions.

It knows nothing of people. The database keeps it as JSON (`surveys/codec.py`), each published
version for ever, so that every answer is read with the words that were asked. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""Language tag → text. A language without an entry has not been translated yet."""

Value: TypeAlias = (
    int | float | str | list[str] | dict[str, str] | dict[str, int] | dict[str, list[str]] | None
)
"""An answer as JSON holds it. What each kind stores stands in KINDS below; None: "no answer",
said on purpose. A question that nobody has answered has no entry at all."""

Answers: TypeAlias = Mapping[str, Value]
"""Name of a question → its answer. Beside it "name:other", the words typed for "other", and
"name:note", what an interviewer wrote down; what is no answer yet: see answering/half_done.py."""

KINDS = {
    "statement": "nothing: a text to read",
    "single": "name of the choice",
    "multiple": "list of names of choices, in the order of the questionnaire",
    "scale": "whole number from low to high",
    "matrix": "name of each row that was answered → name of the choice",
    "number": "number",
    "date": "date as ISO text: 2026-11-21",
    "short_text": "text of one line",
    "long_text": "text",
    "ranking": "list of names of choices, the first first; not all need be ranked",
    "points": "name of each choice that got any → whole number of points",
    "yes_no": '"yes" or "no"',
    "consent": '"yes"',
    "swot": "strengths, weaknesses, chances, risks → list of entries",
    "calculation": "number or text, computed; never asked",
}
CHOOSING = frozenset({"single", "multiple", "ranking", "points", "matrix"})
"""Kinds with a list of choices."""
TEXTS = frozenset({"short_text", "long_text"})
SILENT = frozenset({"statement", "calculation"})
"""Kinds that nobody answers."""
QUADRANTS = ("strengths", "weaknesses", "chances", "risks")
OTHER = "other"
"""The name of the choice "other", which a question with `other` has after its own."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
"""Names of questions and sections: what exports and conditions call them."""
CHOICE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}")
"""Names of choices and of a matrix's rows. Forms of other programs call them "1" and "-99"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, to rank, to give points to; or a row of a matrix.

    `exclusive`: chosen among several, it takes the others off ("none of these").
    `image`: name of a picture of the survey, empty for none.
    """

    name: str
    label: Texts
    exclusive: bool = False
    image: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Which fields a kind uses stands beside them; the others keep their default.

    Conditions, checks and formulas are expressions in the syntax of XLSForm (`${age} >= 18 and
    selected(${languages}, 'ar')`), see `surveys/expressions/`. In a `check`, `.` is the answer.
    Texts may hold `${name}`: the earlier answer stands there.
    """

    kind: str
    name: str
    label: Texts
    hint: Texts = field(default_factory=dict)
    required: bool = False  # else "no answer" can always be given
    required_message: Texts = field(default_factory=dict)  # empty: our own words
    show_if: str = ""  # empty: always
    check: str = ""  # what a given answer must fulfil
    check_message: Texts = field(default_factory=dict)
    default: str = ""  # filled in before: as text, choices by name, several with spaces
    choices: tuple[Choice, ...] = ()  # CHOOSING
    rows: tuple[Choice, ...] = ()  # matrix
    other: bool = False  # single, multiple: a further choice with words of one's own
    random: bool = False  # CHOOSING: another order of choices (matrix: rows) for each person
    low: float | None = None  # scale: from; number: at least
    high: float | None = None  # scale: to; number: at most
    low_label: Texts = field(default_factory=dict)  # scale: the name of its lower end
    high_label: Texts = field(default_factory=dict)
    whole: bool = True  # number: no fractions
    earliest: str = ""  # date: ISO text
    latest: str = ""
    least: int | None = None  # multiple, ranking: so many; texts: characters
    most: int | None = None  # the same; swot: entries in each quadrant
    total: int | None = None  # points: exactly so many are distributed
    formula: str = ""  # calculation
    about_person: bool = False  # who somebody is: results are compared by it, and protected
    appearance: str = ""  # a word of XLSForm that has a meaning here, see docs/xlsform.md


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together. `together`: on one page, else each on a page of its own.

    A section without a name has no title: its questions stand alone. Two of these never follow
    each other.
    """

    questions: tuple[Question, ...]
    name: str = ""
    title: Texts = field(default_factory=dict)
    text: Texts = field(default_factory=dict)  # below the title, on its first page
    show_if: str = ""
    together: bool = False


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that is asked. The first language is the one it was written in.

    `welcome` stands before the first question, `privacy` is what the office adds to the notice,
    `thanks` stands on the receipt and says what happens next.
    """

    title: Texts
    languages: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    welcome: Texts = field(default_factory=dict)
    privacy: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)

    @property
    def original(self) -> str:
        """The language it was written in: what stands for a text that is not translated."""
        return self.languages[0]

    def questions(self) -> Iterator[Question]:
        """All questions in their order, also those that nobody answers."""
        return (question for section in self.sections for question in section.questions)

    def question(self, name: str) -> Question | None:
        return next((one for one in self.questions() if one.name == name), None)

    def compared(self) -> tuple[Question, ...]:
        """What results are compared by, the most important first: choices about the person."""
        return tuple(
            one for one in self.questions() if one.about_person and one.kind in ("single", "yes_no")
        )
