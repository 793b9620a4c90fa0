"""What may not become of a question that people have answered. Pure."""

from collections.abc import Iterator, Sequence

from app.language.content import best_text
from app.refused import Message, say
from surveys.faults.fault import Fault
from surveys.questionnaire import Choice, Question, Questionnaire


def refusals(old: Questionnaire, new: Questionnaire) -> tuple[Fault, ...]:
    """What may not become of a questionnaire that is published, and why; all of it stops.

    `old`: the newest version, or better all of them `united`, so that the name of a question that
    was taken out is not used for another one.
    """
    asked = {one.name: one for one in old.questions() if one.kind != "statement"}
    return tuple(
        fault
        for after in new.questions()
        if after.name in asked
        for fault in _refused(asked[after.name], after, old.original)
    )


def _refused(before: Question, after: Question, original: str) -> Iterator[Fault]:
    if before.kind != after.kind:
        message = say(
            "This question has been answered as another kind. Add a new question instead, and take "
            "this one out."
        )
        yield Fault(after.name, "kind", message)
        return
    for choice in _gone(before.choices, after.choices):
        yield Fault(after.name, "choices", _chosen(_text(choice, original)))
    for row in _gone(before.rows, after.rows):
        message = say(
            "“%(row)s” has been answered already and must stay. Its text may change.",
            row=_text(row, original),
        )
        yield Fault(after.name, "rows", message)
    if before.other and not after.other:
        yield Fault(after.name, "other", _chosen(say("Other")))
    yield from _measured_otherwise(before, after)


def _measured_otherwise(before: Question, after: Question) -> Iterator[Fault]:
    if before.kind == "scale":
        for part in ("low", "high"):
            if getattr(before, part) != getattr(after, part):
                message = say(
                    "The ends of a scale must stay: answers were given on it. Add a new question "
                    "for another scale."
                )
                yield Fault(after.name, part, message)
    if before.kind == "points" and before.total != after.total:
        message = say(
            "The number of points must stay: others have distributed as many. Add a new question "
            "for another number."
        )
        yield Fault(after.name, "total", message)
    if before.about_person != after.about_person:
        message = say(
            "Whether a question is about the person must stay: it decides how the results that are "
            "shown already are protected."
        )
        yield Fault(after.name, "about_person", message)


def _chosen(choice: str | Message) -> Message:
    return say(
        "“%(choice)s” has been chosen already and must stay. Its text may change.", choice=choice
    )


def _text(choice: Choice, original: str) -> str:
    return best_text(choice.label, original, original) or choice.name


def _gone(before: Sequence[Choice], after: Sequence[Choice]) -> list[Choice]:
    kept = {one.name for one in after}
    return [one for one in before if one.name not in kept]
