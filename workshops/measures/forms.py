"""An idea as it was typed."""

from dataclasses import dataclass

from app.refused import say
from app.web.forms import Form
from workshops.measures.rules import wrong_text

CHOOSE_FIELD = say("Please choose what your idea belongs to.")


@dataclass(frozen=True, slots=True)
class Idea:
    field_id: int
    text: str


def read_idea(form: Form) -> Idea | None:
    """The idea; None where something is wrong with it, which `form.errors` says."""
    field_id = _field_id(form)
    text = form.values.get("text", "")
    wrong = wrong_text(text)
    if wrong:
        form.refuse("text", wrong)
    if field_id is None:
        form.refuse("field_id", CHOOSE_FIELD)
    if wrong or field_id is None:
        return None
    return Idea(field_id, text)


def read_draft(form: Form) -> dict[str, object] | None:
    """What was being typed, as it was typed; None where nothing was."""
    field_id, text = _field_id(form), form.values.get("text", "")
    return {"field_id": field_id, "text": text} if text.strip() or field_id else None


def _field_id(form: Form) -> int | None:
    typed = form.values.get("field_id", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
