"""LimeSurvey's types of questions, by their letters, and what each is here. Pure."""

from collections.abc import Mapping, Sequence

from surveys.limesurvey.source import LimeQuestion
from surveys.questionnaire import Choice, Texts

KINDS = {
    "L": "single",
    "!": "single",
    "O": "single",
    "G": "single",
    "M": "multiple",
    "P": "multiple",
    "5": "scale",
    "A": "matrix",
    "B": "matrix",
    "C": "matrix",
    "E": "matrix",
    "F": "matrix",
    "H": "matrix",
    "N": "number",
    "S": "short_text",
    "T": "long_text",
    "U": "long_text",
    "D": "date",
    "Y": "yes_no",
    "R": "ranking",
    "X": "statement",
    "*": "calculation",
}
"""Types that become one question. K does, too, where its sum is given: points to distribute."""

SEVERAL = frozenset("KQ1:;")
"""Types that become several questions, after a statement with the question's own text."""

LETTERS = {
    "single": "L",
    "multiple": "M",
    "matrix": "F",
    "number": "N",
    "short_text": "S",
    "long_text": "T",
    "date": "D",
    "yes_no": "Y",
    "ranking": "R",
    "points": "K",
    "statement": "X",
    "calculation": "*",
    "consent": "L",
    "swot": "Q",
}
"""What we write for each kind but a scale. The last ones and "points" are the closest there is."""

_EACH: dict[str, tuple[str, ...]] = {
    "A": ("1", "2", "3", "4", "5"),
    "B": ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
    "C": ("Y", "U", "N"),
    "E": ("I", "S", "D"),
    "G": ("F", "M"),
}

WORDS: dict[str, Mapping[str, str]] = {
    "en": {
        "Y": "Yes",
        "U": "Uncertain",
        "N": "No",
        "I": "Increase",
        "S": "Same",
        "D": "Decrease",
        "F": "Female",
        "M": "Male",
        "yes": "Yes, I agree",
        "strengths": "Strengths",
        "weaknesses": "Weaknesses",
        "chances": "Opportunities",
        "risks": "Risks",
        "comment": "Please enter your comment here",
    },
    "de": {
        "Y": "Ja",
        "U": "Unsicher",
        "N": "Nein",
        "I": "Mehr",
        "S": "Gleich",
        "D": "Weniger",
        "F": "Weiblich",
        "M": "Männlich",
        "yes": "Ja, ich bin einverstanden",
        "strengths": "Stärken",
        "weaknesses": "Schwächen",
        "chances": "Chancen",
        "risks": "Risiken",
        "comment": "Bitte schreiben Sie hier Ihren Kommentar",
    },
    "tr": {
        "Y": "Evet",
        "U": "Emin değilim",
        "N": "Hayır",
        "I": "Daha fazla",
        "S": "Aynı",
        "D": "Daha az",
        "F": "Kadın",
        "M": "Erkek",
        "yes": "Evet, kabul ediyorum",
        "strengths": "Güçlü yönler",
        "weaknesses": "Zayıf yönler",
        "chances": "Fırsatlar",
        "risks": "Riskler",
        "comment": "Lütfen yorumunuzu buraya yazın",
    },
    "ar": {
        "Y": "نعم",
        "U": "غير متأكد",
        "N": "لا",
        "I": "أكثر",
        "S": "دون تغيير",
        "D": "أقل",
        "F": "أنثى",
        "M": "ذكر",
        "yes": "نعم، أوافق",
        "strengths": "نقاط القوة",
        "weaknesses": "نقاط الضعف",
        "chances": "الفرص",
        "risks": "المخاطر",
        "comment": "يرجى كتابة تعليقكم هنا",
    },
}
"""Words of answers that LimeSurvey has built in, so that its files do not hold them."""


def kind_of(question: LimeQuestion) -> str:
    """What it is here, "" where there is nothing like it or where it becomes several questions."""
    if question.kind == "K" and whole(question.attribute("equals_num_value")) is not None:
        return "points"
    if question.kind == "S" and question.attribute("numbers_only") == "1":
        return "number"
    return KINDS.get(question.kind, "")


def built_in(letter: str, languages: Sequence[str]) -> tuple[Choice, ...]:
    """The answers that a type always has."""
    return tuple(Choice(code, words(code, languages)) for code in _EACH.get(letter, ()))


def words(code: str, languages: Sequence[str]) -> Texts:
    """Numbers are the same in every language; words are given in those we know, and in English
    where we do not know the survey's first one."""
    if code.isdigit():
        return dict.fromkeys(languages, code)
    found = {tag: WORDS[tag.split("-")[0]] for tag in languages if tag.split("-")[0] in WORDS}
    texts = {tag: known[code] for tag, known in found.items()}
    return texts if languages[0] in texts else {languages[0]: WORDS["en"][code], **texts}


def whole(text: str) -> int | None:
    """A whole number, None for all else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
