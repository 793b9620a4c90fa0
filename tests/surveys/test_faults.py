from dataclasses import replace

import pytest

from app.language import catalogues
from surveys.faults import faults
from surveys.library import block
from surveys.questionnaire import Section
from tests.surveys.forms import a_choice, a_form, a_question, every_kind

ASKED = a_question("yes_no", "asked")


def found(form):
    with catalogues.speaking("en"):
        return [
            (one.where, one.part, one.stops, catalogues.words(one.message)) for one in faults(form)
        ]


def test_a_whole_questionnaire_has_no_faults():
    assert found(every_kind()) == []


def question(kind, *choices, **more):
    return a_form(a_question("yes_no", "before"), a_question(kind, "q", *choices, **more), ASKED)


MATRIX = a_question("matrix", "m", "good", "bad")
MANY = [str(number) for number in range(31)]


@pytest.mark.parametrize(
    ("form", "part", "words"),
    [
        # Texts.
        (question("yes_no", label={"en": "Q"}), "label", "text of the question is missing"),
        (question("statement", label={}), "label", "text of the question is missing"),
        (
            question("single", choices=(a_choice("a"), replace(a_choice("b"), label={}))),
            "choices",
            "“b” is missing",
        ),
        (question("yes_no", label={"de": "${before} ${q}"}), "label", "answer to “q”"),
        (question("yes_no", hint={"de": "${asked}?"}), "hint", "answer to “asked”"),
        (question("single", choices=(a_choice("a"),) * 2), "choices", "name “a”"),
        # Names.
        (question("single", "a", "b c"), "choices", "“b c”"),
        (question("single", "a", "other", other=True), "choices", "“other”"),
        (question("points", "a", "none"), "choices", "“none”"),
        # Too little, and limits.
        (question("single"), "choices", "too little"),
        (question("ranking", "a"), "choices", "too little"),
        (question("matrix", "a", "b", rows=()), "rows", "needs rows"),
        (question("multiple", "a", "b", least=3), "least", "fewer choices"),
        (question("multiple", "a", "b", least=2, most=1), "most", "lower limit"),
        (question("long_text", most=0), "most", "at least 1"),
        (question("short_text", least=-1), "least", "at least 0"),
        (question("swot", most=0), "most", "at least 1"),
        (question("number", low=3, high=2), "high", "lower limit"),
        (question("number", low=0.2, high=0.8), "high", "no whole number"),
        (question("number", low=0, high=float("inf")), "high", "enter a number"),
        (question("scale", high=float("nan")), "high", "whole number"),
        (question("scale", low=5, high=5), "high", "lower limit"),
        (question("scale", low=0.5, high=5), "low", "whole number"),
        (question("scale", low=0, high=1000), "high", "100 steps"),
        (question("date", earliest="21.11.2026"), "earliest", "2026-11-21"),
        (question("date", earliest="2026-02-01", latest="2026-01-01"), "latest", "lower limit"),
        (question("points", "a", "b", total=0), "total", "at least 1"),
        (question("calculation"), "formula", "needs a formula"),
        # Conditions, checks, formulas.
        (question("yes_no", show_if="${before} ="), "show_if", "ends too early"),
        (question("yes_no", show_if="${gone} = 1"), "show_if", "no question “gone”"),
        (
            question("yes_no", show_if="${asked} = 'yes'"),
            "show_if",
            "“Frage asked” comes only later",
        ),
        (question("yes_no", show_if="${q} = 'yes'"), "show_if", "its own answer"),
        (question("yes_no", show_if="${before.row} = 'yes'"), "show_if", "no part “row”"),
        (question("yes_no", show_if=". = 'yes'"), "show_if", "A dot"),
        (question("number", check=". > 1 and regex(., '(?=a)')"), "check", "“(?=”"),
        (question("calculation", formula="${q} + 1"), "formula", "its own answer"),
        (question("calculation", formula="${asked}"), "formula", "comes only later"),
    ],
)
def test_a_fault_names_the_part_of_the_question_that_is_wrong(form, part, words):
    ((where, at, stops, said),) = [one for one in found(form) if one[2]]
    assert (where, at, stops) == ("q", part, True)
    assert words in said


