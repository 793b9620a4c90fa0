"""Files as pabulib.org describes them, odd but real ones, and faulty ones."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.refused import Refused
from tests.workshops.proportional.random_elections import elections
from workshops.proportional import pabulib, rows
from workshops.proportional.equal_shares import equal_shares
from workshops.proportional.greedy import greedy
from workshops.proportional.instance import Ballot, Election, Project
from workshops.proportional.pabulib_write import write

DOCUMENTED = """META
key; value
description; Municipal PB in Wieliczka
country; Poland
unit; Wieliczka
instance; 2020
num_projects; 5
num_votes; 10
budget; 2500
rule: greedy
vote_type; approval
min_length; 1
max_length; 3
date_begin; 16.09.2023
date_end; 04.10.2023
PROJECTS
project_id; cost; category
1; 600; culture, education
2; 800; sport
4; 1400; culture
5; 1000; health, sport
7; 1200; education
VOTES
voter_id; age; sex; vote
1; 34; f; 1,2,4
2; 51; m; 1,2
3; 23; m; 2,4,5
4; 19; f; 5,7
5; 62; f; 1,4,7
6; 54; m; 1,7
7; 49; m; 5
8; 27; f; 4
9; 39; f; 2,4,5
10; 44; m; 4,5
"""
"""The example on pabulib.org/format, its slip `rule: greedy` included."""


def a_file(
    meta="budget;100\nvote_type;approval", projects="a;60\nb;40", votes="1;a,b\n2;b", heads=None
):
    columns = heads or ("project_id;cost", "voter_id;vote")
    text = f"META\nkey;value\n{meta}\nPROJECTS\n{columns[0]}\n{projects}\nVOTES\n{columns[1]}\n"
    return (text + votes).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        pabulib.read(data)
    assert refused.value.status == 422
    message = refused.value.message
    return message.text % message.params


def test_the_documented_example_is_read():
    election = pabulib.read(DOCUMENTED.encode())
    assert (election.budget, election.kind, len(election.ballots)) == (2500, "approval", 10)
    assert election.projects[1] == Project("2", 800, "", {"category": "sport"})
    assert election.ballots[3] == Ballot({"5": 1, "7": 1}, "4", {"age": "19", "sex": "f"})
    assert election.meta["rule"] == "greedy"
    assert greedy(election) == ("4", "5")
    assert equal_shares(election).selected == ("4",)


def test_points_belong_to_the_projects_in_the_same_place():
    data = a_file(
        "budget;100\nvote_type;cumulative", votes="1;b,a;3,1\n2;;", heads=HEADS_WITH_POINTS
    )
    assert [ballot.points for ballot in pabulib.read(data).ballots] == [{"b": 3, "a": 1}, {}]


HEADS_WITH_POINTS = ("project_id;cost", "voter_id;vote;points")


def test_ranks_give_3_2_1_and_the_last_one_of_a_short_ballot_gives_1_too():
    """So Pabulib counts: `score` in all 175 ordinal files of April 2026, 15 with short ballots."""
    meta = "budget;9\nvote_type;ordinal\nmax_length;3"
    data = a_file(meta, "a;1\nb;1\nc;1", "1;c,a,b\n2;b,a\n3;\n4;a,b,a")
    points = [ballot.points for ballot in pabulib.read(data).ballots]
    assert points == [{"c": 3, "a": 2, "b": 1}, {"b": 2, "a": 1}, {}, {"a": 2, "b": 1}]


def test_scores_may_be_negative_and_have_a_default():
    data = a_file(
        "budget;9\nvote_type;scoring\ndefault_score;1", votes="1;a;-2\n2;;", heads=HEADS_WITH_POINTS
    )
    points = [ballot.points for ballot in pabulib.read(data).ballots]
    assert points == [{"a": -2, "b": 1}, {"a": 1, "b": 1}]


def test_choose_1_is_an_approval_of_one_and_stays_choose_1():
    data = a_file("budget;100\nvote_type;choose-1", votes="1;a\n2;b")
    election = pabulib.read(data)
    assert election.kind == "approval"
    assert b"vote_type;choose-1\n" in write(election)


def test_values_may_stand_before_their_keys():
    turned = a_file("100;budget\napproval;vote_type").replace(b"key;value", b"value;key")
    election = pabulib.read(turned)
    assert (election.budget, election.kind) == (100, "approval")


def test_what_real_files_do_is_read():
    """Byte order mark, Windows line ends, blank lines, a spreadsheet's spare semicolons, sections
    and columns in another order, small titles, decimal commas, spaces in votes, own columns."""
    text = (
        "\ufeffprojects;;;\n\nname ;Cost; project_id;public_id\n"
        '"Park; neu ""im"" Süden\nmit Teich"; 1200,50; P-1;x\n'
        'Boisko "Orlik" 5;1 000;2;\n\n;;;\n'
        "META\nkey;value\nvote_type;Approval\ncomment;one; two\nbudget;2.200,50\n"
        "VOTES\nsex;vote;voter_id\nf;2, P-1;9\nm;;7\nm\n"
    )
    data = text.replace("\n", "\r\n").replace("m\r\n", "m;2;8\r\n").encode()
    election = pabulib.read(data)
    assert election.projects == (
        Project("P-1", Fraction("1200.5"), 'Park; neu "im" Süden\nmit Teich', {"public_id": "x"}),
        Project("2", 1000, 'Boisko "Orlik" 5', {"public_id": ""}),
    )
    assert election.budget == Fraction("2200.5")
    assert election.meta["comment"] == "one;two"
    assert [ballot.voter for ballot in election.ballots] == ["9", "7", "8"]
    assert [list(ballot.points) for ballot in election.ballots] == [["2", "P-1"], [], ["2"]]
    assert pabulib.read(write(election)) == with_facts_of(election)


def with_facts_of(election: Election) -> Election:
    """What comes back is the same, with the counts and the budget written plainly."""
    meta = dict(election.meta) | {"budget": "2200.5", "num_projects": "2", "num_votes": "3"}
    fields = {name: getattr(election, name) for name in Election.__slots__}
    return Election(**fields | {"meta": meta})


def test_voters_need_no_id_and_no_further_column():
    data = a_file(votes="a,b\nb\nb", heads=("project_id;cost", "vote"))
    assert [ballot.voter for ballot in pabulib.read(data).ballots] == ["1", "2", "3"]


def test_voters_whose_id_is_left_blank_have_voted_too():
    election = pabulib.read(a_file(votes=";a,b\n2;b\n ;b"))
    assert [ballot.voter for ballot in election.ballots] == ["", "2", ""]
    assert pabulib.read(write(election)).ballots == election.ballots


def test_a_quotation_mark_that_is_never_closed_stays_in_its_field():
    data = a_file(projects='a;60;"Park\nb;40;x', heads=("project_id;cost;name", "voter_id;vote"))
    assert [project.name for project in pabulib.read(data).projects] == ['"Park', "x"]


def test_a_vote_that_names_a_project_twice():
    """An approval is one approval, points are added: so a city counted them (Częstochowa 2020)."""
    assert pabulib.read(a_file(votes="1;a,a,b")).ballots[0].points == {"a": 1, "b": 1}
    data = a_file("budget;1\nvote_type;cumulative", votes="1;a,b,a;1,2,3", heads=HEADS_WITH_POINTS)
    assert pabulib.read(data).ballots[0].points == {"a": 4, "b": 2}


def test_a_plain_file_is_written_as_it_was_read():
    data = a_file(
        "description;x\nbudget;100\nvote_type;cumulative\nnum_projects;2\nnum_votes;2\nown;y",
        '60.5;a;"x;""y"""\n40;b;z',
        "3,1;b,a;w;1\n;;m;2\n",
        ("cost;project_id;name", "points;vote;sex;voter_id"),
    )
    assert write(pabulib.read(data)) == data


