"""`klebepunkt similar`, as a script calls it."""

import json
from pathlib import Path

import pytest

from tests.servers import klebepunkt

ENTRIES = [
    {"id": 1, "language": "de", "text": "Sprachkurse für Mütter mit Kinderbetreuung"},
    {"id": "b", "language": "de-AT", "text": "Deutschkurs mit Kinderbetreuung für Mütter"},
    {"id": 3, "language": "de", "text": "Sprachkurse für Männer mit Kinderbetreuung"},
    {"id": 4, "language": "tr", "text": "Anneler için çocuk bakımlı dil kursları"},
]


def similar(folder: Path, content: object, *options: str):
    file = folder / "list.json"
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, "utf-8")
    return klebepunkt("similar", str(file), *options, data=folder)


def test_a_script_gets_pairs_with_their_scores(tmp_path: Path) -> None:
    done = similar(tmp_path, ENTRIES, "--json", "--no-multilingual")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [{"one": 1, "other": "b", "score": 0.98}]


def test_people_read_the_texts(tmp_path: Path) -> None:
    done = similar(tmp_path, ENTRIES, "--no-multilingual")
    heading, line = done.stdout.splitlines()
    assert heading.split() == ["score", "one", "other"]
    assert line.startswith("0.98   1: Sprachkurse für Mütter")


@pytest.mark.parametrize("entries", [[], ENTRIES[2:]])
def test_no_pairs_are_an_empty_list_and_a_sentence(tmp_path: Path, entries: list[object]) -> None:
    done = similar(tmp_path, entries, "--json", "--no-multilingual")
    assert json.loads(done.stdout) == []
    done = similar(tmp_path, entries, "--no-multilingual")
    assert done.stdout == "No two of these are probably the same.\n"


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
def test_a_bad_file_is_one_sentence_and_status_2(tmp_path: Path, content: str, said: str) -> None:
    done = similar(tmp_path, content, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_file_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    done = klebepunkt("similar", str(tmp_path / "none.json"), data=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
