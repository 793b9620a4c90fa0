"""Failure 13: going back a step destroys what people put in.

Something of every kind is put in; then the room goes back, forward and back. Every row is what it
was, and people find their own on their phones.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database.base import Base
from tests.builders import NOW, a_guest
from tests.workshops.ratings.rooms import a_rating
from workshops.agenda.editing import insert_step
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of
from workshops.measures.drafts import draft_of, keep_draft
from workshops.measures.proposing import propose
from workshops.measures.reads import own_proposals
from workshops.merging.services import merge
from workshops.paper.services import enter_ballot
from workshops.ratings.reads import own_ratings
from workshops.ratings.services import rate


def rows(session: Session) -> dict[str, list[str]]:
    """Every row there is, but for where the room stands and what the journal says of that."""
    session.expire_all()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name == "actions":
            continue
        shown = [c for c in table.columns if (table.name, c.name) != ("workshops", "position")]
        found[table.name] = sorted(repr(tuple(row)) for row in session.execute(select(*shown)))
    return found


def test_back_forward_and_back_every_row_is_what_it_was(session: Session) -> None:
    steering = a_rating(session)
    cast = steering.cast
    insert_step(session, cast.id, after=steering.position, kind="vote")
    vote = room(session, cast.id).steps[-1]
    collecting, me, other = 1, a_guest(session, cast), a_guest(session, cast)

    first = steering.criteria[0]
    rate(session, me, node_id=steering.goals[0], values={first: 4})
    close_step(session, cast.id, steering.step)
    go_to(session, cast.id, collecting)
    field = cast.fields[1]
    ideas = [
        propose(session, who, field_id=field, text=text, language="de", now=NOW)
        for who, text in ((me, "Ein Garten"), (other, "Ein Garten für alle"), (me, "Ein Fest"))
    ]
    keep_draft(session, me, {"text": "Mitten im Satz"}, now=NOW)
    garden, gardens, party = (idea.id for idea in ideas)
    merge(session, cast.id, garden, [gardens], title="Gärten", language="de")
    go_to(session, cast.id, vote.position)
    open_step(session, cast.id, vote.id)
    place_dots(session, me, measure_id=party, count=2)
    enter_ballot(session, cast.id, vote.id, number=1, marks={1: 1}, replaces=False, now=NOW)

    before = rows(session)
    for position in (collecting, vote.position, 0, steering.position, vote.position, collecting):
        go_to(session, cast.id, position)
        assert rows(session) == before, position
    assert draft_of(session, me).text == "Mitten im Satz"
    assert {own.text for own in own_proposals(session, me)} >= {"Ein Fest"}
    go_to(session, cast.id, vote.position)
    placed = ballot_of(session, room(session, cast.id), me).placed
    assert [(measure.id, measure.count) for _, measure in placed] == [(party, 2)]
    place_dots(session, me, measure_id=party, count=1)
    close_step(session, cast.id, vote.id)
    go_to(session, cast.id, steering.position)
    assert own_ratings(session, room(session, cast.id), me).mine == {steering.goals[0]: {first: 4}}
