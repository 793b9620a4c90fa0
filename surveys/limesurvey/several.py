"""One question of LimeSurvey that is several here: many fields, many numbers, two scales. Pure."""

from dataclasses import replace

from app.refused import Refused, say
from surveys.limesurvey.fill import choices, filled, hint, relevance, report_settings
from surveys.limesurvey.names import question_name
from surveys.limesurvey.places import Place
from surveys.limesurvey.plan import Planned
from surveys.limesurvey.source import Part
from surveys.limesurvey.types import words
from surveys.limesurvey.work import Work
from surveys.questionnaire import Choice, Question, Texts

MOST = 200
"""Fields of one question of LimeSurvey."""
MOST_NAMED = 8
"""Of them, where the report lists them."""


def name_all(work: Work, plan: Planned) -> None:
    """Give each part its name, so that conditions find it."""
    lime = plan.lime
    rows, columns = lime.of_scale(0), lime.of_scale(1)
    if len(rows) * max(1, len(columns)) > MOST:
        raise Refused(
            say("Question “%(code)s” of this file has too many fields.", code=lime.code), 422
        )
    match lime.kind:
        case "K" | "Q":
            kind = "number" if lime.kind == "K" else "short_text"
            for row in rows:
                work.places.add(lime.code, Place(_name(work, plan, row.code), kind), row.code)
        case "1":
            _name_scales(work, plan, rows)
        case _ if _boxes(plan):
            for row in rows:
                name = _name(work, plan, row.code)
                for column in columns:
                    place = Place(name, "multiple", plan.parts[column.code])
                    work.places.add(lime.code, place, f"{row.code}_{column.code}")
        case _:
            kind = "number" if lime.kind == ":" else "short_text"
            for code in (f"{row.code}_{column.code}" for row in rows for column in columns):
                work.places.add(lime.code, Place(_name(work, plan, code), kind), code)
    _say_so(work, plan)


def all_of(work: Work, plan: Planned) -> tuple[Question, ...]:
    """The questions, after a statement with what they have in common."""
    if plan.kind:
        return (filled(work, plan), *_comment(work, plan))
    lime = plan.lime
    report_settings(work, lime)
    if lime.attribute("em_validation_q") or lime.pattern:
        work.setting(lime.row, lime.code, "em_validation_q" if not lime.pattern else "preg")
    if lime.kind == "1":
        return _scales(work, plan)
    head = Question(
        "statement",
        plan.name,
        work.texts(lime.texts, lime.row, lime.code),
        hint=hint(work, lime),
        show_if=work.condition(relevance(lime), lime.row, lime.code),
    )
    return (head, *_fields(work, plan, head))


def _fields(work: Work, plan: Planned, head: Question) -> list[Question]:
    lime = plan.lime
    rows, columns = lime.of_scale(0), lime.of_scale(1)
    one = Question(
        "number" if lime.kind in "K:" else "short_text",
        "",
        {},
        required=lime.mandatory == "Y",
        show_if=head.show_if,
        whole=lime.kind not in "K:" or lime.attribute("num_value_int_only") == "1",
    )
    labels = {row.code: work.texts(row.texts, row.row, f"{lime.code}_{row.code}") for row in rows}
    if lime.kind in "KQ":
        return [replace(one, name=plan.several[code], label=labels[code]) for code in labels]
    shown = choices(work, lime, columns, plan.parts)
    if _boxes(plan):
        several = replace(one, kind="multiple", choices=shown, whole=True)
        return [replace(several, name=plan.several[code], label=labels[code]) for code in labels]
    return [
        replace(
            one,
            name=plan.several[f"{code}_{column.code}"],
            label=_both(label, choice),
        )
        for code, label in labels.items()
        for column, choice in zip(columns, shown, strict=True)
    ]


def _scales(work: Work, plan: Planned) -> tuple[Question, ...]:
    """Two arrays; the heading of each scale stands below its label."""
    lime = plan.lime
    found = []
    for scale, header in enumerate(("dualscale_headerA", "dualscale_headerB")):
        answers = [part for part in lime.answers if part.scale == scale]
        heading = work.texts(lime.attributes.get(header, {}), lime.row, lime.code)
        found.append(
            Question(
                "matrix",
                plan.several[str(scale)],
                _both(work.texts(lime.texts, lime.row, lime.code), Choice("", heading)),
                hint=hint(work, lime),
                required=lime.mandatory == "Y",
                show_if=work.condition(relevance(lime), lime.row, lime.code),
                choices=choices(work, lime, answers, plan.answers),
                rows=choices(work, lime, lime.of_scale(0), plan.parts),
            )
        )
    return tuple(found)


def _comment(work: Work, plan: Planned) -> tuple[Question, ...]:
    if "comment" not in plan.several:
        return ()
    label = words("comment", work.languages)
    name = plan.several["comment"]
    _say_so(work, plan)
    condition = work.condition(relevance(plan.lime), plan.lime.row, plan.lime.code)
    return (Question("long_text", name, label, show_if=condition),)


def _name(work: Work, plan: Planned, code: str) -> str:
    plan.several[code] = question_name(f"{plan.name}_{code}", work.taken)
    work.taken.add(plan.several[code])
    return plan.several[code]


def _name_scales(work: Work, plan: Planned, rows: list[Part]) -> None:
    names = {"0": plan.name, "1": _name(work, plan, "1")}
    plan.several = names
    for row in rows:
        for scale, name in names.items():
            place = Place(name, "matrix", plan.parts[row.code], plan.answers)
            work.places.add(plan.lime.code, place, f"{row.code}_{scale}")


def _boxes(plan: Planned) -> bool:
    return plan.lime.kind == ":" and plan.lime.attribute("multiflexible_checkbox") == "1"


def _both(one: Texts, other: Choice) -> Texts:
    """ "Monday: hours", in each language that has either."""
    tags = {**one, **other.label}
    return {t: ": ".join(filter(None, (one.get(t, ""), other.label.get(t, "")))) for t in tags}


def _say_so(work: Work, plan: Planned) -> None:
    names = [plan.name, *(name for name in plan.several.values() if name != plan.name)]
    shown = names if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 2], "…", names[-1]]
    reason = say(
        "“%(code)s” is several questions here: %(names)s.",
        code=plan.lime.code,
        names=", ".join(shown),
    )
    work.report(plan.lime.row, reason)
