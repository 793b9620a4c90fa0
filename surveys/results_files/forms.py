"""Which file of the results somebody wants."""

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from app.web.forms import Form
from surveys.results_files.files import RESULTS
from surveys.results_files.source import Texts

TEXTS = get_args(Texts)


class ResultsForm(Form):
    """`languages`: those of the survey in which we can speak. `weighted`: only a report can be."""

    def __init__(self, data: Mapping[str, Any] | None, languages: Sequence[str]) -> None:
        super().__init__(data)
        self.format = self.choice("format", RESULTS)
        self.language = self.choice("language", languages)
        self.texts = cast(Texts, self.choice("texts", TEXTS))
        self.weighted = self.format == "pdf" and bool(self.values.get("weighted"))
