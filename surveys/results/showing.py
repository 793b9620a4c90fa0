"""What a moderator makes of a closed survey for the wall: which question, and which words are one.

It is kept with the run, where the journal of a workshop finds it.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.refused import Missing, Refused, say
from surveys.models import Run
from surveys.results.reach import QUESTION, TOGETHER, Reach, need
from surveys.results.wording import Wording
from surveys.results.words import fold, grouped


def show_question(session: Session, step_id: int, name: str) -> str:
    """Show this question of the step's run on the wall; "": none any more. Returns what it asks, in
    the survey's own language.

    Raises:
        Missing: the step has no run, or its survey no such question.
    """
    found = need(session, step_id)
    question = found.questionnaire.question(name)
    if name and question is None:
        raise Missing
    _keep(session, found, **{QUESTION: name})
    original = found.questionnaire.original
    return Wording(original, original).label(question) if question else ""


def put_together(session: Session, step_id: int, question: str, keys: Collection[str]) -> None:
    """The words of these texts, and all that were put together with them, mean the same.

    Raises:
        Missing: no such text is shown here. Refused: they are not two words.
    """
    found = need(session, step_id)
    words = _words(session, found, question)
    if not set(keys) <= words.keys():
        raise Missing
    if len({words[key] for key in keys}) < 2:
        raise Refused(say("Tick at least two words: then they can be put together."), 422)
    _keep_groups(session, found, question, [*_groups(found, question), sorted(set(keys))])


def take_apart(session: Session, step_id: int, question: str, key: str) -> None:
    """All that was put together with the word of this text stands by itself again.

    Raises:
        Missing: no such text is shown here.
    """
    found = need(session, step_id)
    words = _words(session, found, question)
    if key not in words:
        raise Missing
    groups = _groups(found, question)
    together = [{words[one] for one in group if one in words} for group in groups]
    meant = next(one for one in grouped(list(words.values()), together) if words[key] in one.folded)
    kept = [group for group, some in zip(groups, together, strict=True) if not some & meant.folded]
    _keep_groups(session, found, question, kept)


def _words(session: Session, found: Reach, question: str) -> dict[str, str]:
    """Of each text of a question with short ones: its key, and its folded words."""
    source = found.source(question)
    if source.question.kind != "short_text":
        raise Missing
    return {one.key: fold(one.text) for one in found.texts(session, source)}


def _run(found: Reach) -> Run:
    if found.run is None:
        raise Missing
    return found.run


def _groups(found: Reach, question: str) -> list[list[str]]:
    return list(_run(found).shown.get(TOGETHER, {}).get(question, ()))


def _keep_groups(
    session: Session, found: Reach, question: str, groups: Sequence[Sequence[str]]
) -> None:
    others = _run(found).shown.get(TOGETHER, {})
    kept = {name: some for name, some in {**others, question: list(groups)}.items() if some}
    _keep(session, found, **{TOGETHER: kept})


def _keep(session: Session, found: Reach, **changed: Any) -> None:
    """The run holds only what there is to hold."""
    run = _run(found)
    run.shown = {name: value for name, value in {**run.shown, **changed}.items() if value}
    session.flush()
