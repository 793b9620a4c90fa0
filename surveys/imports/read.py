"""What a file holds, and what of it cannot be a questionnaire here. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.refused import Message
from surveys.pictures import renamed
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A part of the file that is not taken over, or not as it stands there.

    `row` is the one that a spreadsheet program, or an editor, shows, from 1; 0 for the file as a
    whole. `sheet` is empty where the format has none.
    """

    sheet: str
    row: int
    reason: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read; nothing has been created yet.

    `name` is what the file calls itself, for the survey's short name, empty where it has none.
    `guessed`: its texts do not say their language, which is the questionnaire's first. `pictures`:
    those that came with it, by their names in the questionnaire.
    """

    questionnaire: Questionnaire
    name: str = ""
    unmapped: tuple[Unmapped, ...] = ()
    guessed: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def to_make(self) -> Questionnaire:
        """The questionnaire without the pictures of which only the name is in the file."""
        return renamed(self.questionnaire, lambda name: name if name in self.pictures else "")
