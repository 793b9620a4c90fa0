"""People and their answers, as a table of results, without a database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from surveys.questionnaire import Choice, Question, Questionnaire, Section
from surveys.results.columns import RUN, Columns, Version, asked, compared_by
from surveys.results.crowds import alike, crowds
from surveys.results.table import Span, Table, built

Person = Mapping[str, Any]
DAY = dt.date(2026, 11, 1)


def choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"en": name.title()}) for name in names)


AGE = Question("single", "age", {"en": "Age"}, choices=choices("young", "old"), about_person=True)
NEW = Question("yes_no", "new", {"en": "New in town"}, about_person=True)
LIKES = Question("multiple", "likes", {"en": "You like"}, choices=choices("a", "b", "c"))
WHY = Question("short_text", "why", {"en": "Why?"}, show_if="selected(${likes}, 'a')")


def a_questionnaire(*questions: Question) -> Questionnaire:
    return Questionnaire({"en": "Survey"}, ("en", "ar"), (Section(questions or (AGE, NEW, LIKES)),))


def a_table(questionnaire: Questionnaire, *batches: Sequence[Person]) -> Table:
    """These people, taken in batch by batch. A person's ":run" is their run, "1" if it is not
    said; all have come to the end."""
    order: list[Person] = []
    spans: list[Span] = []
    by = compared_by(questionnaire)
    for number, batch in enumerate(batches, 1):
        values = [tuple(str(person.get(name) or "") for name in by) for person in batch]
        places = crowds(values)
        for crowd in range(max(places, default=-1) + 1):
            mine = [one for one, place in zip(batch, places, strict=True) if place == crowd]
            inside = [one for one, place in zip(values, places, strict=True) if place == crowd]
            spans.append(Span(len(order), len(order) + len(mine), number, alike(inside)))
            order += mine
    columns, version = Columns(len(order)), Version(questionnaire)
    for place, person in enumerate(order):
        answers = {name: value for name, value in person.items() if name[0] != ":"}
        columns[RUN].put(place, str(person.get(RUN, "1")))
        version.put(columns, place, answers, DAY, finished=True)
    for name in (*by, *(one.name for one in asked(questionnaire))):
        columns[name]
    columns.pack()
    return built(questionnaire, {"1": "One", "2": "Two"}, columns, spans, ids(order))


def ids(people: Sequence[Person]) -> list[str]:
    """A response's id for each: what a person is called where the test must know who it is."""
    return [str(person.get(":id", place)) for place, person in enumerate(people)]
