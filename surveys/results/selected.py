"""Whom results are about: how many, whom a filter cannot show, and by what they are weighted."""

from app.language import catalogues
from app.refused import Message, say, say_n
from surveys.results.table import Selection, Table
from surveys.results.weighting import Weighting
from surveys.results.wording import Wording

MIXED_TABLES = say(
    "Shares are of those in the row who answered. “All others” have not said it, or there are too "
    "few like them."
)
WEIGHED = say("Shares and means are weighted.")


def about_people(selection: Selection) -> list[Message]:
    told = [say_n("%(num)d person is shown.", "%(num)d people are shown.", selection.people)]
    if selection.withheld:
        told.append(
            say_n(
                "%(num)d more person cannot be shown with this filter: there are too few who are "
                "like them.",
                "%(num)d more people cannot be shown with this filter: there are too few who are "
                "like them.",
                selection.withheld,
            )
        )
    if not selection.people:
        told.append(say("Choose less, and you will see more."))
    return told


def about_weights(weighting: Weighting, table: Table, wording: Wording) -> list[Message]:
    """By which questions, and what is left of so many people."""
    questions = " · ".join(wording.column(table, name) for name in weighting.margins)
    return [
        say("Weighted by known shares of the population (%(questions)s).", questions=questions),
        say(
            "%(people)s people answered; they say as much as %(effective)s would who were drawn "
            "like the population. Numbers of people are not weighted.",
            people=catalogues.number(table.people),
            effective=catalogues.number(round(weighting.raked.effective)),
        ),
    ]
