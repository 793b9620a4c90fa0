"""LimeSurvey's tab-separated structure file (`.txt`): read and written.

One row for each setting, group, question, subquestion and answer; the whole once for each language.
Source: LimeSurvey Manual, "Tab Separated Value survey structure".
"""

import csv
import io
from collections.abc import Iterator, Sequence

from app.refused import Refused, say
from surveys.imports.read import Reading
from surveys.limesurvey.reading import reading
from surveys.limesurvey.rows_in import source_from
from surveys.limesurvey.rows_out import rows_of
from surveys.limesurvey.writing import source_of
from surveys.questionnaire import Questionnaire

MOST_ROWS = 100_000


def read(content: bytes, file_name: str) -> Reading:
    """The questionnaire in the file.

    Raises:
        Refused: it is no such file, is damaged, or far too large.
    """
    return reading(source_from(_rows(_decoded(content))))


def write(questionnaire: Questionnaire, name: str) -> bytes:
    """The file, for LimeSurvey's import and for spreadsheet programs: UTF-8 with its mark."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(
        rows_of(source_of(questionnaire, name))
    )
    return out.getvalue().encode("utf-8-sig")


def recognised(content: bytes) -> bool:
    """Whether its first line is one of LimeSurvey's, with the columns that every such file has."""
    try:
        head = _decoded(content[:20_000]).splitlines()[:1]
    except Refused:
        return False
    return bool(head) and _is_head(head[0].split("\t"))


def _is_head(cells: Sequence[str]) -> bool:
    names = {cell.strip().strip('"').lower() for cell in cells}
    return names >= {"class", "name", "text"}


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 as spreadsheet programs write "Unicode text", else Windows' own letters."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(say("This file is damaged: its letters cannot be read."), 422)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number as a spreadsheet program shows it, by the names of its columns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        head = [cell.strip() for cell in next(reader, [])]
        if not _is_head(head):
            raise Refused(
                say(
                    "This is no structure file of LimeSurvey: its first line has to name the "
                    "columns “class”, “name” and “text”."
                ),
                422,
            )
        for number, row in enumerate(reader, 2):
            if number > MOST_ROWS:
                raise Refused(say("This file is too large."), 422)
            cells = (cell[1:] if cell.startswith("'=") else cell for cell in row)
            yield number, dict(zip(head, cells, strict=False))
    except csv.Error as error:
        raise Refused(say("This file is damaged: its rows cannot be read."), 422) from error
