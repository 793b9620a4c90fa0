"""Placeholders: what they may say, and how a mistake is named."""

import pytest

from app.language import catalogues
from tests.workshops.letterheads.letters import a_concept, a_letter, filled, with_xml
from workshops.letterheads import faults, reasons
from workshops.letterheads.checking import CONTENT_HERE, TWICE
from workshops.letterheads.filling import faults as faults_of
from workshops.letterheads.placeholders import ATTRIBUTES, FILTERS, NAMES, Known

CODE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ title.__class__ }}",
    "{{ title.format(x) }}",
    "{{ title.upper() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum }}",
    "{{ joiner() }}",
    "{{ namespace() }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop }}",
    "{{ entries.__iter__ }}",
    "{{ measures._items }}",
    "{{ parts.__class__ }}",
    "{{ parts._parts }}",
    "{{ title['__class__'] }}",
    "{{ title.0 }}",
    "{{ title[0:9] }}",
    "{{ 'a' * 10**9 }}",
    "{{ 2 ** 99999 }}",
    "{{ 1 / 0 }}",
    "{{ -people }}",
    "{{ title ~ title }}",
    "{{ 'a' + title }}",
    "{{ title|attr('__class__') }}",
    "{{ title|format(1) }}",
    "{{ '%999999999s'|format(1) }}",
    "{{ entries|map('upper') }}",
    "{{ title|center(10000000) }}",
    "{{ title|default(title) }}",
    "{{ title|default('a', true, 3) }}",
    "{{ title is defined }}",
    "{{ title if people else place }}",
    "{{ [title] }}",
    "{{ {'a': 1} }}",
    "{{ (1, 2) }}",
    "{{ none }}",
    "{{ dict(a=1) }}",
    "{{ 'a' in title }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for i in 'aaaa' %}x{% endfor %}",
    "{% for i in entries recursive %}{{ loop(i) }}{% endfor %}",
    "{% for i in entries if i.title %}{% endfor %}",
    "{% for a, b in entries %}{% endfor %}",
    "{% for title in entries %}{% endfor %}",
    "{% for __x__ in entries %}{% endfor %}",
    "{% if people > title %}x{% endif %}",
    "{% if title.startswith('x') %}x{% endif %}",
    "{% set x = title %}",
    "{% set x %}a{% endset %}",
    "{% with x = title %}{{ x }}{% endwith %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'base.html' %}",
    "{% block a %}{% endblock %}",
    "{% macro a() %}{% endmacro %}",
    "{% call a() %}{% endcall %}",
    "{% filter upper %}a{% endfilter %}",
    "{% do title.x() %}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{% colspan 3 %}",
    "{% cellbg title %}",
    "{% vm %}",
    "{{ " + "(" * 90 + "title" + ")" * 90 + " }}",
]


@pytest.mark.parametrize("payload", CODE)
def test_code_is_refused_with_its_line_in_every_part_of_the_file(payload: str) -> None:
    line = f"ein {payload} aus"
    letter = a_letter("Sehr geehrte Damen und Herren", line, header=line)
    found = [one for one in faults_of(letter) if one.line]  # and not that the content is missing
    assert {one.line for one in found} == {line}
    assert len({str(one.part) for one in found}) == 2
    with pytest.raises(faults.Faulty):
        filled(letter, a_concept("Lotsen"))


NO_CODE = "This cannot be understood: it is no placeholder from the help page."


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    "xml",
    [
        # Word cuts a placeholder where its spelling check or its look changes.
        f"<w:p>{run('{{ ti')}<w:proofErr w:type='spellStart'/>{run('tle.__class__ }}')}</w:p>",
        f"<w:p>{run('{')}{run('{ cycler.__init__ }')}{run('}')}</w:p>",
        # Where nobody looks, and docxtpl fills in, too.
        "<w:p><w:r><w:instrText>{{ cycler.__init__ }}</w:instrText></w:r></w:p>",
        "<w:p><w:r><w:delText>{{ cycler.__init__ }}</w:delText></w:r></w:p>",
        "<w:p><w:pPr><w:pStyle w:val='{{ cycler.__init__ }}'/></w:pPr></w:p>",
        "<w:p><w:bookmarkStart w:id='1' w:name='{{ cycler.__init__ }}'/></w:p>",
        "<!-- {{ cycler.__init__ }} --><w:p/>",
        # Brackets that only meet when what lies between them is taken away.
        f"<w:p>{run('{')}</w:p><w:p>{run('{ cycler.__init__ }}')}</w:p>",
        f"<w:p>{run('{{ title')}</w:p><w:p>{run('.__class__ }}')}</w:p>",
        "<w:p><w:r><w:t>{</w:t><w:instrText>{ cycler.__init__ }}</w:instrText></w:r></w:p>",
        f"<w:p>{run('{#')}</w:p><w:p>{run('#}{{ cycler }}')}</w:p>",
        f"<w:p>{run('{% raw %}')}</w:p><w:p>{run('{{ cycler }}{% endraw %}{{ cycler }}')}</w:p>",
        f"<w:p>{run('{%tr for x in cycler %}')}</w:p>",
    ],
)
def test_code_in_disguise_is_neither_kept_quiet_nor_run(xml: str) -> None:
    letter = with_xml(xml)
    assert faults_of(letter)
    with pytest.raises(faults.Faulty):
        filled(letter, a_concept("Lotsen"))


