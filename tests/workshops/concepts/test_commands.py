"""`klebepunkt concept` and `klebepunkt workshop`, as a script calls them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app import settings
from app.database.ledger import Ledger
from tests.builders import NOW, a_concept, a_workshop
from tests.conftest import Klebepunkt
from tests.workshops.concepts.whole_concepts import ALL_KINDS, EVERYTHING
from tests.workshops.gathering.cast import an_event
from workshops.concepts.services import concepts, snapshot, structure
from workshops.concepts.snapshot import Node, Snapshot
from workshops.exports.interchange import as_json
from workshops.exports.telling import Choice
from workshops.imports import samples
from workshops.schemes.columns import Money
from workshops.schemes.file import parse
from workshops.schemes.own_schemes import add

TABLE = "Handlungsfeld;Oberziel;Maßnahme\nSchule;Übergänge;Lotsen\n;;Elterncafé\n"


@pytest.fixture
def ledger(klebepunkt: Klebepunkt) -> Iterator[Ledger]:
    ledger = Ledger(settings.load().database_url)
    yield ledger
    ledger.close()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def test_import_prints_nothing_but_the_short_name(
    klebepunkt: Klebepunkt, ledger: Ledger, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Konzept für alle"
    assert klebepunkt("concept", "import", table, "--scheme", "bielefeld", "--title", title) == 0
    assert capsys.readouterr() == ("konzept-fuer-alle\n", "")
    found = ledger.read_now(structure, "konzept-fuer-alle")
    assert (found.title, found.language, found.counts()) == (title, "de", (2, 2))


def test_faulty_rows_go_to_stderr_and_nothing_is_created(
    klebepunkt: Klebepunkt, ledger: Ledger, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_text(f"{TABLE}Schule;;12\n;Ziel;{'lang ' * 500}\n")
    assert klebepunkt("concept", "import", table, "--title", "x") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    recognised, *lines = printed.err.splitlines()
    assert recognised == "Scheme, by the headings: bielefeld"
    assert [line.partition(":")[0] for line in lines[:-1]] == ["Row 4, Maßnahme", "Row 5, Maßnahme"]
    assert lines[-1] == "2 rows are faulty. Nothing was created."
    assert ledger.read_now(concepts) == ()


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02"])
def test_a_file_that_cannot_be_used_says_so(
    klebepunkt: Klebepunkt, table: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    table.unlink() if content is None else table.write_bytes(content)
    assert klebepunkt("concept", "import", table, "--title", "x") == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_the_list_is_there_for_scripts_too(
    klebepunkt: Klebepunkt, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    klebepunkt("concept", "import", table, "--title", "Konzept")
    capsys.readouterr()
    assert klebepunkt("concept", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "name": "konzept",
            "title": "Konzept",
            "scheme": "bielefeld",
            "language": "de",
            "entries": 2,
            "measures": 2,
            "workshops": 0,
        }
    ]


@pytest.mark.parametrize(("format", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef")])
def test_export_writes_the_file_and_prints_nothing(
    klebepunkt: Klebepunkt,
    table: Path,
    tmp_path: Path,
    format: str,
    start: bytes,
    capsys: pytest.CaptureFixture[str],
) -> None:
    klebepunkt("concept", "import", table, "--title", "Konzept")
    capsys.readouterr()
    out = tmp_path / f"out.{format}"
    assert klebepunkt("concept", "export", "konzept", "--format", format, "--out", out) == 0
    assert capsys.readouterr() == ("", "")
    assert out.read_bytes().startswith(start)


def test_what_was_exported_can_be_imported_again(
    klebepunkt: Klebepunkt, ledger: Ledger, table: Path, tmp_path: Path
) -> None:
    klebepunkt("concept", "import", table, "--title", "Konzept")
    for format in ("csv", "xlsx"):
        out = tmp_path / f"out.{format}"
        klebepunkt("concept", "export", "konzept", "--format", format, "--out", out)
        klebepunkt("concept", "import", out, "--title", f"Aus {format}")
        again = ledger.read_now(structure, f"aus-{format}")
        assert again.counts() == (2, 2)


@pytest.mark.parametrize("name", samples.names())
@pytest.mark.parametrize("format", ["json", "xlsx"])
def test_export_import_export_gives_the_same(
    klebepunkt: Klebepunkt,
    tmp_path: Path,
    name: str,
    format: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Into an installation that has no such concept, and knows nothing but the file."""
    original = tmp_path / "sample.json"
    original.write_bytes(samples.text(name))
    assert klebepunkt("concept", "import", original, "--scheme", name) == 0
    first, second = tmp_path / f"first.{format}", tmp_path / f"second.{format}"
    short = capsys.readouterr().out.strip()
    klebepunkt("concept", "export", short, "--format", format, "--out", first)
    assert klebepunkt("concept", "import", first) == 0
    again = capsys.readouterr()
    assert again.err == ""
    klebepunkt("concept", "export", again.out.strip(), "--format", format, "--out", second)
    assert contents(second, format) == contents(first, format)
    if format == "json":
        assert first.read_bytes() == original.read_bytes()


