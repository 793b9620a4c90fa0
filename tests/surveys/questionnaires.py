"""Questionnaires of all kinds for property tests: what the office could have written."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from surveys.questionnaire import (
    CHOOSING,
    KINDS,
    SILENT,
    Choice,
    Question,
    Questionnaire,
    Section,
    Texts,
)

TAGS = ("de", "en", "tr", "ar")
_LETTERS = "abcXYZäßğıçÖ€ 12.,;:!?()[]{}<>&\"'“”„-–_=+*/%#@|~\tعربية٣"
_TEXT = st.text(_LETTERS, min_size=1, max_size=25).map(lambda text: " ".join(text.split()) or "x")
_LINES = st.lists(_TEXT, min_size=1, max_size=3).map("\n".join)
_NAMES = ("age", "q1", "Q1", "meta", "name_2", "_x", "a-b", "section", "yes_no", "z_ends", "other")
_CHOICES = ("a", "b", "c", "1", "2", "10", "yes", "no", "v1.5", "x-y", "_", "Zz", "none")


@st.composite
def texts(draw: st.DrawFn, languages: Sequence[str], *, lines: bool = False) -> Texts:
    """A text in the first language, and in some of the others."""
    one = _LINES if lines else _TEXT
    return {tag: draw(one) for n, tag in enumerate(languages) if n == 0 or draw(st.booleans())}


def _perhaps(draw: st.DrawFn, languages: Sequence[str]) -> Texts:
    return draw(texts(languages, lines=True)) if draw(st.integers(0, 3)) == 0 else {}


@st.composite
def choices(
    draw: st.DrawFn, languages: Sequence[str], *, exclusive: bool = False, least: int = 2
) -> tuple[Choice, ...]:
    names = draw(st.lists(st.sampled_from(_CHOICES), min_size=least, max_size=4, unique=True))
    return tuple(
        Choice(
            name,
            draw(texts(languages)),
            exclusive=exclusive and draw(st.booleans()),
            image=draw(st.sampled_from(("", "", "", "bild.png"))),
        )
        for name in names
    )


@st.composite
def conditions(draw: st.DrawFn, earlier: Sequence[Question]) -> str:
    """A condition that reads earlier questions; empty where none can be read."""
    readable = [one for one in earlier if one.kind not in ("statement", "points", "swot")]
    if not readable or draw(st.booleans()):
        return ""
    found = [_term(draw, draw(st.sampled_from(readable))) for _ in range(draw(st.integers(1, 2)))]
    return draw(st.sampled_from((" and ", " or "))).join(found)


def _term(draw: st.DrawFn, question: Question) -> str:
    name = f"${{{question.name}}}"
    match question.kind:
        case "single" | "multiple":
            return f"selected({name}, '{draw(st.sampled_from(question.choices)).name}')"
        case "matrix":
            row = draw(st.sampled_from(question.rows)).name
            return f"${{{question.name}.{row}}} = '{question.choices[0].name}'"
        case "number" | "scale" | "calculation":
            return f"{name} {draw(st.sampled_from(('=', '<', '>=')))} {draw(st.integers(0, 9))}"
    return f"{name} != ''"


@st.composite
def questions(
    draw: st.DrawFn, name: str, languages: Sequence[str], earlier: Sequence[Question]
) -> Question:
    kind = draw(st.sampled_from(sorted(KINDS)))
    label = draw(texts(languages, lines=True))
    if earlier and draw(st.integers(0, 4)) == 0:
        label = {tag: f"{text} ${{{earlier[0].name}}}" for tag, text in label.items()}
    fields: dict[str, Any] = {
        "hint": _perhaps(draw, languages),
        "show_if": draw(conditions(earlier)),
        **_of_kind(draw, kind, languages, earlier),
    }
    if kind not in SILENT:
        fields["required"] = draw(st.booleans())
        fields["required_message"] = _perhaps(draw, languages)
        fields["about_person"] = kind in ("single", "yes_no") and draw(st.booleans())
    if kind in CHOOSING:
        fields["random"] = draw(st.booleans())
    return Question(kind, name, label, **fields)


def _of_kind(
    draw: st.DrawFn, kind: str, languages: Sequence[str], earlier: Sequence[Question]
) -> dict[str, Any]:
    number = st.none() | st.integers(0, 20)
    match kind:
        case "single":
            found = draw(choices(languages))
            default = draw(st.sampled_from(("", found[0].name)))
            look = draw(st.sampled_from(("", "", "minimal", "likert")))
            other = draw(st.booleans())
            return {"choices": found, "default": default, "appearance": look, "other": other}
        case "multiple":
            found = draw(choices(languages, exclusive=True))
            limits = {"least": draw(number), "most": draw(number)}
            return {"choices": found, "other": draw(st.booleans()), **limits}
        case "ranking":
            return {"choices": draw(choices(languages)), "most": draw(number)}
        case "points":
            return {"choices": draw(choices(languages)), "total": draw(st.integers(1, 20))}
        case "matrix":
            rows = draw(choices(languages, least=1))
            return {"choices": draw(choices(languages)), "rows": rows}
        case "scale":
            low = draw(st.integers(-5, 5))
            high = low + draw(st.integers(1, 30))
            labels = [_perhaps(draw, languages) for _ in range(2)]
            return {"low": low, "high": high, "low_label": labels[0], "high_label": labels[1]}
        case "number":
            ends = {
                "low": draw(st.none() | st.sampled_from((0, 18, -2.5))),
                "high": draw(st.none() | st.sampled_from((120, 99.9))),
            }
            check = draw(st.sampled_from(("", ". != 13", "(. > 1) or (. < 0)")))
            message = _perhaps(draw, languages) if check else {}
            whole = draw(st.booleans())
            return {**ends, "whole": whole, "check": check, "check_message": message}
        case "date":
            first = draw(st.sampled_from(("", "2020-01-31")))
            return {"earliest": first, "latest": draw(st.sampled_from(("", "2027-12-01")))}
        case "short_text" | "long_text":
            default = draw(st.sampled_from(("", "", "Kiel", "a (b)")))
            return {"least": draw(number), "most": draw(number), "default": default}
        case "swot":
            return {"most": draw(number)}
        case "calculation":
            read = [one for one in earlier if one.kind in ("number", "scale", "calculation")]
            return {"formula": f"${{{read[-1].name}}} * 2" if read else "1 + 1"}
    return {}


@st.composite
def questionnaires(draw: st.DrawFn, tags: Sequence[str] = TAGS) -> Questionnaire:
    """Conditions read earlier questions only; no two questions have the same name."""
    languages = tuple(draw(st.lists(st.sampled_from(tags), min_size=1, unique=True)))
    names = iter(draw(st.permutations(_NAMES)))
    sections: list[Section] = []
    earlier: list[Question] = []
    for _ in range(draw(st.integers(1, 3))):
        condition = draw(conditions(earlier))
        asked = []
        for _ in range(draw(st.integers(1, 3))):
            asked.append(draw(questions(next(names), languages, earlier)))
            earlier.append(asked[-1])
        alone = draw(st.booleans()) and not (sections and not sections[-1].name)
        sections.append(
            Section(tuple(asked))
            if alone
            else Section(
                tuple(asked),
                draw(st.sampled_from(("person", "Q1", "last"))) + str(len(sections)),
                draw(texts(languages)),
                _perhaps(draw, languages),
                condition,
                draw(st.booleans()),
            )
        )
    frame = {part: _perhaps(draw, languages) for part in ("welcome", "privacy", "thanks")}
    return Questionnaire(draw(texts(languages)), languages, tuple(sections), **frame)
