"""Words that stand in our files for what the standard has no word for, so that people can read
them in other programs. They are part of the format: what was once written is read again. Pure."""

from collections.abc import Mapping

YES_NO: Mapping[str, tuple[str, str]] = {
    "de": ("Ja", "Nein"),
    "en": ("Yes", "No"),
    "tr": ("Evet", "Hayır"),
    "ar": ("نعم", "لا"),
    "bg": ("Да", "Не"),
    "bs": ("Da", "Ne"),
    "es": ("Sí", "No"),
    "fa": ("بله", "خیر"),
    "fr": ("Oui", "Non"),
    "hr": ("Da", "Ne"),
    "it": ("Sì", "No"),
    "ku": ("Erê", "Na"),
    "nl": ("Ja", "Nee"),
    "pl": ("Tak", "Nie"),
    "pt": ("Sim", "Não"),
    "ro": ("Da", "Nu"),
    "ru": ("Да", "Нет"),
    "sq": ("Po", "Jo"),
    "sr": ("Da", "Ne"),
    "uk": ("Так", "Ні"),
}
OTHER: Mapping[str, str] = {
    "de": "Anderes",
    "en": "Other",
    "tr": "Diğer",
    "ar": "غير ذلك",
}
QUADRANTS: Mapping[str, Mapping[str, str]] = {
    "strengths": {"de": "Stärken", "en": "Strengths", "tr": "Güçlü yönler", "ar": "نقاط القوة"},
    "weaknesses": {"de": "Schwächen", "en": "Weaknesses", "tr": "Zayıf yönler", "ar": "نقاط الضعف"},
    "chances": {"de": "Chancen", "en": "Chances", "tr": "Fırsatlar", "ar": "الفرص"},
    "risks": {"de": "Risiken", "en": "Risks", "tr": "Riskler", "ar": "المخاطر"},
}


def word(words: Mapping[str, str], tag: str) -> str:
    return words.get(tag) or words["en"]


def yes_no(name: str, tag: str) -> str:
    """The word for "yes" or "no" in this language."""
    return YES_NO.get(tag, YES_NO["en"])[name == "no"]


def said(tag: str, name: str) -> frozenset[str]:
    """What means "yes", or "no", where somebody writes it, in small letters."""
    return frozenset({yes_no(name, tag).casefold()})
