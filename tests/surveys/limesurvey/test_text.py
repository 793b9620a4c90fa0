"""LimeSurvey's tab-separated file."""

import pytest
from hypothesis import HealthCheck, given, settings

from app.refused import Refused
from surveys.codec import as_data
from surveys.limesurvey import text
from surveys.limesurvey.reading import reading
from surveys.limesurvey.source import OWN, Group, LimeQuestion, Source
from surveys.limesurvey.writing import source_of
from surveys.questionnaire import Choice, Question, Questionnaire, Section
from tests.surveys.limesurvey.files import content, said, table
from tests.surveys.questionnaires import questionnaires


def test_a_file_written_after_the_manual_is_read_as_documented():
    found = text.read(content("associations.txt"), "associations.txt").questionnaire
    assert found is not None
    assert found.languages == ("de", "en")
    assert found.welcome["de"].splitlines() == [
        *("Umfrage der Stadt.", "", "Guten Tag,", "", "wir fragen nach:", "- Räumen", "- Geld"),
    ]
    assert found.thanks["de"] == "Danke! Mehr auf unserer Seite (https://stadt.example/ergebnis)."
    assert found.privacy == {"de": "Wir speichern keine Namen."}
    assert [one.show_if for one in found.sections] == ["", "${kind} = 'A1' or ${kind} = 'other'"]
    kinds = {one.name: one.kind for one in found.questions()}
    assert kinds == {
        **{"kind": "single", "members": "number", "langs": "multiple", "mail": "short_text"},
        **{"intro": "statement", "rate": "matrix", "points": "points", "rank": "ranking"},
        **{"again": "yes_no", "date": "date", "double": "calculation", "wish": "long_text"},
        **{"two": "matrix", "two_1": "matrix", "hours": "statement", "hours_mon": "multiple"},
    }


def test_each_question_keeps_its_limits_conditions_and_texts():
    found = text.read(content("associations.txt"), "").questionnaire
    assert found is not None
    data = {one.name: as_data(one) for one in found.questions()}
    langs = data["langs"]
    assert langs["show_if"] == "${members} > 10 and ${kind} != 'A3'"
    assert langs["choices"][2] == {
        **{"name": "none", "label": {"de": "Keine davon", "en": "None of these"}},
        "exclusive": True,
    }
    assert (langs["other"], langs["random"], langs["most"], langs["default"]) == (
        *(True, True, 3),
        "tr",
    )
    assert data["kind"]["default"] == "A2"
    assert data["members"]["hint"] == {"de": "… Personen", "en": "… people"}
    assert data["mail"]["show_if"] == "selected(${langs}, 'ar') or selected(${langs}, 'other')"
    assert data["mail"]["check"] == "regex(., '[0-9]{5}')"
    assert data["points"]["show_if"] == "${rate.rooms} = '1'"
    assert data["again"]["show_if"] == "count-selected(${langs}) >= 2"
    assert data["intro"]["label"]["de"] == "Jetzt geht es um ${kind}."
    assert (data["date"]["earliest"], data["date"]["latest"]) == ("2026-01-01", "2027-12-31")
    assert data["double"]["formula"] == "${members} * 2"


def test_all_that_is_left_is_named_with_its_row_and_conditions_are_kept_to_be_read():
    found = text.read(content("associations.txt"), "").unmapped
    lines = {one.row: said(one.reason) for one in found}
    assert [one.row for one in found] == [40, 41, 42, 48, 48, 91]
    assert '“substr(mail.NAOK, 0, 2) == "80"” cannot be taken over' in lines[40]
    assert "“file” was left out" in lines[41]
    assert lines[42] == "“two” is several questions here: two, two_1."
    assert "“quota”" in lines[91]
    assert any("“array_filter”" in said(one.reason) for one in found)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(questionnaires())
def test_what_we_write_comes_back_identical(questionnaire: Questionnaire):
    found = text.read(text.write(questionnaire, "bedarf"), "")
    assert found.questionnaire is not None
    assert as_data(found.questionnaire) == as_data(questionnaire)
    assert (found.name, found.unmapped) == ("bedarf", ())