def contents(file: Path, format: str) -> Any:
    """Every cell of every sheet. Both files were written on one day."""
    if format == "json":
        return file.read_bytes()
    book = load_workbook(file)
    return [[list(row) for row in sheet.values] for sheet in book.worksheets]


def test_a_scheme_that_is_not_here_comes_with_its_concept(
    klebepunkt: Klebepunkt, ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.json"
    concept = Snapshot("Eigenes", "de", (Node(1, 0, {"de": "Erstes"}),))
    file.write_bytes(as_json(concept, EVERYTHING, ALL_KINDS, Choice()))
    assert klebepunkt("concept", "import", file) == 0
    assert ledger.read_now(structure, "eigenes").scheme == EVERYTHING
    assert klebepunkt("concept", "import", file, "--title", "Noch eins") == 0
    assert [line.scheme for line in ledger.read_now(concepts)] == ["everything", "everything"]
    assert klebepunkt("concept", "import", file, "--scheme", "bielefeld") == 1
    assert "“everything”" in capsys.readouterr().err


def test_a_scheme_of_the_same_name_that_is_another_one_is_kept_beside_it(
    klebepunkt: Klebepunkt, ledger: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "other.json"
    other = parse("wetzlar", ALL_KINDS)
    file.write_bytes(as_json(Snapshot("Eigenes", "de"), other, ALL_KINDS, Choice()))
    assert klebepunkt("concept", "import", file) == 0
    (line,) = ledger.read_now(concepts)
    assert line.scheme == "wetzlar-2"


def test_a_table_can_have_any_scheme_and_must_have_one_that_is_there(
    klebepunkt: Klebepunkt, ledger: Ledger, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.write_now(add, ALL_KINDS, "ours", NOW)
    table.write_text("Ebene A;Ebene C;Schritt;Preis\nEins;Zwei;Drei;ca. 5.000 Euro/Jahr\n")
    assert klebepunkt("concept", "import", table, "--scheme", "ours", "--title", "Neu") == 0
    (measure,) = ledger.read_now(snapshot, "neu").measures()
    assert measure.columns == {"cost": Money(500_000, "year", True).value()}
    assert klebepunkt("concept", "import", table, "--scheme", "nothing", "--title", "Neu") == 1
    assert "aschaffenburg, bielefeld" in capsys.readouterr().err
    assert klebepunkt("concept", "import", table, "--scheme", "ours") == 0
    assert ledger.read_now(snapshot, capsys.readouterr().out.strip()).title == table.stem
    out = table.with_suffix(".docx")
    assert klebepunkt("concept", "export", "neu", "--format", "xlsx", "--out", out) == 1
    assert ("its name ends in .docx" in capsys.readouterr().err, out.exists()) == (True, False)


def test_export_with_a_workshop_carries_its_closed_vote(
    klebepunkt: Klebepunkt, ledger: Ledger, tmp_path: Path
) -> None:
    concept = ledger.write_now(a_concept)
    cast = ledger.write_now(an_event, concept, [{concept.measures[0]: 1}] * 5)
    out = tmp_path / "out.csv"
    common = ("concept", "export", cast.concept_name, "--format", "csv", "--out", out)
    klebepunkt(*common, "--workshop", cast.code.lower())
    assert "Punkte" in out.read_text()
    klebepunkt(*common, "--workshop", cast.code, "--without-dots")
    assert "Punkte" not in out.read_text()
    klebepunkt(*common, "--workshop", cast.code, "--language", "ar")
    assert "النقاط" in out.read_text()


@pytest.mark.parametrize("more", [(), ("--workshop", "CCCCCC")])
def test_what_is_not_there_cannot_be_exported(
    klebepunkt: Klebepunkt,
    tmp_path: Path,
    more: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out.csv"
    assert klebepunkt("concept", "export", "nothing", "--format", "csv", "--out", out, *more) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not out.exists()


def test_workshops_are_listed(
    klebepunkt: Klebepunkt, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    cast = ledger.write_now(a_workshop, "vote")
    assert klebepunkt("workshop", "list", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["code"], found["step"], found["date"]) == (cast.code, "vote", "2026-11-21")
    assert klebepunkt("workshop", "list") == 0
    assert cast.code in capsys.readouterr().out
