"""Documents as Markdown, as it is written and as a parser reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.documents import markdown
from app.documents.document import Block, Document, Heading, Item, Items, Paragraph, Text
from tests.app.documents.trees import PAPER, bare

WRITTEN = """\
# Konzept für alle

Workshop in Heepen

Stand: 21. November 2026

## Beratungsfolge

| Gremium | Sitzung am |
| --- | --- |
| Sozialausschuss | 27. Juni 2027 |
|  | 4. Juli 2027 |

## 8 Vorschlag

Der Rat beschließt:

1. Erstens
   1. im ersten Jahr

1) noch einmal (5 Punkte von 3 Abstimmenden)

### 8.1 Dialogue \\[Englisch\\]

- Rooms for all \\[Englisch\\] (2 Punkte)
  - Feste

*Beträge werden nicht addiert.*

| Nr. |  | Erster Schritt |
| :-: | --- | --- |
| 1 | Bausteine | 1. Konzept (3 Punkte)<br>2. Personal |
| 2 |  | • Räume |
|  |  |  |
"""


def written(*blocks: Block) -> str:
    return markdown.write(Document(Text("x"), (), "de", blocks)).decode()


def html(*blocks: Block) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(written(*blocks)))


def test_a_paper_reads_well_as_it_stands() -> None:
    assert markdown.write(PAPER).decode() == WRITTEN


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*fett* _kursiv_", r"\*fett\* \_kursiv\_"),
        ("1986. Ein Jahr", r"1986\. Ein Jahr"),
        ("- Strich", r"\- Strich"),
        ("# Raute", r"\# Raute"),
        ("Raute #", r"Raute \#"),
        ("a | b", r"a \| b"),
        ("<script>", r"\<script\>"),
        ("&amp; & Söhne", r"\&amp; & Söhne"),
        ("zwei\nZeilen", "zwei<br>Zeilen"),
        ("a\\b", r"a\\b"),
    ],
)
def test_what_means_something_is_escaped(text: str, escaped: str) -> None:
    assert written(Paragraph(Text(text))).split("\n\n")[1] == f"{escaped}\n"


@given(st.text(max_size=30))
def test_any_text_shows_as_it_was_written(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"{markdown.escaped(bare(text))}\n")
    shown = [child.content for token in tokens for child in token.children or ()]
    assert "".join(shown) == bare(text)


def test_two_lists_in_a_row_stay_two() -> None:
    one = Items((Item(Text("a")),))
    numbered = Items((Item(Text("b")),), numbered=True)
    page = html(one, one, one, numbered, numbered)
    assert (page.count("<ul>"), page.count("<ol>")) == (3, 2)


def test_inner_lists_stand_inside_their_items() -> None:
    depths = (0, 1, 2, 1, 0)
    items = Items(tuple(Item(Text("x"), "", depth) for depth in depths), numbered=True)
    flat = html(items).replace("\n", "")
    inner = "<ol><li>x<ol><li>x</li></ol></li><li>x</li></ol>"
    assert f"<ol><li>x{inner}</li><li>x</li></ol>" in flat


def test_the_twelfth_item_has_its_inner_list_inside() -> None:
    items = Items((*(Item(Text("x")) for _ in range(12)), Item(Text("y"), "", 1)), numbered=True)
    assert "12. x\n    1. y" in written(items)
    assert html(items).count("<ol>") == 2


def test_headings_stop_at_the_sixth_level() -> None:
    blocks = [Heading(Text(str(level)), level) for level in range(1, 8)]
    lines = [line for line in written(*blocks).splitlines() if line.endswith(("6", "7"))]
    assert lines == ["###### 6", "###### 7"]
