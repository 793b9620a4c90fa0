"""What reads answers before they are given: other programs compute everything at once."""

from collections.abc import Iterable, Mapping

from app.refused import say
from surveys.expressions import REFERENCE
from surveys.questionnaire import Questionnaire
from surveys.xlsform.form import Form


def tell_later(questionnaire: Questionnaire, columns: Mapping[str, str], form: Form) -> None:
    """Name each condition, check and formula that reads what is asked only later, or itself, so
    that nobody looks for it when the survey cannot be published. `columns`: field → its column."""
    places = {one.name: place for place, one in enumerate(questionnaire.questions())}
    place = 0
    for section in questionnaire.sections:
        _tell(f"s:{section.name}", columns["show_if"], section.show_if, places, place, form)
        for question in section.questions:
            where = f"q:{question.name}"
            _tell(where, columns["show_if"], question.show_if, places, place, form)
            _tell(where, columns["formula"], question.formula, places, place, form)
            _tell(where, columns["check"], question.check, places, place + 1, form)
            place += 1


def _tell(
    where: str, column: str, text: str, places: Mapping[str, int], before: int, form: Form
) -> None:
    later = [name for name in _read(text) if places.get(name, -1) >= before]
    if later and where in form.lines:
        reason = say(
            "What stands in “%(column)s” reads “%(name)s”, which is not answered by then. Change "
            "it before you publish.",
            column=column,
            name=later[0],
        )
        form.tell(form.lines[where], reason)


def _read(text: str) -> Iterable[str]:
    return (match[0][2:-1].partition(".")[0] for match in REFERENCE.finditer(text))
