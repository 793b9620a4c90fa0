"""For whom a link is made, as it was typed."""

from dataclasses import dataclass

from app.refused import say
from app.web.forms import Form
from workshops.passes.rules import LASTS, LONGEST_NAME, ROLES


@dataclass(frozen=True, slots=True)
class NewLink:
    name: str
    role: str
    lasts: str
    once: str  # the same where the same form was sent again


def read_link(form: Form) -> NewLink | None:
    """Whom it is for, as what and how long; None where something is wrong with it."""
    nameless = say("Please enter the name of the person: the list of actions shows it.")
    name = form.text("name", most=LONGEST_NAME, required=nameless)
    role = form.choice("role", ROLES)
    lasts = form.choice("lasts", LASTS)
    return (
        NewLink(" ".join(name.split()), role, lasts, form.values.get("once", ""))
        if form.ok
        else None
    )
