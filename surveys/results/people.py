"""Who answered, as far as a survey asks about the person: for the report on a concept's process."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from surveys.models import Run, Survey
from surveys.questionnaire import Texts
from surveys.results.columns import RUN
from surveys.results.loading import load
from surveys.results.summaries import Bars, Summary, of_tally
from surveys.results.table import Selection, Table
from surveys.results.wording import Wording
from surveys.services import newest_version


@dataclass(frozen=True, slots=True)
class Shares:
    """A question about the person, and how many gave each answer. Of whole crowds: but what has
    fewer than five people must not be told beside the whole."""

    survey: Texts
    original: str
    summary: Summary

    def title(self, language: str) -> str:
        return Wording(language, self.original).text(self.survey)

    def question(self, language: str) -> str:
        return Wording(language, self.original).label(self.summary.question)

    def answers(self, language: str) -> Mapping[str, int]:
        """In the language that is being spoken, where an answer has our own words."""
        wording, parts = Wording(language, self.original), self.summary.parts
        bars = parts.bars if isinstance(parts, Bars) else ()
        found: Counter[str] = Counter()
        for one in bars:
            found[wording.choice(self.summary.question, one.name)] += one.people
        return found


def shares(session: Session, concept_id: int, steps: Collection[int]) -> tuple[Shares, ...]:
    """All answers of the surveys that belong to this concept; of others those that were given in
    one of these steps."""
    here = select(Run.survey_id).where(Run.step_id.in_(steps))
    rows = session.scalars(
        select(Survey)
        .where(Survey.removed_at.is_(None))
        .where(or_(Survey.concept_id == concept_id, Survey.id.in_(here)))
        .order_by(Survey.id)
    )
    found: list[Shares] = []
    for row in rows:
        if newest_version(session, row.id) is None:
            continue
        table = load(session, row.id)
        runs = None if row.concept_id == concept_id else _runs(session, row.id, steps)
        found += _shares(table, _selected(table, runs))
    return tuple(found)


def _runs(session: Session, survey_id: int, steps: Collection[int]) -> set[str]:
    query = select(Run.id).where(Run.survey_id == survey_id, Run.step_id.in_(steps))
    return {str(id) for id in session.scalars(query)}


def _selected(table: Table, runs: Collection[str] | None) -> Selection:
    """Whole crowds of these runs alone; None: all."""
    if runs is None:
        return table.select({})
    return Selection(table, [one.values[RUN] in runs for one in table.crowds], table.people, True)


def _shares(table: Table, selection: Selection) -> list[Shares]:
    asked = table.questionnaire
    summaries = [of_tally(one, selection.tally(one.name)) for one in asked.compared()]
    return [Shares(asked.title, asked.original, one) for one in summaries if one.parts]
