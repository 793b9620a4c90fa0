"""What the editor's buttons do to a questionnaire; without a database."""

from dataclasses import replace
from typing import Any

import pytest

from app.refused import Missing
from surveys.office import edits, sections, texts
from surveys.office.names import name_for
from surveys.questionnaire import Choice, Question, Questionnaire, Section


def a_question(name: str, **more: Any) -> Question:
    return Question("short_text", name, {"de": f"Frage {name}"}, **more)


def a_survey(*parts: str, **conditions: str) -> Questionnaire:
    """`a_survey("a b", "Titel: c d")`: sections with their questions; without a colon no title."""
    made = []
    for part in parts:
        title, colon, questions = part.rpartition(":")
        found = tuple(
            a_question(name, show_if=conditions.get(name, "")) for name in questions.split()
        )
        name = title.lower() if colon else ""
        made.append(Section(found, name, {"de": title} if colon else {}))
    return Questionnaire({"de": "Umfrage"}, ("de", "ar"), tuple(made))


def shape(questionnaire: Questionnaire) -> list[str]:
    """The reverse of `a_survey`."""
    return [
        (f"{section.title['de']}: " if section.name else "")
        + " ".join(question.name for question in section.questions)
        for section in questionnaire.sections
    ]


TWO = a_survey("a b", "Zwei: c d")


@pytest.mark.parametrize(
    ("name", "by", "after"),
    [
        ("b", -1, ["b a", "Zwei: c d"]),
        ("b", 1, ["a", "Zwei: b c d"]),
        ("c", -1, ["a b c", "Zwei: d"]),
        ("a", -1, ["a b", "Zwei: c d"]),  # the first stays the first
        ("d", 1, ["a b", "Zwei: c d"]),
    ],
)
def test_a_question_moves_line_by_line_past_headings(name: str, by: int, after: list[str]) -> None:
    assert shape(edits.moved(TWO, name, by)) == after


@pytest.mark.parametrize(
    ("name", "place", "after"),
    [
        ("a", "q:d", ["b", "Zwei: c d a"]),
        ("d", "", ["d a b", "Zwei: c"]),
        ("a", "s:1", ["b", "Zwei: a c d"]),
        ("c", "q:c", ["a b", "Zwei: c d"]),
        ("d", "q:b", ["a b d", "Zwei: c"]),
    ],
)
def test_a_question_is_put_behind_another_one(name: str, place: str, after: list[str]) -> None:
    assert shape(edits.put(TWO, name, place)) == after


def test_a_question_stays_where_it_is_said_to_stand() -> None:
    survey = a_survey("Eins: a b", "c", "Leer:", "Drei: d")
    for name in "abcd":
        assert edits.put(survey, name, edits.place_of(survey, name)) == survey


def test_what_is_not_there_is_missing() -> None:
    for place in ("q:x", "s:7", "s:x", "x"):
        with pytest.raises(Missing):
            edits.added(TWO, a_question("e"), place)
    with pytest.raises(Missing):
        edits.moved(TWO, "x", 1)


def test_a_new_question_stands_at_the_end_of_the_last_section_even_of_an_empty_one() -> None:
    survey = a_survey("a", "Leer:")
    assert shape(edits.added(survey, a_question("b"), edits.last_place(survey))) == ["a", "Leer: b"]
    empty = a_survey()
    assert shape(edits.added(empty, a_question("b"), edits.last_place(empty))) == ["b"]


def test_who_renames_a_question_renames_it_wherever_it_is_spoken_of() -> None:
    survey = a_survey("age b", age="", b="${age} > 17 and ${ages} = 1")
    piped = replace(survey.sections[0].questions[1], label={"de": "Mit ${age} Jahren?"})
    survey = edits.replaced(survey, "b", piped)
    changed = edits.replaced(survey, "age", a_question("years"))
    b = changed.question("b")
    assert b is not None
    assert b.show_if == "${years} > 17 and ${ages} = 1"
    assert b.label == {"de": "Mit ${years} Jahren?"}


def test_a_copy_has_a_name_of_its_own_and_stands_behind() -> None:
    copied, name = edits.duplicated(a_survey("a a_2 b"), "a")
    assert name == "a_3"
    assert shape(copied) == ["a a_3 a_2 b"]


def test_a_section_begins_at_a_question_and_takes_what_follows() -> None:
    begun = sections.begun(TWO, Section((), "neu", {"de": "Neu"}), "q:a")
    assert shape(begun) == ["a", "Neu: b", "Zwei: c d"]
    assert shape(sections.dissolved(begun, 1)) == ["a b", "Zwei: c d"]
    assert shape(sections.begun(TWO, Section((), "neu", {"de": "Neu"}), "")) == [
        "Neu: a b",
        "Zwei: c d",
    ]


