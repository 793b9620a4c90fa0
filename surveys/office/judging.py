"""What is wrong with a draft, with the page on which it is put right."""

from dataclasses import dataclass

from app.language import catalogues
from app.language.content import best_text
from app.refused import Message
from surveys.faults import Fault
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


def judged(survey: SurveyPage) -> tuple[list[Told], list[Told]]:
    """What keeps the draft from being published, and what is only worth a look."""
    base = f"/surveys/{survey.name}"
    questionnaire = survey.questionnaire
    found = found_in(survey.draft)
    told = [(one, _told(one, base, questionnaire)) for one in found]
    return [told for one, told in told if one.stops], [told for one, told in told if not one.stops]


def _told(fault: Fault, base: str, questionnaire: Questionnaire) -> Told:
    where, part = fault.where, fault.part
    if where and (question := questionnaire.question(where)):
        title = best_text(question.label, catalogues.current(), questionnaire.original)
        return Told(
            where, part, fault.message, f"{base}/questions/{where}#field-{part}", title or where
        )
    for number, section in enumerate(questionnaire.sections):
        if where and section.name == where:
            title = best_text(section.title, catalogues.current(), questionnaire.original)
            return Told(where, part, fault.message, f"{base}/sections/{number}", title or where)
    page = {"sections": "questions", "languages": "texts"}.get(part, "words")
    return Told(where, part, fault.message, "" if where else f"{base}/{page}", where)
