"""How results are said in the reader's language: names of answers, shares, sentences."""

import datetime as dt
from dataclasses import dataclass

from babel.dates import format_skeleton
from babel.numbers import format_percent

from app.language import catalogues
from app.language.content import best_text
from app.refused import Message, say
from surveys.expressions import REFERENCE
from surveys.questionnaire import OTHER, Question, Texts
from surveys.questions.choosing import YES_NO
from surveys.results.columns import LANGUAGE, RUN
from surveys.results.crowds import MIXED
from surveys.results.figures import Bin, Histogram, Spread
from surveys.results.summaries import Summary
from surveys.results.table import Table


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts of a questionnaire for a reader of `language`; `original` is its own."""

    language: str
    original: str

    def text(self, texts: Texts) -> str:
        """Where an earlier answer would stand, there are dots: each person read another."""
        return REFERENCE.sub("…", best_text(texts, self.language, self.original))

    def label(self, question: Question) -> str:
        return self.text(question.label) or question.name

    def choice(self, question: Question, name: str) -> str:
        """An answer by its name; one that is none any more is said as it is."""
        if name == MIXED:
            return catalogues.words(say("All others"))
        if question.kind in ("yes_no", "consent") and name in YES_NO:
            return catalogues.words(YES_NO[name])
        if question.kind == "date":
            return month(name)
        label = next((one.label for one in question.choices if one.name == name), None)
        if label is not None:
            return self.text(label) or name
        return catalogues.words(say("Other")) if question.other and name == OTHER else name

    def step(self, question: Question, name: str) -> str:
        """The same; of a scale a step, its ends with their names."""
        if question.kind != "scale":
            return self.choice(question, name)
        ends = {question.low: question.low_label, question.high: question.high_label}
        label = self.text(ends.get(float(name), {}))
        return f"{name} – {label}" if label else name

    def row(self, question: Question, name: str) -> str:
        return next((self.text(one.label) for one in question.rows if one.name == name), name)

    def column(self, table: Table, name: str) -> str:
        """What a column that results are compared by is called."""
        if name in _COLUMNS:
            return catalogues.words(_COLUMNS[name])
        question = table.questionnaire.question(name)
        return self.label(question) if question else name

    def value(self, table: Table, name: str, value: str) -> str:
        """A value of such a column."""
        if value == MIXED:
            return catalogues.words(say("All others"))
        if name == RUN:
            return table.runs.get(value, value)
        if name == LANGUAGE:
            return catalogues.language_name(value)
        question = table.questionnaire.question(name)
        return self.choice(question, value) if question else value


_COLUMNS = {RUN: say("Run of the survey"), LANGUAGE: say("Language")}


def month(name: str) -> str:
    """2026-11 in words; a year is one already."""
    if len(name) <= 4:
        return name
    day = dt.date.fromisoformat(f"{name}-01")
    return str(format_skeleton("yMMMM", day, locale=catalogues.locale()))


def percent(share: float) -> str:
    return str(format_percent(share, locale=catalogues.locale()))


def column(one: Bin) -> str:
    """The numbers that a column of a histogram holds."""
    told = catalogues.number
    return told(one.low) if one.low == one.high else f"{told(one.low)}–{told(one.high)}"


def column_head(found: Histogram) -> Message:
    """The heading of a table of such columns."""
    return say("Number") if found.whole else say("From … to below …")


def answered(found: Summary) -> Message:
    """How many answered, of those who were asked."""
    told = catalogues.number
    if found.declined:
        return say(
            "Answers: %(answered)s of %(asked)s who were asked. “No answer” was chosen by "
            "%(declined)s.",
            answered=told(found.answered),
            asked=told(found.asked),
            declined=told(found.declined),
        )
    return say(
        "Answers: %(answered)s of %(asked)s who were asked.",
        answered=told(found.answered),
        asked=told(found.asked),
    )


def figures(found: Spread) -> Message:
    return say(
        "Mean %(mean)s, median %(median)s, half of them from %(lower)s to %(upper)s, standard "
        "deviation %(spread)s.",
        mean=catalogues.decimal(found.mean),
        median=catalogues.number(found.median),
        lower=catalogues.number(found.lower),
        upper=catalogues.number(found.upper),
        spread=catalogues.decimal(found.spread),
    )


def agreement(found: Spread, width: float) -> Message:
    """The spread of a scale that is so wide, in words: at most it is half of its width."""
    part = 2 * found.spread / width if width else 0.0
    if part < 0.4:
        return say("The answers lie close together.")
    return say("The answers differ.") if part < 0.7 else say("The answers lie far apart.")
