"""Other names for what has a name that it cannot have here: other programs know other rules. Pure.

What we write ourselves is left alone: nothing with such names is published.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from surveys.faults.naming import clashing, taken_names
from surveys.office.speaking import spoken_of
from surveys.questionnaire import Choice, Question, Questionnaire

Called = dict[str, str]


def kept_apart(questionnaire: Questionnaire) -> tuple[Questionnaire, Called]:
    """The same, where no two questions share a field, and no row has the name of another field;
    and what was renamed: "question", or "question.part", → new name.

    Conditions and texts speak of all by their new names.
    """
    taken = {one.name for one in questionnaire.questions()}
    taken |= {section.name for section in questionnaire.sections}
    parts = dict(_parts(questionnaire))
    found = spoken_of(_with_parts(questionnaire, parts), parts)
    called: Called = {}
    for name in clashing(found):
        called[name] = _free(name.replace("-", "_"), taken)
        taken.add(called[name])
    named = _changed(found, lambda one: replace(one, name=called.get(one.name, one.name)))
    return spoken_of(named, called), {**parts, **called}


def _parts(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    for question in questionnaire.questions():
        for part, choices in (("choices", question.choices), ("rows", question.rows)):
            if question.kind not in ("matrix", "points"):
                continue  # elsewhere a condition would not tell which of both is meant
            names = {one.name for one in choices}
            for name in sorted(names & taken_names(question, part)):
                yield f"{question.name}.{name}", f"{question.name}.{_free(name, names)}"


def _with_parts(questionnaire: Questionnaire, called: Called) -> Questionnaire:
    def renamed(question: Question) -> Question:
        def choice(one: Choice) -> Choice:
            old = f"{question.name}.{one.name}"
            return replace(one, name=called.get(old, old).partition(".")[2])

        if question.kind == "matrix":
            return replace(question, rows=tuple(map(choice, question.rows)))
        if question.kind == "points":
            return replace(question, choices=tuple(map(choice, question.choices)))
        return question

    return _changed(questionnaire, renamed)


def _changed(questionnaire: Questionnaire, change: Callable[[Question], Question]) -> Questionnaire:
    sections = (
        replace(section, questions=tuple(map(change, section.questions)))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


def _free(base: str, taken: Collection[str]) -> str:
    names = (base, *(f"{base}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