@pytest.mark.parametrize(
    ("form", "where", "part", "words"),
    [
        (a_form(ASKED, title={"en": "T"}), "", "title", "needs a title"),
        (a_form(a_question("statement", "s")), "", "sections", "no question yet"),
        (a_form(ASKED, ASKED), "asked", "name", "has this name already"),
        (a_form(ASKED, Section((), name="asked")), "asked", "name", "has this name already"),
        (a_form(replace(ASKED, name="4x")), "4x", "name", "begins with a letter"),
        (a_form(MATRIX, a_question("yes_no", "m-first")), "m-first", "name", "field of another"),
        (a_form(a_question("date", "asked-note"), ASKED), "asked-note", "name", "field of another"),
        (
            a_form(
                replace(MATRIX, name="a", rows=(a_choice("b-other"),)),
                a_question("single", "a-b", "x", "y", other=True),
            ),
            "a-b",
            "name",
            "field of another",
        ),
        (a_form(ASKED, welcome={"de": "${asked}"}), "", "welcome", "answer to “asked”"),
        (a_form(ASKED, thanks={"de": "${asked}"}), "", "thanks", "cannot repeat an answer"),
        (
            a_form(ASKED, welcome={"de": "Hallo", "en": "${asked}", "uk": "${gone}"}),
            "",
            "welcome",
            "translation (English) speaks of the answer to “asked”",
        ),
        (
            a_form(a_question("statement", "s"), ASKED, Section((), "x", show_if="${s} = ''")),
            "x",
            "show_if",
            "gives an answer",
        ),
        (
            a_form(Section((ASKED,), name="x", show_if="${asked} = 'yes'")),
            "x",
            "show_if",
            "“Frage asked” comes only later",
        ),
    ],
)
def test_a_fault_of_the_whole_or_a_section_names_the_place(form, where, part, words):
    ((at, field, stops, said),) = [one for one in found(form) if one[2]]
    assert (at, field, stops) == (where, part, True)
    assert words in said


def test_what_may_be_read_is_no_fault():
    form = a_form(
        MATRIX,
        a_question("points", "p", "a", "b"),
        a_question("swot", "s"),
        a_question("swot", "s-other"),
        a_question("statement", "p-statement"),
        a_question("number", "n", check=". > 1 and ${n} < 5 and ${p.a} < 3"),
        a_question("calculation", "c", formula="${p.a} + count-selected(${s.risks})"),
        a_question("yes_no", "y", label={"de": "${c}", "en": "${m.first}"}, show_if="${m} != ''"),
    )
    assert found(form) == []


def test_hints_do_not_stop_and_stand_behind_what_does():
    form = a_form(
        a_question("single", "a", "x", label={"de": "Frage", "tr": "Soru"}),
        a_question("yes_no", "b", show_if="${a} = 'gone' or ${a} = 'x'"),
        a_question("calculation", "c"),
        languages=("de", "tr"),
    )
    assert found(form) == [
        ("c", "formula", True, "A calculation needs a formula."),
        ("", "languages", False, "Türkçe: 3 texts are not translated yet."),
        ("a", "choices", False, "There is only one choice."),
        ("b", "show_if", False, "There is no choice “gone” to compare with."),
    ]


def test_what_was_left_as_it_came_is_hinted_at():
    nameless = a_question("scale", "s", high_label={"de": "gut", "en": "good"})
    questions = block("who-is-in-the-room").questionnaire.questions()
    examples = next(one for one in questions if one.name == "district")
    hints = [("s", "low_label", False), ("district", "choices", False)]
    for tag in ("de", "en", "tr", "ar"):
        form = a_form(nameless, examples, title={tag: "?"}, languages=(tag,))
        assert [one[:3] for one in found(form) if one[0] == "district"] == hints[1:]
        assert tag not in nameless.label or hints[0] in [one[:3] for one in found(form)]


