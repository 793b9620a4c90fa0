"""All versions of a questionnaire as one, to read results with. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from surveys.questionnaire import Choice, Question, Questionnaire, Section


def united(versions: Sequence[Questionnaire]) -> Questionnaire:
    """The newest version, with the questions, choices and rows that only older ones had.

    `versions`: the oldest first, at least one. A question that is gone stands behind the one that
    it followed; choices and rows stand behind the newer ones. The newest version's texts and
    settings count; where a name stands for another kind of question there, only that one is left.
    """
    *older, result = versions
    for version in reversed(older):
        asked = {one.name: one for one in version.questions()}
        result = _with_choices(result, asked)
        present = {one.name for one in result.questions()}
        before = ""
        for section in version.sections:
            for question in section.questions:
                if question.name not in present:
                    result = _inserted(result, question, before, section)
                before = question.name
    return result


def _with_choices(questionnaire: Questionnaire, asked: dict[str, Question]) -> Questionnaire:
    def widened(question: Question) -> Question:
        older = asked.get(question.name)
        if older is None or older.kind != question.kind:
            return question
        return replace(
            question,
            choices=_joined(question.choices, older.choices),
            rows=_joined(question.rows, older.rows),
            other=question.other or older.other,
        )

    sections = (
        replace(section, questions=tuple(widened(one) for one in section.questions))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


def _joined(newer: tuple[Choice, ...], older: tuple[Choice, ...]) -> tuple[Choice, ...]:
    names = {one.name for one in newer}
    return (*newer, *(one for one in older if one.name not in names))


def _inserted(
    questionnaire: Questionnaire, question: Question, before: str, origin: Section
) -> Questionnaire:
    """With the question behind the one called `before`, in that one's section; without one, at the
    beginning, in a section like its own."""
    sections = list(questionnaire.sections)
    for number, section in enumerate(sections):
        names = [one.name for one in section.questions]
        if before in names:
            place = names.index(before) + 1
            questions = (*section.questions[:place], question, *section.questions[place:])
            sections[number] = replace(section, questions=questions)
            return replace(questionnaire, sections=tuple(sections))
    if sections and sections[0].name == origin.name:
        sections[0] = replace(sections[0], questions=(question, *sections[0].questions))
    else:
        sections.insert(0, replace(origin, questions=(question,)))
    return replace(questionnaire, sections=tuple(sections))
