"""A letterhead with a concept in it, read back as the XML that it is."""

import datetime as dt
import io
import re
import tracemalloc
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.section import Section
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.document import Document as Told
from app.documents.document import Text
from app.documents.table import printable
from app.language import catalogues
from tests.workshops.letterheads.letters import (
    NOW,
    W,
    a_concept,
    a_letter,
    changed,
    filled,
    lines,
    part_named,
    tree,
    with_xml,
)
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.source import Event, Source
from workshops.exports.telling import Choice
from workshops.letterheads import filling
from workshops.letterheads.context import context
from workshops.letterheads.example import example
from workshops.letterheads.faults import ENDLESS, Faulty
from workshops.letterheads.placeholders import ATTRIBUTES, FILTERS, NAMES
from workshops.letterheads.rendering import rendered
from workshops.letterheads.values import MOST_TURNS
from workshops.schemes.library import load_built_in

LOOP = "{%p for m in measures %}", "{{ m.text }}", "{%p endfor %}"
AWKWARD = [
    "Sprachcafé & <Treff> für „alle“ \"heute\" 'morgen'",
    "{{ title }} und {% for x in entries %} bleiben, wie sie sind",
    "{_{ title }_} {%p x %} {{p content }} }} %} {#",
    "Zeile eins\nZeile zwei",
    "&lt;w:br/&gt; </w:t></w:r> <w:p>",
]


def test_every_measure_is_there_as_it_was_written_and_nothing_else() -> None:
    assert lines(filled(a_letter(*LOOP), a_concept(*AWKWARD))) == AWKWARD


def test_the_whole_layout_holds_every_measure_as_it_was_written() -> None:
    found = "\n".join(lines(filled(a_letter("{{p content }}"), a_concept(*AWKWARD))))
    for text in AWKWARD:
        assert text in found


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=3))
def test_any_text_comes_through(texts: list[str]) -> None:
    kept = [re.sub("[\u200e\u200f\ufdd0-\ufdef]", "", printable(text)) for text in texts]
    assert lines(filled(a_letter(*LOOP), a_concept(*texts))) == kept


