"""In which language a page of a survey is: of those that the survey has, not those that we have."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from app.language import catalogues
from app.language.names import own_direction, own_name
from app.language.tags import negotiate
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


def spoken_around(questionnaire: Questionnaire, tag: str) -> str:
    """In which language our own words stand around texts in this one: the nearest that we speak, or
    else that of the survey, or else what this person reads."""
    offered = list(catalogues.offered())
    ours = negotiate(tag, offered) or negotiate(questionnaire.original, offered)
    return ours or catalogues.current()


def speak(questionnaire: Questionnaire, tag: str, action: str) -> dict[str, Any]:
    """From here on our own words are in the language that fits this one. Gives what the layout
    wants: the page has the language of our words; `foreign` marks texts, where it is another one.
    `action` is the address that changes it."""
    page = spoken_around(questionnaire, tag)
    catalogues.speak(page)
    return {
        "language": tag,
        "page_language": page,
        "direction": own_direction(page),
        "foreign": Markup(' lang="%s"') % tag if tag != page else "",
        "languages": [(one, own_name(one)) for one in questionnaire.languages],
        "language_action": action,
    }
