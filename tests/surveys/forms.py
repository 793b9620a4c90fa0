"""Small questionnaires for tests, and whatever answers fit them."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from surveys.questionnaire import QUADRANTS, Choice, Question, Questionnaire, Section, Value

ENDS = {"de": "schlecht", "en": "bad"}, {"de": "gut", "en": "good"}


def a_choice(name: str, **more: Any) -> Choice:
    return Choice(name, {"de": f"Wahl {name}", "en": f"Choice {name}"}, **more)


def a_question(kind: str, name: str, *choices: str, **more: Any) -> Question:
    """A question of this kind; what the kind needs and is not given has some value."""
    given: dict[str, Any] = {"label": {"de": f"Frage {name}", "en": f"Question {name}"}}
    if choices:
        given["choices"] = tuple(a_choice(one) for one in choices)
    if kind == "matrix":
        given["rows"] = (a_choice("first"), a_choice("second"))
    if kind == "scale":
        given |= {"low": 1, "high": 5}
    if kind == "points":
        given["total"] = 10
    return Question(kind, name, **(given | more))


def a_form(*parts: Question | Section, **more: Any) -> Questionnaire:
    """A questionnaire of these sections; questions stand in a section without a name."""
    sections: list[Section] = []
    for part in parts:
        if isinstance(part, Section):
            sections.append(part)
        elif sections and not sections[-1].name:
            sections[-1] = Section((*sections[-1].questions, part))
        else:
            sections.append(Section((part,)))
    given = {"title": {"de": "Umfrage", "en": "Survey"}, "languages": ("de", "en")}
    return Questionnaire(**(given | more), sections=tuple(sections))


def every_kind() -> Questionnaire:
    """One question of each kind, with a condition, a section on one page and one about people."""
    return a_form(
        a_question("consent", "agreed", required=True),
        a_question("single", "age", "young", "old", about_person=True),
        a_question("yes_no", "moved", about_person=True),
        Section(
            (
                a_question("statement", "intro"),
                a_question("multiple", "languages", "de", "tr", "ar", other=True),
                a_question("scale", "fair", low=0, high=10, low_label=ENDS[0], high_label=ENDS[1]),
                a_question("matrix", "offices", "good", "bad"),
            ),
            name="town",
            title={"de": "Stadt", "en": "Town"},
            together=True,
        ),
        a_question("number", "children", low=0, high=20, show_if="${moved} = 'yes'"),
        a_question("date", "since", show_if="${moved} = 'yes'"),
        a_question("short_text", "street"),
        a_question("long_text", "wishes"),
        a_question("ranking", "first_things", "work", "school", "flat"),
        a_question("points", "budget", "work", "school", "flat"),
        a_question("calculation", "spent", formula="${budget.work} + ${budget.school}"),
        a_question("swot", "town_swot"),
    )


def answers_to(question: Question) -> st.SearchStrategy[Value]:
    """Any answer of the right form; "no answer" is one of them."""
    names = [one.name for one in question.choices]
    some = st.lists(st.sampled_from(names or ["-"]), unique=True)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "single": st.sampled_from(names or ["-"]),
        "multiple": some.map(lambda chosen: [one for one in names if one in chosen]),
        "ranking": some,
        "scale": st.integers(int(question.low or 0), int(question.high or 10)),
        "number": st.integers(-5, 120) | st.floats(-5, 120).map(lambda value: round(value, 2)),
        "date": st.dates().map(lambda day: day.isoformat()),
        "short_text": st.text(max_size=12),
        "long_text": st.text(max_size=12),
        "matrix": st.dictionaries(
            st.sampled_from([one.name for one in question.rows] or ["-"]),
            st.sampled_from(names or ["-"]),
        ),
        "points": st.dictionaries(st.sampled_from(names or ["-"]), st.integers(1, 9)),
        "yes_no": st.sampled_from(["yes", "no"]),
        "consent": st.just("yes"),
        "swot": st.dictionaries(
            st.sampled_from(QUADRANTS), st.lists(st.text(min_size=1, max_size=9), min_size=1)
        ),
    }
    return st.none() | kinds[question.kind]


def answered(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Value]]:
    """Any answers to some of the questions, hidden ones too."""
    return st.fixed_dictionaries(
        {},
        optional={
            one.name: answers_to(one)
            for one in questionnaire.questions()
            if one.kind not in ("statement", "calculation")
        },
    )


CONDITIONS = (
    "",
    "${{{0}}} != ''",
    "${{{0}}} = 'yes' or ${{{0}}} = 'old' or selected(${{{0}}}, 'work')",
    "${{{0}}} > 3",
    "not(${{{0}}} >= 2)",
    "${{{0}}} = '' and today() = ''",
)


@st.composite
def conditioned(draw: st.DrawFn) -> Questionnaire:
    """`every_kind` with whatever conditions about an earlier question, and pages of any kind."""
    earlier: list[str] = []

    def condition() -> str:
        if not earlier:
            return ""
        return draw(st.sampled_from(CONDITIONS)).format(draw(st.sampled_from(earlier)))

    sections = []
    for section in every_kind().sections:
        shown_if = condition()
        questions = []
        for question in section.questions:
            questions.append(replace(question, show_if=condition()))
            earlier.append(question.name)
        sections.append(
            replace(
                section,
                show_if=shown_if,
                together=draw(st.booleans()),
                questions=tuple(questions),
            )
        )
    return replace(every_kind(), sections=tuple(sections))
