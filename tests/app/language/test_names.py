"""Languages are called as their speakers call them, also those that the product does not speak."""

from app.language.names import own_direction, own_name
from app.language.tags import LANGUAGES


def test_every_language_is_called_as_in_itself() -> None:
    names = {"ru": "русский", "uk": "українська", "fa": "فارسی", "ckb": "کوردیی ناوەندی"}
    names |= {"kmr": "Kurmancî", "prs": "دری", "fa-AF": "دری", "sr-Latn": "srpski (latinica)"}
    names |= {tag: one.own_name for tag, one in LANGUAGES.items()}
    assert {tag: own_name(tag) for tag in names} == names
    assert own_name("xx-unheard") == "xx-unheard"


def test_every_language_runs_its_own_way() -> None:
    for tag in ("ar", "ar-SY", "fa", "fa-AF", "ckb", "prs", "ps", "ur", "he"):
        assert own_direction(tag) == "rtl", tag
    for tag in ("de", "tr", "ru", "uk", "ku", "ti", "xx-unheard", ""):
        assert own_direction(tag) == "ltr", tag
