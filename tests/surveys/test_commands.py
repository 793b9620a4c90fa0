"""`klebepunkt survey`, as a script calls it."""

import json
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from surveys.imports.recognise import read, written
from tests.conftest import Klebepunkt
from tests.surveys.imports import test_pictures as pictures
from tests.surveys.xlsform import forms
from tests.surveys.xlsform.workbooks import workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "anything.bin"  # the name says nothing
    path.write_bytes(workbook(**forms.RANKS))
    return path


def test_import_as_json_counts_and_names_what_could_not_be_mapped(
    klebepunkt: Klebepunkt, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert klebepunkt("survey", "import", file, "--json") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert json.loads(printed.out) == {
        "name": "ranks",
        "types": {"scale": 2, "number": 3, "ranking": 1},
        "languages": {"en": 6},
        "unmapped": [
            {
                "sheet": "survey",
                "row": 2,
                "reason": "The parameter “seed” has no meaning here.",
            },
            {
                "sheet": "survey",
                "row": 6,
                "reason": "Numbers are not bound to steps of 0.5 here.",
            },
        ],
    }


def test_without_json_the_name_is_all_that_is_printed_and_the_rest_a_complaint(
    klebepunkt: Klebepunkt, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert klebepunkt("survey", "import", file, "--language", "tr") == 0
    out, err = capsys.readouterr()
    assert out == "ranks\n"
    assert err.splitlines()[0] == "survey, row 2: The parameter “seed” has no meaning here."
    assert klebepunkt("survey", "list", "--json") == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["name"], line["title"], line["languages"]) == ("ranks", "What matters", "tr")


@pytest.mark.parametrize("content", [None, b"", b"\0\1", workbook(fragen="a | b\n1 | 2")])
def test_an_unusable_file_ends_with_one_sentence_and_nothing_is_created(
    klebepunkt: Klebepunkt, file: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file.unlink() if content is None else file.write_bytes(content)
    assert klebepunkt("survey", "import", file, "--json") == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    klebepunkt("survey", "list", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_export_writes_each_format_and_prints_nothing(
    klebepunkt: Klebepunkt, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    klebepunkt("survey", "import", file)
    capsys.readouterr()
    for format, ending in (("xlsform", "xlsx"), ("limesurvey", "txt"), ("json", "json")):
        out = tmp_path / f"out.{ending}"
        assert klebepunkt("survey", "export", "ranks", "--format", format, "--out", out) == 0
        assert capsys.readouterr() == ("", "")
        assert klebepunkt("survey", "import", out) == 0
        assert capsys.readouterr().out.startswith("ranks-")
    assert convert((tmp_path / "out.xlsx").read_bytes()).warnings == []


def test_export_refuses_what_there_is_not(
    klebepunkt: Klebepunkt, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        klebepunkt("survey", "export", "nowhere", "--format", "json", "--out", tmp_path / "x") == 1
    )
    assert capsys.readouterr().err == "There is no survey with this short name.\n"
    klebepunkt("survey", "import", file)
    wrong = ("survey", "export", "ranks", "--format", "json", "--out", tmp_path / "x.xlsx")
    assert klebepunkt(*wrong) == 1
    assert "its name ends in .xlsx" in capsys.readouterr().err


def test_pictures_go_out_in_a_zip_and_in_json_and_come_back(
    klebepunkt: Klebepunkt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, again, json_file, last = (
        tmp_path / name for name in ("first.zip", "again.ZIP", "x.json", "last.zip")
    )
    first.write_bytes(written(pictures.FORM, "x", "zip", pictures.ALL))
    assert klebepunkt("survey", "import", first) == 0
    assert klebepunkt("survey", "export", "x", "--format", "xlsform", "--out", again) == 0
    assert read(again.read_bytes(), "again.zip").to_make() == pictures.FORM
    assert klebepunkt("survey", "export", "x", "--format", "json", "--out", json_file) == 0
    assert klebepunkt("survey", "import", json_file) == 0
    assert klebepunkt("survey", "export", "x-2", "--format", "xlsform", "--out", last) == 0
    assert read(last.read_bytes(), "last.zip").pictures == pictures.ALL
    assert capsys.readouterr() == ("x\nx-2\n", "")
    wrong = ("survey", "export", "x", "--format", "json", "--out", tmp_path / "x.zip")
    assert klebepunkt(*wrong) == 1
