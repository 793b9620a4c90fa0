"""One page of questions: which are asked on it, what was sent, and where it leads."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.refused import Message, say
from app.web.forms import Form
from surveys import flow
from surveys.answering import half_done
from surveys.questionnaire import SILENT, Answers, Question, Questionnaire, Value
from surveys.questions import kinds, texts
from surveys.questions.moving import moved
from surveys.questions.way import NOTE
from surveys.questions.way import field as field_of

LEFT_OPEN = say("Please choose an answer or “Not asked, or no answer”, or note why there is none.")


@dataclass(frozen=True, slots=True)
class Walk:
    """A questionnaire with one person's answers, on a day. Pages count from 0 here.

    `interview`: somebody reads it aloud, and may note something beside each question.
    """

    questionnaire: Questionnaire
    answers: Mapping[str, Value]
    today: dt.date
    interview: bool = False

    def asked(self, at: int) -> tuple[Question, ...]:
        """The questions that this page shows now."""
        seen = flow.visible(self.questionnaire, self.answers, self.today)
        return tuple(
            one for one in flow.screens(self.questionnaire)[at].questions if one.name in seen
        )

    def counting(self) -> dict[str, Value]:
        """The answers that count: not those of hidden questions."""
        return flow.effective(self.questionnaire, self.answers, self.today)

    def standing(self, at: int) -> dict[str, Value]:
        """The answers that count; on this page what is half done stands in their place."""
        found = self.counting()
        for question in self.asked(at):
            if typed := half_done.half_done(question, self.answers):
                for name in kinds.beside(question):
                    found.pop(name, None)
                found |= typed
        return found

    def unfinished(self, at: int, language: str) -> Form:
        """What is wrong with what is half done on this page, as errors of a form."""
        form, typed = Form(), self.with_answers(self.standing(at))
        for question in self.asked(at):
            if half_done.half_done(question, self.answers):
                _judge(typed, question, typed.answers.get(question.name), form, language)
        return form

    def missing(self, question: Question, answers: Answers, language: str = "") -> Message | None:
        """What is said where something required is missing. An interviewer can leave it open, but
        not by mistake: they choose "no answer", or note why."""
        message = kinds.missing(question, answers, language)
        if not message or not self.interview:
            return message
        said = question.name in answers and answers[question.name] is None
        return None if said or answers.get(f"{question.name}:{NOTE}") else LEFT_OPEN

    def open_at(self) -> int | None:
        """The first page on which something required is missing, or something is half done; None
        where nothing is."""
        answers = self.counting()
        return next(
            (
                at
                for at in flow.shown_screens(self.questionnaire, self.answers, self.today)
                for question in self.asked(at)
                if self.missing(question, answers) or half_done.half_done(question, self.answers)
            ),
            None,
        )

    def led(self, at: int) -> int | None:
        """Who asks for this page gets this one: nobody skips what is required, and nothing shows
        a page without questions. None: behind the last."""
        missing = self.open_at()
        if missing is not None and at > missing:
            return missing
        return flow.next_screen(self.questionnaire, self.answers, at - 1, self.today)

    def onward(self, at: int) -> int | None:
        return flow.next_screen(self.questionnaire, self.answers, at, self.today)

    def back(self, at: int) -> int | None:
        return flow.previous_screen(self.questionnaire, self.answers, at, self.today)

    def with_answers(self, answers: Mapping[str, Value]) -> "Walk":
        return replace(self, answers=answers)


@dataclass(slots=True)
class Sent:
    """What was sent of a page. `entries` are stored, in the place of those named in `emptied`;
    `typed` is shown again, right or wrong; `wrong` names the questions of what is wrong, of which
    only what is half done is stored, and in `unkept` those of which not even that fits."""

    entries: dict[str, Value] = field(default_factory=dict)
    emptied: list[str] = field(default_factory=list)
    typed: dict[str, Value] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    unkept: set[str] = field(default_factory=set)


def read(walk: Walk, questions: Iterable[Question], form: Form, language: str) -> Sent:
    """The answers to these questions; what is wrong stands in `form.errors` beside its field."""
    sent = Sent()
    for question in questions:
        errors = len(form.errors)
        entries = kinds.read(question, form, language)
        sent.typed.update(entries)
        if len(form.errors) == errors:
            answers = walk.with_answers({**walk.answers, **entries})
            _judge(answers, question, entries.get(question.name), form, language)
        if len(form.errors) == errors:
            sent.entries.update(entries)
            sent.emptied += kinds.beside(question)
        else:
            sent.wrong.add(question.name)
        if walk.interview and question.kind not in SILENT:
            _read_note(question, form, sent)
        _keep_half_done(question, sent)
    return sent


def move(walk: Walk, question: Question, sent: Sent, button: str, language: str) -> None:
    """A button of a ranking or of points was pressed: all is as if the answer had been sent as it
    is after that."""
    before = sent.typed.get(question.name)
    value = moved(question, before, button)
    if value == before:
        return
    for entries in (sent.typed, sent.entries):
        entries.pop(question.name, None)
    sent.wrong.discard(question.name)
    sent.emptied.append(question.name)
    if kinds.given(value):
        sent.typed[question.name] = value
        form = Form()
        _judge(walk, question, value, form, language)
        if form.ok:
            sent.entries[question.name] = value
        else:
            sent.wrong.add(question.name)
    _keep_half_done(question, sent)


def _keep_half_done(question: Question, sent: Sent) -> None:
    """Of what is wrong, what was typed; of what is right, nothing any more."""
    for name in half_done.names_of(question):
        sent.entries.pop(name, None)
        sent.emptied.append(name)
    if question.name in sent.wrong:
        found = half_done.packed(question, sent.typed)
        sent.entries.update(found)
        if not found:
            sent.unkept.add(question.name)


def _read_note(question: Question, form: Form, sent: Sent) -> None:
    """It is kept whatever is wrong with the answer."""
    name, sent_as = f"{question.name}:{NOTE}", field_of(question, NOTE)
    text = form.text(sent_as, most=texts.LONGEST["long_text"], required=None)
    if text:
        sent.typed[name] = text
    if sent_as in form.errors:
        sent.wrong.add(question.name)
        return
    sent.emptied.append(name)
    if text:
        sent.entries[name] = text


def require(
    walk: Walk, questions: Iterable[Question], sent: Sent, form: Form, language: str
) -> None:
    """Refuse the fields of these questions that must be answered and are not."""
    answers = walk.counting()
    for question in questions:
        message = walk.missing(question, answers, language)
        if message:
            form.refuse(field_of(question), message)
            sent.wrong.add(question.name)


def _judge(walk: Walk, question: Question, value: Value, form: Form, language: str) -> None:
    """The question's own check, which may look at the answers of the walk."""
    message = kinds.fault(question, value, walk.counting(), language, walk.today)
    if message:
        form.refuse(field_of(question), message)