def _of_all_kinds() -> Questionnaire:
    label, two = {"de": "Text"}, (Choice("a", {"de": "A"}), Choice("b", {"de": "B"}))
    questions = (
        Question("single", "q1", label, choices=two, other=True),
        Question("multiple", "q2", label, choices=two, show_if="${q1} = 'a'", most=1),
        Question("matrix", "q3", label, choices=two, rows=two, show_if="selected(${q2}, 'b')"),
        Question("scale", "q4", label, low=0, high=10, high_label={"de": "sehr"}),
        Question("scale", "q5", label, low=1, high=5, check=". > 1 or ${q4} < 3"),
        Question("number", "q6", label, low=0, high=2.5, whole=False),
        Question("yes_no", "q7", label, required=True, show_if="${q6} != ''"),
        Question("short_text", "q8", label, most=5, check="regex(., '[0-9]{5}')"),
        Question("ranking", "q9", label, choices=two, random=True),
        Question("points", "q10", label, choices=two, total=7),
        Question("date", "q11", label, earliest="2026-01-01"),
        Question("calculation", "q12", label, formula="${q6} * 2 + ${q10.a}"),
        Question("statement", "q13", {"de": "Es waren ${q12}."}, hint={"de": "1\n2"}),
        Question(
            "long_text", "q14", label, show_if="not(${q7} = 'yes') and count-selected(${q2}) > 0"
        ),
        Question("single", "q15", label, choices=two, appearance="minimal"),
    )
    return Questionnaire(label, ("de",), (Section(questions, "g", label, together=True),))


def test_what_limesurvey_can_hold_stands_in_its_own_columns():
    own = {one.code: one.attribute(OWN) for one in source_of(_of_all_kinds()).questions()}
    kinds = {code: text for code, text in own.items() if text}
    assert kinds == {"q4": '{"kind":"scale"}'}


def test_a_label_changed_in_limesurvey_is_the_changed_one_here():
    wanted = Question(
        "swot", "lage_im_amt", {"de": "Lage"}, most=3, required_message={"de": "Bitte!"}
    )
    whole = Questionnaire({"de": "T"}, ("de",), (Section((wanted,)),))
    changed = text.write(whole, "").replace(b"\tLage\t", b"\tDie Lage\t")
    found = text.read(changed, "").questionnaire
    assert found is not None
    question = found.sections[0].questions[0]
    assert question.label == {"de": "Die Lage"}
    assert (question.kind, question.name, question.most) == ("swot", "lage_im_amt", 3)


def test_a_condition_changed_in_limesurvey_counts_and_ours_beside_it_does_not():
    first = Question("number", "a", {"de": "A"})
    second = Question("number", "b", {"de": "B"}, show_if="(${a} > 1)")
    whole = Questionnaire({"de": "T"}, ("de",), (Section((first, second)),))
    written = text.write(whole, "")
    assert text.read(written, "").questionnaire == whole
    found = text.read(written.replace(b"\ta.NAOK > 1\t", b"\ta.NAOK > 5\t"), "").questionnaire
    assert found is not None
    assert found.sections[0].questions[1].show_if == "${a} > 5"


def test_spreadsheets_calculate_nothing_and_nothing_of_a_text_is_lost():
    formula = '=HYPERLINK("https://boese.example";"hier")'
    question = Question("short_text", "q", {"de": formula}, hint={"de": " a  b\t<b>\n{c} \\"})
    whole = Questionnaire({"de": "+1"}, ("de",), (Section((question,)),))
    written = text.write(whole, "")
    cells = [
        cell for line in written.decode("utf-8-sig").split("\r\n") for cell in line.split("\t")
    ]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    assert text.read(written, "").questionnaire == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_files_are_read_in_the_letters_that_spreadsheets_write(encoding: str):
    made = table({"class": "Q", "type/scale": "S", "name": "q", "text": "Größe?"})
    found = text.read(made.decode().encode(encoding), "").questionnaire
    assert found is not None
    assert found.sections[0].questions[0].label == {"de": "Größe?"}


