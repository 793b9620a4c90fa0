"""The office at its desk: signed in, with a concept before it."""

from litestar import Litestar
from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from tests.builders import NOW
from tests.visitor import Visitor
from tests.workshops.people import sign_in_as
from workshops.concepts import services
from workshops.concepts.tree import Structure


async def at_the_desk(app: Litestar, visitor: Visitor, name: str = "Anna") -> Visitor:
    """This visitor is the integration office."""
    await sign_in_as(app, visitor, name, role="office")
    return visitor


def a_tree(session: Session) -> tuple[str, int, int, int]:
    """A concept with a field, an upper goal in it and a measure at that; its name and their ids."""
    name = services.create_concept(
        session, title="Wir fördern Integration!", scheme="bielefeld", language="de", now=NOW
    )
    field = services.add_node(
        session, name, parent_id=None, level=0, titles={"de": "Schule", "ar": "المدرسة"}
    )
    goal = services.add_node(session, name, parent_id=field, level=1, titles={"de": "Übergänge"})
    measure = services.add_measure(session, name, node_id=goal, texts={"de": "Lotsen"}, now=NOW)
    return name, field, goal, measure


def concept_of(app: Litestar, name: str) -> Structure:
    ledger: Ledger = app.state.ledger
    return ledger.read_now(services.structure, name)
