"""Whole documents to write, any document for property tests, and what each of them says."""

import re
from collections.abc import Iterator

from hypothesis import strategies as st

from app.documents.document import (
    Block,
    Cell,
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
from app.documents.table import printable

BODIES = Table(
    (Column("Gremium", 50), Column("Sitzung am", 25)),
    (Group((Text("Sozialausschuss"),), ((Text("27. Juni 2027"),), (Text("4. Juli 2027"),))),),
)
STEPS = Table(
    (Column("Nr.", 5, "number"), Column("", 12), Column("Erster Schritt", 20)),
    (
        Group(
            (1, Text("Bausteine")),
            ((Items((Item(Text("Konzept"), "3 Punkte"), Item(Text("Personal"))), numbered=True),),),
        ),
        Group((2, Text("Bausteine", continued=True)), ((Items((Item(Text("Räume")),)),), (None,))),
    ),
)
PAPER = Document(
    title=Text("Konzept für alle", "de"),
    subtitles=("Workshop in Heepen", "Stand: 21. November 2026"),
    language="de",
    blocks=(
        Heading(Text("Beratungsfolge"), 1),
        BODIES,
        Heading(Text("Vorschlag"), 1, "8"),
        Paragraph(Text("Der Rat beschließt:")),
        Items((Item(Text("Erstens")), Item(Text("im ersten Jahr"), "", 1)), numbered=True),
        Items((Item(Text("noch einmal"), "5 Punkte von 3 Abstimmenden"),), numbered=True),
        Heading(Text("Dialogue", "en"), 2, "8.1"),
        Items((Item(Text("Rooms for all", "en"), "2 Punkte"), Item(Text("Feste"), "", 1))),
        Paragraph(Text("Beträge werden nicht addiert."), note=True),
        STEPS,
    ),
    page_of="Seite %(page)s von %(pages)s",
    names={"en": "Englisch"},
)

HOSTILE = (
    "a\x00b\x0bc\x1b",
    "=1+1",
    "<w:p>&amp;]]>",
    "Fest 👩‍👧‍👦🎉 im Park",
    "مشروع MiMi (جديد) 2",
    "a\u202eb\u2066c\u200f",
    "\ud800\ufffe",
    "{{ x }} #panic() $a$ *b* _c_ `d` \\|",
    "zwei\nZeilen\n\n\tTab",
    "  vorn  und   hinten  ",
    "\u0085\u2028\u2029",
    "",
    "wort " * 3000,
)


def hostile(text: str) -> Document:
    """A document that says this text wherever a text can stand."""
    own = Text(text, "de")
    listed = Items((Item(own, text[:100]), Item(own, "", 3)), numbered=True)
    groups = (Group((own,), ((listed, 3), (own, 10**20))), Group((None,), ()))
    columns = (Column(text[:100], 1), Column("x", 5, "bullet"), Column("n", 1, "number"))
    blocks = (Heading(own, 4, text[:9]), Paragraph(own), listed, Table(columns, groups))
    return Document(own, (text[:100],), "ar", blocks, names={"de": "الألمانية"})


_WORDS = st.lists(
    st.sampled_from(
        [*"ab1.)(*_|<>\\#-+=`~[]!&;:\n\t\"'$^{}@", " ", "ب", "م", "&amp;", "1. ", "🎉", "\x0b", "ü"]
    ),
    max_size=8,
).map("".join)
_TEXTS = st.builds(Text, _WORDS, st.sampled_from(["", "de", "en", "ar"]))
_ITEMS = st.builds(
    Items,
    st.lists(st.builds(Item, _TEXTS, _WORDS, st.integers(0, 3)), min_size=1, max_size=4).map(tuple),
    st.booleans(),
)
_CELLS: st.SearchStrategy[Cell] = st.one_of(st.none(), st.integers(-9, 10**18), _TEXTS, _ITEMS)
_KINDS = st.sampled_from(["text", "bullet", "number"])


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(st.builds(Column, _WORDS, st.integers(1, 9), _KINDS), min_size=1, max_size=4)
    )
    heads = draw(st.integers(0, len(columns)))

    def cells(count: int) -> tuple[Cell, ...]:
        return tuple(draw(_CELLS) for _ in range(count))

    groups = tuple(
        Group(
            cells(heads), tuple(cells(len(columns) - heads) for _ in range(draw(st.integers(0, 2))))
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    return Table(tuple(columns), groups)


def documents() -> st.SearchStrategy[Document]:
    """Any document: levels of headings and depths of lists with gaps, too."""
    blocks: st.SearchStrategy[Block] = st.one_of(
        st.builds(Heading, _TEXTS, st.integers(1, 8), _WORDS),
        st.builds(Paragraph, _TEXTS, st.booleans()),
        _ITEMS,
        _tables(),
    )
    return st.builds(
        Document,
        title=_TEXTS,
        subtitles=st.lists(_WORDS, max_size=2).map(tuple),
        language=st.sampled_from(["de", "ar"]),
        blocks=st.lists(blocks, max_size=5).map(tuple),
        landscape=st.booleans(),
        names=st.just({"en": "Englisch"}),
    )


class Told:
    """Each line of a document in order: what a reader of the file must find, and nothing else.

    `signs`: lists in cells are lines with their signs (else paragraphs), and notes stand in round
    brackets. `all_signs`: those of lists outside of cells are text, too. `marked_cells`: the texts
    of cells say that they are foreign.
    """

    def __init__(
        self, *, signs: bool = False, all_signs: bool = False, marked_cells: bool = True
    ) -> None:
        self.signs, self.all_signs, self.marked_cells = signs, all_signs, marked_cells

    def lines(self, document: Document) -> list[str]:
        return [line for line in map(bare, self._lines(document)) if line]

    def _lines(self, document: Document) -> Iterator[str]:
        yield self._said(document.title, document)
        yield from document.subtitles
        for block in document.blocks:
            match block:
                case Heading(text=text, number=number):
                    yield f"{number} {self._said(text, document)}"
                case Paragraph(text=text):
                    yield self._said(text, document)
                case Items():
                    yield from self._items(block, document, signs=self.all_signs)
                case Table():
                    yield from (column.heading for column in block.columns)
                    for row in block.rows(filled=False):
                        for cell in row:
                            yield from self._cell(cell, document)

    def _cell(self, cell: Cell, document: Document) -> Iterator[str]:
        if isinstance(cell, Items):
            lines = self._items(cell, document, signs=self.signs)
            yield from [" ".join(lines)] if self.signs else lines
        elif isinstance(cell, Text):
            yield self._said(cell, document) if self.marked_cells else cell.text
        else:
            yield "" if cell is None else str(cell)

    def _items(self, items: Items, document: Document, *, signs: bool) -> Iterator[str]:
        for sign, _, item in items.marked():
            said = self._said(item.text, document, item.note)
            yield f"{sign} {said}" if signs else said

    def _said(self, text: Text, document: Document, note: str = "") -> str:
        if printable(note) and self.signs:
            note = f"({note})"
        return " ".join((text.text, document.mark(text), note))


def bare(text: str) -> str:
    """The text without what files cannot hold, without signs of direction, with single blanks."""
    return " ".join(re.sub("[\u200e\u200f]", "", printable(text)).split())
