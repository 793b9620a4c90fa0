"""Results of a survey for the office: all questions, and a comparison of two runs."""

from asyncio import to_thread
from dataclasses import dataclass
from typing import Any

from litestar import Response, get

from app.database.ledger import Ledger
from app.web.pages import AnyRequest
from surveys.questionnaire import Questionnaire
from surveys.results import cross_routes, text_routes, weight_routes
from surveys.results.columns import RUN
from surveys.results.comparison import Compared, compared
from surveys.results.filters import wanted
from surveys.results.loading import asked_in
from surveys.results.looking import Look, look, nothing_yet, open_results, results_page
from surveys.results.reads import summaries
from surveys.results.remarks import Marked, marked, without
from surveys.results.telling import Told, told

BASE = "/surveys/{name:str}/results"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the questionnaire, with its questions' results."""

    title: str
    questions: tuple[Told, ...]


@get(BASE)
async def all_results(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """All questions one after the other."""
    found = await open_results(ledger, name)
    if found.table is None:
        return nothing_yet(request, found)
    seen = look(request, found)
    unread = await ledger.read(marked, seen.table, "hidden")
    chapters = await to_thread(_chapters, seen, unread)
    return results_page(request, "surveys/results/results.html", seen, chapters=chapters)


def _chapters(seen: Look, unread: Marked) -> tuple[Chapter, ...]:
    people = seen.selection.people
    lines = {
        one.question.name: told(without(one, unread), seen.wording, people)
        for one in summaries(seen.selection, seen.weighting)
    }
    return tuple(
        Chapter(
            seen.wording.text(section.title),
            tuple(lines[one.name] for one in section.questions if one.name in lines),
        )
        for section in seen.table.questionnaire.sections
        if any(one.name in lines for one in section.questions)
    )


@get(BASE + "/comparison")
async def two_runs(request: AnyRequest, ledger: Ledger, name: str) -> Response[Any]:
    """Two runs beside each other."""
    found = await open_results(ledger, name)
    if found.table is None:
        return nothing_yet(request, found)
    seen = look(request, found)
    runs = [one.value for one in seen.table.options(RUN)]
    first, second = (_run(seen, runs, key, place) for place, key in enumerate(("first", "second")))
    offered = [
        await ledger.read(asked_in, found.id, run) if run else None for run in (first, second)
    ]
    return results_page(
        request,
        "surveys/results/comparison.html",
        seen,
        runs=[(one, seen.table.runs.get(one, one)) for one in runs],
        chosen=(first, second),
        compared=await to_thread(_compared, seen, (first, second), offered),
    )


def _run(seen: Look, runs: list[str], key: str, place: int) -> str:
    """The run that was asked for; else the last but one, and the last."""
    asked_for = seen.sent.get(key, "")
    if asked_for in runs:
        return asked_for
    return runs[place - 2] if len(runs) > 1 else ""


def _compared(
    seen: Look, runs: tuple[str, str], offered: list[Questionnaire | None]
) -> tuple[Compared, ...]:
    """Of those who are selected otherwise. `offered`: what was asked in each run."""
    if not runs[0] or runs[0] == runs[1]:
        return ()
    kept = wanted(seen.table, seen.sent)
    pair = [seen.table.select({**kept, RUN: run}) for run in runs]
    one, other = (summaries(selection, seen.weighting) for selection in pair)
    found = (compared(a, b, seen.wording, offered) for a, b in zip(one, other, strict=True))
    return tuple(line for line in found if line)


ROUTES = [
    all_results,
    two_runs,
    *cross_routes.ROUTES,
    *text_routes.ROUTES,
    *weight_routes.ROUTES,
]
