"""A survey as LimeSurvey structures it, whichever of its files it comes from. Pure.

The names are LimeSurvey's: codes, subquestions, scales, attributes. Texts are HTML.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

OWN = "klebepunkt"
"""The attribute in which we keep what LimeSurvey has no place for: it ignores and keeps it."""


COLUMNS = (
    "id",
    "related_id",
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
)
"""Of the tab-separated file; every other column is an attribute of questions."""


@dataclass(slots=True)
class Part:
    """A subquestion (`SQ`) or an answer (`A`). `scale`: 1 for the second one, or the columns."""

    row: int
    code: str
    scale: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    default: str = ""
    id: str = ""


@dataclass(slots=True)
class LimeQuestion:
    """`kind`: LimeSurvey's letter. `attributes`: name → language, or "" for all, → value.

    `conditions`: the older way beside `relevance`: scenario, field, comparison and value of each.
    """

    row: int
    kind: str
    code: str
    id: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    mandatory: str = "N"
    other: str = "N"
    pattern: str = ""
    default: str = ""
    other_default: str = ""
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    subquestions: list[Part] = field(default_factory=list)
    answers: list[Part] = field(default_factory=list)
    conditions: list[tuple[str, str, str, str]] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """Its value for all languages, or in the first one that has it."""
        return next((one.strip() for one in self.attributes.get(name, {}).values() if one), "")

    def of_scale(self, scale: int) -> list[Part]:
        return once([one for one in self.subquestions if one.scale == scale])


@dataclass(slots=True)
class Group:
    row: int
    titles: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    relevance: str = ""
    random_group: str = ""
    own: str = ""
    questions: list[LimeQuestion] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """`settings`: of the survey; `texts`: language → setting → text. `left`: parts of the file that
    have no counterpart here, each with the row in which it stands first."""

    languages: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def questions(self) -> Iterator[LimeQuestion]:
        return (question for group in self.groups for question in group.questions)

    def call_languages(self, called: Mapping[str, str]) -> None:
        """Give languages other tags: old one → new one."""

        def new(texts: dict[str, T]) -> dict[str, T]:
            return {called.get(tag, tag): text for tag, text in texts.items()}

        self.languages = [called.get(tag, tag) for tag in self.languages]
        self.texts = new(self.texts)
        for group in self.groups:
            group.titles, group.texts = new(group.titles), new(group.texts)
        for question in self.questions():
            question.texts, question.help = new(question.texts), new(question.help)
            question.attributes = {name: new(one) for name, one in question.attributes.items()}
            for part in (*question.subquestions, *question.answers):
                part.texts = new(part.texts)


def once(parts: Iterable[Part]) -> list[Part]:
    """Of two parts with one code the first one."""
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(part.code, part)
    return list(found.values())