def test_an_empty_ballot_has_no_empty_points_at_its_end():
    """There is a program in wide use that stops at them, and reads the file without them."""
    data = write(Election((Project("1", 5),), (Ballot({}), Ballot({"1": 2})), 5, "cumulative"))
    assert data.endswith(b"voter_id;vote;points\n1;\n2;1;2\n")
    assert [ballot.points for ballot in pabulib.read(data).ballots] == [{}, {"1": 2}]


@given(elections(costs=st.integers(0, 10**6).map(lambda cents: Fraction(cents, 100))))
def test_what_is_written_is_read_again(election):
    again = pabulib.read(write(election))
    assert [(p.id, p.cost) for p in again.projects] == [(p.id, p.cost) for p in election.projects]
    assert [b.points for b in again.ballots] == [b.points for b in election.ballots]
    assert (again.budget, again.kind) == (election.budget, election.kind)
    assert write(again) == write(election)


TEXT = st.text(st.sampled_from('a;", \n\té5'), max_size=12).map(str.strip)


@given(name=TEXT, comment=TEXT, sex=TEXT)
def test_separators_and_quotation_marks_survive(name, comment, sex):
    projects = (Project("1", 5, name, {"own": comment}),)
    ballots = (Ballot({"1": 1}, "v", {"sex": sex}),)
    again = pabulib.read(write(Election(projects, ballots, 5, meta={"comment": comment})))
    assert again.projects == projects if name else again.projects[0].name == ""
    assert again.ballots == ballots
    assert again.meta["comment"] == comment


