"""What a question is drawn from: `shown.py` makes it, the templates draw it. Pure."""

from dataclasses import dataclass

from app.refused import Message
from surveys.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Text:
    """What people wrote. `language`: where it is not the reader's, else empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice. `value` is what its field sends; `ours`: a word of ours instead of a text.

    `chosen`: it is; of a ranking: it has a place (the chosen ones come first, in their order).
    `typed`: its points. `error`: about these.
    """

    value: str
    label: Text
    ours: Message | None = None
    image: str = ""
    exclusive: bool = False
    chosen: bool = False
    typed: str = ""
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix, with the choice that was made in it."""

    name: str
    label: Text
    chosen: str
    error: Message | None


@dataclass(frozen=True, slots=True)
class Quadrant:
    """A field of four. `entries`: those that were typed, and an empty one, if it takes one more.
    `most`: so many."""

    name: str
    title: Message
    entries: tuple[str, ...]
    most: int
    error: Message | None

    @property
    def full(self) -> bool:
        return all(self.entries)


@dataclass(frozen=True, slots=True)
class Shown:
    """One question in one language. `field` begins the names of all its fields.

    `rule`: its limits in a sentence; `error` is about the whole, the others stand at their parts.
    `none`: "no answer" can be chosen, `none_chosen`: it is. `typed`: of a text, number or date.
    `other_typed`: words for the choice "other". `left`: points to distribute. `most`: characters.
    `steps` of a scale, where they are few enough to be drawn. `note`: what an interviewer wrote
    down beside it; None where nobody interviews, or nobody answers.
    """

    question: Question
    kind: str
    field: str
    label: Text
    hint: Text
    rule: Message | None
    required: bool
    error: Message | None
    none: bool
    none_chosen: bool
    typed: str
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    quadrants: tuple[Quadrant, ...]
    steps: tuple[int, ...]
    low: Text
    high: Text
    other_typed: str
    other_error: Message | None
    left: int
    most: int
    note: str | None
    note_error: Message | None

    @property
    def described(self) -> str:
        """Ids of what explains it, for `aria-describedby`."""
        rule = self.rule if self.rule != self.error else None
        parts = (("hint", self.hint.text), ("rule", rule), ("error", self.error))
        return " ".join(f"{self.field}-{part}" for part, there in parts if there)
