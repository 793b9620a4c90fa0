"""Where measures stand, with the numbers of the scheme."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.builders import a_concept, a_measure, a_node
from workshops.gathering.places import concept_head, places
from workshops.models import Concept


def test_a_measure_bears_the_numbers_of_its_goal_and_of_its_topic(session: Session) -> None:
    concept = a_concept(session, fields=2, measures=2)
    session.execute(update(Concept).where(Concept.id == concept.id).values(scheme="wetzlar"))
    groups = [
        a_node(session, concept.id, "Prozesse", parent_id=field, level=1)
        for field in concept.fields
    ]
    topic = a_node(session, concept.id, "Fortbildung", parent_id=groups[1], level=2)
    measure = a_measure(session, topic)
    found = places(session, concept_head(session, concept.name))
    assert [goal.mark for goal in found.goals.values()] == ["8", "8.1", "9", "9.1"]
    assert [one.number for one in found.measures[measure].path] == ["9.1", "9.1.1"]
    assert found.measures[concept.measures[0]].path == ()
