"""What an import would bring, counted. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.refused import Message, say
from surveys.imports.read import Unmapped
from surveys.questionnaire import KINDS, Questionnaire


@dataclass(frozen=True, slots=True)
class Counts:
    """`types`: kind → how many questions of it, in the order of KINDS; `languages`: tag → how many
    questions have words in it, the original first."""

    types: Mapping[str, int]
    languages: Mapping[str, int]


def counts(questionnaire: Questionnaire) -> Counts:
    found = Counter(one.kind for one in questionnaire.questions())
    return Counts(
        {kind: found[kind] for kind in KINDS if found[kind]},
        {
            tag: sum(bool(one.label.get(tag)) for one in questionnaire.questions())
            for tag in questionnaire.languages
        },
    )


def place(unmapped: Unmapped) -> Message | str:
    """Where it stands in the file; empty where it is the file as a whole."""
    if not unmapped.row:
        return unmapped.sheet
    if not unmapped.sheet:
        return say("Row %(row)d", row=unmapped.row)
    return say("%(sheet)s, row %(row)d", sheet=unmapped.sheet, row=unmapped.row)
