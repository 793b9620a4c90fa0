"""What conditions, formulas and texts call a question, when that gets another name. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from surveys.expressions import renamed, renamed_in_text
from surveys.questionnaire import Question, Questionnaire, Section, Texts

Rename = Callable[[str, str, str], str]


def spoken_of(questionnaire: Questionnaire, called: Mapping[str, str]) -> Questionnaire:
    """The same, but each question is spoken of by its new name (old name -> new one).

    No new name is an old one, too.
    """
    return replace(
        questionnaire,
        sections=tuple(_section(section, called) for section in questionnaire.sections),
    )


def _section(section: Section, called: Mapping[str, str]) -> Section:
    return replace(
        section,
        show_if=_said(renamed, section.show_if, called),
        title=_texts(section.title, called),
        text=_texts(section.text, called),
        questions=tuple(_question(question, called) for question in section.questions),
    )


def _question(question: Question, called: Mapping[str, str]) -> Question:
    return replace(
        question,
        show_if=_said(renamed, question.show_if, called),
        check=_said(renamed, question.check, called),
        formula=_said(renamed, question.formula, called),
        label=_texts(question.label, called),
        hint=_texts(question.hint, called),
        check_message=_texts(question.check_message, called),
        required_message=_texts(question.required_message, called),
    )


def _texts(texts: Texts, called: Mapping[str, str]) -> Texts:
    return {tag: _said(renamed_in_text, text, called) for tag, text in texts.items()}


def _said(rename: Rename, text: str, called: Mapping[str, str]) -> str:
    for old, new in called.items() if "${" in text else ():
        text = rename(text, old, new)
    return text
