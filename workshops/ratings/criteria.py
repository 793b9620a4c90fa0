"""The criteria of a rating and their weights: what moderators change."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.refused import Message, Missing, Refused, say
from workshops.agenda.room import RoomStep, room_changed
from workshops.agenda.steps import step_alone
from workshops.journal.said import brief, did
from workshops.models import Criterion, Step, Workshop
from workshops.ratings.rules import (
    FIRST,
    PRESETS,
    check_new_criterion,
    check_weights,
    wording,
)

KIND = "rate"


def prepare_rating(session: Session, step: RoomStep) -> None:
    """A rating step was added to an agenda: it gets the four criteria, all of the same weight."""
    for position, preset in enumerate(PRESETS):
        session.add(
            Criterion(step_id=step.id, position=position, preset=preset, titles={}, weight=1)
        )
    session.flush()


def first_of(step: RoomStep) -> int:
    """How many goals the rating chooses."""
    return int(step.settings.get("first", FIRST))


def active_criteria(session: Session, step_id: int) -> list[Criterion]:
    """The criteria of a step in their order, without those that were taken away."""
    return list(
        session.scalars(
            select(Criterion)
            .where(Criterion.step_id == step_id, Criterion.position >= 0)
            .order_by(Criterion.position, Criterion.id)
        )
    )


def add_criterion(
    session: Session, workshop_id: int, step_id: int, *, titles: Mapping[str, str]
) -> None:
    """Add a criterion of one's own at the end. `titles`: language -> text, one is enough.

    Raises:
        Refused: no title, too many criteria, or the rating has begun.
        Missing: not a rating step of this workshop.
    """
    _not_begun(session, workshop_id, step_id)
    there = active_criteria(session, step_id)
    titles = {language: text.strip() for language, text in titles.items() if text.strip()}
    check_new_criterion(titles, len(there))
    position = there[-1].position + 1 if there else 0
    session.add(Criterion(step_id=step_id, position=position, preset=None, titles=titles, weight=1))
    session.flush()
    name = brief(next(iter(titles.values())))
    did(session, say("Added the criterion “%(criterion)s”", criterion=name))
    room_changed(session, workshop_id)


def set_criterion(
    session: Session, workshop_id: int, step_id: int, criterion_id: int, *, used: bool
) -> None:
    """Take a criterion out of the rating, or bring it back to its end. Ratings by it rest.

    Raises:
        Refused: the rating has begun. Missing: no such criterion here.
    """
    _not_begun(session, workshop_id, step_id)
    criterion = session.get(Criterion, criterion_id)
    if criterion is None or criterion.step_id != step_id:
        raise Missing
    if (criterion.position >= 0) == used:
        return
    there = active_criteria(session, step_id)
    last = there[-1].position if there else -1
    criterion.position = last + 1 if used else -criterion.id
    session.flush()
    name = _name(session, workshop_id, criterion)
    if used:
        did(session, say("Brought back the criterion “%(criterion)s”", criterion=name))
    else:
        did(session, say("Took away the criterion “%(criterion)s”", criterion=name))
    room_changed(session, workshop_id)


def weigh(
    session: Session,
    workshop_id: int,
    step_id: int,
    *,
    weights: Mapping[int, int],
    first: int,
) -> None:
    """Set the weights of criteria (0 to 10) and how many goals are chosen: before, and afterwards.

    Changes no rating, only what follows from them. Follows: everybody who sees a result.

    Raises:
        Refused: no criterion would count. Missing: not a rating step, or not its criteria.
    """
    step = step_alone(session, workshop_id, step_id, KIND)
    there = {one.id: one for one in active_criteria(session, step_id)}
    if not weights.keys() <= there.keys():
        raise Missing
    check_weights({id: weights.get(id, one.weight) for id, one in there.items()})
    for id, weight in weights.items():
        there[id].weight = weight
    _set_first(session, step, first)
    session.flush()
    did(session, _weights_and_first(there, first))
    room_changed(session, workshop_id)


def _set_first(session: Session, step: RoomStep, first: int) -> None:
    if first != first_of(step):
        settings: dict[str, Any] = {**step.settings, "first": first}
        session.execute(update(Step).where(Step.id == step.id).values(settings=settings))


def _weights_and_first(criteria: Mapping[int, Criterion], first: int) -> Message:
    weights = ", ".join(str(one.weight) for one in criteria.values())
    return say(
        "Weights of the criteria: %(weights)s. Goals to choose: %(first)d",
        weights=weights,
        first=first,
    )


def _name(session: Session, workshop_id: int, criterion: Criterion) -> Message | str:
    languages = session.scalar(select(Workshop.languages).where(Workshop.id == workshop_id)) or [""]
    return wording(criterion.preset, criterion.titles, languages[0], languages[0]).title


def _not_begun(session: Session, workshop_id: int, step_id: int) -> None:
    if step_alone(session, workshop_id, step_id, KIND).state != "waiting":
        raise Refused(
            say("The rating has begun by these criteria. You can still change their weights.")
        )
