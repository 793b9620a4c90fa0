"""What a test needs to exist, in one call each, straight into the tables.

Every builder takes a session first, so it works in both ways:

    cast = ledger.write_now(a_workshop, step="vote", measures=12, fields=2)
    guest = a_guest(session, cast)
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.accounts import services as accounts
from app.accounts.sessions import sign_in_with_link
from app.codes import new_code
from app.database.base import utc_now
from workshops.agenda.services import close_step, go_to, make_agenda, open_step
from workshops.models import (
    Concept,
    Dots,
    Measure,
    Node,
    Participant,
    Step,
    VoteRule,
    Workshop,
    WorkshopNode,
)
from workshops.participants.guest import Guest

NOW = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
AGENDA = ("arrive", "collect", "vote", "results")


@dataclass(frozen=True, slots=True)
class ConceptCast:
    """A concept: `fields` are the outermost nodes, `measures` in their order, field after field."""

    id: int
    name: str
    fields: tuple[int, ...]
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """A workshop and everybody's ids. `steps`: kind -> id of the (first) step of that kind."""

    id: int
    code: str
    projector_token: str
    concept_id: int
    concept_name: str
    fields: tuple[int, ...]
    measures: tuple[int, ...]
    steps: dict[str, int]

    @property
    def vote(self) -> int:
        return self.steps["vote"]

    @property
    def one_field(self) -> int:
        return self.fields[0]