@pytest.mark.parametrize(
    ("damaged", "said_so"),
    [
        (b"", "no structure file"),
        (b"type\tname\tlabel\ntext\tq1\tFrage\n", "no structure file"),
        (b"class\tname\ttext\nG\tGruppe\t\n", "no survey"),
        (b"class\tname\ttext\nS\tlanguage\t\x00\n", "letters"),
        (b"class\tname\ttext\nQ\tq\t" + b"x" * 200_000, "damaged"),
        (b"class\tname\ttext\n" + b"x\n" * 100_000, "too large"),
        (
            table(
                {"class": "Q", "type/scale": ":", "name": "q"},
                *({"class": "SQ", "type/scale": "0", "name": f"r{n}"} for n in range(30)),
                *({"class": "SQ", "type/scale": "1", "name": f"c{n}"} for n in range(30)),
            ),
            "too many fields",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(damaged: bytes, said_so: str):
    with pytest.raises(Refused) as refused:
        text.read(damaged, "x.txt")
    assert said_so in said(refused.value.message)
    assert refused.value.status == 422


def test_our_attribute_in_wrong_hands_breaks_nothing():
    for value in ("[1]", "{", '{"kind":"swot","fields":{"choices":5}}', '{"fields":{"x":{}}}'):
        row = {"class": "Q", "type/scale": "S", "name": "q", "text": "Frage", OWN: value}
        found = text.read(table(row), "").questionnaire
        assert found is not None
        assert as_data(found.sections[0].questions[0]) == {
            **{"kind": "short_text", "name": "q", "label": {"de": "Frage"}},
        }


def test_codes_that_are_no_names_or_stand_twice_get_one_and_it_is_said():
    rows = [
        {"class": "Q", "type/scale": "S", "name": name, "text": "?"} for name in ("1a", "b", "b")
    ]
    found = text.read(table(*rows), "")
    assert found.questionnaire is not None
    assert [one.name for one in found.questionnaire.questions()] == ["q_1a", "b", "b_2"]
    assert [said(one.reason) for one in found.unmapped] == [
        *("“1a” is called “q_1a” here.", "“b” is called “b_2” here."),
    ]


def test_parts_that_stand_twice_count_once():
    twice = [{"class": "SQ", "type/scale": scale, "name": "a", "text": "A"} for scale in "0011"]
    found = text.read(table({"class": "Q", "type/scale": ";", "name": "q"}, *twice), "")
    assert found.questionnaire is not None
    assert [one.name for one in found.questionnaire.questions()] == ["q", "q_a_a"]


def test_the_format_is_known_by_its_first_line():
    assert text.recognised(content("associations.txt"))
    assert text.recognised(b"\xff\xfe" + "name\tclass\ttext\n".encode("utf-16-le"))
    assert not text.recognised(b"\xff\xfe\x00")
    assert not text.recognised(b"type\tname\tlabel\n")


def test_a_language_in_which_people_are_addressed_otherwise_is_that_language():
    texts = {"de-informal": "Wer bist du?", "fr": "Qui ?", "de-easy": "Wer?"}
    group = Group(1, questions=[LimeQuestion(2, "S", "a", texts=texts)])
    found = reading(Source([*texts], groups=[group])).questionnaire
    assert found.languages == ("de", "fr", "de-easy")
    (question,) = found.questions()
    assert question.label == {"de": "Wer bist du?", "fr": "Qui ?", "de-easy": "Wer?"}


def test_a_question_that_is_very_many_here_names_only_some_of_them():
    row = {"class": "Q", "type/scale": "Q", "name": "q"}
    parts = [{"class": "SQ", "type/scale": "0", "name": f"s{n}"} for n in range(30)]
    (one,) = text.read(table(row, *parts), "").unmapped
    assert said(one.reason) == (
        "“q” is several questions here: q, q_s0, q_s1, q_s2, q_s3, q_s4, …, q_s29."
    )


def test_a_survey_of_nothing_that_can_be_asked_here_is_refused():
    with pytest.raises(Refused) as error:
        text.read(table({"class": "Q", "type/scale": "|", "name": "photo"}), "")
    assert "nothing in this form" in error.value.message.text
