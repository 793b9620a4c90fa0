"""What is exported or filled in comes back the same."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.documents import csvfile, sheet, table_read
from app.documents.document import Document, Text
from app.refused import Message
from tests.builders import NOW
from tests.workshops.concepts.snapshots import BIELEFELD
from tests.workshops.concepts.test_interchange import text_of
from tests.workshops.concepts.whole_concepts import SCHEMES, TAGS, whole_concepts
from workshops.concepts.brought import brought
from workshops.concepts.datasheet import grids
from workshops.concepts.import_plan import ImportPlan
from workshops.concepts.interchange import as_json
from workshops.concepts.scheme import Scheme
from workshops.concepts.snapshot import Measure, Node, Report, Snapshot
from workshops.concepts.table_import import plan
from workshops.concepts.telling import Choice
from workshops.concepts.template import GUIDE, GUIDE_TITLE, template
from workshops.concepts.voices import voice

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
                report=one.report
                and Report(
                    one.report.status,
                    one.report.on or dt.date.max,
                    one.report.reason,
                    one.report.body,
                    one.report.next_on,
                ),
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


def workbook(concept: Snapshot, scheme: Scheme, language: str) -> bytes:
    document = Document(Text("Layout", "de"), (), language, ())
    return sheet.write(document, grids(concept, scheme, voice(language), PLAIN, text_of(scheme)))


@settings(deadline=None, phases=[Phase.generate])
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