def test_nothing_of_the_frame_is_lost() -> None:
    letter = a_letter(
        "Stadt Kiefernstadt",
        "Vorlage: {{ title }}",
        "Hochachtungsvoll",
        header="Der Magistrat, {{ date }}",
        footer="Rathausplatz 1",
    )
    made = filled(letter, a_concept("Lotsen"))
    assert lines(made) == [
        "Stadt Kiefernstadt",
        "Vorlage: Kiefernstadt für alle",
        "Hochachtungsvoll",
    ]
    assert lines(made, part_named(made, "header")) == ["Der Magistrat, 14. März 2027"]
    assert lines(made, part_named(made, "footer")) == ["Rathausplatz 1"]
    with zipfile.ZipFile(io.BytesIO(letter)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert set(before.namelist()) <= set(after.namelist())
        styles = "word/styles.xml"
        assert after.read(styles) == before.read(styles)


def test_a_placeholder_that_word_has_cut_is_filled_in_its_own_look() -> None:
    pieces = ("{", "{ ti", "tle", " }", "}, im März")
    runs = "".join(
        f'<w:r><w:rPr><w:b/><w:sz w:val="40"/></w:rPr><w:t>{piece}</w:t></w:r>' for piece in pieces
    )
    made = filled(with_xml(f"<w:p>{runs}</w:p>"), a_concept("Lotsen"))
    assert lines(made)[0] == "Kiefernstadt für alle, im März"
    for run in tree(made).find(f".//{W}p").iter(f"{W}r"):
        assert run.find(f"{W}rPr/{W}b") is not None


def test_names_are_what_the_export_says() -> None:
    letter = a_letter("{{ workshop }}|{{ workshop_date }}|{{ place }}|{{ people }}|{{ date }}")
    assert lines(filled(letter, a_concept("Lotsen"))) == [
        "Werkstatt|21. November 2026|Altes Rathaus||14. März 2027"
    ]
    bare = replace(a_concept("Lotsen"), event=None)
    assert lines(filled(letter, bare)) == ["||||14. März 2027"]


def test_parts_of_the_paper_and_its_path_are_filled_in() -> None:
    parts = {
        "proposal": {"en": "Der Rat beschließt.\nDie Mittel werden eingestellt."},
        "path": [{"body": "Sozialausschuss", "date": "2027-03-12", "public": False}],
    }
    letter = a_letter(
        "{{ parts.proposal }}",
        "{{ parts.proposal|join(' / ') }}",
        "{{ parts.next_steps|default('keine') }}",
        "{{ parts.unheard_of }}.",
        rows=(
            ("{%tr for s in parts.path %}", "", ""),
            ("{{ s.body }}", "{{ s.date }}", "{{ s.consultation }}"),
            ("{%tr endfor %}", "", ""),
        ),
    )
    found = a_concept("Lotsen", scheme="waiblingen", language="en", parts=parts)
    made = filled(letter, found, language="en")
    assert lines(made) == [
        "Der Rat beschließt.\nDie Mittel werden eingestellt.",
        "Der Rat beschließt. / Die Mittel werden eingestellt.",
        "keine",
        ".",
        "Sozialausschuss",
        "12 March 2027",
        "not public",
    ]


def one_measure(**more: object) -> Source:
    """A concept of the council paper's scheme with one measure that has everything."""
    columns = {
        "responsible": ["Schulamt", "Jugendamt"],
        "key_project": True,
        "horizon": "short",
        "cost": {"cents": 500_000, "per": "year", "about": True},
    }
    report = Report("done", dt.date(2027, 1, 2), {"de": "Fertig."})
    measure = Measure(7, "de", {"de": "Lotsen"}, columns, 41, 27, 1, source="Import")
    full = replace(measure, decision="adopted", report=report, **more)  # type: ignore[arg-type]
    snapshot = Snapshot("Konzept", "de", (Node(1, 0, {"de": "Schule"}, (), (full,)),))
    event = Event(1, "KFM4T7", "Werkstatt", "", None, closed=True)
    return Source("k", snapshot, load_built_in("waiblingen"), "", event)


def of_measure(text: str, *, choice: Choice | None = None, language: str = "de") -> str:
    letter = a_letter("{% for m in measures %}" + text + "{% endfor %}")
    (line,) = lines(filled(letter, one_measure(), choice=choice, language=language))
    return line


def test_a_measure_tells_all_that_is_known_of_it() -> None:
    assert of_measure("{{ m.number }} {{ m.text }} {{ m.responsible }}") == (
        "1 Lotsen Schulamt; Jugendamt"
    )
    assert of_measure("{{ m.dots }} {{ m.voters }} {{ m.rank }} {{ m.source }}") == "41 27 1 Import"
    assert "5.000" in of_measure("{{ m.cost }}")
    assert of_measure("{{ m.entry.title }} {{ m.entry.level }}") == "Schule Handlungsfeld"
    assert of_measure("{{ m.columns.horizon }}") == "Kurzfristig"


def test_what_an_export_leaves_out_is_not_in_a_letter_either() -> None:
    assert of_measure("{{ m.dots }}.", choice=Choice(with_dots=False)) == "."
    assert of_measure("{{ m.responsible }}.", choice=Choice(bodies=False)) == "."
    assert of_measure("{{ m.columns.responsible }}.", choice=Choice(bodies=False)) == "."
    nothing = filled(
        a_letter("{{ measures|length }}"), one_measure(), choice=Choice(only="rejected")
    )
    assert lines(nothing) == ["0"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("m.dots", True),
        ("m.dots > 40 and m.dots <= 41", True),
        ("m.dots == 41 and not m.dots != 41", True),
        ("m.dots > m.voters", True),
        ('m.status == "done"', True),
        ('m.status == "dropped" or m.decision == "rejected"', False),
        ('m.columns.horizon == "short"', True),
        ("m.columns.key_project", True),
        ('m.columns.key_project == "no"', False),
        ("loop.first and loop.last", True),
        ("m.columns.no_such_column", False),
    ],
)
def test_conditions_hold_whatever_the_language_is(condition: str, holds: bool) -> None:
    for language in ("de", "ar"):
        said = of_measure(
            f"{{% if {condition} %}}ja{{% else %}}nein{{% endif %}}", language=language
        )
        assert said == ("ja" if holds else "nein")


def test_a_figure_that_is_not_there_is_less_than_any_and_equal_to_none() -> None:
    plain = one_measure(dots=None, voters=None)
    text = "{% for m in measures %}{% if m.dots > 0 %}a{% endif %}{% if m.dots == 0 %}b{% endif %}"
    letter = a_letter(
        text + "{% if m.dots < m.voters %}c{% endif %}{{ m.dots|default('–') }}{% endfor %}"
    )
    assert lines(filled(letter, plain)) == ["–"]


def test_values_take_their_language_and_direction() -> None:
    found = a_concept("Lotsen")
    texts = {"de": "Lotsen", "ar": "دورات لغة 2027"}
    node = replace(found.snapshot.nodes[0], measures=(Measure(1, "de", texts),))
    found = replace(found, snapshot=replace(found.snapshot, nodes=(node,)))
    made = filled(a_letter(*LOOP, "Stand: {{ date }}"), found, language="ar")
    measure, date = tree(made).iter(f"{W}p")
    assert measure.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "1"
    (run,) = measure.iter(f"{W}r")
    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar-SA"
    assert date.find(f"{W}pPr/{W}bidi") is None  # its own words are German
    assert "".join(date.itertext()) == "Stand: \u200e\u200f14 مارس 2027\u200f\u200e"


