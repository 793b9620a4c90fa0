"""The place of a survey says honestly that there is none yet."""

from litestar import Litestar
from sqlalchemy.orm import Session

from tests.builders import Cast, a_workshop
from tests.conftest import NewVisitor
from tests.workshops.people import join, moderate
from workshops.agenda.services import go_to
from workshops.models import Step


def a_survey(session: Session) -> Cast:
    cast = a_workshop(session)
    session.add(Step(workshop_id=cast.id, position=4, kind="survey", state="open", settings={}))
    session.flush()
    go_to(session, cast.id, 4)
    return cast


async def test_everybody_is_told_that_there_is_no_survey_and_that_the_room_goes_on(
    app: Litestar, new_visitor: NewVisitor
) -> None:
    cast = app.state.ledger.write_now(a_survey)
    phone = (await join(new_visitor(), cast)).text
    wall = (await new_visitor().get(f"/projector/{cast.projector_token}?language=en")).text
    console = (await moderate(app, new_visitor(), cast)).text
    assert "the room goes on in a moment" in phone
    assert "We go on in a moment" in wall
    assert "There are no surveys yet" in console
    for page in (phone, wall, console):
        assert "survey" in page.lower()
        assert 'name="answer' not in page