def said(*paragraphs: str) -> list[str]:
    letter = a_letter(*paragraphs, "{{p content }}")
    with catalogues.speaking("en"):
        return [catalogues.words(one.reason) for one in faults_of(letter)]


def test_a_mistake_is_named_with_what_may_have_been_meant() -> None:
    assert said("{{ titel }}") == ["There is no placeholder “titel”. Do you mean “title”?"]
    assert said("{% for m in measures %}{{ m.dot }}{% endfor %}") == [
        "There is no placeholder “m.dot”. Do you mean “m.dots”?"
    ]
    assert said("{{ xyzzy }}") == ["There is no placeholder “xyzzy”."]


def test_every_mistake_is_named_with_its_part_and_paragraph() -> None:
    found = faults_of(
        a_letter("{{p content }}", "{{ titel }}", "Text", "{{ place.x }}", footer="{{ tilte }}")
    )
    assert [(one.part, one.paragraph, one.line) for one in found] == [
        (faults.TEXT, 2, "{{ titel }}"),
        (faults.TEXT, 4, "{{ place.x }}"),
        (faults.FOOTER, 1, "{{ tilte }}"),
    ]


def test_one_mistake_does_not_hide_another() -> None:
    assert said(
        "{{ titel } and {{ xyzzy }} {{ plugh }}",
        "{% for m in measures }{{ m.dot }}{% endfor %}",
        "{% for e in entries %}{{ e.titel }}",
        "{% if people %}{% else %}{% else %}{{ a a }}{% endif %}{% endif %}",
        "{% for m measures %}{{ m.text }}{% endfor %}{{ b b }}",
    ) == [
        "This placeholder does not end in its paragraph. It is closed by }} or %}.",
        "There is no placeholder “titel”. Do you mean “title”?",
        "There is no placeholder “xyzzy”.",
        "There is no placeholder “plugh”.",
        "This placeholder does not end in its paragraph. It is closed by }} or %}.",
        "There is no placeholder “m.dot”. Do you mean “m.dots”?",
        "A loop or condition is begun and not ended: {% endfor %} or {% endif %} is missing.",
        "There is no placeholder “e.titel”. Do you mean “e.title”?",
        "“else” stands here, and nothing was begun before it.",
        NO_CODE,
        "“endif” stands here, and nothing was begun before it.",
        NO_CODE,
    ]


def test_a_letterhead_in_which_the_concept_would_not_appear_is_faulty() -> None:
    (found,) = faults_of(a_letter("{{ title }}", "{# content #}", "The content"))
    assert found.reason == reasons.NO_CONCEPT
    for shown in ("{{p content }}", "{% for m in measures %}.{% endfor %}", "{{ parts.reasons }}"):
        assert faults_of(a_letter("{{ title }}", shown)) == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{{ title", "This placeholder does not end in its paragraph. It is closed by }} or %}."),
        ("{{ " + "x" * 300 + " }}", "This placeholder is too long."),
        ("{% endfor %}", "“endfor” stands here, and nothing was begun before it."),
        ("{% if title %}", "A loop or condition is begun and not ended"),
        ("{% when title %}", "“when” is no word for loops or conditions."),
        ("{{ entries }}", "“entries” is more than a text."),
        ("{{ title title }}", "This cannot be understood"),
        ("{{ }}", "This cannot be understood"),
        ("{% for x in title %}{% endfor %}", "“title” is no list."),
        ("{{r title }}", "Only content is written with p"),
    ],
)
def test_what_cannot_be_understood_is_said_in_a_sentence(line: str, sentence: str) -> None:
    (found,) = said("Guten Tag", line)
    assert found.startswith(sentence)


