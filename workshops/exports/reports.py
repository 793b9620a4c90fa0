"""A report that stands beside a concept, as a file: the same formats for each of them."""

import datetime as dt

from app.documents import csvfile, markdown, odt, paper, sheet, word
from app.documents.document import Document, Grid
from app.files import file

FORMATS = {key: file.FORMATS[key] for key in ("docx", "odt", "pdf", "xlsx", "csv", "md")}


def content(told: Document, table: Grid, format: str, *, now: dt.datetime) -> bytes:
    """The report in this format; `table` is the same for machines.

    Raises:
        KeyError: no such format.
    """
    if format == "csv":
        return csvfile.write(table)
    if format == "xlsx":
        return sheet.write(told, [table])
    if format == "md":
        return markdown.write(told)
    write = {"docx": word.write, "odt": odt.write, "pdf": paper.write}[format]
    return write(told, now=now)
