"""Two rooms on one concept merge the same measures at the same moment."""

import asyncio

from sqlalchemy.orm import Session

from app.database.ledger import Ledger
from app.refused import Missing, Refused
from tests.builders import Cast, a_concept, a_workshop
from workshops.merging.forest import forest_of
from workshops.merging.services import merge


def two_rooms(session: Session) -> tuple[Cast, Cast]:
    concept = a_concept(session, fields=1, measures=6)
    return a_workshop(session, concept=concept), a_workshop(session, concept=concept)


async def test_they_never_make_a_circle(ledger: Ledger) -> None:
    one, other = ledger.write_now(two_rooms)
    pairs = list(zip(one.measures[::2], one.measures[1::2], strict=True))
    answers = await asyncio.gather(
        *(ledger.write(merge, one.id, first, [second]) for first, second in pairs),
        *(ledger.write(merge, other.id, second, [first]) for first, second in pairs),
        return_exceptions=True,
    )
    assert all(answer is None or isinstance(answer, (Refused, Missing)) for answer in answers)
    forest = ledger.read_now(forest_of, one.id)
    assert len(forest) == len(pairs)
    assert not forest.keys() & set(forest.values())