def test_the_content_stands_alone_once_and_in_the_text() -> None:
    assert [one.reason for one in faults_of(a_letter("{{ content }}"))] == [reasons.NO_CONTENT]
    assert [one.reason for one in faults_of(a_letter("a {{p content }}"))] == [reasons.NO_CONTENT]
    twice = faults_of(a_letter("{{p content }}", "{{p content }}"))
    assert [(one.reason, one.paragraph) for one in twice] == [(TWICE, 2)]
    looped = a_letter("{%p for x in entries %}", "{{p content }}", "{%p endfor %}")
    assert [one.reason for one in faults_of(looped)] == [CONTENT_HERE]
    header = a_letter("x", header="{{p content }}")
    assert [one.reason for one in faults_of(header)] == [CONTENT_HERE]


def test_a_loop_that_ends_in_another_cell_is_named() -> None:
    rows = (("{% for e in entries %}{{ e.title }}", "{% endfor %}"),)
    assert [one.reason for one in faults_of(a_letter(rows=rows))] == [faults.OTHER_PLACE]
    (found,) = faults_of(a_letter("{%p for e in entries %}", "x {% endfor %}"))
    assert (found.reason, found.paragraph) == (faults.OTHER_PLACE, 2)


def test_more_than_three_loops_inside_one_another_are_refused() -> None:
    def nested(deep: int) -> str:
        loops = "".join(f"{{% for a{n} in entries %}}" for n in range(deep))
        return loops + "x" + "{% endfor %}" * deep

    assert faults_of(a_letter(nested(3))) == ()
    assert said(nested(4)) == ["At most three loops can stand inside one another."]


def test_a_file_of_countless_placeholders_is_refused() -> None:
    (found,) = faults_of(a_letter(*["{{ title }}"] * 501))
    assert found.reason == faults.TOO_MANY


def test_parts_and_columns_are_those_of_the_schemes() -> None:
    known = Known(frozenset({"proposal"}), frozenset({"responsible"}))
    good = a_letter(
        "{{ parts.proposal }}{% for m in measures %}{{ m.columns.responsible }}{% endfor %}"
    )
    assert faults_of(good, known) == ()
    bad = faults_of(a_letter("{{ parts.propsal }}"), known)
    with catalogues.speaking("en"):
        assert [catalogues.words(one.reason) for one in bad] == [
            "There is no placeholder “parts.propsal”. Do you mean “parts.proposal”?"
        ]


def test_everything_on_the_help_page_can_be_written() -> None:
    typed = [f"{{{{ {one.name} }}}}" for one in NAMES.values() if one.kind in ("text", "number")]
    for kind, words in (("entry", "entries"), ("measure", "measures")):
        inner = "".join(
            f"{{{{ x.{one.name} }}}}"
            for one in ATTRIBUTES[kind].values()  # type: ignore[index]  # both are kinds
            if one.kind in ("text", "number")
        )
        typed.append(f"{{% for x in {words} %}}{inner}{{{{ loop.index }}}}{{% endfor %}}")
    typed += [one.example for one in FILTERS.values() if "measure." not in one.example]
    typed.append("{% for x in parts.path %}{{ x }}{{ x.body }}{{ x.date }}{% endfor %}")
    typed.append('{% if people >= 10 and not place == "x" %}{{ title }}{% else %}-{% endif %}')
    assert faults_of(a_letter(*typed, "{{p content }}")) == ()


def test_the_quotation_marks_that_word_makes_are_understood() -> None:
    assert said("{{ place|default(„–“) }}", "{{ place|default(“–”) }}") == []


def test_brackets_that_never_end_do_not_keep_anybody_busy() -> None:
    """docxtpl would look for the end of each of them, to the end of the file."""
    pairs = f"<w:p>{run('{')}</w:p><w:p>{run('{')}</w:p>" * 3_000
    found = faults_of(with_xml(pairs))
    assert [one.reason for one in found] == [faults.ACROSS, reasons.NO_CONCEPT]
    with pytest.raises(faults.Faulty):
        filled(with_xml(pairs), a_concept("Lotsen"))


def test_brackets_of_other_kinds_are_text() -> None:
    assert said("{ title }", "} }", "a { b", "100 % {title}") == []
