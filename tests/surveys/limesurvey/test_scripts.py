"""Conditions between ExpressionScript and our expressions, and texts between HTML and plain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.expressions import holds
from surveys.limesurvey.from_script import translated
from surveys.limesurvey.places import Place, Places
from surveys.limesurvey.plaintext import as_html, plain
from surveys.limesurvey.script import Untranslatable
from surveys.limesurvey.to_script import Asked, script
from surveys.questionnaire import Answers

_ASKED = {
    "age": Asked("age", "number"),
    "kind": Asked("kind", "single", {"sport": "A1", "art": "A2"}, other=True),
    "langs": Asked("langs", "multiple", {}, {"ar": "SQ1", "tr": "SQ2"}, other=True),
    "rate": Asked("rate", "matrix", {"good": "1"}, {"rooms": "r1"}),
    "yes": Asked("yes", "yes_no", {"yes": "Y", "no": "N"}),
    "name": Asked("name", "short_text"),
}


def _places() -> Places:
    places = Places(codes={"12": "age", "123": "langs", "S7": "SQ1"})
    for asked in _ASKED.values():
        values = {code: name for name, code in asked.answers.items()}
        places.add(asked.code, Place(asked.code, asked.kind, values=values))
        for name, code in asked.parts.items():
            places.add(asked.code, Place(asked.code, asked.kind, name, values), code)
    places.add("langs", Place("langs", "multiple", "other", typed=True), "other")
    places.add("kind", Place("kind", "single", typed=True), "other")
    return places


@pytest.mark.parametrize(
    ("lime", "ours"),
    [
        ("", ""),
        ("1", ""),
        ("age >= 18", "${age} >= 18"),
        ('"18" <= age.NAOK', "${age} >= 18"),
        ('((age.NAOK ge "18") and (age lt 65))', "${age} >= 18 and ${age} < 65"),
        ("1X2X12.NAOK > 3", "${age} > 3"),
        ('1X2X123SQ2.NAOK == "Y"', "selected(${langs}, 'tr')"),
        ('Q123_S7.NAOK == "Y"', "selected(${langs}, 'ar')"),
        ('langs_SQ1 != "Y"', "not(selected(${langs}, 'ar'))"),
        ("is_empty(langs_SQ2)", "not(selected(${langs}, 'tr'))"),
        ('langs_other.NAOK != ""', "selected(${langs}, 'other')"),
        ("!is_empty(kind_other)", "${kind} = 'other'"),
        ('kind == "A1" || kind=="-oth-"', "${kind} = 'sport' or ${kind} = 'other'"),
        ('rate_r1.NAOK == "1"', "${rate.rooms} = 'good'"),
        ('!(yes == "N")', "not(${yes} = 'no')"),
        ("count(that.langs.NAOK) > 1", "count-selected(${langs}) > 1"),
        ("count(age, name) == 2", "if(${age} != '', 1, 0) + if(${name} != '', 1, 0) = 2"),
        ("sum(age, 2) > 3", "coalesce(${age}, 0) + coalesce(2, 0) > 3"),
        ('if(age > 1, "a") == "a"', "if(${age} > 1, 'a', '') = 'a'"),
        ('regexMatch("/^[a-z]+$/i", name)', "regex(${name}, '(?i)[a-z]+')"),
        ('regexMatch("/a|b/", name)', "regex(${name}, '(?s:.*)(?:a|b)(?s:.*)')"),
        ("age - (2 + 1) * -4 / 2", "${age} - (2 + 1) * -4 div 2"),
    ],
)
def test_conditions_of_limesurvey_say_the_same_here(lime: str, ours: str):
    assert translated(lime, _places()) == ours


@pytest.mark.parametrize(
    ("lime", "part"),
    [
        ('substr(name, 0, 1) == "a"', "substr()"),
        ("gone.NAOK == 1", "gone"),
        ("9X9X999 == 1", "9X9X999"),
        ("TOKEN:FIRSTNAME == 'A'", "TOKEN:FIRSTNAME"),
        ("name.shown == 'A'", "name.shown"),
        ('kind_other == "Handball"', "kind_other"),
        ("age = 4", "= 4"),
        ("age >= ", "…"),
        ("(" * 100 + "age" + ")" * 100, "((…"),
        ("!" * 4000 + "age", "((…"),
        ('regexMatch("/(?=a)/", name)', 'regexMatch("/(?=a)/", name)'),
        ("a" * 6000, "a" * 80),
    ],
)
def test_what_cannot_be_said_here_is_named(lime: str, part: str):
    with pytest.raises(Untranslatable) as error:
        translated(lime, _places())
    assert error.value.part == part


_TERMS = st.sampled_from(
    (
        "${age} >= 18",
        "${age} = ''",
        "${kind} = 'sport'",
        "${kind} != 'other'",
        "selected(${langs}, 'ar')",
        "selected(${langs}, 'other')",
        "count-selected(${langs}) > 1",
        "${rate.rooms} = 'good'",
        "${yes} = 'no'",
        "regex(${name}, '[a-z]{2}|x/y')",
        "string-length(${name}) < 3",
        "${age} * 2 - 1 > 30",
        "coalesce(${age}, 5) > 4",
        "if(${yes} = 'yes', 1, 2) = 1",
        "true()",
    )
)
_EXPRESSIONS = st.recursive(
    _TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from((" and ", " or ")), inner).map(
            lambda parts: f"({''.join(parts)})"
        ),
        inner.map(lambda one: f"not({one})"),
    ),
    max_leaves=4,
)
_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 40),
        "kind": st.sampled_from(("sport", "art", "other")),
        "langs": st.lists(st.sampled_from(("ar", "tr", "other")), unique=True),
        "rate": st.sampled_from(({}, {"rooms": "good"})),
        "yes": st.sampled_from(("yes", "no")),
        "name": st.sampled_from(("ab", "x/y", "abc", "a")),
    },
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_EXPRESSIONS, _ANSWERS)
def test_a_condition_that_went_through_limesurvey_means_the_same(text: str, answers: Answers):
    again = translated(script(text, _ASKED), _places())
    assert holds(again, answers) == holds(text, answers)


@pytest.mark.parametrize("text", ["${age} mod 2 = 0", "${rate} != 'x'", "${gone} = 1", "a b"])
def test_what_limesurvey_has_nothing_for_is_not_guessed(text: str):
    with pytest.raises(Untranslatable):
        script(text, _ASKED)


def test_a_formula_that_would_double_itself_stops():
    text = "${age}"
    for _ in range(20):
        text = f"coalesce({text}, 1)"
    with pytest.raises(Untranslatable):
        script(text, _ASKED)


def test_html_becomes_what_a_person_reads():
    html = """<p>Guten&nbsp;Tag <b>Frau</b> Öz,</p>
    <p>wir  fragen:</p><ul><li>eins</li><li>zwei</li></ul>
    <table><tr><td>a</td><td>b</td></tr></table><script>alert(1)</script><style>p {}</style>
    <a href="javascript:alert(1)">nein</a> <a href="https://a.example/b">ja</a>
    <a href="mailto:amt@a.example">amt@a.example</a> <img src="x" alt="Karte"> 1 &lt; 2 &amp; 3"""
    assert plain(html).split("\n") == [
        *("Guten Tag Frau Öz,", "", "wir fragen:", "- eins", "- zwei", "", "a", "b", ""),
        "nein ja (https://a.example/b) amt@a.example Karte 1 < 2 & 3",
    ]
    assert plain("Zeile 1\nZeile 2 < 3") == "Zeile 1\nZeile 2 < 3"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text() | st.text(alphabet=" \n\t\r-='&<>{}$a\xa0;#b\\"))
def test_every_text_survives_being_html(text: str):
    assert plain(as_html(text)) == text


def test_tags_that_never_end_and_signs_of_word_processors_are_no_work():
    assert plain("<p><![if !supportLists]>1. <![endif]>Ja</p><![x[ y ]]>") == "1. Ja"
    assert plain("<p>Ja</p>" + "<b " * 30_000).startswith("Ja\n\n<b <b <b")
