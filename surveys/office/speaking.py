"""What conditions, formulas and texts call questions and choices that get other names. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from surveys.expressions import renamed, renamed_in_text
from surveys.expressions.choice_names import rechosen
from surveys.office.texts import reworded
from surveys.questionnaire import Question, Questionnaire, Section

Rewrite = Callable[[str, str], str]
"""An expression, and the question whose own check it is ("" for others) → what it is now."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Names of one question's choices and rows that have changed: old name → new one."""

    choices: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)


SAME = Renamed()


def spoken_of(questionnaire: Questionnaire, called: Mapping[str, str]) -> Questionnaire:
    """The same, but questions and their parts (`matrix.row`) are spoken of by their new names (old
    name → new one)."""
    if not called:
        return questionnaire
    found = _expressed(questionnaire, lambda text, _: renamed(text, called))
    return reworded(
        found, lambda texts: {tag: renamed_in_text(text, called) for tag, text in texts.items()}
    )


def chosen_by(questionnaire: Questionnaire, question: Question, names: Renamed) -> Questionnaire:
    """The same, but choices and rows of this question are spoken of by their new names.

    Raises:
        Refused: a condition or formula cannot follow (422).
    """
    parts = names.rows if question.kind == "matrix" else names.choices
    if question.kind in ("matrix", "points"):
        name = question.name
        called = {f"{name}.{old}": f"{name}.{new}" for old, new in parts.items()}
        questionnaire = spoken_of(questionnaire, called)
    if question.kind == "points" or not names.choices:
        return questionnaire

    def follow(text: str, owner: str) -> str:
        return rechosen(text, question.name, names.choices, own=owner == question.name)

    return _expressed(questionnaire, follow)


def _expressed(questionnaire: Questionnaire, rewrite: Rewrite) -> Questionnaire:
    def question(one: Question) -> Question:
        return replace(
            one,
            show_if=_if_any(rewrite, one.show_if, ""),
            check=_if_any(rewrite, one.check, one.name),
            formula=_if_any(rewrite, one.formula, ""),
        )

    def section(one: Section) -> Section:
        show_if = _if_any(rewrite, one.show_if, "")
        return replace(one, show_if=show_if, questions=tuple(map(question, one.questions)))

    return replace(questionnaire, sections=tuple(map(section, questionnaire.sections)))


def _if_any(rewrite: Rewrite, text: str, owner: str) -> str:
    return rewrite(text, owner) if text else text
