"""What differs between two versions, in sentences for the office. Pure."""

from collections.abc import Iterator, Set
from dataclasses import fields, replace

from app.language.content import best_text
from app.language.names import own_name
from app.refused import Message, say, say_n
from surveys.questionnaire import Choice, Question, Questionnaire, Section

_TEXTS = (
    "label",
    "hint",
    "required_message",
    "check_message",
    "low_label",
    "high_label",
)
_WHEN = ("show_if", "check", "formula")
_AROUND = ("title", "welcome", "privacy", "thanks")


def changes(old: Questionnaire, new: Questionnaire) -> tuple[Message, ...]:
    """What the new version changes; nothing where both are the same."""
    return tuple(_changes(old, new))


def _changes(old: Questionnaire, new: Questionnaire) -> Iterator[Message]:
    yield from _languages(old, new)
    if any(getattr(old, part) != getattr(new, part) for part in _AROUND):
        yield say("The title, or a text before or after the questions, has changed.")
    before = {one.name: one for one in old.questions()}
    after = {one.name: one for one in new.questions()}
    for name, question in after.items():
        title = _title(question, new)
        if name not in before:
            yield say("New: “%(question)s”", question=title)
        elif before[name] != question:
            yield from _changed(before[name], question, title)
    for name, question in before.items():
        if name not in after:
            yield say(
                "“%(question)s” is no longer asked. The answers stay in the results.",
                question=_title(question, old),
            )
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield say("The order of the questions has changed.")
    kept = before.keys() & after.keys()
    if _frame(old) != _frame(new) or _places(old, kept) != _places(new, kept):
        yield say("The sections have changed: their titles, pages or conditions.")


def _languages(old: Questionnaire, new: Questionnaire) -> Iterator[Message]:
    for tag in new.languages:
        if tag not in old.languages:
            yield say("New language: %(language)s", language=own_name(tag))
    for tag in old.languages:
        if tag not in new.languages:
            yield say("No longer a language: %(language)s", language=own_name(tag))
    if old.original != new.original:
        yield say("Now written in: %(language)s", language=own_name(new.original))


def _changed(before: Question, after: Question, title: str) -> Iterator[Message]:
    kept = _choices(before).keys() & _choices(after).keys()
    if _words(before, kept) != _words(after, kept):
        yield say("“%(question)s”: words have changed.", question=title)
    if added := _choices(after).keys() - kept:
        yield say_n(
            "“%(question)s” has %(num)d new choice or row.",
            "“%(question)s” has %(num)d new choices or rows.",
            len(added),
            question=title,
        )
    if any(getattr(before, part) != getattr(after, part) for part in _WHEN):
        yield say("“%(question)s” is shown, checked or computed otherwise.", question=title)
    if after.required and not before.required:
        yield say("“%(question)s” must be answered now.", question=title)
    if before.required and not after.required:
        yield say("“%(question)s” need not be answered any more.", question=title)
    if _settings(before, kept) != _settings(after, kept):
        yield say("“%(question)s” has other settings.", question=title)


def _choices(question: Question) -> dict[str, Choice]:
    """Choices and rows; the names of rows begin with a sign that no name has."""
    rows = {f"/{one.name}": one for one in question.rows}
    return {**rows, **{one.name: one for one in question.choices}}


def _words(question: Question, kept: Set[str]) -> list[object]:
    found = _choices(question)
    texts = [getattr(question, part) for part in _TEXTS]
    return [*texts, {name: found[name].label for name in kept}]


def _settings(question: Question, kept: Set[str]) -> list[object]:
    """All that no other sentence tells of."""
    told = {*_TEXTS, *_WHEN, "required", "choices", "rows"}
    found = _choices(question)
    return [
        *(getattr(question, one.name) for one in fields(Question) if one.name not in told),
        [(name, one.exclusive, one.image) for name, one in found.items() if name in kept],
    ]


def _frame(questionnaire: Questionnaire) -> list[Section]:
    """The sections without their questions; those that stand alone are none."""
    return [
        replace(section, questions=())
        for section in questionnaire.sections
        if section.name or section.show_if or section.together
    ]


def _places(questionnaire: Questionnaire, kept: Set[str]) -> dict[str, str]:
    """Question → its section."""
    return {
        question.name: section.name
        for section in questionnaire.sections
        for question in section.questions
        if question.name in kept
    }


def _title(question: Question, questionnaire: Questionnaire) -> str:
    original = questionnaire.original
    return best_text(question.label, original, original) or question.name
