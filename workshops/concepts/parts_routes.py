"""The parts of a council paper: texts, lists, and which body sits when."""

from collections.abc import Iterable, Mapping
from typing import Any

from litestar import Response, get, post

from app.accounts.sessions import Staff
from app.database.ledger import Ledger
from app.refused import say
from app.web.forms import Form
from app.web.pages import AnyRequest, page
from workshops.concepts import services
from workshops.concepts.acting import do
from workshops.concepts.answers import back_to_concept
from workshops.concepts.forms import languages_of
from workshops.concepts.structure import Structure
from workshops.imports.cells import one_line
from workshops.schemes.scheme import Part

MOST_TEXT = 20_000  # characters
MOST_BODY = 200
MOST_ROWS = 40
SPARE = 3  # empty rows to type further sittings into


@get("/concepts/{name:str}/parts")
async def parts(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    return _page(request, concept, Form(part_values(concept)))


@post("/concepts/{name:str}/parts", status_code=200)
async def edit_parts(request: AnyRequest, ledger: Ledger, staff: Staff, name: str) -> Response[Any]:
    concept = await ledger.read(services.structure, name)
    form = PartsForm(await request.form(), concept.scheme.parts, _languages(concept))
    if not form.ok:
        return _page(request, concept, form)
    _, done = await do(ledger, staff.name, services.edit_parts, name, parts=form.parts)
    return back_to_concept(name, "", None, done, at="parts")


class PartsForm(Form):
    """The parts as they are kept, see snapshot.py."""

    def __init__(
        self, data: Mapping[str, Any], parts: Iterable[Part], languages: list[str]
    ) -> None:
        super().__init__(data)
        self.parts = {
            part.key: self._path(part) if part.kind == "path" else self._texts(part, languages)
            for part in parts
        }

    def _texts(self, part: Part, languages: list[str]) -> dict[str, str]:
        names = {tag: f"part-{part.key}-{tag}" for tag in languages}
        found = {tag: self.text(n, most=MOST_TEXT, required=None) for tag, n in names.items()}
        return {tag: text for tag, text in found.items() if text}

    def _path(self, part: Part) -> list[dict[str, Any]]:
        """The rows with a body, in their order."""
        rows = []
        for n in range(MOST_ROWS):
            name = f"part-{part.key}-{n}"
            body = one_line(self.text(f"{name}-body", most=MOST_BODY, required=None))
            date = self.date(f"{name}-date")
            if date and not body:
                self.refuse(f"{name}-body", say("Which body sits on that day?"))
            public = self.values.get(f"{name}-public") != "no"
            if body:
                day = date.isoformat() if date else None
                rows.append({"body": body, "date": day, "public": public})
        return rows


def part_values(concept: Structure) -> dict[str, str]:
    """The parts as the form shows them."""
    shown: dict[str, str] = {}
    for part in concept.scheme.parts:
        value = concept.parts.get(part.key) or {}
        if part.kind != "path":
            shown |= {f"part-{part.key}-{tag}": text for tag, text in value.items()}
            continue
        for n, row in enumerate(value):
            shown[f"part-{part.key}-{n}-body"] = row["body"]
            shown[f"part-{part.key}-{n}-date"] = row.get("date") or ""
            shown[f"part-{part.key}-{n}-public"] = "yes" if row.get("public", True) else "no"
    return shown


def _languages(concept: Structure) -> list[str]:
    texts = [concept.parts.get(p.key) or {} for p in concept.scheme.parts if p.kind != "path"]
    return languages_of(concept.language, [tag for text in texts for tag in text])


def _page(request: AnyRequest, concept: Structure, form: Form) -> Response[Any]:
    typed = {
        part.key: max(
            (n + 1 for n in range(MOST_ROWS) if form.values.get(f"part-{part.key}-{n}-body")),
            default=0,
        )
        for part in concept.scheme.parts
    }
    rows = {key: min(count + SPARE, MOST_ROWS) for key, count in typed.items()}
    return page(
        request,
        "workshops/concepts/parts.html",
        200 if form.ok else 422,
        concept=concept,
        form=form,
        form_languages=_languages(concept),
        path_rows=rows,
    )


ROUTES = [parts, edit_parts]
