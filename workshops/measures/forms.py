"""An idea as it was typed."""

import re
from dataclasses import dataclass, field

from app.refused import say
from app.web.forms import Form
from workshops.measures.rules import DETAILS, wrong_detail, wrong_text

CHOOSE_FIELD = say("Please choose what your idea belongs to.")
_NONCE = re.compile(r"[A-Za-z0-9_-]{8,40}")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody proposes, wherever it belongs. Details that were left empty are missing."""

    text: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Idea:
    field_id: int
    words: Words
    nonce: str | None  # of the phone's first attempt to send it


def read_idea(form: Form) -> Idea | None:
    """The idea; None where something is wrong with it, which `form.errors` says."""
    field_id = read_field(form)
    words = read_words(form)
    if field_id is None:
        form.refuse("field_id", CHOOSE_FIELD)
    if words is None or field_id is None:
        return None
    nonce = form.values.get("nonce", "")
    return Idea(field_id, words, nonce if _NONCE.fullmatch(nonce) else None)


def read_words(form: Form) -> Words | None:
    """Text and details; None where something is wrong with them."""
    text = form.values.get("text", "")
    details = {name: form.values.get(name, "").strip() for name in DETAILS}
    wrong = {name: wrong_detail(name, said) for name, said in details.items()}
    wrong["text"] = wrong_text(text)
    for name, message in wrong.items():
        if message:
            form.refuse(name, message)
    if not form.ok:
        return None
    return Words(text.strip(), {name: said for name, said in details.items() if said})


def read_draft(form: Form) -> dict[str, object] | None:
    """What was being typed, as it was typed; None where nothing was."""
    field_id = read_field(form)
    typed = {name: form.values.get(name, "") for name in ("text", *DETAILS)}
    if not field_id and not any(said.strip() for said in typed.values()):
        return None
    return {"field_id": field_id} | {name: said for name, said in typed.items() if said}


def read_field(form: Form) -> int | None:
    typed = form.values.get("field_id", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
