"""What somebody wants of an export: the same words in a form, in an address and behind options."""

from collections.abc import Collection, Mapping
from typing import Any

from app.codes import normalise
from app.database.base import LARGEST
from app.language import catalogues
from app.web.forms import Form, clean
from workshops.exports.source import ALL
from workshops.exports.telling import Choice, Wanted

ONLY = ("", "proposed", "adopted")
MOST_FIRST = 9999


class ExportForm(Form):
    """`wanted` is None where something typed is wrong."""

    def __init__(
        self, data: Mapping[str, Any] | None, formats: Collection[str], format: str = ""
    ) -> None:
        super().__init__(data)
        chosen = format or self.choice("format", formats)
        language = clean(self._data.get("language")) or catalogues.current()
        if language not in catalogues.offered():
            self.choice("language", catalogues.offered())
        workshop = clean(self._data.get("workshop")).strip()
        first = self.whole("first", low=1, high=MOST_FIRST, required=False)
        only = clean(self._data.get("only"))
        if only not in ONLY:
            self.choice("only", ONLY)
        choice = Choice(
            outline=clean(self._data.get("outline")),
            with_dots=self._data.get("dots") != "no",
            bodies=self._data.get("bodies") != "no",
            only=only,
            first=first,
        )
        letterhead = self.whole("letterhead", low=1, high=LARGEST, required=False)
        code = workshop if workshop == ALL else normalise(workshop)
        wanted = Wanted(chosen, language, choice, code or None, letterhead)
        self.wanted = wanted if self.ok else None
