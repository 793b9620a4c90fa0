"""By which words a question tells that it asks who somebody is, in the product's languages. Pure.

They are only for hints: a word more or less does no harm.
"""

import re
import unicodedata
from collections.abc import Iterable

from surveys.questionnaire import Texts

_CONTACT = (
    # German
    *("name", r"(vor|nach|familien)name", r"e-?mail(-?adresse)?", "mail", r"telefon(nummer)?"),
    *("handynummer", "mobilnummer", "adresse", "anschrift", "hausnummer", "geburtsdatum"),
    *("geburtstag", "postleitzahl", "plz", "unterschrift", "ausweisnummer", "iban"),
    # English
    *("first name", "surname", "phone( number)?", "address", "date of birth", "birthday"),
    *("post ?code", "zip( code)?", "signature", "passport number"),
    # Turkish
    *("adınız", "ad soyad", "soyad(ı|ınız)?", "isim", "isminiz", "e-?posta", "telefon numaranız"),
    *("adres(iniz)?", r"doğum tarih\w*", "posta kodu(nuz)?", "imza(nız)?"),
    # Arabic
    *("اسمك", "اسمكم", "الاسم", "اللقب", "البريد", "هاتفك", "الهاتف", "العنوان", "عنوانك"),
    *("تاريخ الميلاد", "تاريخ ميلادك", "الرمز البريدي", "التوقيع"),
)
_PERSON = (
    # German
    *("wie alt", "alter in jahren", "altersgruppe", "alter(?=[ :?]*$)"),
    *("geschlecht", "geburtsland"),
    *("herkunftsland", "geboren", "staatsangehörigkeit", "nationalität", "religion", "konfession"),
    *("behinderung", "familienstand", "muttersprache", "migrationshintergrund"),
    *("einwanderungsgeschichte", r"aufenthalts(status|titel)", "wohnen sie", "wohnort"),
    # English
    *("how old", "your age", "age group", "age(?=[ :?]*$)", "gender", "sex"),
    *("country of birth", "were you born"),
    *("nationality", "citizenship", "marital status", "mother tongue", "disability"),
    *("migration background", "residence status", "do you live"),
    # Turkish
    *("yaşınız", "yaş grubu", "cinsiyet(iniz)?", "doğum yeri(niz)?", "doğdunuz", "uyruğunuz"),
    *("dininiz", "engelli", "medeni haliniz", "ana diliniz", "oturuyorsunuz", "yaşıyorsunuz"),
    # Arabic
    *("عمرك", "عمركم", "العمر", "الجنس", "جنسك", "بلد الميلاد", "ولدت", "الجنسية", "جنسيتك"),
    *("الديانة", "الإعاقة", "إعاقة", "الحالة الاجتماعية", "اللغة الأم", "تسكن", "تسكنون", "تعيش"),
)


def _any(words: Iterable[str]) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_plain, words))})(?!\w)")


def _plain(text: str) -> str:
    """Small letters, all i alike, as those of Turkish differ; Arabic without vowel signs."""
    found = unicodedata.normalize("NFC", text.casefold().replace("\u0307", "").replace("ı", "i"))
    return re.sub("[\u064b-\u0652]", "", found)


_ASKS_CONTACT, _ASKS_PERSON = _any(_CONTACT), _any(_PERSON)


def asks_contact(label: Texts) -> bool:
    """Whether it seems to ask for a name, an address or the like."""
    return any(_ASKS_CONTACT.search(_plain(text)) for text in label.values())


def asks_person(label: Texts) -> bool:
    """Whether it seems to ask for an age, a gender, where somebody lives, or the like."""
    return any(_ASKS_PERSON.search(_plain(text)) for text in label.values())
