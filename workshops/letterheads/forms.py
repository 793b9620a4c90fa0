"""What the office sends: a letterhead with a title, and a concept to try it out with."""

from collections.abc import Collection, Mapping
from typing import Any

from app.language import catalogues
from app.web.forms import Form
from workshops.concepts.forms import NO_FILE
from workshops.imports.cells import one_line
from workshops.letterheads.services import MOST_TITLE


class LetterheadForm(Form):
    """A title and a Word file. `needed`: there is no file yet."""

    def __init__(self, data: Mapping[str, Any] | None, *, needed: bool) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=MOST_TITLE))
        self.sent = self.file("file")
        if needed and self.sent is None:
            self.refuse("file", NO_FILE)


class TrialForm(Form):
    """Which concept, and in which language."""

    def __init__(self, data: Mapping[str, Any] | None, concepts: Collection[str]) -> None:
        super().__init__(data)
        self.concept = self.choice("concept", concepts)
        self.language = self.choice("language", catalogues.offered())
