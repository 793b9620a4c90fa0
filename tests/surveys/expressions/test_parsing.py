import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import catalogues
from app.refused import Refused
from surveys.expressions import names, parse, renamed, renamed_in_text

WORDS = ["not(", "if(", "selected(", "regex(", "today()", "foo(", "true()", "or", "and", "div"]
PARTS = st.sampled_from(
    [*WORDS, "${a}", "${b.c}", "${", ".", "..", "1.5", "'x'", '"', "(", ")", ",", "-", "<=", "é"]
)


@given(st.text() | st.lists(PARTS, max_size=40).map(" ".join))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        said = parse(text).text
    except Refused as refused:
        said = catalogues.words(refused.message) and text
    assert said == text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "ends too early"),
        ("${age} >=", "ends too early"),
        ("${age} >= 18 18", "“18” cannot stand at character 14"),
        ("${age} == 18", "“=” cannot stand at character 9"),
        ("${my age} = 1", "“${my age}” cannot stand at character 1"),
        ("${a} = 'x", "“'x” cannot stand at character 8"),
        ("../age = 1", "“..” cannot stand at character 1"),
        ("age > 3", "“age” at character 1"),
        ("${a} = 1 OR ${b} = 2", "“OR” cannot stand"),
        ("pulldata('x')", "“pulldata()”"),
        ("jr:choice-name('x')", "“jr:choice-name()”"),
        ("once(1)", "“once()”"),
        ("not(1, 2)", "“not()”"),
        ("regex(., ${a})", "regex()"),
        ("regex(., '(?=a)b')", "“(?=”"),
        (r"regex(., '(a)\1')", r"“\1”"),
        ("regex(., '((a{99}){99}){99}')", "((a{99}){99}){99}"),
        ("(" * 3000, "24 brackets"),
        ("not(" * 1000, "24 brackets"),
        ("1" * 5001, "5000 characters"),
    ],
)
def test_a_refusal_names_what_and_where(text, named):
    with pytest.raises(Refused) as refused, catalogues.speaking("en"):
        parse(text)
    assert named in refused.value.message.text % refused.value.message.params


def test_names_are_of_questions_also_where_a_part_is_read():
    assert names("${age} > 1 and (${offices.first} = 'good' or not(${age} = '${no}'))") == {
        "age",
        "offices",
    }
    assert names(" ") == frozenset()


def test_renaming_changes_references_and_nothing_else():
    text = "${age}>1 and  ${ages} = '${age}' or ${age.x} = \"${age}\""
    assert renamed(text, {"age": "years"}) == (
        "${years}>1 and  ${ages} = '${age}' or ${years.x} = \"${age}\""
    )
    assert renamed("${offices.first} = ${offices}", {"offices.first": "offices_first"}) == (
        "${offices_first} = ${offices}"
    )
    assert renamed_in_text("what's ${age}, it's ${age}", {"age": "b"}) == "what's ${b}, it's ${b}"


def test_renaming_mends_also_what_is_no_expression_yet():
    assert renamed("${age} >", {"age": "years"}) == "${years} >"
