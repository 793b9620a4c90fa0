"""Which measures were proposed in surveys: as long as their answers are there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language.content import best_text
from surveys.models import Remark, Response, Run, Survey
from surveys.questionnaire import Texts


@dataclass(frozen=True, slots=True)
class Origin:
    """A survey in which a measure was proposed."""

    name: str
    texts: Texts
    original: str

    def title(self, language: str) -> str:
        return best_text(self.texts, language, self.original) or self.name


def origins(session: Session, measures: Collection[int]) -> Mapping[int, Origin]:
    """Of the measures with these ids those that were taken over from a survey."""
    rows = session.execute(
        select(Remark.measure_id, Run.survey_id)
        .join(Response, Response.id == Remark.response_id)
        .join(Run, Run.id == Response.run_id)
        .where(Remark.measure_id.is_not(None))
    )
    of = {id: survey for id, survey in rows if id is not None and id in measures}
    known = {
        row.id: Origin(row.name, row.draft.get("title", {}), row.draft["languages"][0])
        for row in session.scalars(select(Survey).where(Survey.id.in_(set(of.values()))))
    }
    return {id: known[survey] for id, survey in of.items()}
