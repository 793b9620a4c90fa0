"""Documents as OpenDocument text, read back as XML."""

import datetime as dt
import io
import zipfile
from xml.etree import ElementTree

from app.documents import odt
from app.documents.document import Document, Heading, Item, Items, Paragraph, Text
from tests.app.documents.tables import TWO_GOALS, a_group, a_table
from tests.app.documents.trees import PAPER

NOW = dt.datetime(2026, 11, 21, 18, 30, tzinfo=dt.UTC)
URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "fo": f"{URN}xsl-fo-compatible:1.0",
    "meta": f"{URN}meta:1.0",
    "style": f"{URN}style:1.0",
    "table": f"{URN}table:1.0",
    "text": f"{URN}text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
Element = ElementTree.Element


class File:
    """An .odt file with its parts."""

    def __init__(self, document: Document) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(odt.write(document, now=NOW)))
        self.content, self.styles, self.meta = (
            ElementTree.fromstring(self.archive.read(f"{name}.xml"))
            for name in ("content", "styles", "meta")
        )

    def line(self, text: str) -> Element:
        found = [p for p in self.content.iter() if words(p) == text and p.tag in (q("text:p"), H)]
        assert len(found) == 1, text
        return found[0]

    def style(self, element: Element, family: str = "text") -> dict[str, str]:
        """The properties of the element's own style, and its parent."""
        name = element.get(q(f"{family}:style-name"))
        (style,) = self.content.findall(f".//style:style[@style:name='{name}']", NAMES)
        found = {key.rpartition("}")[2]: value for one in style for key, value in one.items()}
        return found | {"parent": style.get(q("style:parent-style-name")) or ""}


def q(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{NAMES[space]}}}{local}"


H = q("text:h")


def words(element: Element) -> str:
    return "".join(element.itertext())


def test_the_package_is_what_office_programs_expect() -> None:
    archive = File(PAPER).archive
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    manifest = ElementTree.fromstring(archive.read("META-INF/manifest.xml"))
    listed = {value for e in manifest for key, value in e.items() if key.endswith("full-path")}
    assert listed - {"/"} == set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}


def test_the_file_says_what_it_is() -> None:
    meta = File(PAPER).meta
    assert meta.findtext(".//dc:title", "", NAMES) == "Konzept für alle"
    assert meta.findtext(".//dc:language", "", NAMES) == "de"
    assert meta.findtext(".//meta:creation-date", "", NAMES).startswith("2026-11-21T18:30:00")
    assert meta.findtext(".//meta:generator", "", NAMES) == "Klebepunkt"


def test_headings_are_found_in_the_outline_with_their_numbers() -> None:
    file = File(PAPER)
    found = [(e.get(q("text:outline-level")), words(e)) for e in file.content.iter(H)]
    assert found == [("1", "Beratungsfolge"), ("1", "8Vorschlag"), ("2", "8.1Dialogue [Englisch]")]
    numbered = file.content.findall(".//text:h/text:tab", NAMES)
    assert len(numbered) == 2
    assert file.style(file.line("8Vorschlag"))["parent"] == "Heading_20_1"


def test_lists_are_real_and_go_as_deep_as_they_should() -> None:
    file = File(PAPER)
    outer = file.content.findall("./*/*/text:list", NAMES)
    styles = [one.get(q("text:style-name")) for one in outer]
    assert styles == ["Numbers", "Numbers", "Bullets"]
    assert words(outer[0].findall("./text:list-item/text:list/text:list-item", NAMES)[0]) == (
        "im ersten Jahr"
    )
    known = {e.get(q("style:name")) for e in file.styles.iter(q("text:list-style"))}
    assert set(styles) <= known


def test_a_list_of_arabic_has_its_signs_on_the_right() -> None:
    items = Items((Item(Text("دعم")), Item(Text("MiMi"))), numbered=True)
    file = File(Document(Text("خطة", "ar"), (), "ar", (items,)))
    found = file.content.find(".//text:list", NAMES)
    assert found is not None
    assert found.get(q("text:style-name")) == "NumbersFromRight"


def test_the_heading_row_is_repeated_on_every_page() -> None:
    file = File(TWO_GOALS)
    heads = file.content.findall(".//table:table-header-rows/table:table-row", NAMES)
    assert [words(cell) for cell in heads[0]][:3] == ["Lfd. Nr.", "Handlungsfeld", "Oberziel"]
    assert len(heads) == 1


def test_number_field_and_goal_span_the_rows_of_their_measures() -> None:
    rows = File(TWO_GOALS).content.findall(".//table:table/table:table-row", NAMES)
    span = q("table:number-rows-spanned")
    covered = q("table:covered-table-cell")
    assert [cell.get(span) for cell in rows[0]] == ["2", "2", "2", None, None, None]
    assert [cell.tag == covered for cell in rows[1]] == [True] * 3 + [False] * 3
    assert [cell.get(span) for cell in rows[2]] == [None] * 6


def test_short_rows_stay_whole_and_long_ones_may_break() -> None:
    file = File(a_table(a_group(1, "Schule", "kurz", "lang " * 200)))
    rows = list(file.content.iter(q("table:table-row")))
    kept = [file.style(row, "table")["keep-together"] for row in rows]
    assert kept == ["always", "always", "auto"]


def test_the_paper_is_a4_as_the_document_wants_it() -> None:
    for document, size in (
        (TWO_GOALS, ("297mm", "210mm", "landscape")),
        (PAPER, ("210mm", "297mm", "portrait")),
    ):
        layout = File(document).styles.find(".//style:page-layout-properties", NAMES)
        assert layout is not None
        keys = ("fo:page-width", "fo:page-height", "style:print-orientation")
        assert tuple(layout.get(q(key)) for key in keys) == size


def test_the_columns_are_as_wide_as_the_paper() -> None:
    file = File(TWO_GOALS)
    columns = file.content.iter(q("table:table-column"))
    widths = [float(file.style(c, "table")["column-width"].removesuffix("mm")) for c in columns]
    assert abs(sum(widths) - (297 - 2 * 18)) < 0.1


def test_the_footer_counts_pages_with_fields() -> None:
    footer = File(TWO_GOALS).styles.find(".//style:footer/text:p", NAMES)
    assert footer is not None
    assert [field.tag for field in footer] == [q("text:page-number"), q("text:page-count")]
    assert words(footer) == "Seite 1 von 1"


def test_an_arabic_document_runs_from_the_right_throughout() -> None:
    file = File(a_table(a_group(1, "المدرسة", "ترحيب"), language="ar", title="خطة"))
    modes = {e.get(q("style:writing-mode")) for e in file.styles.iter()} - {None}
    assert modes == {"rl-tb"}
    table = file.content.find(".//table:table", NAMES)
    assert table is not None
    assert file.style(table, "table")["writing-mode"] == "rl-tb"
    style = file.style(file.line("ترحيب"))
    assert (style["writing-mode"], style["text-align"]) == ("rl-tb", "right")


def test_german_in_an_arabic_document_runs_from_the_left() -> None:
    text = Paragraph(Text("Räume für alle.", "de"))
    file = File(Document(Text("خطة", "ar"), (), "ar", (text,)))
    style = file.style(file.line("Räume für alle."))
    assert (style["writing-mode"], style["text-align"]) == ("lr-tb", "left")


def test_each_text_is_marked_with_its_language() -> None:
    file = File(PAPER)
    spans = list(file.line("Rooms for all [Englisch] 2 Punkte"))
    found = [(words(span), file.style(span)) for span in spans]
    assert [(text, look["language"], look["parent"]) for text, look in found] == [
        ("Rooms for all", "en", ""),
        ("[Englisch]", "de", "Beside"),
        ("2 Punkte", "de", "Beside"),
    ]
    arabic = File(Document(Text("خطة", "ar"), (), "de", ()))
    look = arabic.style(arabic.line("خطة")[0])
    assert (look["language-complex"], look["country-complex"]) == ("ar", "SA")


def test_all_blanks_and_lines_are_kept() -> None:
    text = Text("  a  b\nc\td ")
    file = File(Document(text, (), "de", (Heading(text, 1),)))
    span = file.content.find(".//text:h/text:span", NAMES)
    assert span is not None
    parts = [(e.tag.rpartition("}")[2], e.get(q("text:c")), e.tail) for e in span]
    assert parts == [
        ("s", "2", "a"),
        ("s", "2", "b"),
        ("line-break", None, "c"),
        ("tab", None, "d"),
        ("s", "1", None),
    ]
