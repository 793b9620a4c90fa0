"""Saving one translation. Each is absolute: the same request again changes nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from app.language.tags import LANGUAGES
from app.refused import Message, Missing, Refused, say
from workshops.agenda.room import room_changed
from workshops.journal.said import brief, did
from workshops.measures.candidates import measures_by_field
from workshops.models import Concept, Measure, Node, Workshop, WorkshopNode
from workshops.translation.rules import wrong_translation


def translate(
    session: Session, workshop_id: int, measure_id: int, *, language: str, text: str
) -> None:
    """Set what a measure is called in one of the workshop's languages; an empty text takes it away.

    Raises:
        Refused: the text is too long, or the measure was written in this language.
        Missing: the room does not have this measure before it, or does not speak the language.
    """
    text = _checked(session, workshop_id, language, text)
    measure = _measure(session, workshop_id, measure_id)
    if measure.language == language:
        raise Refused(say("It was written in this language. Correct the original instead."))
    if measure.texts.get(language, "") == text:
        return
    did(session, _what(language, text, measure.texts[measure.language]))
    measure.texts = _with(measure.texts, language, text)
    session.flush()
    room_changed(session, workshop_id)


def translate_title(
    session: Session, workshop_id: int, node_id: int, *, language: str, text: str
) -> None:
    """Set what one of the workshop's fields is called in a language other than the concept's.

    Raises: as `translate`.
    """
    text = _checked(session, workshop_id, language, text)
    row = session.execute(
        select(Node, Concept.language)
        .join(WorkshopNode, WorkshopNode.node_id == Node.id)
        .join(Concept, Concept.id == Node.concept_id)
        .where(WorkshopNode.workshop_id == workshop_id, Node.id == node_id)
        .where(Node.deleted_at.is_(None))
        .with_for_update(of=Node)
    ).one_or_none()
    if row is None:
        raise Missing
    node, original = row
    if language == original:
        raise Refused(say("It was written in this language. The integration office changes it."))
    if node.titles.get(language, "") == text:
        return
    did(session, _what(language, text, best_text(node.titles, original, original)))
    node.titles = _with(node.titles, language, text)
    session.flush()
    room_changed(session, workshop_id)


def _checked(session: Session, workshop_id: int, language: str, text: str) -> str:
    languages = session.scalar(select(Workshop.languages).where(Workshop.id == workshop_id))
    if language not in (languages or ()):
        raise Missing
    if wrong := wrong_translation(text):
        raise Refused(wrong, 422)
    return text.strip()


def _measure(session: Session, workshop_id: int, measure_id: int) -> Measure:
    """One of the room's own proposals, or a measure that was there before it; locked."""
    measure = session.scalar(
        select(Measure)
        .where(Measure.id == measure_id, Measure.deleted_at.is_(None))
        .with_for_update()
    )
    if measure is None:
        raise Missing
    own = measure.workshop_id == workshop_id
    if not own and measure_id not in measures_by_field(session, workshop_id):
        raise Missing
    return measure


def _with(texts: dict[str, str], language: str, text: str) -> dict[str, str]:
    others = {tag: said for tag, said in texts.items() if tag != language}
    return {**others, language: text} if text else others


def _what(language: str, text: str, original: str) -> Message:
    known = LANGUAGES.get(language)
    params = {"language": known.own_name if known else language, "text": brief(original)}
    if text:
        return say("Translated into %(language)s: “%(text)s”", **params)
    return say("Translation into %(language)s taken away: “%(text)s”", **params)
