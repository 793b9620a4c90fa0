"""The answers as CSV, Excel and JSON, row by row: a long file needs hardly more memory than a short
one."""

import csv
import io
import json
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.documents.csvfile import guarded
from app.documents.direction import direction, direction_of
from app.documents.sheet_parts import Looks, Names, headings, put, stay
from app.documents.table import printable
from app.files.file import Tick
from app.language import catalogues
from app.refused import say
from surveys.codec import as_data
from surveys.results_files import codebook
from surveys.results_files.rows import all_columns, rows, text_columns, texts_apart
from surveys.results_files.source import Source

Writer = Callable[[Source, Tick], bytes]

TEXT = say("Text")
_EVERYWHERE = "A1:XFD1048576"
_WIDTHS = {"text": 40, "choice": 16, "own": 14}
_BOOK_WIDTHS = (24, 14, 44, 24, 16, 44)


def as_csv(found: Source, tick: Tick) -> bytes:
    """As Excel opens it in Germany: see app/documents/csvfile.py."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in all_columns(found)])
    for row in rows(found):
        tick()
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(found: Source, tick: Tick) -> bytes:
    """What was asked, what was typed, and each response with its columns, the empty ones left
    out."""
    names = [column.heading for column in all_columns(found)]
    typed: dict[str, list[str]] = {column.heading: [] for column in text_columns(found)}
    for heading, text in texts_apart(found):
        typed[heading].append(text)
    head = {
        "survey": found.name,
        "questionnaire": as_data(found.questionnaire),
        **({"texts": typed} if typed else {}),
    }
    out = io.BytesIO()
    out.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode())
    out.write(b',\n "responses": [')
    between = b"\n  "
    for row in rows(found):
        tick()
        said = {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
        out.write(between + json.dumps(said, ensure_ascii=False).encode())
        between = b",\n  "
    out.write(b"\n ]\n}\n")
    return out.getvalue()


def as_sheets(found: Source, tick: Tick) -> bytes:
    """An Excel file: the answers, and a codebook in the current language. What people wrote is
    written as a string, never as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": printable(found.title)[:255]})
        looks, names = Looks(book), Names()
        answers = book.add_worksheet(names.get(catalogues.words(say("Answers"))))
        _answers(answers, found, looks, tick)
        if text_columns(found):
            _texts(book.add_worksheet(names.get(catalogues.words(say("Texts")))), found, looks)
        _codebook(book.add_worksheet(names.get(catalogues.words(codebook.NAME))), found, looks)
    return out.getvalue()


def _answers(sheet: Worksheet, found: Source, looks: Looks, tick: Tick) -> None:
    all_of_them = all_columns(found)
    for x, column in enumerate(all_of_them):
        sheet.set_column(x, x, _WIDTHS.get(column.holds, 10))
    typed = [column.holds in ("text", "computed", "own") for column in all_of_them]
    headings(sheet, looks, [column.heading for column in all_of_them], 0)
    stay(sheet, 0)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
    y = 0
    for y, row in enumerate(rows(found), start=1):
        tick()
        for x, cell in enumerate(row):
            if cell is None:
                continue
            if not isinstance(cell, str):
                sheet.write_number(y, x, cell)
            elif typed[x]:
                put(sheet, y, x, cell, looks.get(direction(cell, "ltr")))
            else:
                sheet.write_string(y, x, cell)
    sheet.autofilter(0, 0, y, len(all_of_them) - 1)


def _texts(sheet: Worksheet, found: Source, looks: Looks) -> None:
    sheet.set_column(0, 0, _BOOK_WIDTHS[0])
    sheet.set_column(1, 1, 100)
    headings(sheet, looks, [catalogues.words(one) for one in (codebook.HEADINGS[0], TEXT)], 0)
    stay(sheet, 0)
    for y, (heading, text) in enumerate(texts_apart(found), start=1):
        sheet.write_string(y, 0, heading)
        put(sheet, y, 1, text, looks.get(direction(text, "ltr"), text_wrap=True, valign="top"))


def _codebook(sheet: Worksheet, found: Source, looks: Looks) -> None:
    base = direction_of(catalogues.current())
    titles = codebook.headings(found)
    texts = len(found.questionnaire.languages)
    widths = (*_BOOK_WIDTHS[:2], *_BOOK_WIDTHS[2:3] * texts, *_BOOK_WIDTHS[3:])
    for x, width in enumerate(widths):
        sheet.set_column(x, x, width)
    headings(sheet, looks, list(titles), 0)
    stay(sheet, 0)
    for y, line in enumerate(codebook.lines(found), start=1):
        strong = not line[1]  # a column; its values stand below it
        for x, text in enumerate(line):
            look = looks.get(direction(text, base), bold=strong, text_wrap=True, valign="top")
            put(sheet, y, x, text, look)
    if base == "rtl":
        sheet.right_to_left()


WRITERS: dict[str, Writer] = {"xlsx": as_sheets, "csv": as_csv, "json": as_json}
