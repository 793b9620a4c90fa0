"""What is exported or filled in comes back the same."""

import io
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.documents import csvfile, sheet, table_read
from app.documents.table import Table
from app.refused import Message
from tests.workshops.concepts.snapshots import BIELEFELD, concepts
from workshops.concepts.import_plan import ImportPlan
from workshops.concepts.outline import build
from workshops.concepts.snapshot import Node, Snapshot
from workshops.concepts.table_import import plan
from workshops.concepts.template import GUIDE, GUIDE_TITLE, template


def english(message: Message) -> str:
    return message.text % message.params if message.params else message.text


def paths(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every entry and every measure by the titles above it; sub goals melt into their goals."""
    found: set[tuple[str, ...]] = set()
    for node in nodes:
        here = above if node.level > 1 else (*above, node.titles["de"])
        found.add(here)
        found.update((*here, "", measure.texts["de"]) for measure in node.measures)
        found |= paths(node.children, here)
    return found


def planned_paths(found: ImportPlan) -> set[tuple[str, ...]]:
    places: dict[int | None, tuple[str, ...]] = {None: ()}
    for node in found.nodes:
        places[node.id] = (*places[node.parent], node.titles["de"])
    measures = {(*places[m.node], "", m.texts["de"]) for m in found.measures}
    return measures | (set(places.values()) - {()})


@pytest.mark.parametrize("write", [sheet.write, csvfile.write])
@given(concept=concepts(), with_dots=st.booleans(), language=st.sampled_from(["de", "ar"]))
def test_an_exported_concept_can_be_imported(
    write: Callable[[Table], bytes], concept: Snapshot, with_dots: bool, language: str
) -> None:
    table = build(concept, BIELEFELD, language=language, with_dots=with_dots)
    found = plan(table_read.read(write(table)), BIELEFELD, "de")
    assert (found.faults, found.warnings) == ((), ())
    assert planned_paths(found) == paths(concept.nodes)


@given(concept=concepts())
def test_importing_the_same_file_again_changes_nothing(concept: Snapshot) -> None:
    table = build(concept, BIELEFELD, language="de", with_dots=False)
    rows = table_read.read(csvfile.write(table))
    found = plan(rows, BIELEFELD, "de", concept.nodes)
    at_sub_goals = sum(len(node.measures) for node in concept.walk() if node.level == 2)
    assert (found.nodes, found.ok) == ((), True)
    assert len(found.measures) == at_sub_goals  # the layout does not show sub goals


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
    assert len(told) == len(GUIDE) + 1
    assert not [line for line in told if "%(" in str(line)]
    assert all(found.sheet_view.rightToLeft for found in book.worksheets)