def test_sections_move_and_go_with_their_questions() -> None:
    survey = a_survey("a", "Zwei: b", "Drei: c")
    assert shape(sections.section_moved(survey, 2, -1)) == ["a", "Drei: c", "Zwei: b"]
    assert shape(sections.section_moved(survey, 0, -1)) == ["a", "Zwei: b", "Drei: c"]
    assert shape(sections.section_removed(survey, 1)) == ["a", "Drei: c"]
    assert shape(sections.dissolved(a_survey("Eins: a", "Zwei: b"), 0)) == ["a", "Zwei: b"]


def test_sections_without_a_title_that_meet_become_one_and_keep_their_conditions() -> None:
    survey = a_survey("a", "Zwei: b", "c", c="${b} = 1")
    bound = replace(survey.sections[2], show_if="${a} = 2")
    survey = replace(survey, sections=(*survey.sections[:2], bound))
    met = sections.section_removed(survey, 1)
    assert shape(met) == ["a c"]
    assert [one.show_if for one in met.questions()] == ["", "(${a} = 2) and (${b} = 1)"]


def test_a_block_comes_in_as_a_section_and_gives_way_where_names_are_taken() -> None:
    block = a_survey("a a_2 x", "Mehr: b", x="${a} = 1", b="${x} = '' and ${a_2} = 3")
    both = sections.with_block(replace(TWO, sections=TWO.sections[:1]), block)
    assert shape(both) == ["a b", "Umfrage: a_3 a_2 x", "Mehr: b_2"]
    found = {one.name: one.show_if for one in both.questions()}
    assert found["x"] == "${a_3} = 1"
    assert found["b_2"] == "${x} = '' and ${a_2} = 3"


def test_names_are_made_of_words_and_unlike_all_others() -> None:
    assert name_for("Ihr Alter?", {"ihr_alter"}, "question") == "ihr_alter_2"
    assert (
        name_for("Wie zufrieden sind Sie mit den Angeboten?", (), "x")
        == "wie_zufrieden_sind_sie_mit_den"
    )
    assert name_for("Donaudampfschifffahrtsgesellschaft 1", (), "x")[-4:] == "scha"
    assert name_for("العمر", (), "scale") == "scale_1"
    assert name_for("", {"scale_1", "scale_2"}, "scale") == "scale_3"
    assert name_for("العمر 18؟", (), "yes_no") == "yes_no_18"
    assert name_for("18 bis 25", (), "choice") == "choice_18_bis_25"
    assert name_for("Other", (), "choice") == "other_2"


def test_every_text_is_found_by_its_path_and_translated_alone() -> None:
    choices = (Choice("ja", {"de": "Ja"}), Choice("nein", {"de": "Nein"}))
    question = Question("single", "wahl", {"de": "Wahl?"}, {"de": "Hinweis"}, choices=choices)
    survey = Questionnaire(
        {"de": "Titel"}, ("de", "ar"), (Section((question,), "s", {"de": "Teil"}),), {"de": "Hallo"}
    )
    found = [one.path for one in texts.all_texts(survey)]
    assert found == [
        "title",
        "welcome",
        "s:0:title",
        "q:wahl:label",
        "q:wahl:hint",
        "q:wahl:choices:ja",
        "q:wahl:choices:nein",
    ]
    for number, path in enumerate(found):
        assert texts.missing(survey, "ar") == len(found) - number
        survey = texts.translated(survey, path, "ar", f"ع {path}")
    assert texts.missing(survey, "ar") == 0
    assert [one.texts["ar"] for one in texts.all_texts(survey)] == [f"ع {path}" for path in found]
    survey = texts.translated(survey, "q:wahl:choices:ja", "ar", "")
    assert [one.path for one in texts.lacking(survey, "ar")] == ["q:wahl:choices:ja"]
    turned = texts.with_original(survey, "ar")
    assert turned.languages == ("ar", "de")
    assert [one.texts["ar"] for one in texts.all_texts(turned)] == [
        "Ja" if path == "q:wahl:choices:ja" else f"ع {path}" for path in found
    ]
    back = texts.with_original(turned, "de")
    assert [one.texts["de"] for one in texts.all_texts(back)] == [
        one.texts["de"] for one in texts.all_texts(survey)
    ]
    for path in ("x", "q:wahl:x", "q:wahl:choices:x", "s:9:title", "q:x:label"):
        with pytest.raises(Missing):
            texts.translated(survey, path, "ar", "?")
