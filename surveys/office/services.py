"""What the office does to surveys: change the draft and take it back, copy, delete, bring back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.refused import Message, Missing, Refused, say, unpacked
from surveys.codec import from_data
from surveys.models import Survey, SurveyEdit, SurveyImage
from surveys.office.concepts import only_concept
from surveys.office.isolating import isolated
from surveys.questionnaire import Questionnaire
from surveys.services import change_draft, create_survey, survey_row

UNDONE = 50  # changes that can be taken back; older ones are forgotten

Change = Callable[[Questionnaire], tuple[Questionnaire, Message]]
"""What becomes of a draft, and in a sentence what was done."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the draft that can be taken back."""

    id: int
    what: Message
    by: str


def change(session: Session, name: str, how: Change, *, by: str, now: dt.datetime) -> None:
    """Change the draft as it is now. A change that leaves it as it is counts for nothing.

    Raises:
        Missing: there is no such survey, or whatever `how` raises.
    """
    row = survey_row(session, name, alone=True)
    before = from_data(row.draft)
    after, what = how(before)
    if after == before:
        return
    change_draft(session, name, after, stamp=row.stamp, what=what, by=by, now=now)
    _forget_old(session, row.id)


def last_edit(session: Session, survey_id: int) -> Edit | None:
    """The change that would be taken back next."""
    row = _newest(session, survey_id)
    return Edit(row.id, isolated(unpacked(row.what)), row.by) if row else None


def undo(session: Session, name: str, edit_id: int) -> None:
    """Take back the last change of the draft.

    Raises:
        Missing: there is no such survey. Refused: it is not the last one any more.
    """
    row = survey_row(session, name, alone=True)
    edit = _newest(session, row.id)
    if edit is None or edit.id != edit_id:
        raise Refused(
            say("Somebody has changed this survey meanwhile. Please look at it and try again.")
        )
    row.draft = edit.before
    row.stamp += 1
    session.delete(edit)
    session.flush()


def begin_survey(session: Session, questionnaire: Questionnaire, *, now: dt.datetime) -> str:
    """A new survey of the concept, where there is only one; returns its name."""
    return create_survey(session, questionnaire, now=now, concept_id=only_concept(session))


def set_frame(
    session: Session, name: str, *, concept_id: int | None, delete_on: dt.date | None
) -> None:
    """Which concept it belongs to, and the day on which its answers are deleted.

    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name, alone=True)
    row.concept_id, row.delete_on = concept_id, delete_on
    session.flush()


def copy_survey(session: Session, name: str, *, now: dt.datetime, suffix: str) -> str:
    """A survey with the same draft and pictures, without runs and answers; returns its name.

    `suffix` is put behind the title in its original language, such as " (copy)".

    Raises:
        Missing: there is no such survey.
    """
    row = survey_row(session, name)
    draft = from_data(row.draft)
    title = {**draft.title, draft.original: draft.title.get(draft.original, "") + suffix}
    copy = Questionnaire(
        title, draft.languages, draft.sections, draft.welcome, draft.privacy, draft.thanks
    )
    made = create_survey(session, copy, now=now, concept_id=row.concept_id)
    into = survey_row(session, made).id
    for image in session.scalars(select(SurveyImage).where(SurveyImage.survey_id == row.id)):
        session.add(
            SurveyImage(
                survey_id=into,
                name=image.name,
                content_type=image.content_type,
                content=image.content,
            )
        )
    session.flush()
    return made


def remove_survey(session: Session, name: str, *, now: dt.datetime) -> None:
    """Out of sight at once, with its runs; it can be brought back for 30 days.

    Raises:
        Missing: there is no such survey.
    """
    survey_row(session, name, alone=True).removed_at = now
    session.flush()


def return_survey(session: Session, name: str) -> None:
    """Bring a removed survey back as it was.

    Raises:
        Missing: no such survey was removed.
    """
    query = select(Survey).where(Survey.name == name, Survey.removed_at.is_not(None))
    row = session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise Missing
    row.removed_at = None
    session.flush()


def _newest(session: Session, survey_id: int) -> SurveyEdit | None:
    query = select(SurveyEdit).where(SurveyEdit.survey_id == survey_id)
    return session.scalars(query.order_by(SurveyEdit.id.desc()).limit(1)).one_or_none()


def _forget_old(session: Session, survey_id: int) -> None:
    ids = select(SurveyEdit.id).where(SurveyEdit.survey_id == survey_id)
    last = session.scalars(ids.order_by(SurveyEdit.id.desc()).offset(UNDONE).limit(1)).one_or_none()
    if last is not None:
        session.execute(
            delete(SurveyEdit).where(SurveyEdit.survey_id == survey_id, SurveyEdit.id <= last)
        )
