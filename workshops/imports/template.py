"""The empty sheet that an office fills in and imports."""

from collections.abc import Callable

from app.documents import sheet
from app.refused import Message, say
from workshops.imports.guide import Heading, headings
from workshops.schemes.scheme import Scheme

GUIDE_TITLE = say("How to fill this in")
GUIDE = (
    say("Write one measure in each row of the first sheet. Keep the heading row as it is."),
    say(
        "An empty cell of a level continues the row above: %(levels)s need to be stated only once. "
        "In every other column an empty cell says nothing, whatever stands above it."
    ),
    say(
        "You may leave whole columns empty. You may delete them, too, except “%(level)s” and "
        "“%(measure)s”."
    ),
    say(
        "One cell may hold several measures: one a line, each with a bullet (• or -) before it, or "
        "numbered from 1 on."
    ),
    say("Separate several bodies in one cell by semicolons."),
    say(
        "For translations add a column such as “%(level)s (en)”: the heading, and the language "
        "in brackets. The languages are %(languages)s."
    ),
    say("Titles have at most 300 characters, measures at most 2,000."),
    say("The order of the rows is the order in the concept. The numbers come by themselves."),
    say("Formulas are not taken. Put their results there as text."),
    say(
        "Before anything is created you see what it will be, and every row with a mistake. "
        "As long as one row is wrong, nothing is created."
    ),
    say("Every heading that the table may have, and what may stand below it:"),
)


def _told(heading: Heading) -> Message:
    """A line of the guide."""
    if not heading.also:
        return say("%(column)s: %(value)s", column=heading.name, value=heading.takes)
    return say(
        "%(column)s (or: %(others)s): %(value)s",
        column=heading.name,
        others=", ".join(heading.also),
        value=heading.takes,
    )


def template(scheme: Scheme, language: str, words: Callable[[Message], str]) -> bytes:
    """An .xlsx with the scheme's columns, and how to fill them in on its second sheet.

    `words` puts a message into the language of the template.
    """
    namings = [level.naming for level in scheme.levels]
    typed = (column for column in scheme.columns if column.kind != "computed")
    namings += [scheme.measure, *(column.naming for column in typed)]
    namings += [column.naming for one in scheme.levels for column in one.columns]
    level = scheme.levels[0].naming.name(language)
    measure = scheme.measure.name(language)
    params = {
        "level": level,
        "levels": ", ".join(f"“{one.naming.name(language)}”" for one in scheme.levels),
        "measure": measure,
        "languages": ", ".join(scheme.languages),
    }
    guide = [words(say(message.text, **params)) for message in GUIDE]
    guide += [words(_told(one)) for one in headings(scheme, language, words)]
    return sheet.write_form(
        scheme.measure.plural(language),
        [naming.name(language) for naming in namings],
        language,
        words(GUIDE_TITLE),
        guide,
    )