def test_what_is_not_translated_is_marked_in_a_letter_too() -> None:
    (line,) = lines(filled(a_letter(*LOOP), a_concept("Lotsen"), language="en"))
    assert line == "Lotsen [German]"


def test_the_title_stands_in_the_file_exactly_once() -> None:
    found = a_concept("Lotsen")
    for letter in (
        a_letter("{{p content }}"),
        a_letter("{{ title }}", "{{p content }}"),
        a_letter("{{p content }}", footer="Rathaus"),
    ):
        assert sum("Kiefernstadt für alle" in line for line in lines(filled(letter, found))) == 1


def test_tables_are_as_wide_as_the_letter_has_room() -> None:
    file = Document(io.BytesIO(a_letter("{{p content }}")))
    section = file.sections[0]
    sizes = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(size or 0) for size in sizes)
    room = (width - left - right) // 635
    made = filled(a_letter("{{p content }}"), one_measure(), choice=Choice(outline="paper"))
    for table in tree(made).iter(f"{W}tbl"):
        widths = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
        assert abs(sum(widths) - room) <= len(widths)


def test_each_list_of_the_content_counts_for_itself_and_beside_those_of_the_letter() -> None:
    letter = a_letter("{{p content }}")
    scheme = load_built_in("aschaffenburg")
    nodes = tuple(
        Node(n, 0, {"de": f"Ziel {n}"}, (), tuple(_block(n * 10 + m) for m in range(2)))
        for n in (1, 2)
    )
    found = Source("a", Snapshot("Plan", "de", nodes), scheme, "")
    made = filled(letter, found)
    lists = {one.get(f"{W}val") for one in tree(made).iter(f"{W}numId")}
    numbering = tree(made, "word/numbering.xml")
    ids = [one.get(f"{W}numId") for one in numbering.iter(f"{W}num")]
    assert lists <= set(ids)
    assert len(ids) == len(set(ids))
    assert len(lists) >= 2
    kinds = {one.get(f"{W}abstractNumId") for one in numbering.iter(f"{W}abstractNum")}
    assert {n.find(f"{W}abstractNumId").get(f"{W}val") for n in numbering.iter(f"{W}num")} <= kinds


def _block(id: int) -> Measure:
    return Measure(id, "de", {"de": f"Baustein {id}"}, {"step": "first"})


def test_a_letter_made_of_an_earlier_export_takes_the_next_one() -> None:
    """Its styles bear our names, and its lists our numbers."""
    export = filled(a_letter("{{p content }}"), one_measure())
    file = Document(io.BytesIO(export))
    file.add_paragraph("{{p content }}")
    out = io.BytesIO()
    file.save(out)
    made = filled(out.getvalue(), a_concept("Lotsen"))
    assert "Lotsen" in "\n".join(lines(made))
    names = [one.get(f"{W}styleId") for one in tree(made, "word/styles.xml").iter(f"{W}style")]
    assert len(names) == len(set(names))
    used = {one.get(f"{W}val") for one in tree(made).iter(f"{W}pStyle", f"{W}rStyle")}
    assert used <= set(names)


def wide(section: Section) -> bool:
    return int(section.page_width or 0) > int(section.page_height or 0)


def test_a_landscape_layout_gets_pages_of_its_own_between_the_others() -> None:
    letter = a_letter("Anschreiben", "{{p content }}", "Unterschrift", header="Stadt")
    made = Document(io.BytesIO(filled(letter, a_concept("Lotsen", scheme="bielefeld"))))
    found = [wide(one) for one in made.sections]
    assert found == [False, True, False]
    assert {one.header.paragraphs[0].text for one in made.sections} == {"Stadt"}
    alone = Document(
        io.BytesIO(filled(a_letter("{{p content }}"), a_concept("x", scheme="bielefeld")))
    )
    assert [wide(one) for one in alone.sections] == [True]


def test_content_in_a_cell_fits_into_it() -> None:
    letter = a_letter(rows=(("links", "{{p content }}"),))
    made = filled(letter, a_concept("Lotsen", scheme="bielefeld"))
    inner = tree(made).find(f".//{W}tc//{W}tbl")
    assert sum(int(one.get(f"{W}w")) for one in inner.iter(f"{W}gridCol")) < 5000
    assert "Lotsen" in "\n".join(lines(made))


