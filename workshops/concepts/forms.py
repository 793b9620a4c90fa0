"""What the office types: a concept, an entry's titles, a measure, a file."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.language import catalogues
from app.refused import say
from app.web.forms import REQUIRED, Form
from workshops.concepts.cells import bodies, one_line
from workshops.concepts.importer import MOST_COLUMN, MOST_MEASURE, MOST_TITLE
from workshops.concepts.scheme import Scheme

Data = Mapping[str, Any] | None

NO_FILE = say("Please choose a file first.")


def languages_of(main: str, texts: Iterable[str] = ()) -> list[str]:
    """The languages to type in: the one that must be there, those in use, and all offered."""
    return list(dict.fromkeys([main, *catalogues.offered(), *texts]))


class ConceptForm(Form):
    """A new concept."""

    def __init__(self, data: Data, schemes: Collection[str]) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=MOST_TITLE))
        self.scheme = self.choice("scheme", schemes)
        self.language = self.choice("language", catalogues.offered())


class TitleForm(Form):
    """Another title for a concept."""

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        self.title = one_line(self.text("title", most=MOST_TITLE))


class NodeForm(Form):
    """The titles of an entry: `main` is the language that must be filled in."""

    def __init__(self, data: Data, languages: Iterable[str], main: str) -> None:
        super().__init__(data)
        self.titles = {
            tag: one_line(
                self.text(f"title-{tag}", most=MOST_TITLE, required=_required(tag == main))
            )
            for tag in languages
        }


class MeasureForm(Form):
    """A measure's texts and the scheme's columns; `main` is the language that must be there."""

    def __init__(self, data: Data, languages: Iterable[str], main: str, scheme: Scheme) -> None:
        super().__init__(data)
        self.texts = {
            tag: self.text(f"text-{tag}", most=MOST_MEASURE, required=_required(tag == main))
            for tag in languages
        }
        self.columns: dict[str, str | list[str]] = {}
        for column in scheme.columns:
            typed = self.text(f"column-{column.key}", most=MOST_COLUMN, required=None)
            self.columns[column.key] = bodies(typed) if column.kind == "bodies" else one_line(typed)


def _required(needed: bool) -> Any:
    return REQUIRED if needed else None


def node_values(titles: Mapping[str, str]) -> dict[str, str]:
    """An entry as the form shows it."""
    return {f"title-{tag}": title for tag, title in titles.items()}


def measure_values(
    texts: Mapping[str, str], columns: Mapping[str, str | list[str]]
) -> dict[str, str]:
    """A measure as the form shows it: several bodies, one a line."""
    shown = {
        f"column-{key}": "\n".join(value) if isinstance(value, list) else value
        for key, value in columns.items()
    }
    return {f"text-{tag}": text for tag, text in texts.items()} | shown
