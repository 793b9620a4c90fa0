"""What the moderator does with proposals. What their authors do stands in authors.py."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.refused import Missing, Refused, say
from workshops.agenda.room import room_changed
from workshops.journal.said import brief, did
from workshops.measures.authors import next_position, tell
from workshops.measures.candidates import fields_of_nodes
from workshops.measures.drafts import keep_draft
from workshops.measures.proposing import propose
from workshops.measures.reads import own_proposals, proposals
from workshops.measures.rules import wrong_text
from workshops.models import BallotLine, Measure, Node, Step, Workshop, WorkshopNode

__all__ = [
    "approve",
    "approve_first",
    "correct",
    "edit",
    "hide",
    "keep_draft",
    "move",
    "own_proposals",
    "proposals",
    "propose",
    "restore",
    "show_others",
]


def approve(session: Session, workshop_id: int, measure_id: int) -> None:
    """Show a proposal to the room: approved for the first time, or brought back.

    It goes onto an open ballot, and dots that it had come back to it as far as they still fit.

    Raises:
        Refused: its author has withdrawn it.
    """
    measure = _not_withdrawn(session, workshop_id, measure_id)
    if measure.state != "approved":
        again = measure.state == "hidden"
        measure.state = "approved"
        session.flush()
        tell(session, measure)
        text = brief(measure.texts[measure.language])
        shown = say("Approved: “%(text)s”", text=text)
        did(session, say("Brought back: “%(text)s”", text=text) if again else shown)


def hide(session: Session, workshop_id: int, measure_id: int) -> None:
    """Take a proposal out of the room's sight. Dots on it are free again, and not forgotten.

    Raises:
        Refused: its author has withdrawn it.
    """
    measure = _not_withdrawn(session, workshop_id, measure_id)
    if measure.state != "hidden":
        measure.state = "hidden"
        session.flush()
        did(session, say("Hidden: “%(text)s”", text=brief(measure.texts[measure.language])))
        room_changed(session, workshop_id)


def edit(
    session: Session, workshop_id: int, measure_id: int, *, text: str, read: str | None = None
) -> None:
    """Reword a proposal, in the language it was written in; translations of the old text go.

    Its author's own words are kept, see `restore`. `read` is the wording that was to be changed.

    Raises:
        Refused: the text is not one; or there is another wording than `read` now.
    """
    measure = _proposal(session, workshop_id, measure_id)
    now = measure.texts[measure.language]
    if read is not None and read.split() != now.split():
        raise Refused(say("Meanwhile it has a new wording: “%(text)s”. Save again?", text=now))
    _reword(session, workshop_id, measure_id, text, keep_translations=False)


def correct(session: Session, workshop_id: int, measure_id: int, *, text: str) -> None:
    """Correct a proposal's wording beside its translations, which stay.

    Raises:
        Refused: the text is not one.
    """
    _reword(session, workshop_id, measure_id, text, keep_translations=True)


def _reword(
    session: Session, workshop_id: int, measure_id: int, text: str, *, keep_translations: bool
) -> None:
    if wrong := wrong_text(text):
        raise Refused(wrong, 422)
    measure = _proposal(session, workshop_id, measure_id)
    before = measure.texts[measure.language]
    if before == text.strip():
        return
    if measure.original is None:
        measure.original = {"language": measure.language, "texts": dict(measure.texts)}
    others = measure.texts if keep_translations else {}
    measure.texts = {**others, measure.language: text.strip()}
    session.flush()
    did(session, say("Reworded: “%(text)s”", text=brief(before)))
    room_changed(session, workshop_id)


def restore(session: Session, workshop_id: int, measure_id: int) -> None:
    """Give a proposal its author's own words back. Nobody has reworded it: nothing happens."""
    measure = _proposal(session, workshop_id, measure_id)
    if measure.original is None:
        return
    measure.language = measure.original["language"]
    measure.texts = dict(measure.original["texts"])
    measure.original = None
    session.flush()
    text = brief(measure.texts[measure.language])
    did(session, say("Back to its original wording: “%(text)s”", text=text))
    room_changed(session, workshop_id)


def move(session: Session, workshop_id: int, measure_id: int, *, field_id: int) -> bool:
    """Put a proposal under another of the workshop's fields, at the end.

    Returns whether it stands on the ballot of an open vote: there it stays in its old field, for
    people have spent that field's dots on it.

    Raises:
        Missing: not one of this workshop's fields.
    """
    measure = _proposal(session, workshop_id, measure_id)
    field = session.scalar(
        select(Node)
        .join(WorkshopNode, WorkshopNode.node_id == Node.id)
        .where(WorkshopNode.workshop_id == workshop_id, Node.id == field_id)
        .where(Node.deleted_at.is_(None))
    )
    if field is None:
        raise Missing
    if fields_of_nodes(session, workshop_id).get(measure.node_id) == field_id:
        return False
    measure.node_id, measure.position = field_id, next_position(session, field_id)
    session.flush()
    text, title = brief(measure.texts[measure.language]), brief(best_text(field.titles, "", ""))
    did(session, say("Moved to “%(field)s”: “%(text)s”", field=title, text=text))
    room_changed(session, workshop_id)
    return _on_open_ballot(session, measure_id)


def _on_open_ballot(session: Session, measure_id: int) -> bool:
    lines = (
        select(BallotLine.step_id)
        .join(Step, Step.id == BallotLine.step_id)
        .where(BallotLine.measure_id == measure_id, BallotLine.off.is_(False))
        .where(Step.state == "open", Step.position >= 0)
    )
    return session.scalar(lines.limit(1)) is not None


def _not_withdrawn(session: Session, workshop_id: int, measure_id: int) -> Measure:
    measure = _proposal(session, workshop_id, measure_id)
    if measure.state == "withdrawn":
        raise Refused(say("Its author has withdrawn this idea. Only they can bring it back."))
    return measure


def _proposal(session: Session, workshop_id: int, measure_id: int) -> Measure:
    """This workshop's proposal, locked.

    Raises:
        Missing: there is none, or it was proposed elsewhere.
    """
    measure = session.scalar(
        select(Measure)
        .where(Measure.id == measure_id, Measure.workshop_id == workshop_id)
        .where(Measure.deleted_at.is_(None))
        .with_for_update()
    )
    if measure is None:
        raise Missing
    return measure


def approve_first(session: Session, workshop_id: int, on: bool) -> None:
    """Whether new proposals wait for approval before the room sees them. Those there stay."""
    workshop = session.get(Workshop, workshop_id, with_for_update=True)
    if workshop is None:
        raise Missing
    if workshop.approve_first != on:
        workshop.approve_first = on
        session.flush()
        wait = say("New ideas wait for approval")
        did(session, wait if on else say("New ideas are shown at once"))
        room_changed(session, workshop_id)


def show_others(session: Session, workshop_id: int, on: bool) -> None:
    """Let phones show what others have proposed and the room may see, or no longer."""
    workshop = session.get_one(Workshop, workshop_id)
    if workshop.others_shown != on:
        workshop.others_shown = on
        session.flush()
        did(session, say("Phones show others’ ideas") if on else say("Phones hide others’ ideas"))
        room_changed(session, workshop_id)
