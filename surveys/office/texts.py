"""The texts of a questionnaire, each with a path, so that they can be translated one by one. Pure.

A path: "title", "s:0:text" of the first section, "q:age:label" and "q:age:choices:young".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.refused import Missing
from surveys.questionnaire import Choice, Question, Questionnaire, Texts

T = TypeVar("T")

FRAME = ("title", "welcome", "privacy", "thanks")
HEADING = ("title", "text")
QUESTION = ("label", "hint", "low_label", "high_label", "required_message", "check_message")
LISTS = ("choices", "rows")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all its languages. `owner`: "" or a question's name or a section's number
    ("s:0"); `part`: the field that it stands in."""

    path: str
    owner: str
    part: str
    texts: Texts


def all_texts(questionnaire: Questionnaire) -> Iterator[Text]:
    """Every text that is there in the original, in the order of the questionnaire."""
    original = questionnaire.original
    return (one for one in _texts(questionnaire) if one.texts.get(original))


def missing(questionnaire: Questionnaire, tag: str) -> int:
    """How many texts have not been translated into this language yet."""
    return len(lacking(questionnaire, tag))


def lacking(questionnaire: Questionnaire, tag: str) -> list[Text]:
    """The texts that have not been translated into this language yet."""
    return [one for one in all_texts(questionnaire) if not one.texts.get(tag)]


def with_original(questionnaire: Questionnaire, tag: str) -> Questionnaire:
    """The same, now written in this one of its languages. What lacks a text in it has that of the
    old original in its place: people have read this there before, too."""
    before = questionnaire.original

    def how(texts: Texts) -> Texts:
        return {**texts, tag: texts[before]} if texts.get(before) and not texts.get(tag) else texts

    others = (one for one in questionnaire.languages if one != tag)
    return replace(reworded(questionnaire, how), languages=(tag, *others))


def translated(questionnaire: Questionnaire, path: str, tag: str, text: str) -> Questionnaire:
    """The same with this text in this language; an empty one takes the translation away.

    Raises:
        Missing: there is no such text.
    """
    kind, *keys = path.split(":")
    if kind in FRAME and not keys:
        return _replaced(questionnaire, kind, _with(getattr(questionnaire, kind), tag, text))
    sections = list(questionnaire.sections)
    for number, section in enumerate(sections):
        if kind == "s" and len(keys) == 2 and keys[0] == str(number) and keys[1] in HEADING:
            texts = _with(getattr(section, keys[1]), tag, text)
            sections[number] = _replaced(section, keys[1], texts)
            return replace(questionnaire, sections=tuple(sections))
        for place, question in enumerate(section.questions if kind == "q" else ()):
            if question.name == keys[0]:
                changed = _in_question(question, keys[1:], tag, text)
                questions = (*section.questions[:place], changed, *section.questions[place + 1 :])
                sections[number] = replace(section, questions=questions)
                return replace(questionnaire, sections=tuple(sections))
    raise Missing


def reworded(questionnaire: Questionnaire, how: Callable[[Texts], Texts]) -> Questionnaire:
    """The same, each text of it as `how` makes it out of what it says in all its languages."""

    def words(owner: Any, parts: tuple[str, ...]) -> dict[str, Any]:
        return {part: how(getattr(owner, part)) for part in parts}

    def question(one: Question) -> Question:
        lists: dict[str, Any] = {
            part: tuple(replace(choice, label=how(choice.label)) for choice in getattr(one, part))
            for part in LISTS
        }
        return replace(one, **words(one, QUESTION), **lists)

    sections = tuple(
        replace(one, **words(one, HEADING), questions=tuple(map(question, one.questions)))
        for one in questionnaire.sections
    )
    return replace(questionnaire, sections=sections, **words(questionnaire, FRAME))


def _replaced(owner: T, part: str, value: Any) -> T:
    return replace(owner, **{part: value})  # type: ignore[type-var]  # a dataclass


def _texts(questionnaire: Questionnaire) -> Iterator[Text]:
    yield from _of(questionnaire, "", "", FRAME)
    for number, section in enumerate(questionnaire.sections):
        yield from _of(section, f"s:{number}", f"s:{number}:", HEADING)
        for question in section.questions:
            if question.kind == "calculation":  # which nobody sees
                continue
            yield from _of(question, question.name, f"q:{question.name}:", QUESTION)
            for part in LISTS:
                for one in getattr(question, part):
                    path = f"q:{question.name}:{part}:{one.name}"
                    yield Text(path, question.name, part, one.label)


def _of(owner: Any, name: str, start: str, parts: tuple[str, ...]) -> Iterator[Text]:
    return (Text(f"{start}{part}", name, part, getattr(owner, part)) for part in parts)


def _in_question(question: Question, keys: list[str], tag: str, text: str) -> Question:
    match keys:
        case [part] if part in QUESTION:
            return _replaced(question, part, _with(getattr(question, part), tag, text))
        case [part, name] if part in LISTS:
            found: tuple[Choice, ...] = getattr(question, part)
            if name not in {one.name for one in found}:
                raise Missing
            choices = tuple(
                replace(one, label=_with(one.label, tag, text)) if one.name == name else one
                for one in found
            )
            return _replaced(question, part, choices)
    raise Missing


def _with(texts: Texts, tag: str, text: str) -> Texts:
    rest = {other: own for other, own in texts.items() if other != tag}
    return {**rest, tag: text} if text else rest
