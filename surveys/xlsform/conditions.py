"""Conditions, checks, formulas and texts of a form that was read: which of them hold here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from app.refused import Message, Refused, say
from surveys.expressions import references
from surveys.questionnaire import Question, Questionnaire, Section, Texts
from surveys.xlsform.form import Form
from surveys.xlsform.order import tell_later

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_CURLY = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200b": None, "\ufeff": None}
)
"""What word processors make of quotation marks, and signs that nobody sees."""
_DAY = re.compile(r"\bdate\(\s*('[\d-]+'|\"[\d-]+\")\s*\)")
"""A day, which is its text here."""
_BESIDE = re.compile(r"(?:\.\./)+([A-Za-z_][\w-]*)")
"""How older forms name a question: by the way to it."""

_COLUMNS = {"show_if": "relevant", "check": "constraint", "formula": "calculation"}


def settled(questionnaire: Questionnaire, form: Form) -> Questionnaire:
    """The questionnaire with the names of here, and without what cannot hold here, which is told.

    A calculation that cannot hold goes, and so do the conditions that read it.
    """
    found = _changed(questionnaire, lambda one: _renamed_section(one, form))
    lost = _lost(found)
    known = _names(found) - lost
    for question in found.questions():
        if question.name in lost:
            _tell(f"q:{question.name}", "formula", question.formula, known, form)
    found = _changed(found, lambda one: _without(one, lost))
    found = _changed(found, lambda one: _kept_section(one, known, form))
    tell_later(found, _COLUMNS, form)
    return found


def _lost(questionnaire: Questionnaire) -> frozenset[str]:
    """The calculations that cannot hold, or read one that cannot."""
    known = _names(questionnaire)
    formulas = {one.name: one.formula for one in questionnaire.questions() if one.formula}
    readers: dict[str, list[str]] = {}
    for name, formula in formulas.items():
        for read in set(_spoken(formula)):
            readers.setdefault(read, []).append(name)
    waiting = [name for name, formula in formulas.items() if _fault(formula, known)]
    lost: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in lost:
            lost.add(name)
            waiting += readers.get(name, [])
    return frozenset(lost)


def _names(questionnaire: Questionnaire) -> frozenset[str]:
    return frozenset(one.name for one in questionnaire.questions())


def _changed(questionnaire: Questionnaire, change: Callable[[Section], Section]) -> Questionnaire:
    return replace(questionnaire, sections=tuple(map(change, questionnaire.sections)))


def _without(section: Section, lost: Iterable[str]) -> Section:
    kept = tuple(one for one in section.questions if one.name not in lost)
    return replace(section, questions=kept)


def _renamed_section(section: Section, form: Form) -> Section:
    return replace(
        section,
        title=_texts(section.title, form),
        text=_texts(section.text, form),
        show_if=_expression(section.show_if, "", form),
        questions=tuple(_renamed_question(one, form) for one in section.questions),
    )


def _renamed_question(question: Question, form: Form) -> Question:
    return replace(
        question,
        label=_texts(question.label, form),
        hint=_texts(question.hint, form),
        check_message=_texts(question.check_message, form),
        required_message=_texts(question.required_message, form),
        show_if=_expression(question.show_if, "", form),
        check=_expression(question.check, question.name, form),
        formula=_expression(question.formula, "", form),
        default=_default(question, form),
    )


def _texts(texts: Texts, form: Form) -> Texts:
    return {tag: _references(text, form) for tag, text in texts.items()}


def _references(text: str, form: Form) -> str:
    """The text, speaking of questions by the names that they have here."""

    def new(match: "re.Match[str]") -> str:
        name = match[1].strip()
        called = form.renamed.get(name, name)
        return match[0] if called == name else f"${{{called}}}"

    return _REFERENCE.sub(new, text)


def _expression(text: str, own: str, form: Form) -> str:
    """`own`: the question that `.` stands for."""
    if not text:
        return ""
    spoken = [form.renamed.get(name, name) for name in _spoken(text)]
    listings = (form.listed.get(name) for name in (own, *spoken))
    renamed = {
        old: new for one in listings if one for old, new in one.renamed.items() if old != new
    }

    def literal(match: "re.Match[str]") -> str:
        name = match[0][1:-1]
        return f"'{renamed[name]}'" if name in renamed else match[0]

    if not _parses(text) and _parses(plain := _plain(text)):
        text = plain
    return _references(_LITERAL.sub(literal, text) if renamed else text, form)


def _spoken(text: str) -> list[str]:
    """The questions that it speaks of."""
    return [name.strip() for name in _REFERENCE.findall(text)]


def _plain(text: str) -> str:
    """As it was meant, in our words: with straight quotation marks, without spaces in `${ name }`,
    for which `../name` stands in older forms."""
    plain = _REFERENCE.sub(lambda one: f"${{{one[1].strip()}}}", text.translate(_CURLY))
    plain = _BESIDE.sub(lambda one: f"${{{one[1]}}}", plain)
    return _DAY.sub(lambda one: one[1], plain)


def _parses(text: str) -> bool:
    try:
        references(text)
    except Refused:
        return False
    return True


def _default(question: Question, form: Form) -> str:
    listing = form.listed.get(question.name)
    if listing is None or not question.default:
        return question.default
    if question.default in listing.renamed:
        return listing.renamed[question.default]
    return " ".join(listing.renamed.get(name, name) for name in question.default.split())


def _kept_section(section: Section, known: Iterable[str], form: Form) -> Section:
    place = f"s:{section.name}"
    _tell_texts(place, (section.title, section.text), known, form)
    return replace(
        section,
        show_if=_kept(section.show_if, place, "show_if", known, form),
        questions=tuple(_kept_question(one, known, form) for one in section.questions),
    )


def _kept_question(question: Question, known: Iterable[str], form: Form) -> Question:
    place = f"q:{question.name}"
    _tell_texts(place, (question.label, question.hint), known, form)
    return replace(
        question,
        show_if=_kept(question.show_if, place, "show_if", known, form),
        check=_kept(question.check, place, "check", known, form),
    )


def _kept(text: str, place: str, part: str, known: Iterable[str], form: Form) -> str:
    return "" if _tell(place, part, text, known, form) else text


def _tell(place: str, part: str, text: str, known: Iterable[str], form: Form) -> bool:
    """Tell why an expression cannot hold; whether that is so."""
    fault = _fault(text, known)
    if fault and place in form.lines:
        reason = say(
            "What stands in “%(column)s” is left out. %(reason)s",
            column=_COLUMNS[part],
            reason=fault,
        )
        form.tell(form.lines[place], reason)
    return fault is not None


def _fault(text: str, known: Iterable[str]) -> Message | None:
    try:
        found = references(text)
    except Refused as refused:
        return refused.message
    missing = [one.question for one in found if one.question not in known]
    return say("“%(name)s” is not asked here.", name=missing[0]) if missing else None


def _tell_texts(place: str, texts: Iterable[Texts], known: Iterable[str], form: Form) -> None:
    spoken = (name for one in texts for text in one.values() for name in _spoken(text))
    missing = [name for name in spoken if name.partition(".")[0] not in known]
    if missing and place in form.lines:
        reason = say("A text speaks of “%(name)s”, which is not asked here.", name=missing[0])
        form.tell(form.lines[place], reason)
