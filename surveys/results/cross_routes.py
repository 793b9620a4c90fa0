"""Tables of groups: one question, or all that can be, for each group; on a page and in files."""

from asyncio import to_thread
from dataclasses import dataclass
from typing import Any

from litestar import Response, get

from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.file import FORMATS, File
from app.web.pages import AnyRequest
from surveys.questionnaire import Question
from surveys.results.columns import RUN, asked
from surveys.results.cross_files import WRITTEN, written
from surveys.results.crossing import crossed, may_cross
from surveys.results.looking import Look, look, nothing_yet, open_results, results_page
from surveys.results.selected import MIXED_TABLES
from surveys.results.tabulating import CrossTable, tabled

BASE = "/surveys/{name:str}/results/cross"


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands in the rows and in the columns. `rows`: what people can be parted by;
    `questions`: what can be chosen; `chosen`: the one that was, "" for all."""

    by: str
    rows: list[str]
    questions: list[Question]
    chosen: str

    @property
    def shown(self) -> list[Question]:
        all_of_them = (one for one in self.questions if self.chosen in ("", one.name))
        return [one for one in all_of_them if one.name != self.by]


@get(BASE)
async def cross_tables(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    found = await open_results(ledger, name)
    if found.table is None:
        return nothing_yet(request, found)
    seen = look(request, found)
    wish = _wish(seen)
    return results_page(
        request,
        "surveys/results/cross.html",
        seen,
        by=wish.by,
        chosen=wish.chosen,
        rows=[(one, seen.wording.column(seen.table, one)) for one in wish.rows],
        questions=[("", None), *((q.name, seen.wording.label(q)) for q in wish.questions)],
        tables=await to_thread(_tables, seen, wish),
        mixed=MIXED_TABLES,
    )


@get([f"{BASE}.{format}" for format in WRITTEN])
async def cross_file(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """What stands on the page of the same address, in the language of the reader.

    Raises:
        Missing: nothing of this survey can be shown.
    """
    seen = look(request, await open_results(ledger, name))
    format = request.scope["path"].rpartition(".")[2]
    content = await to_thread(_written, seen, _wish(seen), format)
    file = File(f"{name}-groups.{format}", f"{name}-groups.{format}", FORMATS[format], content)
    return Response(content, media_type=file.content_type, headers=file.headers)


def _wish(seen: Look) -> Wish:
    """What the address asks for; else the first that is about the person, and all questions."""
    rows = [one for one in seen.table.by if seen.table.options(one)]
    by = seen.sent.get("by", "")
    by = by if by in rows else next((one for one in rows if one != RUN), rows[0])
    questions = [one for one in asked(seen.table.questionnaire) if may_cross(seen.table, one)]
    return Wish(by, rows, questions, seen.sent.get("question", ""))


def _tables(seen: Look, wish: Wish) -> list[CrossTable]:
    made = (crossed(seen.selection, wish.by, one, seen.weights) for one in wish.shown)
    return [tabled(one, seen.table, seen.wording) for one in made]


def _written(seen: Look, wish: Wish, format: str) -> bytes:
    tables = _tables(seen, wish) if seen.selection.people else []
    return written(seen, wish.by, tables, format, now=utc_now())


ROUTES = [cross_tables, cross_file]