def test_a_file_that_was_cut_off_raises_doubts():
    election = pabulib.read(a_file("budget;1\nvote_type;approval\nnum_votes;900\nnum_projects;2"))
    (doubt,) = pabulib.doubts(election)
    assert doubt.text % doubt.params == "The file says num_votes is 900, but has 2."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file has no section META."),
        (b"\x89PNG\r\n\x1a\n\0\0", "Line 1 is not UTF-8 text. Save the file as UTF-8."),
        (
            "META\nkey;value\nunit;Köln".encode("latin-1"),
            "Line 3 is not UTF-8 text. Save the file as UTF-8.",
        ),
        (DOCUMENTED.encode("utf-16-le"), "Line 1 is not text."),
        (b"PK\x03\x04", "Line 1 stands before the title META."),
        (b"a,b\nc,d", "Line 1 stands before the title META."),
        (
            b"META\nkey;value\nbudget;1\nPROJECTS\nproject_id;cost\na;1",
            "The file has no section VOTES.",
        ),
        (DOCUMENTED.encode() + b"META\n", "Line 35 begins META a second time."),
        (a_file("vote_type;approval"), "The section META has no budget."),
        (a_file("budget;100"), "The section META has no vote_type."),
        (a_file("budget;-5\nvote_type;approval"), 'The budget "-5" is no amount of money.'),
        (a_file("budget;lots\nvote_type;approval"), 'The budget "lots" is no amount of money.'),
        (a_file("budget;1\nbudget;2"), "Line 4 says budget again."),
        (
            a_file("budget;1\nvote_type;quadratic"),
            'The vote_type "quadratic" is none of approval, choose-1, cumulative, ordinal, '
            "scoring.",
        ),
        (a_file(projects="a;-60\nb;1"), 'Line 7: the cost "-60" is no amount of money.'),
        (a_file(projects="a;60\nb;"), 'Line 8: the cost "" is no amount of money.'),
        (a_file(projects="a;60\nb;1;2"), "Line 8 has more fields than there are columns."),
        (a_file(votes="1" + ";" * 2_000_000), "Line 11 has more than 1000 fields."),
        (a_file(projects="a;60\na;1"), 'Line 8 has the id "a" again.'),
        (a_file(projects="a;60\n;1"), "Line 8 has no id."),
        (a_file(projects="a,b;60"), "Line 7: the id of a project has a comma."),
        (a_file(votes="1;a,zoo"), 'Line 11 votes for "zoo", which is no project.'),
        (a_file(votes="1;" + "x" * 99), f'Line 11 votes for "{"x" * 59}…", which is no project.'),
        (a_file(votes="1;a\n1;b"), 'Line 12 has the id "1" again.'),
        (
            a_file(heads=("id;cost", "voter_id;vote")),
            'Line 6: the section PROJECTS has no column "project_id".',
        ),
        (
            a_file(heads=("project_id;cost", "voter_id;choice")),
            'Line 10: the section VOTES has no column "vote".',
        ),
        (a_file(heads=("cost;cost", "voter_id;vote")), 'Line 6 names the column "cost" twice.'),
        (
            a_file("budget;1\nvote_type;cumulative", votes="1;a,b;1", heads=HEADS_WITH_POINTS),
            "Line 11 does not give points to each project.",
        ),
        (
            a_file("budget;1\nvote_type;cumulative", votes="1;a;x", heads=HEADS_WITH_POINTS),
            "Line 11 does not give points to each project.",
        ),
        (
            a_file("budget;1\nvote_type;cumulative", votes="1;a;-1", heads=HEADS_WITH_POINTS),
            "Line 11 gives less than no points.",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_one_sentence_that_names_the_line(data, sentence):
    assert refusal(data) == sentence


def test_lines_are_counted_through_names_with_line_breaks():
    data = a_file(projects='a;60;"x\ny\nz"\nb;?;', heads=("project_id;cost;name", "voter_id;vote"))
    assert refusal(data) == 'Line 10: the cost "?" is no amount of money.'


def test_more_bytes_rows_or_marks_than_are_bearable_are_refused(monkeypatch):
    assert refusal(b" " * (rows.MOST_BYTES + 1)) == "The file has more than 32 megabytes."
    many = "\n".join(f"p{number};1" for number in range(10_001))
    assert refusal(a_file(projects=many)) == "The section PROJECTS has more than 10000 rows."
    monkeypatch.setattr("workshops.proportional.pabulib_votes.MOST_MARKS", 3)
    assert refusal(a_file(votes="1;a,b\n2;a,b")) == "The votes name projects more than 3 times."


def sentence_or_election(data):
    try:
        return pabulib.read(data)
    except Refused as refused:
        return refused.message.text % refused.message.params


@given(st.binary(max_size=200))
def test_whatever_the_bytes_a_file_is_read_or_refused(noise):
    at = DOCUMENTED.encode()
    for data in (noise, at[:300] + noise + at[300:]):
        assert sentence_or_election(data)
