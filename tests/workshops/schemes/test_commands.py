"""`klebepunkt scheme`, as a script calls it."""

import json
from pathlib import Path

import pytest

from tests.conftest import Klebepunkt
from workshops.schemes.file import parse
from workshops.schemes.library import built_in, text_of_built_in


def test_a_file_becomes_a_scheme_and_a_file_again(
    klebepunkt: Klebepunkt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, back = tmp_path / "Unna 2026.toml", tmp_path / "back.toml"
    file.write_text(text_of_built_in("waiblingen"), encoding="utf-8")
    assert klebepunkt("scheme", "import", file) == 0
    assert klebepunkt("scheme", "import", file, "--name", "Ours") == 0
    assert klebepunkt("scheme", "import", file) == 0
    assert capsys.readouterr().out.split() == ["unna-2026", "ours", "unna-2026-2"]
    assert klebepunkt("scheme", "export", "unna-2026", "--out", back) == 0
    assert back.read_bytes() == file.read_bytes()
    assert capsys.readouterr().out == ""
    assert klebepunkt("scheme", "export", "wetzlar") == 0
    assert parse("wetzlar", capsys.readouterr().out).depth("topic") == 2


def test_the_list_names_ours_and_the_offices(
    klebepunkt: Klebepunkt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "unna.toml"
    file.write_text(text_of_built_in("waiblingen"), encoding="utf-8")
    klebepunkt("scheme", "import", file)
    capsys.readouterr()
    assert klebepunkt("scheme", "list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == [*built_in(), "unna"]
    assert rows[-1] == {
        "name": "unna",
        "title": "Waiblingen, council paper",
        "own": True,
        "levels": 2,
        "concepts": 0,
    }
    assert klebepunkt("scheme", "list") == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["name", "title", "own", "levels", "concepts"]
    assert lines[-1].startswith("unna ")


FAULTY = (
    (b"titles = 1", "unna.toml, titles must be a table such as"),
    (b"\xff", "This file is no text in UTF-8."),
    (b"", "There is no scheme in this file."),
    (b' {"title": "x"}', "This file is JSON; a scheme is a file in TOML."),
)


def test_a_faulty_file_makes_nothing(
    klebepunkt: Klebepunkt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "unna.toml"
    for content, sentence in FAULTY:
        file.write_bytes(content)
        assert klebepunkt("scheme", "import", file) == 1
        assert sentence in capsys.readouterr().err
    klebepunkt("scheme", "list", "--json")
    assert len(json.loads(capsys.readouterr().out)) == len(built_in())


def test_what_is_not_there_is_said(
    klebepunkt: Klebepunkt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert klebepunkt("scheme", "export", "nowhere") == 1
    assert "There is no scheme with this short name." in capsys.readouterr().err
    assert klebepunkt("scheme", "import", tmp_path / "nowhere.toml") == 1
    assert "There is no file" in capsys.readouterr().err
    assert klebepunkt("scheme", "export", "wetzlar", "--out", tmp_path / "a" / "b") == 1
    assert "There is no folder" in capsys.readouterr().err
