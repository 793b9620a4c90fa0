"""What is wrong with a draft, with the page on which it is put right."""

from dataclasses import dataclass

from app.language import catalogues
from app.language.content import best_text
from app.refused import Message
from surveys.expressions.words import told
from surveys.faults import Fault
from surveys.office.isolating import isolated
from surveys.office.reads import SurveyPage
from surveys.publishing import found_in
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Told:
    """A fault or a hint. `address`: where to put it right; `title`: of the question, as written."""

    where: str
    part: str
    message: Message
    address: str
    title: str


def shown_if(text: str, questionnaire: Questionnaire) -> Message | None:
    """A condition in words, for the reader; None where it is empty."""
    found = told(text, questionnaire, catalogues.current())
    return isolated(found) if found else None


def judged(survey: SurveyPage) -> tuple[list[Told], list[Told]]:
    """What keeps the draft from being published, and what is only worth a look: what is left to be
    translated comes last."""
    base = f"/surveys/{survey.name}"
    questionnaire = survey.questionnaire
    found = found_in(survey.draft)
    stops = [_told(one, base, questionnaire) for one in found if one.stops]
    hints = [_told(one, base, questionnaire) for one in found if not one.stops]
    return stops, sorted(hints, key=lambda one: one.part == "languages")


def _told(fault: Fault, base: str, questionnaire: Questionnaire) -> Told:
    where, part, message = fault.where, fault.part, isolated(fault.message)
    if where and (question := questionnaire.question(where)):
        title = best_text(question.label, catalogues.current(), questionnaire.original)
        return Told(where, part, message, f"{base}/questions/{where}#field-{part}", title or where)
    for number, section in enumerate(questionnaire.sections):
        if where and section.name == where:
            title = best_text(section.title, catalogues.current(), questionnaire.original)
            return Told(where, part, message, f"{base}/sections/{number}", title or where)
    page = {"sections": "questions", "languages": "texts"}.get(part, "words")
    return Told(where, part, message, "" if where else f"{base}/{page}", where)
