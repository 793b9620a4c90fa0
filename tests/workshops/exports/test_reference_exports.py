"""The five real concepts in every format, read back with another library than wrote the file:
every measure, number and column is there, in the order of the concept, and nothing is added."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import etree
from odfdo import Document as OdfDocument
from openpyxl import load_workbook
from pypdf import PdfReader

from app.language.catalogues import long_date, speaking
from app.refused import say
from tests.builders import NOW
from workshops.concepts.numbering import numbers
from workshops.concepts.snapshot import Measure, Snapshot
from workshops.exports.files import written
from workshops.exports.source import Source
from workshops.exports.telling import Choice, Wanted
from workshops.exports.voices import voice
from workshops.imports import samples
from workshops.imports.interchange_read import carried
from workshops.schemes.library import load_built_in, text_of_built_in
from workshops.schemes.scheme import Column, Scheme
from workshops.schemes.values import shown, shown_value

DE = voice("de")
LAYOUTS = [
    ("aschaffenburg", "steps"),
    ("bielefeld", "annex"),
    ("leitfaden", "goals"),
    ("waiblingen", "paper"),
    ("waiblingen", "key_projects"),
    ("wetzlar", "headings"),
]
OURS = (say("Body"), say("Sitting on"), say("Consultation"), say("public"), say("not public"))
WORDS = ("Stand", "je Schritt", "pro Jahr", "ca.", *map(DE.words, OURS))
SIGNS = re.compile(r"[\s\-\u00ad\u2010\u2011\u200b•–\u2066-\u2069\u200e\u200f]+")


@dataclass(frozen=True)
class Told:
    """A concept, and the text of a file that tells it."""

    concept: Snapshot
    scheme: Scheme
    measures: tuple[Measure, ...]
    text: str


def folded(text: str) -> str:
    """Without blanks, bullets and hyphens: where lines end differs between the formats."""
    return SIGNS.sub("", text)


def content(name: str, format: str, layout: str) -> bytes:
    scheme = load_built_in(name)
    concept = carried(samples.text(name)).snapshot(scheme)
    found = Source(name, concept, scheme, text_of_built_in(name))
    return written(found, Wanted(format, "de", Choice(outline=layout)), now=NOW).content


def text_of(data: bytes, format: str) -> str:
    if format == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(_word_text(archive.read("word/document.xml")))
    if format == "odt":
        body = OdfDocument(io.BytesIO(data)).body
        return " ".join(etree.fromstring(body.serialize(with_ns=True)).itertext())
    if format == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if format == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        return " ".join(str(cell) for row in sheet.values for cell in row if cell is not None)
    return re.sub(r"\\(.)", r"\1", data.decode()).replace("<br>", " ")


def _word_text(xml: bytes) -> Iterator[str]:
    """Paragraph by paragraph: a word may stand in several runs."""
    for paragraph in etree.fromstring(xml).iter("{*}p"):
        yield "".join(run.text or "" for run in paragraph.iter("{*}t"))


def told(name: str, format: str, layout: str) -> Told:
    scheme = load_built_in(name)
    concept = carried(samples.text(name)).snapshot(scheme)
    measures = tuple(concept.measures())
    if layout == "key_projects":
        measures = tuple(one for one in measures if one.columns.get("key_project"))
    return Told(concept, scheme, measures, folded(text_of(content(name, format, layout), format)))


def expected(found: Told) -> Iterator[str]:
    """Everything that may stand in a file."""
    with speaking("de"):
        today = long_date(NOW.date())
    yield from (found.concept.title, today, *WORDS)
    for naming in _namings(found.scheme):
        yield from naming
    for node in found.concept.walk():
        yield from node.titles.values()
        for column in found.scheme.levels[node.level].columns:
            value = node.columns.get(column.key)
            for one in value.values() if column.per and value else (value,):
                yield shown_value(column, one, DE)
    for measure in found.concept.measures():
        yield measure.texts["de"]
        yield from (shown(column, measure.columns, DE) for column in found.scheme.columns)
    for value in found.concept.parts.values():
        rows = [row["body"] for row in value] if isinstance(value, list) else [value["de"]]
        yield from (line for text in rows for line in text.splitlines())
    for value in found.concept.parts.values():
        if isinstance(value, list):
            with speaking("de"):
                yield from (DE.day(NOW.date().fromisoformat(row["date"])) for row in value)


def _namings(scheme: Scheme) -> Iterator[tuple[str, ...]]:
    columns: list[Column] = [*scheme.columns, *(c for one in scheme.levels for c in one.columns)]
    namings = [one.naming for one in scheme.levels] + [one.naming for one in columns]
    namings += [one.naming for one in scheme.parts] + [one.naming for one in scheme.outlines]
    for naming in namings:
        yield naming.names["de"], naming.plurals["de"], *naming.also
    yield scheme.measure.names["de"], scheme.measure.plurals["de"]
    for column in columns:
        yield from ((option.naming.names["de"],) for option in column.options)
    for outline in scheme.outlines:
        for block in outline.blocks:
            for inner in (block, *getattr(block, "columns", ()), *getattr(block, "lines", ())):
                if (own := getattr(inner, "naming", None)) is not None:
                    yield (own.names["de"],)


@pytest.mark.parametrize("format", ["docx", "odt", "xlsx", "md"])
@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_a_document_holds_every_measure_in_order_and_nothing_else(
    name: str, layout: str, format: str
) -> None:
    found = told(name, format, layout)
    wanted = Counter(folded(one.texts["de"]) for one in found.measures)
    for text, times in wanted.items():
        assert found.text.count(text) >= times
    if name != "aschaffenburg":  # there, steps stand beside each other
        at = 0
        for one in found.measures:
            text = folded(one.texts["de"])
            at = found.text.index(text, at) + len(text)
    if name != "aschaffenburg" and layout != "key_projects":  # it has them word for word by goal
        for column in (one for one in found.scheme.columns if one.kind != "yes_no"):
            for one in found.measures:
                assert folded(shown(column, one.columns, DE)) in found.text
    assert_nothing_else(found)


def assert_nothing_else(found: Told) -> None:
    rest = found.text
    for text in sorted({folded(one) for one in expected(found)}, key=len, reverse=True):
        rest = rest.replace(text, "\n") if text else rest
    assert re.sub(r"[\n\d.,:;()#|*_~\"„“–A-O\\]+", "", rest) == ""


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_the_pdf_holds_the_same_words(name: str, layout: str) -> None:
    """Cells that go over a page stand in two places: letters are counted, not lines."""
    pdf, word = told(name, "pdf", layout), told(name, "docx", layout)
    for one in pdf.measures:
        beginning = folded(one.texts["de"])[:20]
        assert beginning in pdf.text
    letters, wanted = Counter(pdf.text), Counter(word.text)
    assert {sign for sign in wanted if letters[sign] < wanted[sign]} == set()


@pytest.mark.parametrize("name", samples.names())
def test_tables_for_machines_hold_every_measure_with_its_columns_and_numbers(name: str) -> None:
    scheme = load_built_in(name)
    concept = carried(samples.text(name)).snapshot(scheme)
    text = content(name, "csv", "").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    measure = scheme.measure.names["de"]
    told = [row[measure].removeprefix("'") for row in rows if row[measure]]
    assert told == [one.texts["de"] for one in concept.measures()]
    sheet = load_workbook(io.BytesIO(content(name, "xlsx", ""))).worksheets[1]
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(cells) == len(rows) + 1
    counted = numbers(concept.nodes, scheme)
    for level in scheme.levels:
        heading = f"{level.naming.names['de']}: Nummer"
        if heading in cells[0]:
            x = cells[0].index(heading)
            seen = dict.fromkeys(row[x] for row in cells[1:] if row[x])
            depth = scheme.levels.index(level)
            nodes = [node for node in concept.walk() if node.level == depth]
            assert list(seen) == [counted[node.id] for node in nodes]


@pytest.mark.parametrize("name", samples.names())
def test_the_json_is_the_sample_itself(name: str) -> None:
    assert json.loads(content(name, "json", "")) == json.loads(samples.text(name))


def test_the_council_paper_says_what_the_working_groups_wrote_once_and_in_its_place() -> None:
    found = told("waiblingen", "md", "paper")
    wordings = [folded(str(one.columns.get("wording", ""))) for one in found.measures]
    assert {found.text.count(one) for one in wordings if one} == {1}
    assert folded("Wortlaut der Arbeitsgruppe") not in found.text
