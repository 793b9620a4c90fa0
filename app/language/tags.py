"""The languages of the product: tag, name in itself, direction. A tag is what cookies carry."""

from dataclasses import dataclass

DEFAULT = "de"


@dataclass(frozen=True, slots=True)
class Language:
    tag: str
    own_name: str
    direction: str  # "ltr" or "rtl"
    locale: str  # the CLDR locale for dates, numbers and plurals
    script: str  # its letters, as Unicode's names of them begin


LANGUAGES = {
    language.tag: language
    for language in (
        Language("de", "Deutsch", "ltr", "de_DE", "LATIN"),
        Language("en", "English", "ltr", "en_GB", "LATIN"),
        Language("tr", "Türkçe", "ltr", "tr_TR", "LATIN"),
        Language("ar", "العربية", "rtl", "ar", "ARABIC"),
    )
}


def negotiate(accept: str, offered: list[str]) -> str | None:
    """The offered tag that suits an Accept-Language header best, None when none does."""
    best: tuple[float, str] | None = None
    for part in accept[:1000].split(","):
        name, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        tag = _offered(name.strip().lower(), offered)
        if tag and weight > 0 and (best is None or weight > best[0]):
            best = (weight, tag)
    return best[1] if best else None


def _offered(wanted: str, offered: list[str]) -> str | None:
    if wanted in offered:
        return wanted
    base = wanted.partition("-")[0]
    return base if base in offered else None