def test_what_is_left_empty_is_still_a_file_that_word_opens() -> None:
    cells = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    rows = "".join(
        f"<w:tr>{cells % text}</w:tr>"
        for text in ("{%tr for m in measures %}", "{{ m.text }}", "{%tr endfor %}")
    )
    inner = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        for text in ("{%p if people %}", "x", "{%p endif %}")
    )
    grid = "<w:tblPr/><w:tblGrid><w:gridCol w:w='100'/></w:tblGrid>"
    letter = with_xml(
        f"<w:tbl>{grid}{rows}</w:tbl><w:tbl>{grid}<w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    )
    assert filling.faults(letter) == ()
    made = tree(filled(letter, a_concept()))
    (table,) = made.iter(f"{W}tbl")  # the one without rows is gone
    (cell,) = table.iter(f"{W}tc")
    assert [one.tag for one in cell] == [f"{W}p"]


def test_footnotes_are_filled_once_however_many_sections_there_are() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    letter = a_letter("a", "b")
    namespace = W.strip("{}")
    letter = changed(
        letter,
        "word/footnotes.xml",
        lambda _: (
            f'<w:footnotes xmlns:w="{namespace}"><w:footnote w:id="1"><w:p><w:r><w:t>'
            "{% for m in measures %}{{ m.text }}{% endfor %}"
            "</w:t></w:r></w:p></w:footnote></w:footnotes>"
        ).encode(),
    )
    letter = changed(
        letter,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            b"</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode(),
        ),
    )
    letter = changed(
        letter,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            b"</Relationships>",
            f'<Relationship Id="rId77" Type="{relation}" Target="footnotes.xml"/>'
            "</Relationships>".encode(),
        ),
    )
    file = Document(io.BytesIO(letter))
    file.add_section()
    out = io.BytesIO()
    file.save(out)
    made = filled(out.getvalue(), a_concept("{{ title }}"))
    assert lines(made, "word/footnotes.xml") == ["{{ title }}"]


def test_a_letter_that_repeats_without_end_is_stopped() -> None:
    loops = "{% for a in measures %}{% for b in measures %}{% for c in measures %}"
    letter = a_letter(loops + "{% endfor %}" * 3)
    assert filling.faults(letter) == ()
    tracemalloc.start()
    with pytest.raises(Faulty) as error:
        filled(letter, a_concept(*["Lotsen"] * 100))
    (fault,) = error.value.faults
    assert (fault.line, fault.reason) == ("{% for c in measures %}", ENDLESS)
    assert MOST_TURNS < 100**3
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_letter_that_grows_too_large_is_stopped() -> None:
    letter = a_letter(
        "{% for a in measures %}",
        "{% for c in fields %}",
        "{% endfor %}",
        "{% for b in measures %}{{ b.text }}",
        "{% endfor %}{% endfor %}",
    )
    with pytest.raises(Faulty) as error:
        filled(letter, a_concept(*["Lotsen " * 200] * 150))
    (fault,) = error.value.faults
    assert (fault.line, fault.reason) == ("{% for b in measures %}", ENDLESS)


def test_a_faulty_letterhead_is_not_filled_and_says_where() -> None:
    with pytest.raises(Faulty) as error:
        filled(a_letter("{{ titel }}"), a_concept("Lotsen"))
    assert [fault.line for fault in error.value.faults] == ["{{ titel }}"]


def test_the_file_says_what_it_is() -> None:
    made = Document(io.BytesIO(filled(a_letter("{{ title }}"), a_concept("Lotsen"))))
    properties = made.core_properties
    assert (properties.title, properties.author) == ("Kiefernstadt für alle", "Klebepunkt")
    assert properties.created.date() == NOW.date()


def test_properties_of_the_file_are_never_taken_for_placeholders() -> None:
    file = Document(io.BytesIO(a_letter("x")))
    file.core_properties.subject = "{{ cycler.__init__ }}"
    out = io.BytesIO()
    file.save(out)
    made = filled(out.getvalue(), a_concept("Lotsen"))
    assert Document(io.BytesIO(made)).core_properties.subject == "{{ cycler.__init__ }}"


@pytest.mark.parametrize("language", ["de", "en", "tr", "ar"])
def test_the_sample_letterhead_is_without_a_mistake(language: str) -> None:
    with catalogues.speaking(language):
        letter = example(catalogues.words)
    assert filling.faults(letter) == ()
    made = "\n".join(lines(filled(letter, one_measure(), language=language)))
    assert "Lotsen" in made
    assert "{{" not in made
    assert "{%" not in made


def test_everything_on_the_help_page_gives_something_of_its_kind() -> None:
    told = Told(Text("Konzept", "de"), (), "de", ())
    values = context(one_measure(), told, Choice(), language="de", now=NOW)
    assert values.keys() == NAMES.keys()
    (measure,) = values["measures"]
    (entry,) = values["entries"]
    assert measure._parts.keys() == ATTRIBUTES["measure"].keys()
    assert entry._parts.keys() == ATTRIBUTES["entry"].keys()
    for one in FILTERS.values():
        source = "{% for measure in measures %}" + one.example + "{% endfor %}"
        assert rendered(source, values) is not None
