"""`klebepunkt similar`, as a script calls it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app import cli

ENTRIES = [
    {"id": 1, "language": "de", "text": "Sprachkurse für Mütter mit Kinderbetreuung"},
    {"id": "b", "language": "de-AT", "text": "Deutschkurs mit Kinderbetreuung für Mütter"},
    {"id": 3, "language": "de", "text": "Sprachkurse für Männer mit Kinderbetreuung"},
    {"id": 4, "language": "tr", "text": "Anneler için çocuk bakımlı dil kursları"},
]


class Done(NamedTuple):
    status: int
    out: str
    err: str


Similar = Callable[..., Done]


@pytest.fixture
def similar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Similar:
    """Runs `klebepunkt similar FILE` on a file with this content."""
    monkeypatch.setenv("KLEBEPUNKT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C")

    def run(content: object, *options: str) -> Done:
        file = tmp_path / "list.json"
        if content is not None:
            text = content if isinstance(content, str) else json.dumps(content)
            file.write_text(text, "utf-8")
        return Done(cli.main(["similar", str(file), *options]), *capsys.readouterr())

    return run


def test_a_script_gets_pairs_with_their_scores(similar: Similar) -> None:
    done = similar(ENTRIES, "--json", "--no-multilingual")
    assert done.status == 0, done.err
    assert json.loads(done.out) == [{"one": 1, "other": "b", "score": 0.98}]


def test_people_read_the_texts(similar: Similar) -> None:
    done = similar(ENTRIES, "--no-multilingual")
    heading, line = done.out.splitlines()
    assert heading.split() == ["score", "one", "other"]
    assert line.startswith("0.98   1: Sprachkurse für Mütter")


@pytest.mark.parametrize("entries", [[], ENTRIES[2:]])
def test_no_pairs_are_an_empty_list_and_a_sentence(similar: Similar, entries: list[object]) -> None:
    done = similar(entries, "--json", "--no-multilingual")
    assert json.loads(done.out) == []
    done = similar(entries, "--no-multilingual")
    assert done.out == "No two of these are probably the same.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nonsense", "not JSON"),
        ("{}", "not a list"),
        ("[1]", "entry 1"),
        ('[{"id": 1, "language": "de"}]', "“text”"),
        ('[{"id": 1, "language": "de", "text": " "}]', "“text”"),
        ('[{"id": 1.5, "language": "de", "text": "a"}]', "its id"),
        ('[{"id": true, "language": "de", "text": "a"}]', "its id"),
        ('[{"id": 1, "language": null, "text": "a"}]', "“language”"),
        (json.dumps([ENTRIES[0], ENTRIES[0]]), "entry 2"),
    ],
)
def test_a_bad_file_is_one_sentence_and_status_2(similar: Similar, content: str, said: str) -> None:
    done = similar(content, "--json")
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_missing_file_is_one_sentence_and_status_2(similar: Similar) -> None:
    done = similar(None)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
