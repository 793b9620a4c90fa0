"""Files that mean harm: each is refused with a clear sentence, in little memory and time."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from workshops.imports import samples
from workshops.imports.brought import brought
from workshops.schemes.library import load_built_in

MB = 1024 * 1024
MOST = 100 * MB  # of memory beyond what the program itself needs
MOST_SECONDS = 10  # of a processor

READ = """
import json, os, resource, sys
from workshops.imports.brought import brought
from workshops.schemes.library import load_built_in
from app.refused import Refused

def read(path):
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = open(path, "rb").read()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        brought(data).plan(scheme, "de")
        said = "taken"
    except Refused as refused:
        said = refused.message.text
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([path, said, (after - before) * 1024]), flush=True)
    os._exit(0)

scheme = load_built_in("bielefeld")
brought(b"Handlungsfeld;Ziel\\nA;B\\n").plan(scheme, "de")
for path in sys.argv[1:]:
    if os.fork() == 0:  # a process of its own for each file: nothing is left of the one before
        read(path)
    os.wait()
""".replace("SECONDS", str(MOST_SECONDS))


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def workbook(*rows: tuple[Any, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell)
    return out.getvalue()


def changed(part: str, content: Callable[[bytes], bytes]) -> bytes:
    """A good workbook with another content of one part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("Handlungsfeld", "Oberziel")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, content(data) if name == part else data)
    return out.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def in_sheet(rows: bytes) -> bytes:
    def content(data: bytes) -> bytes:
        start = data[: data.index(b"<sheetData>")]
        return start + b"<sheetData>" + rows + b"</sheetData></worksheet>"

    return changed(SHEET, content)


