"""Names in a form that is written: each there once, and none that the standard keeps for itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.documents.table import printable
from surveys.expressions import REFERENCE
from surveys.questionnaire import QUADRANTS, Question, Questionnaire, Section, Texts

_XML = re.compile(r"[^\w.-]+")
_OPEN = re.compile(r"\$\{")


@dataclass(slots=True)
class Names:
    """`taken`: in small letters, for other programs do not tell them apart. `called`: question, or
    `question.part`, → its name in the form."""

    taken: set[str] = field(default_factory=lambda: {"meta"})
    called: dict[str, str] = field(default_factory=dict)

    def new(self, wished: str) -> str:
        base = _XML.sub("_", wished)
        if not re.match(r"[^\W\d]", base) or base.lower().startswith("xml"):
            base = f"_{base}"
        names = (base, *(f"{base}_{n}" for n in range(2, len(self.taken) + 3)))
        name = next(one for one in names if one.lower() not in self.taken)
        self.taken.add(name.lower())
        return name


def names_of(questionnaire: Questionnaire) -> Names:
    """Names for all questions first, so that these stay as they are where it can be."""
    names = Names()
    for question in questionnaire.questions():
        names.called[question.name] = names.new(question.name)
    for question in questionnaire.questions():
        for part in parts_of(question):
            names.called[f"{question.name}.{part}"] = names.new(
                f"{names.called[question.name]}_{part}"
            )
    return names


def parts_of(question: Question) -> tuple[str, ...]:
    """The parts that are questions of their own in the form."""
    match question.kind:
        case "matrix":
            return tuple(one.name for one in question.rows)
        case "points":
            return tuple(one.name for one in question.choices)
        case "swot":
            return QUADRANTS
    return ()


def spoken(part: Question, called: Mapping[str, str]) -> Question:
    """The question, speaking of others by their names in the form."""
    return replace(
        part,
        label=_texts(part.label, called),
        hint=_texts(part.hint, called),
        required_message=_texts(part.required_message, called),
        check_message=_texts(part.check_message, called),
        show_if=_renamed(part.show_if, called),
        check=_renamed(part.check, called),
        formula=_renamed(part.formula, called),
    )


def spoken_section(section: Section, called: Mapping[str, str]) -> Section:
    return replace(
        section,
        title=_texts(section.title, called),
        text=_texts(section.text, called),
        show_if=_renamed(section.show_if, called),
        questions=tuple(spoken(one, called) for one in section.questions),
    )


def harmless(texts: Texts, known: frozenset[str]) -> Texts:
    """Texts as other programs can read them: `${` only before the name of a question; and as cells
    are read, without spaces at their ends."""
    found = {tag: in_cell(_harmless(text, known)) for tag, text in texts.items()}
    return {tag: text for tag, text in found.items() if text}


def in_cell(text: str) -> str:
    """A text as it is read from a cell."""
    return printable(text).strip()


def _harmless(text: str, known: frozenset[str]) -> str:
    starts = {match.start() for match in REFERENCE.finditer(text) if match[0][2:-1] in known}
    return _OPEN.sub(lambda one: one[0] if one.start() in starts else "$ {", text)


def _texts(texts: Texts, called: Mapping[str, str]) -> Texts:
    return {tag: _renamed(text, called) for tag, text in texts.items()}


def _renamed(text: str, called: Mapping[str, str]) -> str:
    def new(match: "re.Match[str]") -> str:
        name = called.get(match[0][2:-1])
        return f"${{{name}}}" if name else match[0]

    return REFERENCE.sub(new, text)
