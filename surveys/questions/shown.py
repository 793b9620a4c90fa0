"""One question as a person sees it: texts in one language, choices in their order, what was typed.

`templates/surveys/questions/_question.html` draws it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.refused import Message, say
from surveys.flow import order, piped
from surveys.questionnaire import (
    CHOOSING,
    OTHER,
    QUADRANTS,
    SILENT,
    Answers,
    Choice,
    Question,
    Questionnaire,
    Texts,
    Value,
)
from surveys.questions import numbers, swot, texts
from surveys.questions.choosing import YES_NO
from surveys.questions.kinds import given, kinds
from surveys.questions.pieces import Option, Quadrant, Row, Shown, Text
from surveys.questions.points import given_points
from surveys.questions.voices import voice
from surveys.questions.way import NOTE, OTHER_WORDS, Fields, Voice, field, names

_WITHOUT_NONE = SILENT | {"consent"}
"""Kinds that need no "no answer": a box that is not ticked says it."""


def shown(
    questionnaire: Questionnaire,
    question: Question,
    answers: Answers,
    language: str,
    seed: int | str,
    errors: Mapping[str, Message] | None = None,
    interview: bool = False,
    around: str = "",
) -> Shown:
    """The question for a reader of this language.

    `answers`: those that count; those of this question as they were typed. `seed`: of the order of
    choices, the same for the same person. `errors`: of the whole form, by the names of its fields.
    `interview`: somebody reads it aloud, may always leave it open, and has a field for notes.
    `around`: the language of the page, where it is another one.
    """
    answers = _with_default(question, answers, language)
    seed = str(seed)
    about = (questionnaire, question, answers, language, around or language, seed)
    return _Showing(*about, errors or {}, interview).shown()


@dataclass(frozen=True, slots=True)
class _Showing:
    questionnaire: Questionnaire
    question: Question
    answers: Answers
    language: str
    around: str
    seed: str
    errors: Mapping[str, Message]
    interview: bool

    @property
    def value(self) -> Value:
        return self.answers.get(self.question.name)

    def shown(self) -> Shown:
        question = self.question
        low, high = numbers.ends(question)
        drawn = question.kind == "scale" and high - low < numbers.MOST_STEPS
        return Shown(
            question=question,
            kind=question.kind,
            field=field(question),
            label=self.text(question.label),
            hint=self.text(question.hint),
            rule=kinds()[question.kind].way.rule(question, self.voice),
            required=question.required,
            error=self.main_error(),
            none=self.none(),
            none_chosen=self.value is None and question.name in self.answers,
            typed=self.typed(self.value),
            options=tuple(self.options()),
            rows=tuple(self.rows()),
            quadrants=tuple(self.quadrants()),
            steps=tuple(range(low, high + 1)) if drawn else (),
            low=self.text(question.low_label),
            high=self.text(question.high_label),
            other_typed=self.typed(self.answers.get(f"{question.name}:{OTHER_WORDS}")),
            other_error=self.error(OTHER_WORDS),
            left=(question.total or 0) - given_points(self.value),
            most=texts.most(question),
            note=self.note(),
            note_error=self.error(NOTE),
        )

    def none(self) -> bool:
        if self.interview:
            return self.question.kind not in SILENT
        return not self.question.required and self.question.kind not in _WITHOUT_NONE

    def note(self) -> str | None:
        asked = self.interview and self.question.kind not in SILENT
        return self.typed(self.answers.get(f"{self.question.name}:{NOTE}")) if asked else None

    @property
    def voice(self) -> Voice:
        return voice(self.language, self.questionnaire.original)

    def text(self, texts: Texts) -> Text:
        tags = (self.language, self.questionnaire.original, *texts)
        tag = next((tag for tag in tags if texts.get(tag)), self.language)
        said = piped(texts.get(tag, ""), self.questionnaire, self.answers, self.language)
        return Text(said, "" if tag == self.around else tag)

    def typed(self, value: Value) -> str:
        if isinstance(value, int | float):
            return self.voice.number(value)
        return value if isinstance(value, str) else ""

    def error(self, part: str) -> Message | None:
        return self.errors.get(field(self.question, part))

    def main_error(self) -> Message | None:
        """The error of the whole, unless it stands at one of its parts already."""
        parts = {
            "points": [one.name for one in self.question.choices],
            "matrix": [one.name for one in self.question.rows],
            "swot": list(QUADRANTS),
        }.get(self.question.kind, [OTHER_WORDS])
        error = self.error("")
        return None if error in [self.error(part) for part in parts] else error

    def options(self) -> Iterator[Option]:
        question = self.question
        if question.kind == "yes_no":
            for value, said in YES_NO.items():
                yield Option(value, Text(""), said, chosen=self.value == value)
        if question.kind not in CHOOSING:
            return
        chosen = self.value if isinstance(self.value, dict | list) else [self.value]
        for one in self.ordered():
            yield Option(
                one.name,
                self.text(one.label),
                image=one.image,
                exclusive=one.exclusive,
                chosen=one.name in chosen,
                typed=self.typed(chosen.get(one.name)) if isinstance(chosen, dict) else "",
                error=self.error(one.name) if question.kind == "points" else None,
            )
        if question.other and question.kind in ("single", "multiple"):
            yield Option(OTHER, Text(""), say("Other"), chosen=OTHER in chosen)

    def ordered(self) -> list[Choice]:
        """The choices as this person sees them: what takes the others off stays last, what has a
        place in a ranking stands first."""
        choices = {one.name: one for one in self.question.choices}
        if self.question.random and self.question.kind != "matrix":
            some = [name for name, one in choices.items() if not one.exclusive]
            some = order(some, self.seed, self.question.name)
            choices = {name: choices[name] for name in some} | choices
            last = [name for name, one in choices.items() if one.exclusive]
            choices |= {name: choices.pop(name) for name in last}
        ranked = names(self.value) if self.question.kind == "ranking" else []
        first = [choices.pop(name) for name in ranked if name in choices]
        return [*first, *choices.values()]

    def rows(self) -> Iterator[Row]:
        if self.question.kind != "matrix":
            return
        rows = {one.name: one for one in self.question.rows}
        given = self.value if isinstance(self.value, dict) else {}
        if self.question.random:
            rows = {name: rows[name] for name in order(list(rows), self.seed, self.question.name)}
        for name, row in rows.items():
            yield Row(name, self.text(row.label), self.typed(given.get(name)), self.error(name))

    def quadrants(self) -> Iterator[Quadrant]:
        if self.question.kind != "swot":
            return
        given = self.value if isinstance(self.value, dict) else {}
        most = swot.most(self.question)
        for name in QUADRANTS:
            typed = names(given.get(name))
            entries = typed if len(typed) >= most else [*typed, ""]
            yield Quadrant(name, swot.TITLES[name], tuple(entries), most, self.error(name))


def _with_default(question: Question, answers: Answers, language: str) -> Answers:
    """The answers, and what stands in the question before somebody answers it."""
    if question.name in answers or not question.default:
        return answers
    several = question.kind in ("multiple", "ranking")
    texts = question.default.split() if several else [question.default]
    speech = voice(language, "")
    way = kinds()[question.kind].way
    parts = way.read(question, Fields({field(question): texts}), speech)
    value = parts.get("")
    if not given(value) or any(way.faults(question, value, None, speech)):
        return answers
    return {**answers, question.name: value}
