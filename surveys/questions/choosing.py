"""Single and multiple choice, yes or no, and consent. Pure."""

from collections.abc import Iterable

from app.refused import Message, say, say_n
from surveys.questionnaire import OTHER, Choice, Question, Value
from surveys.questions.texts import LONGEST, too_long
from surveys.questions.way import (
    NO_ANSWER,
    OTHER_WORDS,
    Faults,
    Parts,
    Sent,
    Voice,
    Way,
    field,
    first,
    names,
    no_rule,
    one_line,
)

UNKNOWN = say("Please choose one of these.")
YES, NO = "yes", "no"
YES_NO = {YES: say("Yes"), NO: say("No")}
_LONGEST_NAME = 100  # of a choice that we do not know: so much of it is kept to be refused


def read_single(question: Question, sent: Sent, _voice: Voice) -> Parts:
    """Words for "other" choose it, unless something else is chosen: then they are left out."""
    chosen = first(sent, field(question))[:_LONGEST_NAME]
    other = one_line(first(sent, field(question, OTHER_WORDS))) if question.other else ""
    chosen = chosen or (OTHER if other else "")
    if chosen == NO_ANSWER:
        return {"": None}
    if chosen == OTHER and other:
        return {"": chosen, OTHER_WORDS: other}
    return {"": chosen} if chosen else {}


def faults_single(question: Question, value: Value, other: Value, _voice: Voice) -> Faults:
    if value not in _names(question):
        yield "", UNKNOWN
    yield from _faults_other(other)


def words_single(question: Question, value: Value, other: Value, voice: Voice) -> str:
    return label(question, str(value), other, voice)


def read_multiple(question: Question, sent: Sent, _voice: Voice) -> Parts:
    """In the order of the questionnaire; what is not in it stands last, to be refused."""
    chosen = {one.strip()[:_LONGEST_NAME] for one in sent.many(field(question))} - {""}
    other = one_line(first(sent, field(question, OTHER_WORDS))) if question.other else ""
    if other and chosen != {NO_ANSWER}:
        chosen.add(OTHER)
    if chosen == {NO_ANSWER}:
        return {"": None}
    chosen -= {NO_ANSWER}
    known = _names(question)
    ordered = [one for one in known if one in chosen] + sorted(chosen.difference(known))
    parts: Parts = {"": ordered} if ordered else {}
    if OTHER in chosen and other:
        parts[OTHER_WORDS] = other
    return parts


def faults_multiple(question: Question, value: Value, other: Value, voice: Voice) -> Faults:
    chosen = names(value)
    known = _names(question)
    alone = [one for one in question.choices if one.exclusive and one.name in chosen]
    if not chosen or not set(chosen) <= set(known) or len(set(chosen)) < len(chosen):
        yield "", UNKNOWN
    elif alone and len(chosen) > 1:
        title = voice.text(alone[0].label)
        yield "", say("“%(choice)s” does not go together with other answers.", choice=title)
    elif not alone and (message := many_rule(question, voice)) and not so_many(question, chosen):
        yield "", message
    yield from _faults_other(other)


def words_multiple(question: Question, value: Value, other: Value, voice: Voice) -> str:
    return voice.listed(label(question, one, other, voice) for one in names(value))


def read_yes_no(question: Question, sent: Sent, _voice: Voice) -> Parts:
    chosen = first(sent, field(question))[:_LONGEST_NAME]
    if not chosen:
        return {}
    return {"": None if chosen == NO_ANSWER else chosen}


def faults_yes_no(_question: Question, value: Value, _other: Value, _voice: Voice) -> Faults:
    if value not in (YES, NO):
        yield "", UNKNOWN


def read_consent(question: Question, sent: Sent, _voice: Voice) -> Parts:
    chosen = first(sent, field(question))[:_LONGEST_NAME]
    return {"": None if chosen == NO_ANSWER else chosen} if chosen else {}


def faults_consent(_question: Question, value: Value, _other: Value, _voice: Voice) -> Faults:
    if value != YES:
        yield "", UNKNOWN


def words_yes_no(_question: Question, value: Value, _other: Value, voice: Voice) -> str:
    known = YES_NO.get(value) if isinstance(value, str) else None
    return voice.words(known) if known else str(value)


def so_many(question: Question, chosen: Iterable[str]) -> bool:
    """Whether these keep to the question's limits of how many may be chosen."""
    count = len(list(chosen))
    return (question.least or 0) <= count <= (question.most or count)


def many_rule(question: Question, _voice: Voice) -> Message | None:
    """How many may be chosen."""
    least, most = question.least or 0, question.most
    if most and least == most:
        return say_n("Choose exactly %(num)d of these.", "Choose exactly %(num)d of these.", most)
    if most and least > 1:
        return say("Choose %(least)d to %(most)d of these.", least=least, most=most)
    if most and most < len(question.choices) + question.other:
        return say_n("Choose at most %(num)d of these.", "Choose at most %(num)d of these.", most)
    if least > 1:
        return say_n(
            "Choose at least %(num)d of these.", "Choose at least %(num)d of these.", least
        )
    return None


def label(question: Question, name: str, other: Value, voice: Voice) -> str:
    """A choice in words; one that is not there any more by its name."""
    found = choice(question.choices, name)
    if found:
        return voice.text(found.label)
    if name == OTHER and question.other:
        return other if isinstance(other, str) and other else voice.words(say("Other"))
    return name


def choice(choices: Iterable[Choice], name: str) -> Choice | None:
    return next((one for one in choices if one.name == name), None)


def _names(question: Question) -> list[str]:
    own = [one.name for one in question.choices]
    return [*own, OTHER] if question.other and OTHER not in own else own


def _faults_other(other: Value) -> Faults:
    if isinstance(other, str) and (message := too_long(other, LONGEST["short_text"])):
        yield OTHER_WORDS, message


SINGLE = Way(read_single, faults_single, words_single, no_rule)
MULTIPLE = Way(read_multiple, faults_multiple, words_multiple, many_rule)
YES_OR_NO = Way(read_yes_no, faults_yes_no, words_yes_no, no_rule)
CONSENT = Way(read_consent, faults_consent, words_yes_no, no_rule)
