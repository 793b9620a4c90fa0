"""What the office types: a concept, an entry's titles, a measure, a file."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.language import catalogues
from app.refused import say
from app.web.forms import REQUIRED, Form
from workshops.concepts.snapshot import Measure, Node
from workshops.imports.cells import one_line, several_lines
from workshops.imports.importer import MOST_MEASURE, MOST_TITLE
from workshops.schemes.columns import Values
from workshops.schemes.scheme import Scheme
from workshops.schemes.typed_columns import column_fields, read_columns, typed_columns

Data = Mapping[str, Any] | None

MEANWHILE = say(
    "Somebody else has changed this meanwhile. What you typed still stands here and is not saved "
    "yet: look at what stands there now, then save once more."
)
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
    """The titles of an entry and its level's columns: `main` is the language that must be there.

    `now`: what stands in the columns at present.
    """

    def __init__(
        self,
        data: Data,
        languages: Iterable[str],
        main: str,
        scheme: Scheme,
        level: int,
        now: Values,
    ) -> None:
        super().__init__(data)
        self.titles = {
            tag: several_lines(
                self.text(f"title-{tag}", most=MOST_TITLE, required=_required(tag == main))
            )
            for tag in languages
        }
        fields = column_fields(scheme.levels[level].columns, scheme)
        self.columns = read_columns(self, fields, now)


class MeasureForm(Form):
    """A measure's texts and the scheme's columns; `main` is the language that must be there.

    `now`: what stands in the columns at present.
    """

    def __init__(
        self, data: Data, languages: Iterable[str], main: str, scheme: Scheme, now: Values
    ) -> None:
        super().__init__(data)
        self.texts = {
            tag: self.text(f"text-{tag}", most=MOST_MEASURE, required=_required(tag == main))
            for tag in languages
        }
        self.columns = read_columns(self, column_fields(scheme.columns, scheme), now)


def stamp(*parts: Any) -> str:
    """What tells one state of an entry or a measure from another."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def check_meanwhile(form: Form, now: str) -> None:
    """Refuse to save over what somebody else has saved since the form was opened."""
    seen = form.values.get("seen")
    if seen and seen != now:
        form.refuse("seen", MEANWHILE)


def _required(needed: bool) -> Any:
    return REQUIRED if needed else None


def node_values(node: Node, scheme: Scheme) -> dict[str, str]:
    """An entry as the form shows it."""
    fields = column_fields(scheme.levels[node.level].columns, scheme)
    titles = {f"title-{tag}": title for tag, title in node.titles.items()}
    return titles | typed_columns(fields, node.columns)


def measure_values(measure: Measure, scheme: Scheme) -> dict[str, str]:
    """A measure as the form shows it."""
    texts = {f"text-{tag}": text for tag, text in measure.texts.items()}
    return texts | typed_columns(column_fields(scheme.columns, scheme), measure.columns)
