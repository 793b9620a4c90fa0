"""`klebepunkt equal-shares` and `klebepunkt greedy`, as a script calls them."""

import json
import os
import sys

import pytest

from app import cli
from app.language import catalogues

FILE = """META
key;value
description;Example election
num_projects;4
num_votes;4
budget;100,50
vote_type;cumulative
PROJECTS
project_id;cost;name
9;60,5;Radweg
10;40;Park
3;50;مكتبة
4;0.5;Bank
VOTES
voter_id;vote;points
1;9,10;2,1
2;9;3
3;3,10;1,5
4;3;2
"""


@pytest.fixture(autouse=True)
def _english_and_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("KLEBEPUNKT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KLEBEPUNKT_DATABASE_URL", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    with catalogues.speaking("en"):
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "example.pb"
    path.write_text(FILE, "utf-8")
    return path


def printed(capsys, *arguments):
    assert cli.main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_the_tally_the_rule_and_the_selection_are_json(file, capsys):
    answer = json.loads(printed(capsys, "greedy", file, "--by", "points", "--json"))
    assert answer == {
        "rule": "greedy",
        "by": "points",
        "ties": "project id as text, ascending",
        "ballots": "cumulative",
        "voters": 4,
        "budget": 100.5,
        "spent": 100.5,
        "tally": [
            {"id": "9", "name": "Radweg", "cost": 60.5, "voters": 2, "points": 5},
            {"id": "10", "name": "Park", "cost": 40, "voters": 2, "points": 6},
            {"id": "3", "name": "مكتبة", "cost": 50, "voters": 2, "points": 3},
            {"id": "4", "name": "Bank", "cost": 0.5, "voters": 0, "points": 0},
        ],
        "selected": ["10", "9"],
    }


def test_greedy_goes_by_voters_and_then_by_id_where_nothing_is_said(file, capsys):
    answer = json.loads(printed(capsys, "greedy", file, "--json"))
    assert (answer["by"], answer["selected"]) == ("voters", ["10", "3", "4"])


@pytest.mark.parametrize(
    ("options", "selected"),
    [
        (["--completion", "none"], ["10"]),
        (["--completion", "add1"], ["10", "3"]),
        ([], ["10", "3", "4"]),
        (["--utility", "points", "--completion", "none"], ["10"]),
        (["--utility", "points", "--completion", "add1"], ["10", "9"]),
        (["--utility", "points"], ["10", "9"]),
    ],
)
def test_equal_shares_says_what_was_counted_how(file, capsys, options, selected):
    """Four voters with 25.125 each. By cost all three are tied, and 10 has the smallest id: 20 from
    each of two. Ten more for each also pay for 3 (15.125 + 35.125); 9 would then be too much, and
    4 is added for its price. By points, with ten more, 10 takes 33.33 and 6.67, so that 9 can be
    paid (28.46 + 35.125), and all of the budget is spent."""
    answer = json.loads(printed(capsys, "equal-shares", file, "--json", *options))
    assert answer["rule"] == "equal-shares"
    assert answer["selected"] == selected
    assert answer["utility"] == ("points" if "points" in options else "cost")
    assert answer["completion"] == (options[-1] if "--completion" in options else "add1u")


def test_people_read_aligned_columns_with_the_selected_ones_first(file, capsys):
    lines = printed(capsys, "greedy", file).splitlines()
    assert lines[0] == "rule     greedy"
    assert lines[-5:] == [
        "selected  id  cost  voters  points  name",
        "1         10  40    2       6       Park",
        "2         3   50    2       3       مكتبة",
        "3         4   0.5   0       0       Bank",
        "          9   60.5  2       5       Radweg",
    ]


@pytest.mark.parametrize("command", ["equal-shares", "greedy"])
def test_a_faulty_file_is_one_sentence_and_status_1(command, tmp_path, capsys):
    path = tmp_path / "faulty.pb"
    path.write_text(FILE.replace("4;3;2", "4;77;2"), "utf-8")
    assert cli.main([command, str(path)]) == 1
    assert capsys.readouterr() == ("", 'Line 19 votes for "77", which is no project.\n')
    assert cli.main([command, str(tmp_path / "missing.pb")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_was_cut_off_is_counted_and_said_to_be_so(file, capsys):
    file.write_text(FILE.replace("num_votes;4", "num_votes;40"), "utf-8")
    assert cli.main(["greedy", str(file), "--json"]) == 0
    seen = capsys.readouterr()
    assert json.loads(seen.out)["voters"] == 4
    assert seen.err == "The file says num_votes is 40, but has 4.\n"


def test_no_database_is_needed(file, tmp_path, capsys):
    answer = json.loads(printed(capsys, "greedy", file, "--json"))
    assert answer["selected"] == ["10", "3", "4"]
    data = tmp_path / "data"
    assert {path.name for path in data.glob("*")} <= {"secret"}


def test_a_reader_that_has_enough_ends_it_quietly(file, monkeypatch, capsys):
    """As in `klebepunkt greedy FILE.pb | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert cli.main(["greedy", str(file)]) == 141
    assert capsys.readouterr().err == ""
