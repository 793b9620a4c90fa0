"""The sheet "choices": lists of choices, which questions share."""

import re
from collections.abc import Collection, Iterable
from itertools import chain, count

from app.refused import say
from app.short_names import short_name
from surveys.questionnaire import CHOICE_NAME, Choice
from surveys.xlsform.columns import OWN
from surveys.xlsform.form import Form, Listing
from surveys.xlsform.lines import Line
from surveys.xlsform.own import own_data

_BETWEEN = re.compile(r"[^A-Za-z0-9_]+")


def read_lists(lines: Iterable[Line], form: Form) -> dict[str, Listing]:
    """All lists by their names."""
    lists: dict[str, Listing] = {}
    for line in lines:
        name = line.cell("list_name")
        if not name:
            form.tell(line, say("This row names no list of choices."))
            continue
        listing = lists.setdefault(name, Listing(line.row))
        part = (own_data(line.cell(OWN)) or {}).get("part")
        if part:
            listing.other = listing.other or part == "other"
        else:
            _add(listing, line, form)
    return lists


def tell_unused(lists: dict[str, Listing], form: Form) -> None:
    for name, listing in lists.items():
        if not listing.used:
            row = Line("choices", listing.row)
            form.tell(row, say("No question uses the list “%(list)s”.", list=name))


def plain_name(name: str, taken: Collection[str], otherwise: str) -> str:
    """A name that is allowed here, like this one, unlike all that are taken (in small letters).

    One without letters that every program takes is `otherwise` with a number, such as "scale_3".
    """
    plain = name if name.isascii() else short_name(name, (), "")
    base = _BETWEEN.sub("_", plain)[:56].strip("_")
    first = 2 if base else 1
    numbers = chain(range(first, 10), count(len(taken) + 1))  # many of them take no long time
    numbered = (f"{base or otherwise}_{number}" for number in numbers)
    names = chain([base], numbered) if base else numbered
    return next(one for one in names if one.lower() not in taken)


def _add(listing: Listing, line: Line, form: Form) -> None:
    name = line.cell("name")
    if not name:
        form.tell(line, say("This choice has no name."))
    elif name in listing.renamed:
        form.tell(line, say("The choice “%(name)s” is there twice.", name=name))
    else:
        if not CHOICE_NAME.fullmatch(name):
            called = plain_name(name, listing.taken, "choice")
            form.tell(line, say("“%(old)s” is called “%(new)s” here.", old=name, new=called))
        else:
            called = name
        listing.renamed[name] = called
        listing.taken.add(called.lower())
        read = Choice(called, line.text("label"), image=form.picture(line))
        listing.choices.append(form.restored(line, Choice, read))
    if line.unread:
        columns = ", ".join(line.unread)
        form.tell(line, say("What stands in “%(column)s” has no meaning here.", column=columns))
