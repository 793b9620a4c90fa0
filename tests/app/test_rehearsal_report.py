from app.language import catalogues
from app.rehearsal.commands import as_text
from app.rehearsal.report import Compared, Report


def in_english(report: Report) -> str:
    with catalogues.speaking("en"):
        return as_text(report)


def test_votes_that_agree_are_said_to_agree() -> None:
    report = Report(votes=[Compared("KFM4T7", 3, {1: (4, 3), 2: (0, 0)}, {1: (4, 3)})])
    assert report.agrees
    assert "Vote in KFM4T7: 4 dots counted here, 4 on the server." in in_english(report)
    assert in_english(report).endswith("Both tallies agree.")


def test_a_vote_that_differs_is_said_measure_by_measure() -> None:
    report = Report(votes=[Compared("KFM4T7", 3, {1: (4, 3)}, {1: (4, 2)})])
    assert not report.agrees
    assert "! Measure 1 (dots, people): (4, 3) here, (4, 2) on the server." in in_english(report)
    votes = report.as_dict()["votes"]
    assert votes == [
        {
            "room": "KFM4T7",
            "step": 3,
            "measures": 1,
            "paper_ballots": 0,
            "dots_acknowledged": 4,
            "dots_on_the_server": 4,
            "agrees": False,
            "differences": [{"measure": 1, "mine": [4, 3], "server": [4, 2]}],
        }
    ]
