"""What people proposed in a survey, for the office's page."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import AnyRow
from surveys import public
from workshops.concepts.services import structure
from workshops.concepts.structure import Structure
from workshops.models import Concept
from workshops.surveying.takeover import taken

PAGE = 40  # texts


@dataclass(frozen=True, slots=True)
class Proposals:
    """One question's texts that are not hidden, and the `concept` they can be taken into.
    `taken`: measure → short name of its concept."""

    results: public.Results
    questions: tuple[public.Asked, ...]
    chosen: public.Asked | None
    texts: tuple[public.Entry, ...]
    taken: Mapping[int, str]
    concepts: tuple[AnyRow, ...]
    concept: Structure | None

    def page(self, number: int) -> tuple[public.Entry, ...]:
        return self.texts[(number - 1) * PAGE : number * PAGE]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.texts) // PAGE))


def proposals(session: Session, name: str, question: str, concept: str) -> Proposals | None:
    """`question` and `concept`: those that are asked for, by their short names; else the last
    one, where surveys ask what to do, and the survey's own or the only one there is. None:
    nothing of the survey is published.

    Raises:
        Missing: there is no such survey.
    """
    results = public.results(session, name)
    if results is None:
        return None
    questions = tuple(one for one in results.questions if one.open)
    asked = [one for one in questions if one.question.name == question]
    chosen = next(iter([*asked, *reversed(questions)]), None)
    texts = tuple(one for one in chosen.texts if one.state != "hidden") if chosen else ()
    known = _concepts(session)
    into = [one.name for one in known if one.name == concept]
    into += [one.name for one in known if one.id == results.concept_id or len(known) == 1]
    return Proposals(
        results,
        questions,
        chosen,
        texts,
        taken(session, {one.measure_id for one in texts}),
        known,
        structure(session, into[0]) if into else None,
    )


def _concepts(session: Session) -> tuple[AnyRow, ...]:
    query = select(Concept.id, Concept.name, Concept.title).where(Concept.removed_at.is_(None))
    return tuple(session.execute(query.order_by(Concept.title, Concept.id)))