def test_questions_that_identify_people_together_or_alone_are_hinted_at():
    form = a_form(
        a_question("single", "district", *MANY, about_person=True),
        a_question("yes_no", "moved", about_person=True),
        a_question("date", "born", about_person=True),
        a_question("short_text", "job", about_person=True),
    )
    said = [(where, words.split(".")[0]) for where, _, stops, words in found(form) if not stops]
    assert said == [
        (
            "moved",
            "By what is asked about the person, people can be told apart: Frage district (31) × "
            "Frage moved (2) makes 62 combinations",
        ),
        ("born", "An exact date or number makes people easy to recognise"),
        ("job", "What people write about themselves makes them easy to recognise"),
    ]
    assert "310 would have to answer" in found(form)[0][3]


@pytest.mark.parametrize(
    ("kind", "label", "words"),
    [
        ("short_text", {"de": "Ihr Name"}, "name, an address"),
        ("short_text", {"de": "E-Mail-Adresse für Rückfragen"}, "name, an address"),
        ("number", {"de": "Ihre PLZ?"}, "name, an address"),
        ("date", {"de": "Geburtsdatum"}, "name, an address"),
        ("short_text", {"de": "Frage", "tr": "ADINIZ, SOYADINIZ"}, "name, an address"),
        ("short_text", {"de": "Frage", "ar": "ما اسمك؟"}, "name, an address"),
        ("short_text", {"en": "Date of birth"}, "name, an address"),
        ("number", {"de": "Wie alt sind Sie?"}, "tick"),
        ("single", {"de": "Alter:"}, "tick"),
        ("yes_no", {"de": "Steht Ihr alter Treffpunkt noch?"}, ""),
        ("single", {"de": "In welchem Stadtteil wohnen Sie?"}, "tick"),
        ("single", {"de": "Frage", "tr": "Cinsiyetiniz?"}, "tick"),
        ("single", {"de": "Frage", "ar": "ما هي جنسيّتك؟"}, "tick"),
        ("short_text", {"de": "In welchem Land sind Sie geboren?"}, "tick"),
        ("short_text", {"de": "In welcher Straße fehlt ein Zebrastreifen?"}, ""),
        ("short_text", {"de": "Was soll aus dem alten Bahnhof werden?"}, ""),
        ("single", {"de": "Wie erreichen wir Sie? Telefon, E-Mail, Post"}, ""),
        ("single", {"de": "Welche Straßennamen fehlen?"}, ""),
        ("single", {"de": "What language courses are missing?"}, ""),
    ],
)
def test_a_question_that_seems_to_ask_who_somebody_is_gets_a_hint(kind, label, words):
    form = question(kind, "a", "b", label={"de": "x", **label})
    said = [told for where, *_, told in found(form) if where == "q"]
    assert len(said) == bool(words)
    assert all(words in one for one in said)


def test_what_a_realistic_survey_asks_too_much_is_said_where_it_is():
    form = a_form(
        a_question("number", "age", label={"de": "Alter in Jahren"}, about_person=True),
        a_question("single", "district", *MANY[:14], about_person=True),
        a_question("single", "country", *MANY, about_person=True),
        a_question("single", "gender", *MANY[:4], about_person=True),
        languages=("de",),
    )
    assert [(where, words.split(".")[0]) for where, _, _, words in found(form)] == [
        ("age", "An exact date or number makes people easy to recognise"),
        (
            "gender",
            "By what is asked about the person, people can be told apart: Frage district (14) × "
            "Frage country (31) × Frage gender (4) makes 1736 combinations",
        ),
    ]
    alone = a_form(
        a_question(
            "single", "country", *MANY, *"abcdefghijklmnopqrstuvwxyzABCDEF", about_person=True
        )
    )
    assert ("country", "about_person", False) in [one[:3] for one in found(alone)]
