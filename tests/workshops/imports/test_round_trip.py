"""What is exported or filled in comes back the same."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.documents import csvfile, sheet, table_read
from app.documents.document import Document, Text
from app.documents.letters import decoded
from app.refused import Message
from tests.workshops.concepts.snapshots import BIELEFELD
from tests.workshops.concepts.whole_concepts import EVERYTHING, SCHEMES, TAGS, whole_concepts
from tests.workshops.exports.test_interchange import text_of
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.exports.datasheet import grids
from workshops.exports.interchange import as_json
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.imports.brought import brought
from workshops.imports.guide import headings
from workshops.imports.headings import Dictionary
from workshops.imports.known_measures import LEFT_OUT
from workshops.imports.plan import ImportPlan, PlannedReport
from workshops.imports.table_import import plan
from workshops.imports.template import GUIDE, GUIDE_TITLE, template
from workshops.imports.typed_cells import value_in
from workshops.schemes.library import built_in, load_built_in
from workshops.schemes.scheme import Scheme

PLAIN = Choice(with_dots=False)


def english(message: Message) -> str:
    return message.text % message.params if message.params else message.text


def built(found: ImportPlan, title: str) -> Snapshot:
    """The concept that carrying out the plan makes of an empty one."""

    def measures(id: int) -> tuple[Measure, ...]:
        return tuple(
            Measure(
                n,
                one.language,
                one.texts,
                one.columns,
                source=one.source,
                decision=one.decision,
                decided_on=one.decided_on,
                report=reported(one.report),
            )
            for n, one in enumerate(found.measures)
            if one.node == id
        )

    def below(parent: int | None) -> tuple[Node, ...]:
        return tuple(
            Node(one.id, one.level, one.titles, below(one.id), measures(one.id), one.columns)
            for one in found.nodes
            if one.parent == parent
        )

    return Snapshot(title, found.language, below(None), found.parts)


def reported(found: PlannedReport | None) -> Report | None:
    if found is None:
        return None
    on = found.on or dt.date.max
    return Report(found.status, on, found.reason, found.body, found.next_on)


def workbook(concept: Snapshot, scheme: Scheme, language: str) -> bytes:
    document = Document(Text("Layout", "de"), (), language, ())
    return sheet.write(document, grids(concept, scheme, voice(language), PLAIN, text_of(scheme)))


@given(whole_concepts(), st.sampled_from(TAGS))
def test_a_workbook_in_any_language_brings_back_everything(
    found: tuple[Snapshot, str], language: str
) -> None:
    concept, scheme = found[0], SCHEMES[found[1]]
    file = brought(workbook(concept, scheme, language))
    assert file.about is not None
    assert (file.about.title, file.about.language) == (concept.title, concept.language)
    assert (file.about.scheme, file.about.scheme.name) == (scheme, scheme.name)
    done = file.plan(file.about.scheme, file.about.language)
    assert (done.faults, done.warnings) == ((), ())
    again = built(done, file.about.title)
    text = text_of(scheme)
    assert as_json(again, scheme, text, PLAIN) == as_json(concept, scheme, text, PLAIN)


def test_the_numbers_of_measures_stand_in_a_column_that_is_made_anew() -> None:
    measures = tuple(Measure(id, "de", {"de": f"Schritt {id}"}) for id in (1, 2))
    concept = Snapshot("Plan", "de", (Node(1, 0, {"de": "Schule"}, measures=measures),))
    shown = grids(concept, EVERYTHING, voice("de"), PLAIN)[0]
    x = shown.headings.index("Schritt: Nummer")
    assert [row[x] for row in shown.rows] == ["I.1", "I.2"]
    turned = replace(shown, rows=tuple((*row[:x], "7", *row[x + 1 :]) for row in shown.rows))
    done = brought(csvfile.write(turned)).plan(EVERYTHING, "de")
    assert (done.faults, done.warnings, len(done.measures)) == ((), (), 2)


def test_priorities_leave_the_order_of_what_comes_back_as_it_was() -> None:
    first = Measure(1, "de", {"de": "Lotsen"}, dots=1, rank=2)
    second = Measure(2, "de", {"de": "Cafés"}, dots=3, rank=1)
    concept = Snapshot("Plan", "de", (Node(1, 0, {"de": "Schule"}, measures=(first, second)),))
    for ranked, order in ((False, ["Lotsen", "Cafés"]), (True, ["Cafés", "Lotsen"])):
        shown = grids(concept, EVERYTHING, voice("de"), PLAIN, ranked=ranked)[0]
        x = shown.headings.index("Schritt")
        assert [row[x] for row in shown.rows] == order


def test_columns_of_several_levels_are_told_apart_by_their_levels() -> None:
    inner = Node(2, 1, {"de": "Sport"}, columns={"also_called": "Bewegung"})
    field = Node(1, 0, {"de": "Kultur"}, (inner,), columns={"also_called": "Kunst"})
    concept = Snapshot("Plan", "de", (field,))
    shown = grids(concept, SCHEMES["waiblingen"], voice("de"), PLAIN)[1]
    assert shown.headings[3:] == ("Handlungsfeld: Auch genannt", "Schwerpunkt: Auch genannt")


@given(whole_concepts())
def test_importing_the_same_workbook_again_changes_nothing(found: tuple[Snapshot, str]) -> None:
    concept, scheme = found[0], SCHEMES[found[1]]
    file = brought(workbook(concept, scheme, "en"))
    numbered = _with_ids(concept)
    done = file.plan(scheme, concept.language, numbered.nodes)
    assert (done.faults, done.nodes, done.measures, done.titles) == ((), (), (), ())
    assert {one.message.text for one in done.warnings} <= {LEFT_OUT.text}


def _with_ids(concept: Snapshot) -> Snapshot:
    """The concept as a database would hold it: every id only once."""
    ids = iter(range(1, 1000))

    def node(one: Node) -> Node:
        measures = tuple(replace(measure, id=next(ids)) for measure in one.measures)
        return replace(
            one, id=next(ids), children=tuple(map(node, one.children)), measures=measures
        )

    return replace(concept, nodes=tuple(map(node, concept.nodes)))


@given(whole_concepts())
def test_the_first_sheet_as_csv_brings_back_the_measures_in_their_order(
    found: tuple[Snapshot, str],
) -> None:
    concept, scheme = found[0], SCHEMES[found[1]]
    content = csvfile.write(grids(concept, scheme, voice("de"), PLAIN)[0])
    assume(not decoded(content)[1])  # nonsense that looks as if its letters were spoilt
    done = brought(content).plan(scheme, concept.language)
    assert done.faults == ()
    again = built(done, concept.title)
    assert [node.titles for node in again.walk()] == [node.titles for node in concept.walk()]
    told = [(one.language, one.texts, one.source) for one in again.measures()]
    assert told == [(one.language, one.texts, one.source) for one in concept.measures()]


@pytest.mark.parametrize("language", ["de", "en", "tr", "ar"])
def test_a_filled_template_becomes_a_plan(language: str) -> None:
    book = load_workbook(io.BytesIO(template(BIELEFELD, language, english)))
    form = book.worksheets[0]
    form.append(["Schule", "Öffnung", None, "• Räume\n• Zeit", "Stadt; Land", "2027"])
    form.append([None, None, "Eltern", "Cafés", None, None])
    out = io.BytesIO()
    book.save(out)
    found = plan(table_read.read(out.getvalue()), BIELEFELD, language)
    assert (found.faults, found.warnings) == ((), ())
    assert [node.titles[language] for node in found.nodes] == ["Schule", "Öffnung", "Eltern"]
    assert [measure.node for measure in found.measures] == [-2, -2, -3]
    assert found.measures[0].columns == {"responsible": ["Stadt", "Land"], "feasible": "2027"}


def test_the_empty_template_creates_nothing_and_is_not_wrong() -> None:
    found = plan(table_read.read(template(BIELEFELD, "de", english)), BIELEFELD, "de")
    assert (found.ok, found.empty) == (True, True)


def test_the_template_explains_itself_on_its_second_sheet() -> None:
    book = load_workbook(io.BytesIO(template(BIELEFELD, "ar", english)))
    assert book.sheetnames == ["الإجراءات المقترحة", english(GUIDE_TITLE)]
    told = [row[0] for row in book.worksheets[1].iter_rows(values_only=True) if row[0]]
    assert len(told) == 1 + len(GUIDE) + len(list(headings(BIELEFELD, "ar", english)))
    assert not [line for line in told if "%(" in str(line)]
    assert all(found.sheet_view.rightToLeft for found in book.worksheets)


@pytest.mark.parametrize("scheme", [*map(load_built_in, built_in())], ids=built_in())
def test_the_guide_names_headings_that_are_understood_and_values_that_are_taken(
    scheme: Scheme,
) -> None:
    for language in ("de", "ar"):
        known = Dictionary(scheme)
        told = {one.name: one for one in headings(scheme, language, english)}
        assert [name for name in told if known.meaning(name) is None] == []
        for column in scheme.columns:
            if column.kind == "choice":
                name = column.naming.name(language)
                options = told[name].takes.split(" / ")
                kept = [value_in(option, column, language) for option in options]
                assert kept == [option.key for option in column.options]
