"""The empty sheet that an office fills in and imports."""

from collections.abc import Callable

from app.documents import sheet
from app.refused import Message, say
from workshops.schemes.scheme import Scheme

GUIDE_TITLE = say("How to fill this in")
GUIDE = (
    say("Write one measure in each row of the first sheet. Keep the heading row as it is."),
    say(
        "You may leave a cell empty where it says the same as the row above: “%(level)s” "
        "needs to be stated only once."
    ),
    say(
        "You may leave whole columns empty. You may delete them, too, except “%(level)s” and "
        "“%(measure)s”."
    ),
    say("One cell may hold several measures: one a line, each with a bullet (• or -) before it."),
    say("Separate several bodies in one cell by semicolons."),
    say(
        "For translations add a column such as “%(level)s (en)”: the heading, and the language "
        "in brackets. The languages are %(languages)s."
    ),
    say("Titles have at most 300 characters, measures at most 2,000."),
    say("The order of the rows is the order in the concept. The numbers come by themselves."),
    say("Costs: 5000, about 5000 per year, or ? where they are not known. Days: 2027-06-30."),
    say("Formulas are not taken. Put their results there as text."),
    say(
        "Before anything is created you see what it will be, and every row with a mistake. "
        "As long as one row is wrong, nothing is created."
    ),
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
    params = {"level": level, "measure": measure, "languages": ", ".join(scheme.languages)}
    guide = [words(say(message.text, **params)) for message in GUIDE]
    return sheet.write_form(
        scheme.measure.plural(language),
        [naming.name(language) for naming in namings],
        language,
        words(GUIDE_TITLE),
        guide,
    )
