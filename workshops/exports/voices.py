"""A language as an export speaks it, whatever language the request speaks."""

from collections.abc import Callable
from typing import ParamSpec

from app.language import catalogues
from workshops.schemes.values import Voice

P = ParamSpec("P")


def voice(language: str) -> Voice:
    """Everything that is said in this language."""

    def speaking(telling: Callable[P, str]) -> Callable[P, str]:
        def said(*args: P.args, **kwargs: P.kwargs) -> str:
            with catalogues.speaking(language):
                return telling(*args, **kwargs)

        return said

    return Voice(
        language,
        speaking(catalogues.words),
        speaking(catalogues.money),
        speaking(catalogues.long_date),
        speaking(catalogues.language_name),
    )
