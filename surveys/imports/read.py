"""What a file holds, and what of it cannot be a questionnaire here. Pure."""

from dataclasses import dataclass, replace

from app.refused import Message
from surveys.questionnaire import Question, Questionnaire


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
    `guessed`: its texts do not say their language, which is the questionnaire's first.
    """

    questionnaire: Questionnaire
    name: str = ""
    unmapped: tuple[Unmapped, ...] = ()
    guessed: bool = False

    def to_make(self) -> Questionnaire:
        """The questionnaire without its pictures: files hold only their names."""

        def bare(question: Question) -> Question:
            choices = tuple(replace(one, image="") for one in question.choices)
            return replace(question, choices=choices)

        sections = (
            replace(section, questions=tuple(map(bare, section.questions)))
            for section in self.questionnaire.sections
        )
        return replace(self.questionnaire, sections=tuple(sections))