def lying() -> bytes:
    """An archive whose directory says that a part is small."""
    data = bytearray(in_sheet(b"<row/>" * 40_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo(SHEET).file_size
    whole = size.to_bytes(4, "little")
    small = (1000).to_bytes(4, "little")
    return bytes(data).replace(whole, small)


def strings() -> bytes:
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return changed(STRINGS, lambda _: head + b"<si><t>x</t></si>" * 350_000 + b"</sst>")


def json_with(**changes: Any) -> bytes:
    return json.dumps({**json.loads(samples.text("wetzlar")), **changes}).encode()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "too many rows": (
        lambda: in_sheet(b'<row><c t="str"><v>x</v></c></row>' * 250_000),
        "unpacked",
    ),
    "too many empty rows": (lambda: in_sheet(b"<x:row/>" * 60_000), "unpacked"),
    "too many cells": (lambda: in_sheet(b"<row>" + b"<c/>" * 1_300_000 + b"</row>"), "unpacked"),
    "a far row": (
        lambda: in_sheet(b'<row r="1048576"><c t="str"><v>x</v></c></row>'),
        "more than 5,000 rows",
    ),
    "shared strings": (strings, "unpacked"),
    "zip bomb": (lambda: zipped(**{"xl/workbook.xml": b"\0" * (120 * MB)}), "unpacked"),
    "nested zip bomb": (
        lambda: zipped(**{"xl/workbook.xml": b"<x/>", "a.zip": zipped(b=b"\0" * (50 * MB))}),
        "damaged",
    ),
    "lying sizes": (lying, "damaged"),
    "entities": (
        lambda: changed(
            SHEET,
            lambda _: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        ),
        "damaged",
    ),
    "many parts": (lambda: zipped(**{f"xl/{n}.xml": b"<x/>" for n in range(600)}), "unpacked"),
    "a long csv": (lambda: b"a;b\n" * 1_000_000, "5,000 rows"),
    "a wide csv": (lambda: b";" * (4 * MB), "taken"),
    "JSON of 17 MB": (lambda: b"[" + b"1," * (17 * MB // 2) + b"1]", "16 MB"),
    "JSON nested": (lambda: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "JSON of objects": (lambda: b'{"a":[' + b"{}," * 250_000 + b"{}]}", "too many parts"),
    "JSON of numbers": (lambda: b"[" + b"1," * (2 * MB) + b"1]", "no concept"),
}


def test_files_that_mean_harm_cost_little(tmp_path: Path) -> None:
    """All in one test: reading the program itself takes longer than most of these files."""
    paths = {str(tmp_path / str(number)): name for number, name in enumerate(FILES)}
    for path, name in paths.items():
        Path(path).write_bytes(FILES[name][0]())
    command = [sys.executable, "-c", READ, *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=True)
    answers = {paths[path]: told for path, *told in map(json.loads, done.stdout.splitlines())}
    assert answers.keys() == FILES.keys(), "a reader died, or was ended for its time"
    for name, (said, memory) in answers.items():
        assert FILES[name][1] in said, name
        assert memory < MOST, name


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        brought(data).plan(load_built_in("wetzlar"), "de")
    message = caught.value.message
    return message.text % message.params


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "no JSON: something is wrong in line 1"),
        (b"[]", "no concept that Klebepunkt has exported"),
        (b'{"bbox": [8.5, 52.0], "a": 1, "a": 2}', "no concept that Klebepunkt has exported"),
        (b'{"klebepunkt-concept": 1e400}', "The number 1e400 cannot stand"),
        (b'{"klebepunkt-concept": 1.5}', "The number 1.5 cannot stand"),
        (b'{"klebepunkt-concept": NaN}', "The number NaN cannot stand"),
        (b'{"klebepunkt-concept": ' + b"9" * 5000 + b"}", "cannot stand in this file"),
        (b'{"klebepunkt-concept": 1, "a": 2, "a": 2}', "“a” stands twice"),
        (b'{"a": "\xff"}', "not in UTF-8"),
        (json_with(version=2), "newer Klebepunkt"),
        (json_with(title=7), "“title” in this file must be a text"),
        (json_with(title="a\0b"), "“title” in this file has characters that cannot be kept"),
        (json_with(title="a\ud800b"), "“title” in this file has characters that cannot be kept"),
        (json_with(title="x" * 301), "“title” in this file is longer than 300"),
        (json_with(language="../x"), "“language” in this file is no tag"),
        (json_with(more=1), "“more” is not known"),
        (json_with(scheme={"name": "x"}), "cannot be used"),
        (json_with(scheme={"name": "../../x"}), "“scheme.name” in this file is no name"),
        (json_with(scheme={"name": "x", "titles": None}), "“scheme” in this file is no scheme"),
        (json_with(entries={}), "“entries” in this file must be a list"),
        (json_with(entries=[7]), "“entries[1]” in this file must be an object"),
        (json_with(entries=[{}]), "“entries[1].level” is missing"),
        (json_with(entries=[{"level": "topic"}]), "“entries[1].level” in this file must be one"),
        (json_with(entries=[{"level": "area", "titles": {"en": "x"}}]), "“entries[1].titles.de”"),
        (json_with(parts={"reasons": {"de": "x"}}), "“parts.reasons” is not known"),
    ],
)
def test_json_that_is_wrong_says_where(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def with_measure(**measure: Any) -> bytes:
    found = {"language": "de", "texts": {"de": "x"}, **measure}
    entry = {"level": "area", "titles": {"de": "x"}, "measures": [found]}
    return json_with(entries=[entry])


PART: dict[str, Any] = {"language": "de", "texts": {"de": "x"}}
TAKEN = PART | {"columns": {"horizon": {"from": "2", "value": "short"}}}


def nested(depth: int) -> dict[str, Any]:
    return PART | {"parts": [nested(depth - 1)]} if depth else PART


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        ({"language": "ar"}, "measures[1].texts.ar” is missing"),
        ({"texts": {"de": " "}}, "measures[1].texts.de” in this file is empty"),
        ({"columns": {"nothing": "x"}}, "columns.nothing” is not known"),
        ({"columns": {"horizon": "never"}}, "columns.horizon” in this file must be one of these"),
        ({"columns": {"key_project": "yes"}}, "columns.key_project” in this file must be true or"),
        ({"columns": {"cost": {"cents": -1}}}, "columns.cost.cents” in this file must be a whole"),
        ({"columns": {"cost": {"cents": 1, "per": "x"}}}, "columns.cost.per”"),
        (
            {"columns": {"responsible": ["a;b"]}},
            "columns.responsible” in this file has a semicolon",
        ),
        (
            {"columns": {"responsible": [["a"]]}},
            "columns.responsible.1” in this file must be a text",
        ),
        ({"decision": "perhaps"}, "measures[1].decision” in this file must be one of these"),
        ({"decided_on": "2027-02-30"}, "measures[1].decided_on” in this file is no day"),
        ({"report": {"status": "done"}}, "measures[1].report.on” is missing"),
        ({"rank": -1}, "measures[1].rank” in this file must be a whole number"),
        ({"parts": [{}]}, "measures[1].parts[1].language” is missing"),
        ({"parts": [PART | {"place": "1.7"}]}, "parts[1].place” in this file names no entry"),
        ({"parts": [PART], "own": {}}, "measures[1].own.language” is missing"),
        ({"parts": [PART], "own": PART}, "measures[1].own.titled” is missing"),
        ({"parts": [PART], "own": TAKEN}, "own.columns.horizon.from” in this file names no part"),
        ({"own": PART}, "measures[1].own” is not known"),
        ({"parts": [nested(300)]}, "nested too deeply"),
    ],
)
def test_a_measure_that_is_wrong_says_where(measure: Any, sentence: str) -> None:
    assert sentence in refusal(with_measure(**measure))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(["title", "language", "parts", "entries", "scheme", "version"]), _JSON)
def test_any_value_anywhere_is_taken_or_refused(key: str, value: Any) -> None:
    with suppress(Refused):
        brought(json_with(**{key: value})).plan(load_built_in("wetzlar"), "de")


@given(st.sampled_from(["level", "titles", "columns", "measures", "entries", "number"]), _JSON)
def test_any_entry_is_taken_or_refused(key: str, value: Any) -> None:
    with suppress(Refused):
        entry = {"level": "area", "titles": {"de": "x"}, key: value}
        brought(json_with(entries=[entry])).plan(load_built_in("wetzlar"), "de")


def test_formulas_are_faults_beside_their_cells() -> None:
    data = workbook(("Bereich", "Handlungsempfehlung"), ("=1+1", '=HYPERLINK("http://x")'))
    found = brought(data).plan(load_built_in("wetzlar"), "de")
    assert [(fault.row, fault.column) for fault in found.faults] == [
        (2, "Bereich"),
        (2, "Handlungsempfehlung"),
    ]
