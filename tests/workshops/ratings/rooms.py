"""A room of a steering group: a workshop whose second step is a rating."""

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.builders import Cast, a_concept, a_node, a_workshop
from workshops.agenda.kinds import kind_of
from workshops.agenda.room import RoomStep
from workshops.agenda.services import close_step, go_to, open_step
from workshops.models import Criterion, Rating, Step
from workshops.participants.guest import Guest


@dataclass(frozen=True, slots=True)
class Steering:
    """`goals` are in the order of the concept; `criteria` in theirs."""

    cast: Cast
    step: int
    position: int
    goals: tuple[int, ...]
    criteria: tuple[int, ...]

    @property
    def id(self) -> int:
        return self.cast.id

    @property
    def code(self) -> str:
        return self.cast.code


TITLES = (
    "Sprachliche Bildung von Anfang an",
    "Übergänge zwischen Schule und Beruf begleiten",
    "Anerkennung mitgebrachter Abschlüsse erleichtern",
    "Zugang zur Gesundheitsversorgung für alle",
    "Begegnung im Stadtteil fördern",
)


def a_rating(
    session: Session,
    state: str = "open",
    *,
    goals: int = 3,
    title: str = "Lenkungsgruppe Kieferstadt",
    first: int | None = None,
) -> Steering:
    """Two fields: the first holds all goals but the last, the second has none, so it is one."""
    concept = a_concept(session, fields=2, measures=2)
    inner = [
        a_node(
            session,
            concept.id,
            TITLES[n % len(TITLES)] + (f" ({n})" if n >= len(TITLES) else ""),
            parent_id=concept.fields[0],
            level=1,
        )
        for n in range(goals - 1)
    ]
    cast = a_workshop(session, "arrive", concept=concept, title=title)
    position = len(cast.steps)
    step = Step(
        workshop_id=cast.id,
        position=position,
        kind="rate",
        state="waiting",
        settings={} if first is None else {"first": first},
    )
    session.add(step)
    session.flush()
    kind_of("rate").made(session, RoomStep(step.id, cast.id, position, "rate", "waiting"))
    criteria = session.scalars(
        select(Criterion.id).where(Criterion.step_id == step.id).order_by(Criterion.position)
    ).all()
    go_to(session, cast.id, position)
    if state != "waiting":
        open_step(session, cast.id, step.id)
    if state == "closed":
        close_step(session, cast.id, step.id)
    return Steering(cast, step.id, position, (*inner, concept.fields[1]), tuple(criteria))


def ratings(session: Session, steering: Steering, guest: Guest, said: dict[int, list[int]]) -> None:
    """Ratings as if they had been given, past every rule: goal -> one value for each criterion."""
    for node_id, values in said.items():
        for criterion_id, value in zip(steering.criteria, values, strict=False):
            session.execute(
                insert(Rating).values(
                    step_id=steering.step,
                    participant_id=guest.id,
                    node_id=node_id,
                    criterion_id=criterion_id,
                    value=value,
                )
            )
