"""The words of our own data sheets, in every language we write them in. Pure.

They belong to the format of a file, not to the pages: a file that we have written in one language
must be understood by an installation in another one, also after a translation was improved. A word
that is changed here moves to `also`.
"""

from workshops.schemes.scheme import Column, Naming, Option


def _naming(de: str, en: str, tr: str, ar: str, *also: str) -> Naming:
    names = {"de": de, "en": en, "tr": tr, "ar": ar}
    return Naming(names, names, also)


def _options(**namings: Naming) -> tuple[Option, ...]:
    return tuple(Option(key, naming) for key, naming in namings.items())


# What finds an entry again: 2.1 is the first entry in the second one of the outermost level.
PLACE = _naming("Stelle", "Place", "Yeri", "الموضع")
LEVEL = _naming("Ebene", "Level", "Düzey", "المستوى")
TITLE = _naming("Titel", "Title", "Başlık", "العنوان")
NUMBER = _naming("Nummer", "number", "numara", "الرقم")
# A column of numbers in a table that somebody made: folded, without its points and hyphens.
NUMBERS = (
    "nr", "nummer", "lfd nr", "lfdnr", "lfd nummer", "laufende nr", "laufende nummer", "no",
    "number", "#", "№", "n°", "sira no", "sira nr", "s no", "numara", "الرقم", "رقم", "م", "ت",
)  # fmt: skip
ENTRIES = _naming("Gliederung", "Structure", "Yapı", "البنية")
CONCEPT = _naming("Konzept", "Concept", "Konsept", "الخطة")

SOURCE = Column("source", _naming("Quelle", "Source", "Kaynak", "المصدر", "Herkunft"), "text")
LANGUAGE = Column(
    "language", _naming("Verfasst auf", "Written in", "Yazıldığı dil", "لغة الكتابة"), "text"
)
DECISION = Column(
    "decision",
    _naming("Beschluss", "Decision", "Karar", "القرار"),
    "choice",
    _options(
        proposed=_naming("vorgeschlagen", "proposed", "önerildi", "مقترح", "dem Rat vorgeschlagen"),
        adopted=_naming("beschlossen", "adopted", "kabul edildi", "معتمد", "angenommen"),
        rejected=_naming("abgelehnt", "rejected", "reddedildi", "مرفوض"),
    ),
)
DECIDED_ON = Column(
    "decided_on", _naming("Beschlossen am", "Decided on", "Karar tarihi", "تاريخ القرار"), "date"
)
STATUS = Column(
    "status",
    _naming("Stand", "Status", "Durum", "الحالة", "Umsetzungsstand"),
    "choice",
    _options(
        planned=_naming("geplant", "planned", "planlandı", "مخطط"),
        running=_naming("läuft", "running", "sürüyor", "قيد التنفيذ", "in Arbeit"),
        done=_naming("erledigt", "done", "tamamlandı", "منجز", "abgeschlossen", "umgesetzt"),
        dropped=_naming("entfallen", "dropped", "vazgeçildi", "ملغى", "aufgegeben"),
    ),
)
SINCE = Column("on", _naming("Stand seit", "Status since", "Durum tarihi", "الحالة منذ"), "date")
REASON = Column("reason", _naming("Bericht", "Report", "Rapor", "التقرير"), "text")
BODY = Column(
    "body", _naming("Umsetzung durch", "Carried out by", "Uygulayan", "جهة التنفيذ"), "text"
)
NEXT_ON = Column(
    "next_on",
    _naming("Nächster Bericht", "Next report", "Sonraki rapor", "التقرير التالي"),
    "date",
)
FIXED = (SOURCE, DECISION, DECIDED_ON, STATUS, SINCE, BODY, NEXT_ON)

DOTS = _naming("Punkte", "Dots", "Puan", "النقاط")
VOTERS = _naming("Abstimmende", "Voters", "Oy verenler", "المصوّتون")
RANK = _naming("Rang", "Rank", "Sıra", "المرتبة")
FIGURES = (DOTS, VOTERS, RANK)

MONEY_PARTS = _options(
    per=_naming("Zeitraum", "period", "dönem", "الفترة"),
    about=_naming("ungefähr", "about", "yaklaşık", "تقريبًا"),
    note=_naming("Anmerkung", "note", "not", "ملاحظة"),
    currency=_naming("Währung", "currency", "para birimi", "العملة"),
)
PERIODS = Column(
    "per",
    MONEY_PARTS[0].naming,
    "choice",
    _options(
        once=_naming("einmalig", "once", "bir kez", "مرة واحدة", "einmal"),
        year=_naming(
            "pro Jahr", "per year", "yılda", "سنويًا", "Jahr", "year", "jährlich", "yıl", "p. a.",
            "im Jahr", "a year", "yearly", "annually", "yıllık", "سنة", "je Jahr", "p.a.",
        ),
        step=_naming(
            "je Schritt", "per step", "aşama başına", "لكل مرحلة", "Schritt", "step", "pro Schritt"
        ),
    ),
)  # fmt: skip
YES = _naming("ja", "yes", "evet", "نعم", "x", "✓", "✔", "☑", "y", "j", "1", "true", "wahr")
NO = _naming("nein", "no", "hayır", "لا", "n", "0", "false", "falsch", "☐", "✗")
UNKNOWN = (
    "?", "unbekannt", "unknown", "bilinmiyor", "غير معروف", "noch nicht bekannt", "not known yet",
    "nicht bekannt", "not known", "henüz bilinmiyor", "غير معروف بعد",
)  # fmt: skip
ABOUT = (
    "ca.", "ca", "circa", "zirka", "rund", "etwa", "ungefähr", "about", "approx.", "around", "~",
    "yaklaşık", "تقريبًا", "حوالي", "≈",
)  # fmt: skip

# Of the sheet about the concept as a whole.
KEY = _naming("Schlüssel", "Key", "Anahtar", "المفتاح")
WHAT = _naming("Was", "What", "Ne", "ما هو")
IN_LANGUAGE = _naming("Sprache", "Language", "Dil", "اللغة")
TEXT = _naming("Inhalt", "Content", "İçerik", "المحتوى")
DATE = _naming("Tag", "Day", "Gün", "اليوم")
PUBLIC = _naming("Öffentlich", "Public", "Halka açık", "علني")
SCHEME = _naming("Schema", "Scheme", "Şema", "النموذج")
FORMAT = _naming("Format", "Format", "Biçim", "الصيغة")