def a_concept(
    session: Session, *, fields: int = 2, measures: int = 6, titles: Sequence[str] = ()
) -> ConceptCast:
    """A concept of the Bielefeld scheme whose measures are spread over its fields in turn."""
    name = f"concept-{secrets.token_hex(4)}"
    concept = Concept(
        name=name, title="Integration concept", scheme="bielefeld", language="de", created_at=NOW
    )
    session.add(concept)
    session.flush()
    names = [*titles, *(f"Handlungsfeld {n}" for n in range(len(titles) + 1, fields + 1))]
    nodes = [_node(concept.id, names[n], position=n) for n in range(fields)]
    session.add_all(nodes)
    session.flush()
    places = [n * fields // measures for n in range(measures)]
    made = [
        _measure(nodes[place].id, f"Maßnahme {n + 1}", position=n - places.index(place))
        for n, place in enumerate(places)
    ]
    session.add_all(made)
    session.flush()
    fields_made = tuple(node.id for node in nodes)
    return ConceptCast(concept.id, name, fields_made, tuple(measure.id for measure in made))


def a_node(
    session: Session, concept_id: int, title: str, *, parent_id: int | None = None, level: int = 0
) -> int:
    """A further node at the end of its siblings; returns its id."""
    query = select(func.count()).where(Node.concept_id == concept_id, Node.parent_id == parent_id)
    node = _node(concept_id, title, position=session.scalar(query) or 0)
    node.parent_id, node.level = parent_id, level
    session.add(node)
    session.flush()
    return node.id


def _node(concept_id: int, title: str, *, position: int) -> Node:
    return Node(
        concept_id=concept_id,
        parent_id=None,
        level=0,
        position=position,
        titles={"de": title},
        deleted_at=None,
    )


def a_measure(
    session: Session,
    node_id: int,
    text: str = "Eine Maßnahme",
    *,
    state: str = "approved",
    workshop_id: int | None = None,
    participant_id: int | None = None,
    language: str = "de",
    **texts: str,
) -> int:
    """A measure of the office or, with `workshop_id`, a proposal; returns its id.

    `texts` are translations: a_measure(session, 1, "Sprachkurs", ar="دورة لغة").
    """
    count = select(func.count()).where(Measure.node_id == node_id)
    measure = _measure(node_id, text, position=session.scalar(count) or 0)
    measure.language, measure.texts, measure.state = language, {language: text, **texts}, state
    measure.origin = "workshop" if workshop_id else "office"
    measure.workshop_id, measure.participant_id = workshop_id, participant_id
    session.add(measure)
    session.flush()
    return measure.id


def _measure(node_id: int, text: str, *, position: int) -> Measure:
    """One of the office, in German."""
    return Measure(
        node_id=node_id,
        position=position,
        language="de",
        texts={"de": text},
        columns={},
        state="approved",
        origin="office",
        workshop_id=None,
        participant_id=None,
        created_at=NOW,
        deleted_at=None,
    )


def a_workshop(
    session: Session,
    step: str = "arrive",
    *,
    measures: int = 6,
    fields: int = 2,
    state: str | None = None,
    scope: str = "field",
    allowance: int | None = None,
    most: int = 2,
    languages: Sequence[str] = ("de", "en", "tr", "ar"),
    approve_first: bool = False,
    title: str = "Integrationsworkshop Kieferstadt",
    concept: ConceptCast | None = None,
    titles: Sequence[str] = (),
) -> Cast:
    """A workshop on all fields of its concept, already in `step`.

    In "vote" the vote is open unless `state` says "waiting" or "closed"; in "results" it has been
    opened and closed.
    """
    concept = concept or a_concept(session, fields=fields, measures=measures, titles=titles)
    workshop = Workshop(
        code=new_code(),
        concept_id=concept.id,
        title=title,
        place="Altes Rathaus",
        date=dt.date(2026, 11, 21),
        languages=list(languages),
        approve_first=approve_first,
        position=0,
        projector_token=secrets.token_urlsafe(16),
        created_at=NOW,
    )
    session.add(workshop)
    session.flush()
    for position, node_id in enumerate(concept.fields):
        session.add(WorkshopNode(workshop_id=workshop.id, node_id=node_id, position=position))
    session.flush()
    make_agenda(session, workshop.id, AGENDA)
    rows = session.execute(select(Step.kind, Step.id).where(Step.workshop_id == workshop.id))
    steps = {row.kind: row.id for row in rows}
    session.execute(
        update(VoteRule)
        .where(VoteRule.step_id == steps["vote"])
        .values(scope=scope, allowance=allowance, most=most)
    )
    _bring_to(session, workshop.id, steps, step, state)
    return Cast(
        workshop.id,
        workshop.code,
        workshop.projector_token,
        concept.id,
        concept.name,
        concept.fields,
        concept.measures,
        steps,
    )


def _bring_to(
    session: Session, workshop_id: int, steps: dict[str, int], step: str, state: str | None
) -> None:
    target = AGENDA.index(step)
    if target >= AGENDA.index("vote") and state != "waiting":
        go_to(session, workshop_id, AGENDA.index("vote"))
        open_step(session, workshop_id, steps["vote"])
        if step == "results" or state == "closed":
            close_step(session, workshop_id, steps["vote"])
    if state or AGENDA[target] != "vote":
        go_to(session, workshop_id, target)


def a_guest(session: Session, cast: Cast, *, language: str = "de", key: str | None = None) -> Guest:
    """A further participant of the workshop."""
    query = select(func.max(Participant.number)).where(Participant.workshop_id == cast.id)
    participant = Participant(
        workshop_id=cast.id,
        key=key or secrets.token_hex(32),
        number=(session.scalar(query) or 0) + 1,
        language=language,
        draft=None,
        joined_at=NOW,
    )
    session.add(participant)
    session.flush()
    return Guest(participant.id, cast.id, cast.code)


def guests(session: Session, cast: Cast, count: int) -> list[Guest]:
    """A room full of participants."""
    return [a_guest(session, cast) for _ in range(count)]


def dots(session: Session, cast: Cast, guest: Guest, placed: dict[int, int]) -> None:
    """Dots as if they had been placed, past every rule: measure -> count."""
    for measure_id, count in placed.items():
        session.execute(
            insert(Dots).values(
                step_id=cast.vote, participant_id=guest.id, measure_id=measure_id, count=count
            )
        )


def an_office_session(session: Session) -> str:
    """What the cookie of a browser that is signed in as the office holds: it runs any workshop."""
    now = utc_now()
    who = {"email": "office@example.org", "name": "Kim Amt", "role": "office"}
    _, link = accounts.invite_new(session, **who, now=now)
    return sign_in_with_link(session, link, now=now).token
