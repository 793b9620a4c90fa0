"""Which file of the results somebody wants."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.web.forms import Form
from surveys.results_files.files import RESULTS


class ResultsForm(Form):
    """`languages`: those of the survey in which we can speak. Without texts: nothing that people
    typed."""

    def __init__(self, data: Mapping[str, Any] | None, languages: Sequence[str]) -> None:
        super().__init__(data)
        self.format = self.choice("format", RESULTS)
        self.language = self.choice("language", languages)
        self.texts = not self.ticked("without-texts")
