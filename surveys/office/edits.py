"""What the editor's buttons do to questions: add, move, copy, rename, take away. Pure.

A place is a short text: "" is the very beginning, "q:age" behind the question "age", "s:2" directly
below the heading of the third section.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from app.refused import Missing
from surveys.office.names import name_for
from surveys.office.speaking import SAME, Renamed, chosen_by, spoken_of
from surveys.questionnaire import Question, Questionnaire, Section

Item: TypeAlias = Section | Question
"""A line of the editor: a question, or the heading of a section, which has no questions here."""


def lines(questionnaire: Questionnaire) -> list[Item]:
    """All headings and questions in their order."""
    found: list[Item] = []
    for section in questionnaire.sections:
        found += [replace(section, questions=()), *section.questions]
    return found


def from_lines(questionnaire: Questionnaire, items: Sequence[Item]) -> Questionnaire:
    """The questionnaire with these lines. Sections without a name that are empty go, and those
    that follow each other become one."""
    sections: list[Section] = []
    for item in items:
        if isinstance(item, Section):
            sections.append(item)
        else:
            before = sections.pop() if sections else Section(())
            sections.append(replace(before, questions=(*before.questions, item)))
    joined: list[Section] = []
    for section in sections:
        if section.name:
            joined.append(section)
        elif section.questions:
            if joined and not joined[-1].name:
                joined.append(_joined(joined.pop(), section))
            else:
                joined.append(section)
    return replace(questionnaire, sections=tuple(joined))


def _joined(first: Section, second: Section) -> Section:
    """Both as one; conditions that differ go over to the questions."""
    if first.show_if == second.show_if:
        return replace(first, questions=(*first.questions, *second.questions))
    questions = (
        replace(question, show_if=_both(section.show_if, question.show_if))
        for section in (first, second)
        for question in section.questions
    )
    return replace(first, show_if="", questions=tuple(questions))


def _both(one: str, other: str) -> str:
    return f"({one}) and ({other})" if one and other else one or other


def index_of(items: Sequence[Item], name: str) -> int:
    """
    Raises:
        Missing: there is no such question.
    """
    for index, item in enumerate(items):
        if isinstance(item, Question) and item.name == name:
            return index
    raise Missing


def index_behind(items: Sequence[Item], place: str) -> int:
    """Where a line is put in that is to stand at this place.

    Raises:
        Missing: there is no such place.
    """
    kind, _, what = place.partition(":")
    if not place:
        return int(bool(items) and isinstance(items[0], Section) and not items[0].name)
    if kind == "q":
        return index_of(items, what) + 1
    headings = [index for index, item in enumerate(items) if isinstance(item, Section)]
    if kind == "s" and what.isdecimal() and int(what) < len(headings):
        return headings[int(what)] + 1
    raise Missing


def last_place(questionnaire: Questionnaire) -> str:
    """The place at the very end."""
    if not questionnaire.sections:
        return ""
    last = questionnaire.sections[-1]
    number = len(questionnaire.sections) - 1
    return f"q:{last.questions[-1].name}" if last.questions else f"s:{number}"


def place_of(questionnaire: Questionnaire, name: str) -> str:
    """The place at which this question stands now.

    Raises:
        Missing: there is no such question.
    """
    for number, section in enumerate(questionnaire.sections):
        names = [question.name for question in section.questions]
        if name in names:
            at = names.index(name)
            if at:
                return f"q:{names[at - 1]}"
            return f"s:{number}" if section.name or number else ""
    raise Missing


def added(questionnaire: Questionnaire, question: Question, place: str) -> Questionnaire:
    """
    Raises:
        Missing: there is no such place.
    """
    items = lines(questionnaire)
    items.insert(index_behind(items, place), question)
    return from_lines(questionnaire, items)


def moved(questionnaire: Questionnaire, name: str, by: int) -> Questionnaire:
    """The question one line further up (-1) or down (1), past headings, too.

    Raises:
        Missing: there is no such question.
    """
    items = lines(questionnaire)
    at = index_of(items, name)
    if 0 <= at + by < len(items):
        items.insert(at + by, items.pop(at))
    return from_lines(questionnaire, items)


def put(questionnaire: Questionnaire, name: str, place: str) -> Questionnaire:
    """The question at another place.

    Raises:
        Missing: there is no such question or place.
    """
    items = lines(questionnaire)
    to, at = index_behind(items, place), index_of(items, name)
    question = items.pop(at)
    items.insert(to - (at < to), question)
    return from_lines(questionnaire, items)


def removed(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """Conditions that speak of it are not touched; they are told as faults.

    Raises:
        Missing: there is no such question.
    """
    items = lines(questionnaire)
    items.pop(index_of(items, name))
    return from_lines(questionnaire, items)


def duplicated(questionnaire: Questionnaire, name: str) -> tuple[Questionnaire, str]:
    """A copy directly behind it; and the name of the copy.

    Raises:
        Missing: there is no such question.
    """
    items = lines(questionnaire)
    question = items[index_of(items, name)]
    assert isinstance(question, Question)
    copy = name_for(name, names(questionnaire), question.kind)
    return added(questionnaire, replace(question, name=copy), f"q:{name}"), copy


def replaced(
    questionnaire: Questionnaire, name: str, question: Question, renamed: Renamed = SAME
) -> Questionnaire:
    """This question in the place of the one with that name. Where it, or a choice or row of it
    (`renamed`), is called something else now, conditions and texts speak of it by its new name.

    Raises:
        Missing: there is no such question. Refused: a condition cannot follow a choice (422).
    """
    items = lines(questionnaire)
    items[index_of(items, name)] = question
    changed = from_lines(questionnaire, items)
    if question.name != name:
        changed = spoken_of(changed, {name: question.name})
    return chosen_by(changed, question, renamed)


def names(questionnaire: Questionnaire) -> set[str]:
    """All names that are taken, of questions and sections."""
    return {question.name for question in questionnaire.questions()} | {
        section.name for section in questionnaire.sections if section.name
    }
