"""The results of a survey as a file, written from what was read before."""

import datetime as dt

from app.documents.document import nothing
from app.files.file import FORMATS, File, Tick, full_name
from app.language import catalogues
from surveys.results_files.report import document
from surveys.results_files.source import Source

ROWS = ("xlsx", "csv", "json")
"""A row for each response."""
RESULTS = (*ROWS, "pdf")


def written(
    found: Source, format: str, language: str, *, now: dt.datetime, tick: Tick = nothing
) -> File:
    """The file. `language`: of the codebook or the report; `tick` is called after each of its
    parts, and may raise to stop.

    Raises:
        KeyError: no such format.
    """
    marks = [language] if language != found.questionnaire.original else []
    marks += ["weighted"] if found.weighting else []
    return File(
        name=f"{'-'.join([found.name, *marks])}.{format}",
        full_name=full_name(found.title, marks, format, found.name),
        content_type=FORMATS[format],
        content=_content(found, format, language, now, tick),
    )


def length(found: Source, format: str) -> int:
    """About how many parts a file of it has."""
    return found.table.people if format in ROWS else 1


def _content(found: Source, format: str, language: str, now: dt.datetime, tick: Tick) -> bytes:
    """The writers are loaded when one is wanted: nothing else should wait for their libraries."""
    if format == "pdf":
        from app.documents import paper

        return paper.write(document(found, language=language, today=now.date()), now=now, tick=tick)
    from surveys.results_files.writers import WRITERS

    with catalogues.speaking(language):
        return WRITERS[format](found, tick)
