"""What is told with more care than other answers: who somebody is, and what people typed. Pure."""

from collections.abc import Callable, Iterable, Iterator

from app.refused import Refused
from surveys.expressions import names
from surveys.questionnaire import TEXTS, Question, Questionnaire

COMPARED = ("single", "yes_no")
"""Kinds of questions about the person that results are compared by: crowds protect them."""

FOLDED = ("multiple", "consent", "calculation")
"""Other kinds with few answers that many give: the rare ones are told as “All others”."""


def personal(questionnaire: Questionnaire) -> frozenset[str]:
    """What says who somebody is, and crowds do not protect: such as an age in years, and whatever
    is computed from anything about the person."""
    computed = _computed_from(questionnaire, lambda one: one.about_person)
    own = (one for one in questionnaire.questions() if one.about_person)
    return computed | {one.name for one in own if one.kind not in COMPARED}


def repeating(questionnaire: Questionnaire) -> frozenset[str]:
    """Calculations that read what people typed: they could repeat it where no text may stand."""
    return _computed_from(questionnaire, lambda one: one.kind in TEXTS or one.kind == "swot")


def tied(questionnaires: Iterable[Questionnaire]) -> dict[str, frozenset[str]]:
    """Name of a question → those about the person that decide whether it is asked, in any of these
    versions, also by way of others: where their answers are withheld, it would tell them."""
    found: dict[str, frozenset[str]] = {}
    for questionnaire in questionnaires:
        for section in questionnaire.sections:
            for one in section.questions:
                texts = (section.show_if, one.show_if, one.formula)
                read = frozenset[str]().union(*map(_reads, texts))
                about = {name for name in read if _about(questionnaire, name)}
                ties = [found.get(name, frozenset()) for name in (one.name, *read)]
                found[one.name] = frozenset(about).union(*ties)
    return found


def _computed_from(
    questionnaire: Questionnaire, source: Callable[[Question], bool]
) -> frozenset[str]:
    """The calculations that read one of these questions, also by way of others."""
    return frozenset(_calculations(questionnaire, source))


def _calculations(
    questionnaire: Questionnaire, source: Callable[[Question], bool]
) -> Iterator[str]:
    sources: set[str] = set()
    for one in questionnaire.questions():
        computed = one.kind == "calculation" and not sources.isdisjoint(_reads(one.formula))
        if computed:
            yield one.name
        if computed or source(one):
            sources.add(one.name)


def _about(questionnaire: Questionnaire, name: str) -> bool:
    question = questionnaire.question(name)
    return question is not None and question.about_person


def _reads(text: str) -> frozenset[str]:
    """The questions that an expression reads; none where it is none, which gives nothing."""
    try:
        return names(text) if text else frozenset()
    except Refused:
        return frozenset()
