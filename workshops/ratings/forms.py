"""What phones and the console send about a rating."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar.exceptions import ClientException

from app.database.base import LARGEST
from app.refused import Message
from app.web.forms import Form
from workshops.ratings.rules import HIGHEST, MOST_FIRST, MOST_WEIGHT, NO_OPINION

ANSWER = "criterion-"  # and the criterion's id: one radio group of a goal's form
WEIGHT = "weight-"
LONGEST_TITLE = 80  # characters
LONGEST_NUMBER = 9  # digits


def read_ratings(form: Form) -> dict[int, int]:
    """Criterion -> value. A tap sends one pair, a form without a script all that are chosen.

    Raises:
        ClientException: no number, or none at all. Our own pages never send that.
    """
    sent = {key[len(ANSWER) :]: v for key, v in form.values.items() if key.startswith(ANSWER)}
    if "criterion_id" in form.values:
        sent[form.values["criterion_id"]] = form.values.get("value", "")
    if not sent:
        raise ClientException
    return {_id(key): _whole(value, NO_OPINION, HIGHEST) for key, value in sent.items()}


def read_weights(form: Form) -> tuple[dict[int, int], int]:
    """Criterion -> weight, and how many goals are chosen.

    Raises:
        ClientException: not as our own page sends it.
    """
    weights = {
        _id(key[len(WEIGHT) :]): _whole(value, 0, MOST_WEIGHT)
        for key, value in form.values.items()
        if key.startswith(WEIGHT)
    }
    return weights, _whole(form.values.get("first", ""), 1, MOST_FIRST)


def _id(text: str) -> int:
    return _whole(text, 1, LARGEST)


def _whole(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER + 1):
        raise ClientException
    if not low <= int(text) <= high:
        raise ClientException
    return int(text)


@dataclass(frozen=True, slots=True)
class CriterionForm:
    """The form for a criterion of one's own, empty or as it was typed."""

    step_id: int
    titles: Mapping[str, str]
    most: int = LONGEST_TITLE
    errors: dict[str, Message] = field(default_factory=dict)
    error: Message | None = None  # about the whole form


def read_criterion(form: Form, languages: tuple[str, ...]) -> dict[str, str]:
    """Language -> title; what is too long is an error beside its field."""
    return {
        language: form.text(f"title-{language}", most=LONGEST_TITLE, required=None)
        for language in languages
    }
