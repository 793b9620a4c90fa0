"""What the office types about a survey as a whole."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from app.language import catalogues
from app.refused import say
from app.web.forms import Form
from surveys.library import block, blocks
from surveys.office.fields import with_text
from surveys.office.marks import mark
from surveys.questionnaire import Questionnaire

Data = Mapping[str, Any] | None

MOST_TITLE = 200
MOST_TEXT = 4000
AROUND = ("welcome", "privacy", "thanks")
LATEST = dt.timedelta(days=3653)  # answers are not kept longer than ten years
MEANWHILE = say(
    "Somebody else has changed this meanwhile. What you typed still stands here and is not saved "
    "yet: look at what stands there now, then save once more."
)


def one_line(text: str) -> str:
    return " ".join(text.split())


class NewForm(Form):
    """A new survey: its title, its languages, and what it begins with."""

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        offered = catalogues.offered()
        self.title = one_line(self.text("title", most=MOST_TITLE))
        self.language = self.choice("language", offered)
        others = [tag for tag in self.many("languages") if tag in offered]
        self.languages = tuple(dict.fromkeys((self.language, *others)))
        self.block = self.choice("block", ("", *(one.key for one in blocks())))

    def questionnaire(self) -> Questionnaire:
        """What the survey begins with. Only where `ok`."""
        begun = block(self.block).questionnaire if self.block else Questionnaire({}, ())
        title = {self.language: self.title}
        return Questionnaire(
            title, self.languages, begun.sections, begun.welcome, begun.privacy, begun.thanks
        )


class FrameForm(Form):
    """The concept it belongs to, and the day on which its answers are deleted."""

    def __init__(self, data: Data, concepts: Collection[int], today: dt.date) -> None:
        super().__init__(data)
        concept = self.choice("concept", ("", *map(str, concepts)))
        self.concept_id = int(concept) if concept else None
        self.delete_on = self.date("delete_on")
        if self.delete_on is None:
            self.refuse("delete_on", say("Please enter a date such as 2026-11-21."))
        elif not today < self.delete_on <= today + LATEST:
            self.refuse("delete_on", say("Please choose a day from tomorrow to ten years ahead."))


class WordsForm(Form):
    """Title and languages, and what stands around the questions, in the original language."""

    def __init__(self, data: Data, questionnaire: Questionnaire) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=MOST_TITLE))
        known = languages_of(questionnaire)
        others = [tag for tag in self.many("languages") if tag in known]
        self.languages = tuple(dict.fromkeys((questionnaire.original, *others)))
        self.words = {part: self.text(part, most=MOST_TEXT, required=None) for part in AROUND}
        self.seen = self.values.get("seen", "")

    def changed(self, questionnaire: Questionnaire) -> Questionnaire:
        """The questionnaire with these words; translations stay."""
        original = questionnaire.original
        texts: dict[str, Any] = {
            part: with_text(getattr(questionnaire, part), original, text)
            for part, text in {"title": self.title, **self.words}.items()
        }
        return replace(questionnaire, languages=self.languages, **texts)

    @staticmethod
    def mark(questionnaire: Questionnaire) -> str:
        """What the words look like, in few characters."""
        return mark(replace(questionnaire, sections=()))


def languages_of(questionnaire: Questionnaire) -> list[str]:
    """Those that it may have: ours, and those that came with a file, taken off or not."""
    came = (*questionnaire.languages, *questionnaire.title)
    return list(dict.fromkeys((*catalogues.offered(), *came)))


def words_of(questionnaire: Questionnaire) -> dict[str, Any]:
    """The form's values for this questionnaire."""
    original = questionnaire.original
    words = {part: getattr(questionnaire, part).get(original, "") for part in ("title", *AROUND)}
    return words | {"languages": list(questionnaire.languages)}
