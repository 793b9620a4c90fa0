"""LimeSurvey's XML files, of older and of newer versions."""

from contextlib import suppress
from pathlib import Path

import pytest

from app.refused import Refused
from surveys.codec import as_data
from surveys.limesurvey import lss
from tests.surveys.limesurvey.files import content, said


def test_an_older_file_is_read_in_its_order_with_its_conditions():
    found = lss.read(content("older.lss"), "older.lss")
    assert found.questionnaire is not None
    assert found.questionnaire.title == {"de": "Gespräche mit den Ämtern"}
    assert not found.questionnaire.sections[0].together
    data = {one.name: as_data(one) for one in found.questionnaire.questions()}
    assert list(data) == ["q_0ziele", "partner", "warum", "wichtig"]
    assert data["q_0ziele"]["label"] == {"de": "Hat Ihr Amt Ziele für Integration?"}
    assert [one["label"]["de"] for one in data["q_0ziele"]["choices"]] == ["Ja", "Nein"]
    assert data["partner"]["show_if"] == "${q_0ziele} = '1'"
    assert data["warum"]["show_if"] == "${q_0ziele} = '1' and selected(${partner}, 'SQ002')"
    assert data["warum"]["label"] == {"de": "Warum? ${q_0ziele}"}
    assert data["wichtig"]["show_if"] == "selected(${partner}, 'SQ001')"
    assert len(data["wichtig"]["choices"]) == 10


def test_a_newer_file_is_read_in_all_its_languages():
    found = lss.read(content("newer.lss"), "newer.lss")
    assert found.questionnaire is not None
    assert found.questionnaire.languages == ("de", "en")
    assert [one.show_if for one in found.questionnaire.sections] == ["", "${here} = 'AO01'"]
    data = {one.name: as_data(one) for one in found.questionnaire.questions()}
    assert list(data) == ["here", "swot", "swot_a", "swot_b", "age", "sex"]
    assert data["here"]["label"] == {"de": "Sind Sie hier?", "en": "Are you here?"}
    assert data["here"]["default"] == "AO02"
    assert data["age"]["check"] == ". >= 14 and . < 120"
    assert data["age"]["check_message"]["en"] == "From 14 to 119"
    assert data["sex"]["show_if"] == "${swot_a} = 'x' and ${age} >= 18"
    assert data["sex"]["choices"][0] == {"name": "F", "label": {"de": "Weiblich", "en": "Female"}}
    assert [one.row for one in found.unmapped] == [48, 51]


@pytest.mark.parametrize(
    ("damaged", "said_so"),
    [
        (b"", "no whole XML"),
        (content("newer.lss")[:3000], "no whole XML"),
        (b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>", "no survey"),
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "no survey"),
        (
            b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows>"
            b"<row><qid>1</qid></row></rows></questions></document>",
            "no survey",
        ),
        (b"<html><body>Anmelden</body></html>", "no survey"),
        (b"<a>" * 100_000, "no whole XML"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(damaged: bytes, said_so: str):
    with pytest.raises(Refused) as refused:
        lss.read(damaged, "x.lss")
    assert said_so in said(refused.value.message)


@pytest.mark.parametrize("entity", ["&outside;", "&a11;", "&a1;"])
def test_entities_neither_grow_nor_fetch_anything(entity: str, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    lines = [f'<!ENTITY outside SYSTEM "{secret.as_uri()}">', '<!ENTITY a1 "aaaaaaaaaa">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(2, 12)]
    head = f"<!DOCTYPE document [{''.join(lines)}]>"
    hostile = content("newer.lss").decode().replace("<document>", f"{head}<document>", 1)
    hostile = hostile.replace("Wie alt sind Sie?", f"Wie alt {entity}")
    read = "nothing"
    with suppress(Refused):
        read = str(lss.read(hostile.encode(), "x.lss"))
    assert "secret words" not in read
    assert "aaaaaaaaaa" not in read
