"""In which language a page of a survey is: of those that the survey has, not those that we have."""

from collections.abc import Mapping
from typing import Any

from babel import Locale, UnknownLocaleError

from app.documents.direction import direction_of
from app.language import catalogues
from app.language.tags import LANGUAGES, negotiate
from app.web.pages import AnyRequest
from app.web.surroundings import LANGUAGE_COOKIE
from surveys.questionnaire import Questionnaire

PARAMETER = "in"
"""In the address of a page before one begins, and in its form: a language that no cookie of ours
can hold, or shall, because it is that of one interview."""


def language_for(
    request: AnyRequest, questionnaire: Questionnaire, sent: Mapping[str, str] | None = None
) -> str:
    """The language of the survey that this person reads best, as far as we know. `sent`: from the
    page before one begins, which was in one."""
    tags = list(questionnaire.languages)
    said = (sent or request.query_params).get(PARAMETER, "")
    asked = (said, request.cookies.get(LANGUAGE_COOKIE, ""))
    chosen = next((tag for tag in asked if tag in tags), None)
    accepted = negotiate(request.headers.get("accept-language", ""), tags)
    return chosen or accepted or questionnaire.original


def speak(questionnaire: Questionnaire, tag: str, action: str) -> dict[str, Any]:
    """From here on everything is said in this language; what we cannot say in it, in the survey's
    own, if we can. Gives what the layout wants; `action` is the address that changes it."""
    ours = next((one for one in (tag, questionnaire.original) if one in catalogues.offered()), None)
    if ours:
        catalogues.speak(ours)
    return {
        "language": tag,
        "direction": direction_of(tag),
        "languages": [(one, own_name(one)) for one in questionnaire.languages],
        "language_action": action,
    }


def own_name(tag: str) -> str:
    """What a language is called in itself."""
    if tag in LANGUAGES:
        return LANGUAGES[tag].own_name
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag
