"""A document as HTML, for previews."""

from html.parser import HTMLParser

from app.documents.document import (
    Block,
    Column,
    Document,
    Group,
    Heading,
    Item,
    Items,
    Paragraph,
    Table,
    Text,
)
from app.web.pages import environment

SOURCE = '{% from "documents/_document.html" import document %}{{ document(doc) }}'


def html(*blocks: Block, language: str = "de") -> str:
    names = {"en": "Englisch", "ar": "Arabisch"}
    doc = Document(Text("Konzept"), ("Stand: heute",), language, blocks, names=names)
    return environment().from_string(SOURCE).render(doc=doc)


class _Words(HTMLParser):
    """The tags and words of a page, one after the other; spans are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("span", "col"):
            self.open.append(tag)
            self.found.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag != "span":
            assert self.open.pop() == tag
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


def words(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    assert reader.open == []
    return " ".join(reader.found)


def inside(*blocks: Block) -> str:
    return words(html(*blocks)).split("heute </p> ")[1].removesuffix(" </div>")


def test_headings_go_on_below_the_one_they_stand_under() -> None:
    assert inside(Heading(Text("Schule"), 1, "8"), Heading(Text("Tief"), 6)) == (
        "<h3> 8 Schule </h3> <h6> Tief </h6>"
    )


def test_lists_of_any_depth_are_nested_and_closed() -> None:
    depths = (0, 1, 2, 0, 2)
    items = Items(tuple(Item(Text(str(n)), "", depth) for n, depth in enumerate(depths)))
    assert inside(items) == (
        "<ul> <li> 0 <ul> <li> 1 <ul> <li> 2 </li> </ul> </li> </ul> </li> "
        "<li> 3 <ul> <li> 4 </li> </ul> </li> </ul>"
    )


def test_numbered_lists_and_notes() -> None:
    items = Items((Item(Text("Lotsen"), "3 Punkte"),), numbered=True)
    assert inside(items) == "<ol> <li> Lotsen (3 Punkte) </li> </ol>"


def test_what_is_stated_once_spans_its_lines() -> None:
    columns = (Column("Nr.", 1, "number"), Column("", 2), Column("Was", 3, "bullet"))
    groups = (
        Group((1, Text("Schule")), ((Text("a"),), (None,))),
        Group((None, Text("Schule", continued=True)), ()),
    )
    page = html(Table(columns, groups))
    assert page.count('rowspan="2"') == 2
    assert words(page).split("</thead> ")[1] == (
        "<tbody> <tr> <td> 1 </td> <td> Schule </td> <td> a </td> </tr> <tr> <td> </td> </tr> "
        "</tbody> <tbody> <tr> <td> </td> <td> </td> <td> </td> </tr> </tbody> </table> </div> "
        "</div>"
    )
    assert '<col width="16.7%">' in page


def test_a_cell_holds_a_list() -> None:
    items = Items((Item(Text("a")), Item(Text("b"))))
    page = html(Table((Column("Ziel", 1), Column("Was", 1)), (Group((None,), ((items,),)),)))
    assert "<td> <ul> <li> a </li> <li> b </li> </ul> </td>" in words(page)


def test_texts_in_other_languages_are_marked_for_eyes_and_ears() -> None:
    page = html(Paragraph(Text("مدرسة", "ar")), Paragraph(Text("Schule", "de"), note=True))
    assert (
        '<span dir="auto" lang="ar">مدرسة</span> <span class="mark" dir="auto">[Arabisch]' in page
    )
    assert '<span dir="auto">Schule</span></p>' in page
    assert '<div class="document" lang="de">' in page


def test_nothing_that_people_wrote_becomes_markup() -> None:
    wild = '<script>"&'
    page = html(Paragraph(Text(wild)), Heading(Text(wild, "ar"), 1, wild))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;&#34;&amp;") == 3
