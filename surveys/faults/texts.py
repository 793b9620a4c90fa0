"""Texts that are missing, not translated, or speak of what has not been asked. Pure."""

from collections.abc import Iterator, Mapping

from app.language.names import own_name
from app.refused import Message, say, say_n
from surveys.expressions import REFERENCE
from surveys.faults.fault import Fault, Faults
from surveys.questionnaire import SILENT, Question, Questionnaire, Texts


def text_faults(questionnaire: Questionnaire) -> Faults:
    if not questionnaire.title.get(questionnaire.original, "").strip():
        yield Fault("", "title", say("The survey needs a title."))
    if all(question.kind in SILENT for question in questionnaire.questions()):
        yield Fault("", "sections", say("There is no question yet that somebody can answer."))
    for question in questionnaire.questions():
        yield from _missing(question, questionnaire.original)
    yield from _untranslated(questionnaire)
    yield from _piped(questionnaire)


def _missing(question: Question, original: str) -> Faults:
    if question.kind == "calculation":
        return
    if not question.label.get(original, "").strip():
        yield Fault(question.name, "label", say("The text of the question is missing."))
    for part, found in (("choices", question.choices), ("rows", question.rows)):
        for one in found:
            if not one.label.get(original, "").strip():
                message = say("The text of “%(name)s” is missing.", name=one.name)
                yield Fault(question.name, part, message)


def _untranslated(questionnaire: Questionnaire) -> Faults:
    texts = [text for *_, text in _texts(questionnaire)]
    for tag in questionnaire.languages[1:]:
        missing = sum(
            bool(text.get(questionnaire.original, "").strip()) and not text.get(tag, "").strip()
            for text in texts
        )
        if missing:
            message = say_n(
                "%(language)s: %(num)d text is not translated yet.",
                "%(language)s: %(num)d texts are not translated yet.",
                missing,
                language=own_name(tag),
            )
            yield Fault("", "languages", message, stops=False)


def _piped(questionnaire: Questionnaire) -> Faults:
    """Only earlier answers can stand in a text. At the end none can: they are nobody's by then."""
    names = [one.name for one in questionnaire.questions() if one.kind != "statement"]
    known: set[str] = set()
    for where, part, text in _texts(questionnaire):
        if part == "label" and where in names:
            known = set(names[: names.index(where)])
        spoken = {tag: _spoken(text.get(tag, "")) for tag in questionnaire.languages}
        if part != "thanks":
            for message in _unknown(spoken, known, questionnaire.original):
                yield Fault(where, part, message)
        elif any(spoken.values()):
            message = say(
                "The text at the end cannot repeat an answer: by then nobody can tell any more "
                "whose it was."
            )
            yield Fault(where, part, message)


def _unknown(spoken: Mapping[str, set[str]], known: set[str], original: str) -> Iterator[Message]:
    """`spoken`: of which questions the text speaks in each language."""
    for tag, names in spoken.items():
        for name in sorted(names - known if tag == original else names - spoken[original] - known):
            if tag == original:
                yield say(
                    "A text speaks of the answer to “%(name)s”, which has not been asked before.",
                    name=name,
                )
            else:
                yield say(
                    "A translation (%(language)s) speaks of the answer to “%(name)s”, which has "
                    "not been asked before.",
                    name=name,
                    language=own_name(tag),
                )


def _spoken(text: str) -> set[str]:
    return {match[1] for match in REFERENCE.finditer(text)}


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[str, str, Texts]]:
    """All texts in their order, each with where it stands; a question's label comes first."""
    for part in ("title", "welcome", "privacy"):
        yield "", part, getattr(questionnaire, part)
    for section in questionnaire.sections:
        yield section.name, "title", section.title
        yield section.name, "text", section.text
        for question in section.questions:
            if question.kind != "calculation":  # which nobody sees
                yield from _texts_of(question)
    yield "", "thanks", questionnaire.thanks


def _texts_of(question: Question) -> Iterator[tuple[str, str, Texts]]:
    parts = ("label", "hint", "required_message", "check_message", "low_label", "high_label")
    for part in parts:
        yield question.name, part, getattr(question, part)
    for choice in question.choices:
        yield question.name, "choices", choice.label
    for row in question.rows:
        yield question.name, "rows", row.label
